"""DNS on the wire: one high loopback port for UDP and TCP, answering as one role (RFC 1035, 6891, 7766)."""

import asyncio
import contextlib
import socket
import struct
from typing import cast

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype

from launchready.tour.resolving import Role

LOOPBACK = "127.0.0.1"
# A connection that says nothing for so long is closed (RFC 7766 6.2.3 asks for "a few seconds").
IDLE = 5.0
TRIES = 20


def _answer(role: Role, wire: bytes, *, tcp: bool) -> bytes | None:
    """The bytes to send back; None where the bytes that came are no DNS message at all."""
    try:
        query = dns.message.from_wire(wire, ignore_trailing=True)
    except (dns.exception.DNSException, ValueError):
        return None
    if query.flags & dns.flags.QR:
        return None
    response = role(query, tcp)
    if tcp:
        return response.to_wire(max_size=65_535)
    # RFC 6891 6.2.3: without EDNS an answer has 512 octets; what does not fit is cut and marked.
    limit = min(max(512, query.payload), 1400) if query.edns >= 0 else 512
    try:
        return response.to_wire(max_size=limit)
    except dns.exception.TooBig:
        short = dns.message.make_response(query)
        short.set_rcode(response.rcode())
        short.flags |= dns.flags.TC | (response.flags & (dns.flags.AA | dns.flags.RA | dns.flags.AD))
        return short.to_wire(max_size=limit)


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, role: Role) -> None:
        self._role = role
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not an isinstance: asyncio's own class for it is no DatagramTransport before Python 3.12.
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        wire = _answer(self._role, data, tcp=False)
        if wire is not None and self._transport is not None:
            self._transport.sendto(wire, addr)


class NameServer:
    """One role on one port. `start` and `stop` run in the sample's event loop."""

    def __init__(self, role: Role) -> None:
        self._role = role
        self._server: asyncio.Server | None = None
        self._datagrams: asyncio.DatagramTransport | None = None
        self._open: set[asyncio.Task[None]] = set()
        self.port = 0

    async def start(self) -> None:
        """Bind TCP to a free port and UDP to the same number; another number when UDP has it taken."""
        loop = asyncio.get_running_loop()
        for left in reversed(range(TRIES)):
            server = await asyncio.start_server(self._talk, LOOPBACK, 0)
            port = server.sockets[0].getsockname()[1]
            try:
                transport, _ = await loop.create_datagram_endpoint(
                    lambda: _Datagrams(self._role), local_addr=(LOOPBACK, port), family=socket.AF_INET
                )
            except OSError:
                server.close()
                await server.wait_closed()
                if not left:
                    raise
                continue
            self._server, self._datagrams, self.port = server, transport, port
            return

    async def stop(self) -> None:
        if self._datagrams is not None:
            self._datagrams.close()
        if self._server is not None:
            self._server.close()
        for task in tuple(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._open.add(task)
        try:
            while True:
                (length,) = struct.unpack("!H", await asyncio.wait_for(reader.readexactly(2), IDLE))
                wire = _answer(self._role, await asyncio.wait_for(reader.readexactly(length), IDLE), tcp=True)
                if wire is None:
                    break
                writer.write(struct.pack("!H", len(wire)) + wire)
                await writer.drain()
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the other side left, or the sample stops
        finally:
            if task is not None:
                self._open.discard(task)
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()
