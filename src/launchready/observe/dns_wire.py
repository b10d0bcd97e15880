"""The packets of one DNS question: UDP with repetition, TCP framing (RFC 1035, 5452, 6891, 7766).

Knows addresses only; `resolver` decides which address may be asked.
"""

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator

import dns.exception
import dns.flags
import dns.message
import dns.rcode

from launchready.facts.dns import Rcode
from launchready.formats import dns_records

# Seconds until each repetition. Where one packet in five is lost each way, one try in three fails and
# four in a row one time in sixty. A recursive server gets longer at the end: it may itself be waiting
# for dead servers before it says SERVFAIL.
DIRECT_WAITS = (0.8, 1.2, 1.6, 2.4)
RECURSIVE_WAITS = (0.8, 1.2, 1.6, 6.4)
LONGEST_WAIT = max(RECURSIVE_WAITS)
TCP_SECONDS = 5.0
PAYLOAD = 1232  # DNS flag day 2020: fits every path unfragmented
MAX_STRAYS = 12  # datagrams that are no answer to us; then we stop listening
UNREADABLE = (dns.exception.DNSException, ValueError, struct.error, IndexError)
EDNS_REFUSED = frozenset({dns.rcode.FORMERR, dns.rcode.NOTIMP, dns.rcode.BADVERS})

Outcome = dns.message.Message | Rcode


def question(
    name: str, rrtype: str, *, rd: bool, cd: bool, ad: bool = True, edns: bool = True
) -> dns.message.QueryMessage:
    """A query with a random id.

    AD asks a resolver to say whether it has validated (RFC 6840 section 5.7). DO would bring the same
    with every signature, which nobody reads here: answers get three times as long, and so does reading.
    """
    flags = (dns.flags.RD if rd else 0) | (dns.flags.CD if cd else 0) | (dns.flags.AD if ad else 0)
    return dns.message.make_query(
        name,
        rrtype,
        flags=dns.flags.Flag(flags),
        use_edns=0 if edns else False,
        payload=PAYLOAD if edns else None,
    )


def read(query: dns.message.Message, wire: bytes) -> dns.message.Message | None:
    """The message, if it is a well-formed answer to this question (id, QR, question), else None."""
    try:
        message = dns.message.from_wire(dns_records.trimmed(wire), ignore_trailing=True)
    except UNREADABLE:
        return None
    return message if query.is_response(message) else None


async def over_udp(query: dns.message.Message, address: str, port: int, waits: tuple[float, ...]) -> Outcome:
    """Send, wait, repeat; an answer to any of the repetitions counts. A fresh socket: the kernel draws its port."""
    loop = asyncio.get_running_loop()
    try:
        transport, box = await loop.create_datagram_endpoint(_Box, remote_addr=(address, port))
    except OSError:
        return Rcode.UNREACHABLE
    try:
        return await _listen(query, transport, box, waits)
    finally:
        transport.close()


async def over_tcp(query: dns.message.Message, address: str, port: int) -> Outcome:
    """One question on a connection of its own."""
    try:
        async with asyncio.timeout(TCP_SECONDS), tcp(address, port) as (reader, writer):
            send(writer, query)
            message = read(query, await frame(reader))
    except TimeoutError:
        return Rcode.TIMEOUT
    except (OSError, EOFError):
        return Rcode.UNREACHABLE
    return Rcode.GARBLED if message is None else message


@contextlib.asynccontextmanager
async def tcp(address: str, port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection that is closed whatever happens. Raises OSError."""
    reader, writer = await asyncio.open_connection(address, port)
    try:
        yield reader, writer
    finally:
        writer.close()


def send(writer: asyncio.StreamWriter, query: dns.message.Message) -> None:
    """Write a message behind its two bytes of length."""
    wire = query.to_wire()
    writer.write(struct.pack("!H", len(wire)) + wire)


async def frame(reader: asyncio.StreamReader) -> bytes:
    """Read one message, at most 64 KiB by its form. Raises EOFError (IncompleteReadError) at the end."""
    (length,) = struct.unpack("!H", await reader.readexactly(2))
    return await reader.readexactly(length)


class _Box(asyncio.DatagramProtocol):
    """Keeps what arrives until somebody looks, and no more than anybody would read."""

    def __init__(self) -> None:
        self.arrived: asyncio.Queue[bytes | OSError] = asyncio.Queue(MAX_STRAYS)

    def datagram_received(self, data: bytes, addr: object) -> None:
        self._keep(data)

    def error_received(self, exc: Exception) -> None:
        if isinstance(exc, OSError):
            self._keep(exc)

    def _keep(self, item: bytes | OSError) -> None:
        with contextlib.suppress(asyncio.QueueFull):
            self.arrived.put_nowait(item)


async def _listen(
    query: dns.message.Message, transport: asyncio.DatagramTransport, box: _Box, waits: tuple[float, ...]
) -> Outcome:
    wire = query.to_wire()
    strays = refusals = 0
    for wait in waits:
        transport.sendto(wire)
        try:
            async with asyncio.timeout(wait):
                while strays < MAX_STRAYS:
                    item = await box.arrived.get()
                    if isinstance(item, OSError):
                        refusals += 1
                        break
                    message = read(query, item)
                    if message is not None:
                        return message
                    strays += 1
        except TimeoutError:
            continue
        # A closed port says so at once. One such word may be a server that is just starting.
        if refusals > 1:
            return Rcode.UNREACHABLE
        if strays >= MAX_STRAYS:
            return Rcode.GARBLED
        await asyncio.sleep(0.2)
    return Rcode.GARBLED if strays else Rcode.TIMEOUT
