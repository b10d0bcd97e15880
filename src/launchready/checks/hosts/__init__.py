"""hosts/*: the host names of the target, those that must work and those that should not be there (stage 1)."""
