"""Which other sites may read what the app answers."""
