"""launchready: may this app be shown to customers, and what stands in the way."""

__version__ = "0.1.0"
