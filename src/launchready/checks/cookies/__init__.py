"""cookies/*: how the site keeps people signed in, as far as its cookies show (stage 2)."""
