"""Carries bytes between the browser and a site, counts them, and gives the place up when it idles."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from launchready.observe.budget import Doors
from launchready.observe.connection import Connection
from launchready.observe.pins import canonical

MOST_BYTES = 40 * 1024 * 1024
IDLE_SECONDS = 0.5
"""After its answer, a kept connection is idle: somebody else may need its place."""
SILENT_SECONDS = 6.0
"""A question that is not answered for so long may be a long poll, which can wait for ever."""
_CHUNK = 64 * 1024


class TooMuchError(OSError):
    """The session has had all the bytes that one look may cost."""


@dataclass(slots=True)
class Spent:
    """Bytes that went through, both ways."""

    most: int = MOST_BYTES
    bytes: int = 0

    def add(self, count: int) -> None:
        """Count; TooMuchError when there is no more to spend."""
        self.bytes += count
        if self.bytes > self.most:
            raise TooMuchError("the browser has loaded enough")


@dataclass(slots=True, eq=False)
class Relay:
    """One connection in use. Parked with the doors while nothing moves on it."""

    doors: Doors
    host: str
    spent: Spent
    _asked: bool = field(default=False)
    _moved: asyncio.Event = field(default_factory=asyncio.Event)

    async def both_ways(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, connection: Connection
    ) -> None:
        """Carry until one side ends."""
        await _first_of(self._out(reader, connection), self._back(connection, writer), self._park_when_idle(connection))

    async def one_way(self, connection: Connection, writer: asyncio.StreamWriter, reader: asyncio.StreamReader) -> None:
        """Carry an answer to its end, or until the browser hangs up."""
        await _first_of(self._back(connection, writer), _until_gone(reader), self._park_when_idle(connection))

    async def _out(self, reader: asyncio.StreamReader, connection: Connection) -> None:
        while chunk := await reader.read(_CHUNK):
            self.spent.add(len(chunk))
            self._asked = True
            self._moved.set()
            await connection.write(chunk)

    async def _back(self, connection: Connection, writer: asyncio.StreamWriter) -> None:
        while chunk := await connection.read(_CHUNK):
            self.spent.add(len(chunk))
            self._asked = False
            self._moved.set()
            writer.write(chunk)
            await writer.drain()

    async def _park_when_idle(self, connection: Connection) -> None:
        """Offer the place while nothing moves; whoever takes it closes the connection, and the carrying ends."""
        taken = asyncio.Event()

        def give_up() -> None:
            connection.cut()
            taken.set()

        while not taken.is_set():
            self._moved.clear()
            if await _within(self._moved, SILENT_SECONDS if self._asked else IDLE_SECONDS):
                continue
            self.doors.park(self, canonical(self.host), give_up)
            await _first_of(self._moved.wait(), taken.wait())
            self.doors.unpark(self)


async def _first_of(*works: Coroutine[Any, Any, object]) -> None:
    """Do all until one ends, and end the others; its error is raised."""
    ways = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
    for way in done:
        way.result()


async def _until_gone(reader: asyncio.StreamReader) -> None:
    while await reader.read(_CHUNK):
        pass


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
