"""cache/*: what may be kept by browsers and shared caches, and what must not (stage 2)."""
