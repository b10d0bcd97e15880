"""What to do about a verdict: the order, the plan of two days, the text to paste. Pure."""
