"""dns/*: whether the names lead to the site, and who answers for them (stage 1)."""
