"""tls/*: whether browsers can open the site by https without a warning, at each address (stage 1)."""
