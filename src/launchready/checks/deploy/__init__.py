"""deploy/*: whether what was built is what visitors get (stage 2)."""
