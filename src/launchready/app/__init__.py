"""Use cases and wiring: the only clock, the only place that knows every room."""
