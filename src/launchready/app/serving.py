"""`open`: the report of a record as a page on this machine, for one browser.

The link holds a secret that is good once: it buys a cookie, and the cookie the page. Only requests that name this very
address as their host are answered, so that no other site can reach the page under a name of its own (DNS rebinding).
"""

import asyncio
import hmac
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

SECONDS = 3600.0
"""After this the server ends by itself."""
HEAD_BYTES = 16 * 1024
HEAD_SECONDS = 5.0
AT_ONCE = 16
ADDRESS = "127.0.0.1"
NO_PAGE = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"  # the words below need nothing
)


class GoneError(Exception):
    """There is nothing to show any more; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page and the content security policy under which it is shown."""

    content: bytes
    policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """One answer."""

    status: str
    body: bytes
    type: str = "text/plain; charset=utf-8"
    policy: str = NO_PAGE
    more: tuple[str, ...] = ()


@dataclass(slots=True)
class Door:
    """Who may see the page: whoever comes first with the link, and then only that browser."""

    port: int
    page: Callable[[], Page]
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _ticket: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _used: bool = False

    @property
    def link(self) -> str:
        """The link that is good once."""
        return f"http://{ADDRESS}:{self.port}/?k={self.key}"

    @property
    def cookie(self) -> str:
        """The cookie's name; it holds the port, for cookies of one host are shared by all its ports."""
        return f"launchready-{self.port}"

    def answer(self, method: str, target: str, headers: dict[str, str]) -> _Reply:
        """Answer one request."""
        if headers.get("host", "") not in {f"{ADDRESS}:{self.port}", f"localhost:{self.port}"}:
            return _Reply(status="421 Misdirected Request", body=b"This address is not served here.\n")
        if method != "GET":
            return _Reply(status="405 Method Not Allowed", body=b"Only GET.\n", more=("Allow: GET",))
        path, _, query = target.partition("?")
        if path != "/":
            return _Reply(status="404 Not Found", body=b"There is one page only: /\n")
        given = parse_qs(query).get("k", [])
        if given:
            return self._enter(given[0])
        if not _same(_cookie(headers.get("cookie", ""), self.cookie), self._ticket):
            return _Reply(status="403 Forbidden", body=b"Come by the link that launchready open has printed.\n")
        try:
            page = self.page()
        except GoneError as problem:
            return _Reply(status="503 Service Unavailable", body=f"{problem}\n".encode())
        return _Reply(status="200 OK", body=page.content, type="text/html; charset=utf-8", policy=page.policy)

    def _enter(self, given: str) -> _Reply:
        if self._used or not _same(given, self.key):
            words = b"This link was used, or it is not whole. For a new one: launchready open\n"
            return _Reply(status="403 Forbidden", body=words)
        self._used = True
        cookie = f"Set-Cookie: {self.cookie}={self._ticket}; HttpOnly; SameSite=Strict; Path=/; Max-Age={SECONDS:.0f}"
        return _Reply(status="303 See Other", body=b"", more=(cookie, "Location: /"))


def serve(page: Callable[[], Page], opened: Callable[[str], None], *, seconds: float = SECONDS) -> None:
    """Serve until Ctrl-C or for `seconds`. `opened` is told the link once the port is open."""
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(page, opened, seconds))


async def _serve(page: Callable[[], Page], opened: Callable[[str], None], seconds: float) -> None:
    places = asyncio.Semaphore(AT_ONCE)
    doors: list[Door] = []

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with places:
            with suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                async with asyncio.timeout(HEAD_SECONDS):
                    head = await reader.readuntil(b"\r\n\r\n")
                writer.write(_bytes(_of(doors[0], head)))
                async with asyncio.timeout(HEAD_SECONDS):
                    await writer.drain()
            writer.close()

    server = await asyncio.start_server(connected, ADDRESS, 0, limit=HEAD_BYTES)
    async with server:
        doors.append(Door(port=server.sockets[0].getsockname()[1], page=page))
        opened(doors[0].link)
        await asyncio.sleep(seconds)


def _of(door: Door, head: bytes) -> _Reply:
    """Read a request's head and answer it."""
    try:
        first, *lines = head.decode("ascii").split("\r\n")
        method, target, version = first.split(" ")
    except ValueError:
        return _Reply(status="400 Bad Request", body=b"This is no HTTP request.\n")
    names = [line.partition(":")[0].strip().lower() for line in lines if ":" in line]
    if not version.startswith("HTTP/1.") or not target.startswith("/") or names.count("host") != 1:
        return _Reply(status="400 Bad Request", body=b"This is no HTTP request.\n")
    pairs = (line.partition(":") for line in lines if ":" in line)
    return door.answer(method, target, {name.strip().lower(): value.strip() for name, _, value in pairs})


def _bytes(reply: _Reply) -> bytes:
    head = (
        f"HTTP/1.1 {reply.status}",
        f"Content-Type: {reply.type}",
        f"Content-Length: {len(reply.body)}",
        f"Content-Security-Policy: {reply.policy}",
        "Cache-Control: no-store",
        "Referrer-Policy: no-referrer",
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
        "Cross-Origin-Opener-Policy: same-origin",
        "Cross-Origin-Resource-Policy: same-origin",
        *reply.more,
        "Connection: close",
    )
    return "\r\n".join((*head, "", "")).encode("ascii") + reply.body


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
