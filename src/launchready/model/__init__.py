"""The vocabulary of launchready. Standard library only; every other room speaks it."""
