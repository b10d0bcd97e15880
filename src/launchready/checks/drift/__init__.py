"""drift/*: what differs from the state that the founder has acknowledged (stage 1)."""
