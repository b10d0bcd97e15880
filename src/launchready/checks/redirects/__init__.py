"""redirects/*: whether every way into the site ends at one address, safely and by a short way (stage 1)."""
