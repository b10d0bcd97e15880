"""All contact with the world. `dial` is the one door; gatherers have no opinions."""
