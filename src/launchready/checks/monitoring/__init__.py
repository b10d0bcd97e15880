"""monitoring/*: whether somebody hears of it when the app stops (stage 5)."""
