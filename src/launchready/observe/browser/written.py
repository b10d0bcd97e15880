"""Addresses as the browser writes them: ws and wss are read as http and https."""

from launchready.formats.address import Address, read
from launchready.formats.url import Url


def read_address(text: str) -> Address | None:
    """Read an address of the web or of a WebSocket; None for data:, blob: and the like, and for flaws."""
    return read(text.partition("#")[0])


def read_url(text: str) -> Url | None:
    """Read it as an http or https address."""
    address = read_address(text)
    return None if address is None else address.url
