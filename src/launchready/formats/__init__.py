"""Parsers, walkers and reducers: they take text or bytes and give values, and touch nothing."""
