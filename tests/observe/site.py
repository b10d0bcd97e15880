"""A whole site on loopback: hosts over http and https behind pins, each answer chosen by scheme, host and path."""

import asyncio
import atexit
import shutil
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from launchready.observe.dial import Dial, DialSettings, Pin
from tests.observe.servers import says, server_context, serving, sign

HTML = "Content-Type: text/html; charset=utf-8"
NO_IPV6 = (Pin.parse("[2620:fe::fe]:53:127.0.0.1:1"), Pin.parse("[2606:4700:4700::1111]:53:127.0.0.1:1"))


@dataclass(frozen=True)
class Request:
    scheme: str
    host: str
    target: str
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def cookies(self) -> str:
        return self.headers.get("cookie", "")


Answer = bytes | Callable[[Request], bytes | Awaitable[bytes]]


def page(body: str = "<title>Calm Club</title><h1>Welcome home", *headers: str, status: str = "200 OK") -> bytes:
    return says(body.encode(), status, (HTML, *headers))


def go(location: str, status: int = 301, *headers: str) -> bytes:
    return says(b"", f"{status} Moved", (f"Location: {location}", *headers))


def onward(origin: str, status: int = 301, *headers: str) -> Callable[[Request], bytes]:
    """Redirect with path and query kept."""
    return lambda request: go(origin + request.target, status, *headers)


@dataclass
class Site:
    """`answers` maps `scheme://host/path` or `scheme://host` (all its paths) to an answer."""

    answers: dict[str, Answer]
    ports: dict[str, int] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    async def answer(self, request: Request) -> bytes:
        self.asked.append(request)
        origin = f"{request.scheme}://{request.host}"
        found = self.answers.get(origin + request.path) or self.answers.get(origin)
        if found is None:
            return page("not here", status="404 Not Found")
        if isinstance(found, bytes):
            return found
        said = found(request)
        return said if isinstance(said, bytes) else await said

    def counted(self, host: str) -> int:
        return sum(request.host == host for request in self.asked)

    def dial(self, *more: str, **settings: object) -> Dial:
        """A dial that finds every host of this site, and what else is pinned."""
        hosts = {origin.split("/")[2] for origin in self.answers}
        pins = [
            f"{host}:{port}:127.0.0.1:{self.ports[s]}" for host in hosts for s, port in (("http", 80), ("https", 443))
        ]
        parsed = (*map(Pin.parse, more), *map(Pin.parse, pins), *NO_IPV6)
        return Dial(DialSettings(pins=parsed, ca_file=str(authority()[1]), **settings))  # type: ignore[arg-type]


@cache
def authority() -> tuple[ssl.SSLContext, Path]:
    """A server context for every name under `*.example`, and the root that signed it."""
    folder = Path(mkdtemp(prefix="launchready-site-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = sign("Sample Root", ca=True)
    names = [
        "club.example",
        "*.club.example",
        "*.other.example",
        "other.example",
        "old.example",
        "vercel.com",
        "data.iana.org",
    ]
    (folder / "root.pem").write_bytes(root.pem)
    return server_context(folder, sign("club.example", root, names=names)), folder / "root.pem"


@asynccontextmanager
async def site(answers: dict[str, Answer]) -> AsyncIterator[Site]:
    made = Site(dict(answers))

    def handler(scheme: str) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while True:
                lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                method, target, _ = lines[0].split(" ")
                request = Request(scheme, headers["host"].partition(":")[0], target, headers, method, body)
                writer.write(await made.answer(request))
                await writer.drain()

        return serve

    async with serving(handler("http")) as plain, serving(handler("https"), context=authority()[0]) as secure:
        made.ports = {"http": plain.port, "https": secure.port}
        yield made
