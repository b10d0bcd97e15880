"""The sample community: a small real app under real domain names on loopback, with faults that can be switched."""
