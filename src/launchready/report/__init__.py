"""RunResult to bytes. A renderer sees nothing else: no facts, no clock, no network."""
