"""HTTP/1.1 on one connection, and the connections kept for the next request."""

import time
from collections import defaultdict
from typing import Any

import httpcore2

from launchready.formats.url import Url
from launchready.observe.budget import Doors
from launchready.observe.connection import Connection

HEAD_LIMIT = 64 * 1024
_PIECE = 16 * 1024

Key = tuple[str, str, int, str | None, bool]
"""Scheme, host, port, address asked for, whether the certificate was verified."""


class HeadTooLargeError(Exception):
    """The answer's header section does not end within the limit."""


class _Stream(httpcore2.AsyncNetworkStream):
    """A Connection as httpcore2 wants it. Bounds what comes before the body."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._head_read = 0
        self._in_head = True
        self.first_byte_at = 0.0

    def expect_head(self) -> None:
        self._head_read = 0
        self._in_head = True
        self.first_byte_at = 0.0

    def head_is_over(self) -> None:
        self._in_head = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        if self._in_head:
            # Also ends an endless row of 1xx answers, each of which is small.
            if self._head_read > HEAD_LIMIT:
                raise HeadTooLargeError
            max_bytes = min(max_bytes, _PIECE)
        data = await self._connection.read(max_bytes, timeout=timeout)
        if data and not self.first_byte_at:
            self.first_byte_at = time.monotonic()
        self._head_read += len(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        try:
            await self._connection.write(buffer, timeout=timeout)
        except OSError as error:
            # A server may answer and close before it has read the request; httpcore2 then reads on.
            raise httpcore2.WriteError(str(error)) from error

    async def aclose(self) -> None:
        self._connection.close()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore2's signature
        return self._connection.readable() if info == "is_readable" else None


class Line:
    """One connection and the requests on it, one after the other."""

    def __init__(self, connection: Connection, url: Url) -> None:
        self.connection = connection
        self.requests = 0
        self._stream = _Stream(connection)
        origin = httpcore2.Origin(url.scheme.encode(), url.host.strip("[]").encode(), url.port)
        self._http = httpcore2.AsyncHTTP11Connection(origin, self._stream)

    @property
    def first_byte_at(self) -> float:
        """When the first byte of the last answer came, on the monotonic clock; 0: none came."""
        return self._stream.first_byte_at

    @property
    def idle(self) -> bool:
        """Whether the last answer was read to its end and the server keeps the connection."""
        return self._http.is_idle()

    @property
    def alive(self) -> bool:
        """Whether an idle connection can still be used: nothing has come since, not even the end."""
        return not self.connection.closed and self._http.is_idle() and not self._http.has_expired()

    async def send(
        self, url: Url, headers: list[tuple[bytes, bytes]], *, method: str = "GET", body: bytes = b""
    ) -> httpcore2.Response:
        """Send a request and read the status and headers."""
        self.requests += 1
        self._stream.expect_head()
        target = url.path + ("" if url.query is None else f"?{url.query}")
        where = httpcore2.URL(
            scheme=url.scheme.encode(), host=url.host.strip("[]").encode(), port=url.port, target=target.encode()
        )
        request = httpcore2.Request(method, where, headers=headers, content=body or None)
        response = await self._http.handle_async_request(request)
        self._stream.head_is_over()
        return response

    def close(self) -> None:
        """Hang up."""
        self.connection.close()


class Lines:
    """Idle lines by where they lead. Each keeps its place among the doors until that is needed."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._idle: defaultdict[Key, list[Line]] = defaultdict(list)

    def take(self, key: Key) -> Line | None:
        """Give the line that was used last, if one is still alive."""
        lines = self._idle[key]
        while lines:
            line = lines.pop()
            if not self._doors.unpark(line):
                continue  # closed to make room
            if line.alive:
                return line
            line.close()
        return None

    def keep(self, key: Key, host: str, line: Line) -> None:
        """Keep a line for the next request, or hang up when the server does not want more."""
        if line.idle:
            self._idle[key].append(line)
            self._doors.park(line, host, line.close)
        else:
            line.close()
