"""
Servers that mean harm or are broken: each behaviour is one function over a connection.

Started with a JSON file: a list of {"address", "port", "behaviour", "pem", "key"}; `pem` null means no TLS.
"""

import asyncio
import contextlib
import itertools
import json
import os
import ssl
import sys
import zlib
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

Reader: TypeAlias = asyncio.StreamReader
Writer: TypeAlias = asyncio.StreamWriter
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
GIGABYTE = 1 << 30
_counter = itertools.count(1)


async def garbage(reader: Reader, writer: Writer) -> None:
    """Answers the first bytes of a TLS handshake with noise."""
    await reader.read(1)
    writer.write(os.urandom(4096))
    await writer.drain()


async def closes(reader: Reader, writer: Writer) -> None:
    """Accepts and hangs up."""


async def silent(reader: Reader, writer: Writer) -> None:
    """Accepts, reads and never says a word."""
    while await reader.read(65536):
        pass


async def endless_redirect(reader: Reader, writer: Writer) -> None:
    """Every answer leads to an address that was never seen before."""
    await _request(reader)
    where = b"Location: /r/%d?again=%s\r\n" % (next(_counter), os.urandom(4).hex().encode())
    writer.write(b"HTTP/1.1 302 Found\r\n" + where + b"Content-Length: 0\r\nConnection: close\r\n\r\n")
    await writer.drain()


async def gzip_bomb(reader: Reader, writer: Writer) -> None:
    """Ten gigabytes of zeros in ten megabytes."""
    await _request(reader)
    start, megabytes = _bomb()
    writer.write(HTML + b"Content-Encoding: gzip\r\n\r\n" + start)
    for _ in range(10 * 1024 // 64):
        await _put(writer, megabytes)


async def big_body(reader: Reader, writer: Writer) -> None:
    """Ten gigabytes, as long as somebody reads."""
    await _request(reader)
    writer.write(HTML + b"Content-Length: %d\r\n\r\n" % (10 * GIGABYTE))
    chunk = b"<p>more</p>" * 6000
    for _ in range(10 * GIGABYTE // len(chunk)):
        await _put(writer, chunk)


async def header_flood(reader: Reader, writer: Writer) -> None:
    """Headers without an end."""
    await _request(reader)
    writer.write(HTML)
    while True:
        await _put(writer, b"".join(b"X-Flood-%d: %s\r\n" % (next(_counter), b"a" * 200) for _ in range(200)))


async def slow_loris(reader: Reader, writer: Writer) -> None:
    """One byte of a header each second, for ever: no read ever times out by itself."""
    await _request(reader)
    writer.write(HTML + b"X-Slow: ")
    while True:
        await _put(writer, b"a")
        await asyncio.sleep(1)


async def slow_body(reader: Reader, writer: Writer) -> None:
    """A sound head, then one byte of the body each second."""
    await _request(reader)
    writer.write(HTML + b"Content-Length: 100000\r\n\r\n<title>Sample community</title>")
    while True:
        await _put(writer, b".")
        await asyncio.sleep(1)


async def control_characters(reader: Reader, writer: Writer) -> None:
    """A page whose title would repaint a terminal or run in a report."""
    await _request(reader)
    title = b"\x1b[2J\x1b]0;owned\x07<script>alert(1)</script>\x00\x9b31m\xe2\x80\xae\r\x08Sample"
    body = b"<!doctype html><html><head><title>" + title + b"</title></head><body>" + title + b"</body></html>"
    hsts = b"Strict-Transport-Security: max-age=31536000\r\n"
    writer.write(HTML + hsts + b"X-Note: \x1b[31mred\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()


BEHAVIOURS: dict[str, Callable[[Reader, Writer], Awaitable[None]]] = {
    "tls-garbage": garbage,
    "closes": closes,
    "silent": silent,
    "endless-redirect": endless_redirect,
    "gzip-bomb": gzip_bomb,
    "big-body": big_body,
    "header-flood": header_flood,
    "slow-loris": slow_loris,
    "slow-body": slow_body,
    "control-characters": control_characters,
}
BELOW_TLS = {"tls-garbage", "closes", "silent"}  # these never come as far as a handshake


async def _put(writer: Writer, data: bytes) -> None:
    """Send, and stop when nobody listens any more: over TLS asyncio hears of that only when it gets a turn."""
    writer.write(data)
    await asyncio.sleep(0)
    await writer.drain()


async def _request(reader: Reader) -> None:
    await reader.readuntil(b"\r\n\r\n")


@cache
def _bomb() -> tuple[bytes, bytes]:
    """A gzip start, and 64 megabytes of zeros that may follow it any number of times."""
    press = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = press.compress(b"") + press.flush(zlib.Z_FULL_FLUSH)
    megabyte = press.compress(bytes(1 << 20)) + press.flush(zlib.Z_FULL_FLUSH)
    return start, megabyte * 64


def _guard(behaviour: Callable[[Reader, Writer], Awaitable[None]]) -> Callable[[Reader, Writer], Awaitable[None]]:
    async def serve(reader: Reader, writer: Writer) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await behaviour(reader, writer)
        writer.close()

    return serve


async def main(plan: list[dict[str, Any]]) -> None:
    servers = []
    for one in plan:
        context = None
        if one["pem"] is not None and one["behaviour"] not in BELOW_TLS:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(one["pem"], one["key"])
        handler = _guard(BEHAVIOURS[one["behaviour"]])
        servers.append(await asyncio.start_server(handler, one["address"], one["port"], ssl=context))
    await asyncio.Event().wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(json.loads(Path(sys.argv[1]).read_text()))))
