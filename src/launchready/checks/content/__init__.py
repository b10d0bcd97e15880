"""content/*: what a page's visitor, a chat and a crawler find in it (stage 2)."""
