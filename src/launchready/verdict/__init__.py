"""From results to one answer: pure, and the same for every renderer."""
