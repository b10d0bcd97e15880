"""Plans, gathers, confirms, judges and keeps the record. Knows no topic by name."""
