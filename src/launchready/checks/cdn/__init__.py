"""What stands in front of the server."""
