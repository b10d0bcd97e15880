"""What lies open that should be closed."""
