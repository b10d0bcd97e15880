"""What was seen of the world: frozen dataclasses, each its own wire format."""
