"""One page in one file: it needs no network, no server and no script to be read."""
