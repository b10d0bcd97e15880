"""The browser's way to the world: a proxy on loopback whose every connection is made by the dial.

Names are resolved, addresses judged, pins followed and connections counted where all the others are, for
whatever the browser opens: pages, workers, WebSockets, prefetches (docs/decisions/0004).
"""

import asyncio
import base64
import hmac
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from launchready.observe.browser.relay import Relay, Spent
from launchready.observe.browser.request_head import (
    BadHeadError,
    Head,
    answer_head,
    read_head,
)
from launchready.observe.connection import Connection
from launchready.observe.dial import Dial, DialError, DialErrorKind

USER = "launchready"
HEAD_SECONDS = 10.0
ANSWER_SECONDS = 30.0
_CLOSED = b"Content-Length: 0\r\nConnection: close\r\n\r\n"
_ASK_WHO = b'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="launchready"\r\n' + _CLOSED
_NO_WAY = b"HTTP/1.1 502 Bad Gateway\r\n" + _CLOSED
_THROUGH = b"HTTP/1.1 200 Connection established\r\n\r\n"

Proof = Callable[[str, int], Awaitable[bool]]


@dataclass(slots=True)
class Door:
    """The proxy of one session. Only who knows its secret gets through.

    `proof` says whether a TLS host may be tunnelled to; None: the browser verifies by itself. `refused` tells
    why a host and port could not be reached.
    """

    dial: Dial
    proof: Proof | None = None
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    spent: Spent = field(default_factory=Spent)
    refused: dict[tuple[str, int], DialErrorKind] = field(default_factory=dict)
    unproven: set[tuple[str, int]] = field(default_factory=set)
    _server: asyncio.Server | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _shut: bool = False

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        assert self._server is not None  # noqa: S101 - it is entered before it is asked
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0, limit=64 * 1024)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shut()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    @property
    def is_shut(self) -> bool:
        """Whether nothing gets through any more."""
        return self._shut

    def shut(self) -> None:
        """Let nothing through any more, and close what is open."""
        self._shut = True
        for task in self._tasks:
            task.cancel()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio runs it as one
        self._tasks.add(task)
        try:
            # A connection that breaks, and one that we end, are the same to the browser: closed.
            with suppress(OSError, asyncio.IncompleteReadError, BadHeadError, asyncio.CancelledError):
                await self._serve(reader, writer)
        finally:
            self._tasks.discard(task)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(HEAD_SECONDS):
            head = await read_head(reader)
        if self._shut or not self._knows(head.authorization):
            writer.write(_NO_WAY if self._shut else _ASK_WHO)
            await writer.drain()
            return
        connection = await self._reach(head)
        if connection is None:
            # Without a tunnel the browser shows any answer to the page as the site's own: there it gets none.
            if head.tunnel:
                writer.write(_NO_WAY)
                await writer.drain()
            return
        async with connection:
            relay = Relay(self.dial.doors, head.host, self.spent)
            if head.tunnel:
                writer.write(_THROUGH)
                await relay.both_ways(reader, writer, connection)
            else:
                await self._one_request(head, reader, writer, connection, relay)

    def _knows(self, authorization: str) -> bool:
        wanted = base64.b64encode(f"{USER}:{self.secret}".encode()).decode()
        return hmac.compare_digest(authorization.encode(), f"Basic {wanted}".encode())

    async def _reach(self, head: Head) -> Connection | None:
        place = (head.host, head.port)
        try:
            if head.tunnel and self.proof is not None and not await self.proof(head.host, head.port):
                self.unproven.add(place)
                return None
            return await self.dial.connect(head.host, head.port)
        except DialError as error:
            self.refused[place] = error.kind
            return None

    async def _one_request(
        self,
        head: Head,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        connection: Connection,
        relay: Relay,
    ) -> None:
        """Carry one plain http request. The connection ends with its answer, so that no second one slips through."""
        await connection.write(head.forwarded(), timeout=HEAD_SECONDS)
        left = head.body_length
        while left:
            chunk = await reader.read(min(left, 64 * 1024))
            if not chunk:
                return
            left -= len(chunk)
            self.spent.add(len(chunk))
            await connection.write(chunk, timeout=HEAD_SECONDS)
        first, rest = await answer_head(connection, ANSWER_SECONDS)
        writer.write(first + rest)
        await relay.one_way(connection, writer, reader)
