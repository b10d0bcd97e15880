"""
Name servers that are slow, lose packets, refuse, or lie. Started with a JSON file: {"address": "behaviour", ...}.

`slow S` and `lossy N` (drops each Nth packet) hand on what the real server says; the rest make their answers up.
"""

import asyncio
import contextlib
import itertools
import json
import os
import struct
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from lab import addresses

Reply = bytes | None
LIED_ADDRESS = bytes([127, 53, 0, 99])
MOST_RECORDS = 4000  # what fits into the 64 KiB of one message; the count in the header claims more


def _question(query: bytes) -> bytes:
    """The question section of a query, as it stands."""
    end = 12
    while query[end]:
        end += query[end] + 1
    return query[12 : end + 5]


def _answer(query: bytes, answers: bytes, count: int, *, rcode: int = 0, truncated: bool = False) -> bytes:
    flags = 0x8400 | rcode | (0x0200 if truncated else 0)
    return query[:2] + struct.pack(">HHHHH", flags, 1, count, 0, 0) + _question(query) + answers


def _address(owner: bytes) -> bytes:
    return owner + struct.pack(">HHIH", 1, 1, 60, 4) + LIED_ADDRESS


def refuse(query: bytes, tcp: bool) -> Reply:
    return _answer(query, b"", 0, rcode=5)


def servfail(query: bytes, tcp: bool) -> Reply:
    """What a secondary says whose copy of the zone has expired."""
    return _answer(query, b"", 0, rcode=2)


def silent(query: bytes, tcp: bool) -> Reply:
    return None


def foreign(query: bytes, tcp: bool) -> Reply:
    """An address for a name nobody asked about, in a zone this server has no say in."""
    return _answer(query, _address(b"\x06victim\x04test\x00"), 1)


def flood(query: bytes, tcp: bool) -> Reply:
    if not tcp:
        return _answer(query, b"", 0, truncated=True)
    return _answer(query, _address(b"\xc0\x0c") * MOST_RECORDS, 10_000)


def many(query: bytes, tcp: bool) -> Reply:
    """As many well-formed records as one message can carry."""
    if not tcp:
        return _answer(query, b"", 0, truncated=True)
    records = (b"\xc0\x0c" + struct.pack(">HHIHI", 1, 1, 60, 4, 0x7F350100 + n) for n in range(MOST_RECORDS))
    return _answer(query, b"".join(records), MOST_RECORDS)


def compression_loop(query: bytes, tcp: bool) -> Reply:
    """The owner name of the answer is a pointer to itself."""
    here = 12 + len(_question(query))
    return _answer(query, _address(struct.pack(">H", 0xC000 | here)), 1)


def wrong_id(query: bytes, tcp: bool) -> Reply:
    return bytes([query[0] ^ 0xFF, query[1]]) + _answer(query, _address(b"\xc0\x0c"), 1)[2:]


def noise(query: bytes, tcp: bool) -> Reply:
    return query[:2] + os.urandom(200)


MADE_UP: dict[str, Callable[[bytes, bool], Reply]] = {
    "refuse": refuse,
    "servfail": servfail,
    "silent": silent,
    "foreign": foreign,
    "flood": flood,
    "many": many,
    "compression-loop": compression_loop,
    "wrong-id": wrong_id,
    "noise": noise,
}


class Server:
    """One address and its behaviour, over UDP and TCP."""

    def __init__(self, behaviour: str) -> None:
        kind, _, amount = behaviour.partition(" ")
        self.made_up = MADE_UP.get(kind)
        self.delay = float(amount) if kind == "slow" else 0.0
        self.drop_each = int(amount) if kind == "lossy" else 0
        self.packets = itertools.count(1)
        if not (self.made_up or self.delay or self.drop_each):
            raise ValueError(f"no such name server behaviour: {behaviour}")

    async def reply(self, query: bytes, *, tcp: bool) -> Reply:
        if self.made_up:
            return self.made_up(query, tcp) if len(query) > 12 else None
        if self.drop_each and not tcp and next(self.packets) % self.drop_each == 0:
            return None
        await asyncio.sleep(self.delay)
        return await (_ask_tcp(query) if tcp else _ask_udp(query))

    async def serve_tcp(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                (length,) = struct.unpack(">H", await reader.readexactly(2))
                reply = await self.reply(await reader.readexactly(length), tcp=True)
                if reply is not None:
                    writer.write(struct.pack(">H", len(reply)) + reply)
                    await writer.drain()
        writer.close()


class Udp(asyncio.DatagramProtocol):
    def __init__(self, server: Server) -> None:
        self.server = server
        self.tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Python 3.11's own datagram transport is no DatagramTransport by its class.
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        task = asyncio.ensure_future(self._answer(data, addr))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _answer(self, data: bytes, addr: tuple[str, int]) -> None:
        reply = await self.server.reply(data, tcp=False)
        if reply is not None:
            self.transport.sendto(reply, addr)


class _Once(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.got: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if not self.got.done():
            self.got.set_result(data)


async def _ask_udp(query: bytes) -> Reply:
    loop = asyncio.get_running_loop()
    transport, once = await loop.create_datagram_endpoint(_Once, remote_addr=(addresses.NS1, 53))
    transport.sendto(query)
    try:
        return await asyncio.wait_for(once.got, 3)
    except (TimeoutError, OSError):
        return None
    finally:
        transport.close()


async def _ask_tcp(query: bytes) -> Reply:
    reader, writer = await asyncio.open_connection(addresses.NS1, 53)
    try:
        writer.write(struct.pack(">H", len(query)) + query)
        (length,) = struct.unpack(">H", await reader.readexactly(2))
        return await reader.readexactly(length)
    finally:
        writer.close()


async def main(plan: dict[str, str]) -> None:
    loop = asyncio.get_running_loop()
    kept = []
    for address, behaviour in plan.items():
        server = Server(behaviour)
        endpoint = await loop.create_datagram_endpoint(partial(Udp, server), local_addr=(address, 53))
        kept += [endpoint, await asyncio.start_server(server.serve_tcp, address, 53)]
    await asyncio.Event().wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(json.loads(Path(sys.argv[1]).read_text()))))
