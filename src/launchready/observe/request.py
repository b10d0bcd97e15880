"""A request as it is sent: in the shape of a browser's, under our own honest name."""

import re
import time
from dataclasses import dataclass, field, replace

from launchready.formats.url import Url
from launchready.observe.line import Key

BODY_LIMIT = 512 * 1024
"""How much of a body is read, decoded, unless the caller wants more or less of it."""

_COOKIE = re.compile(r"[\x21-\x3a\x3c-\x7e]+=[\x20-\x3a\x3c-\x7e]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request, and the time at which its answer is given up. `limit` is how much of the body is wanted."""

    url: Url
    address: str | None = None
    cookies: tuple[tuple[str, str], ...] = ()
    verify: bool = True
    limit: int = BODY_LIMIT
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)
    started: float = field(default_factory=time.monotonic)

    @property
    def key(self) -> Key:
        """Where the request leads: requests of one key may share a connection."""
        return (self.url.scheme, self.url.host, self.url.port, self.address, self.verify)

    def again(self) -> "Ask":
        """Give the same request with its time starting now."""
        return replace(self, started=time.monotonic())


def headers_of(ask: Ask, user_agent: str) -> list[tuple[bytes, bytes]]:
    """Give the headers in the shape that browsers send; the request's own outrank ours."""
    headers = [
        ("Host", ask.url.origin.partition("://")[2]),
        ("User-Agent", user_agent),
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("Accept-Language", "en-US,en;q=0.9"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "keep-alive"),
        ("Upgrade-Insecure-Requests", "1"),
    ]
    pairs = [pair for name, value in ask.cookies if _COOKIE.fullmatch(pair := f"{name}={value}")]
    if pairs:
        headers.append(("Cookie", "; ".join(pairs)))
    if ask.body:
        headers.append(("Content-Length", str(len(ask.body))))
    own = {name.lower() for name, _ in ask.headers}
    headers = [*((name, value) for name, value in headers if name.lower() not in own), *ask.headers]
    return [(name.encode("ascii"), value.encode("ascii", "replace")) for name, value in headers]
