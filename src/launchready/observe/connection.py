"""One TCP connection, in the clear or under TLS, on a plain socket.

Plain sockets instead of asyncio's streams: nothing is read before it is asked for (an endless body
stays in the kernel), closing is immediate, and TLS over memory buffers shows the first bytes of a
peer that does not speak TLS.
"""

import asyncio
import select
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

from launchready.observe.pins import Endpoint

T = TypeVar("T")
_CHUNK = 64 * 1024


@dataclass(slots=True)
class ConnectPhases:
    """Seconds that opening took; a name that was known already costs nothing."""

    dns: float = 0.0
    tcp: float = 0.0
    tls: float = 0.0


class Connection:
    """A stream of bytes to one address.

    `address` is the address that was judged (the site's), `endpoint` where the packets go (they
    differ under a pin). Reading gives b"" at the end. Raises OSError, TimeoutError, ssl.SSLError.
    """

    def __init__(
        self,
        sock: socket.socket,
        *,
        address: str,
        endpoint: Endpoint,
        phases: ConnectPhases,
        on_close: Callable[[], None],
    ) -> None:
        self.address = address
        self.endpoint = endpoint
        self.phases = phases
        self.first_bytes = b""
        self._sock = sock
        self._on_close = on_close
        self._closed = False
        self._tls: ssl.SSLObject | None = None
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def tls(self) -> ssl.SSLObject | None:
        """The TLS session, once there is one."""
        return self._tls

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    async def read(self, most: int = _CHUNK, *, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Read what is there, at most `most` bytes; b"" when the peer has closed."""
        async with asyncio.timeout(timeout):
            if self._tls is None:
                return await self._receive(most)
            try:
                return await self._pump(lambda tls: tls.read(most))
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                # Many servers end without close_notify; the framing of HTTP tells what is missing.
                return b""

    async def write(self, data: bytes, *, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Write all of it."""
        async with asyncio.timeout(timeout):
            if self._tls is None:
                await asyncio.get_running_loop().sock_sendall(self._sock, data)
                return
            view = memoryview(data)
            while view:
                view = view[await self._write_some(view) :]

    async def start_tls(self, context: ssl.SSLContext, host: str, *, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Shake hands under `context`. A literal address gets no SNI (RFC 6066 section 3)."""
        started = time.perf_counter()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)
        async with asyncio.timeout(timeout):
            await self._pump(lambda tls: tls.do_handshake())
        self.phases.tls = time.perf_counter() - started

    def readable(self) -> bool:
        """Whether bytes or the end are waiting: an idle connection that is readable is dead."""
        if self._closed or self._incoming.pending:
            return True
        if not hasattr(select, "poll"):  # Windows
            return bool(select.select([self._sock], [], [], 0)[0])
        poll = select.poll()
        poll.register(self._sock, select.POLLIN)
        return bool(poll.poll(0))

    def close(self) -> None:
        """Close at once; whatever was not read is dropped. Twice is once."""
        if self._closed:
            return
        self._closed = True
        self._sock.close()
        self._on_close()

    def cut(self) -> None:
        """Close while somebody may be reading: the loop lets go of the socket before its number is given away."""
        if not self._closed:
            loop = asyncio.get_running_loop()
            loop.remove_reader(self._sock)
            loop.remove_writer(self._sock)
        self.close()

    async def _write_some(self, view: memoryview) -> int:
        # ssl.SSLObject.write takes any buffer; one record's worth keeps the memory flat.
        part = bytes(view[:_CHUNK])
        return await self._pump(lambda tls: tls.write(part))

    async def _receive(self, most: int) -> bytes:
        data = await asyncio.get_running_loop().sock_recv(self._sock, most)
        # A peer that always has more to say is read without a pause: time-outs need a turn too.
        await asyncio.sleep(0)
        if len(self.first_bytes) < 16:
            self.first_bytes += data[: 16 - len(self.first_bytes)]
        return data

    async def _pump(self, act: Callable[[ssl.SSLObject], T]) -> T:
        """Do one TLS operation, carrying its bytes to and from the socket."""
        tls: Any = self._tls
        while True:
            try:
                result = act(tls)
            except ssl.SSLWantReadError:
                await self._flush()
                data = await self._receive(_CHUNK)
                if data:
                    self._incoming.write(data)
                else:
                    self._incoming.write_eof()
            except ssl.SSLError:
                await self._flush_quietly()  # the alert that tells the peer why
                raise
            else:
                await self._flush()
                return result

    async def _flush(self) -> None:
        if self._outgoing.pending:
            await asyncio.get_running_loop().sock_sendall(self._sock, self._outgoing.read())

    async def _flush_quietly(self) -> None:
        try:
            await self._flush()
        except OSError:
            return


async def open_socket(endpoint: Endpoint, *, timeout: float) -> socket.socket:  # noqa: ASYNC109
    """Open a TCP connection. A lost SYN is sent again by the kernel after 1, 3 and 7 s, so 10 s give it four."""
    family = socket.AF_INET6 if ":" in endpoint.address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)  # noqa: FBT003 - socket's own signature
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        async with asyncio.timeout(timeout):
            await asyncio.get_running_loop().sock_connect(sock, (endpoint.address, endpoint.port))
    except BaseException:
        sock.close()
        raise
    return sock
