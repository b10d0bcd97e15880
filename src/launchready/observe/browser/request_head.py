"""The first lines of what the browser asks a proxy for (RFC 9110 9.3.6, RFC 9112 3.2.2), and of the answer."""

import asyncio
import re
from dataclasses import dataclass

from launchready.formats.url import Url, parse
from launchready.observe.connection import Connection
from launchready.observe.pins import canonical

MOST = 48 * 1024
_AUTHORITY = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\[\]:@/\s]+):(\d{1,5})")
# Between the browser and us alone (RFC 9110 7.6.1); our side says that it closes.
_OURS = frozenset({"proxy-authorization", "proxy-connection", "connection", "keep-alive", "te", "transfer-encoding"})
_END = b"\r\n\r\n"


class BadHeadError(Exception):
    """What came is no request that a browser sends to a proxy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One request to the proxy. `tunnel`: CONNECT; else a plain http request for `target`."""

    tunnel: bool
    host: str
    port: int
    authorization: str = ""
    method: str = ""
    target: str = ""
    headers: tuple[str, ...] = ()
    body_length: int = 0

    def forwarded(self) -> bytes:
        """Give the request as the site gets it."""
        lines = [f"{self.method} {self.target} HTTP/1.1", *self.headers, "Connection: close", "", ""]
        return "\r\n".join(lines).encode("latin-1")


async def read_head(reader: asyncio.StreamReader) -> Head:
    """Read one request up to its empty line. Raises BadHeadError."""
    try:
        raw = await reader.readuntil(_END)
    except asyncio.LimitOverrunError as error:
        raise BadHeadError("longer than any head") from error
    first, *lines = raw[: -len(_END)].decode("latin-1").split("\r\n")
    method, _, rest = first.partition(" ")
    target, _, version = rest.rpartition(" ")
    if not version.startswith("HTTP/1."):
        raise BadHeadError("no request line")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    who = fields.get("proxy-authorization", "")
    if method == "CONNECT":
        host, port = _authority(target)
        return Head(tunnel=True, host=host, port=port, authorization=who)
    return _plain(method, target, lines, fields, who)


def _authority(text: str) -> tuple[str, int]:
    found = _AUTHORITY.fullmatch(text)
    if found is None or not 0 < int(found[2]) < 65536:
        raise BadHeadError("no host and port")
    return canonical(found[1]), int(found[2])


def _plain(method: str, target: str, lines: list[str], fields: dict[str, str], who: str) -> Head:
    url = parse(target)
    if not isinstance(url, Url) or url.scheme != "http":
        raise BadHeadError("no http address")
    length = fields.get("content-length", "0")
    if "transfer-encoding" in fields or not length.isdecimal():
        raise BadHeadError("a body without a length")
    # As the browser wrote it: our own reading of an address must not change what a site is asked for.
    path = re.sub(r"^http://[^/?#]*", "", target, flags=re.IGNORECASE)
    return Head(
        tunnel=False,
        host=canonical(url.host),
        port=url.port,
        authorization=who,
        method=method,
        target=path if path.startswith("/") else f"/{path}",
        headers=tuple(line for line in lines if line.partition(":")[0].strip().lower() not in _OURS),
        body_length=int(length),
    )


async def answer_head(connection: Connection, seconds: float) -> tuple[bytes, bytes]:
    """Read an answer's head and say in it that the connection ends; with it, the body that came along."""
    raw = b""
    async with asyncio.timeout(seconds):
        while _END not in raw:
            chunk = await connection.read()
            raw += chunk
            if not chunk or len(raw) > MOST:
                raise BadHeadError("no whole head")
    head, _, rest = raw.partition(_END)
    first, *lines = head.split(b"\r\n")
    kept = [line for line in lines if line.partition(b":")[0].strip().lower() not in {b"connection", b"keep-alive"}]
    return b"\r\n".join([first, *kept, b"Connection: close"]) + _END, rest
