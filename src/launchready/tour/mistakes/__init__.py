"""What a fault makes of the app and of its answers on their way to the cache: of each of them a function.

Records, certificates and redirects have their faults where they are made; here are those of pages, headers and habits.
"""
