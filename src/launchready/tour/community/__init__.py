"""The Demo Club: a small real app with members, a feed, sessions to book and a checkout. All of it is a sample."""
