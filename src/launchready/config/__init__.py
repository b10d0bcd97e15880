"""launchready.toml: what it may say, and whom we believe."""
