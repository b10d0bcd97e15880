"""HTTP/1.1 and HTTPS on loopback, upon h11: sizes, waits and the number of connections are bounded."""

import asyncio
import datetime as dt
import socket
import ssl
from collections.abc import Callable
from email.utils import format_datetime

import h11

from launchready.tour.message import Request, Response, text

LOOPBACK = "127.0.0.1"
IDLE = 20.0
MOST_BODY = 64 * 1024
MOST_CONNECTIONS = 200
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

# Scheme and server address are filled in by the listener, the rest comes from the visitor.
Respond = Callable[[Request], Response]


class HttpServer:
    """One listener. `context` makes it HTTPS; `server` is the documentation address it stands for."""

    def __init__(self, respond: Respond, server: str, context: ssl.SSLContext | None = None) -> None:
        self._respond = respond
        self._address = server
        self._context = context
        self._listener: socket.socket | None = None
        self._accepting: asyncio.Task[None] | None = None
        self._open: set[asyncio.Task[None]] = set()
        self.port = 0

    async def start(self) -> None:
        self._listener = socket.create_server((LOOPBACK, 0), backlog=MOST_CONNECTIONS)
        self._listener.settimeout(0)
        self.port = self._listener.getsockname()[1]
        self._accepting = asyncio.create_task(self._accept(self._listener))

    async def stop(self) -> None:
        running = [*self._open, *([self._accepting] if self._accepting else [])]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        if self._listener is not None:
            self._listener.close()

    async def _accept(self, listener: socket.socket) -> None:
        """Take connections as they come. Not asyncio's server: that one forgets who is still in the handshake."""
        loop = asyncio.get_running_loop()
        while True:
            raw, _ = await loop.sock_accept(listener)
            if len(self._open) >= MOST_CONNECTIONS:
                raw.close()
                continue
            task = asyncio.create_task(self._connection(raw))
            self._open.add(task)
            task.add_done_callback(self._open.discard)

    async def _connection(self, raw: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        transport: asyncio.Transport | None = None
        try:
            transport, _ = await loop.connect_accepted_socket(
                lambda: protocol,
                raw,
                ssl=self._context,
                ssl_handshake_timeout=IDLE if self._context else None,
                ssl_shutdown_timeout=1.0 if self._context else None,
            )
            writer = asyncio.StreamWriter(transport, protocol, reader, loop)
            await self._serve(reader, writer)
            writer.close()
            await asyncio.wait_for(writer.wait_closed(), 1.0)
        except (TimeoutError, OSError, h11.RemoteProtocolError, asyncio.CancelledError):
            pass  # the visitor left, refused the certificate or spoke no HTTP, or the sample stops
        finally:
            # abort, not close: a visitor who is gone must not hold the stop for the TLS farewell
            if transport is not None:
                transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h11.Connection(h11.SERVER)
        while True:
            request = await self._read(connection, reader, writer)
            if request is None:
                return
            if isinstance(request, Response):
                response, method = request.plus(("Connection", "close")), "GET"
            else:
                response, method = self._respond(request), request.method
            if response.wait:
                await asyncio.sleep(response.wait)
            writer.write(_wire(connection, response, head=method == "HEAD"))
            await writer.drain()
            if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
                return
            connection.start_next_cycle()

    async def _read(
        self, connection: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> Request | Response | None:
        """The next request; a Response where it is refused unread; None when the visitor is done."""
        head: h11.Request | None = None
        body = b""
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                if connection.they_are_waiting_for_100_continue:
                    go_on = h11.InformationalResponse(status_code=100, headers=[], reason=b"Continue")
                    writer.write(connection.send(go_on) or b"")
                connection.receive_data(await asyncio.wait_for(reader.read(65_536), IDLE))
            elif isinstance(event, h11.Request):
                head = event
                if event.method.decode() not in METHODS:
                    return text(405, "Method not allowed\n").plus(("Allow", ", ".join(METHODS)))
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
                if len(body) > MOST_BODY:
                    return text(413, "That is more than a form holds\n")
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                client = str((writer.get_extra_info("peername") or ("",))[0])
                return self._request(head, body, client)
            else:
                return None

    def _request(self, head: h11.Request, body: bytes, client: str) -> Request:
        headers: dict[str, str] = {}
        for raw_name, raw_value in head.headers:
            name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
            headers[name] = f"{headers[name]}; {value}" if name in headers and name == "cookie" else value
        host = headers.get("host", "").lower().rpartition("@")[2].split(":")[0].rstrip(".")
        target = head.target.decode("latin-1")
        return Request(
            head.method.decode(),
            "https" if self._context else "http",
            host,
            target if target.startswith("/") else "/",
            headers,
            body,
            self._address,
            client,
        )


def _wire(connection: h11.Connection, response: Response, *, head: bool) -> bytes:
    headers = response.plus(
        ("Date", format_datetime(dt.datetime.now(dt.UTC), usegmt=True)),
        ("Content-Length", str(len(response.body))),
    ).headers
    out = connection.send(h11.Response(status_code=response.status, headers=list(headers), reason=b"")) or b""
    if response.body and not head:
        out += connection.send(h11.Data(data=response.body)) or b""
    return out + (connection.send(h11.EndOfMessage()) or b"")
