"""HTTP over the dial, against servers that behave well and badly."""

import asyncio
import gzip
import ssl
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest

from launchready.observe import http
from launchready.observe.dial import Dial
from launchready.observe.http import BODY_LIMIT, Exchange, HttpFailure, HttpFailureKind, Web
from tests.observe.servers import Handler, Signed, always, dial, head, says, server_context, serving, sign

HOST = "club.example"


async def fetch(handler: Handler, path: str = "/") -> Exchange:
    async with serving(handler) as server, dial((HOST, 80, server)) as line:
        return await Web.of(line).get(f"http://{HOST}{path}")


async def failure(handler: Handler) -> HttpFailure:
    with pytest.raises(HttpFailure) as caught:
        await fetch(handler)
    return caught.value


async def test_an_answer_has_status_headers_body_and_phases() -> None:
    answer = says(b"<p>Hello", headers=["Set-Cookie: a=1", "Set-Cookie: b=2", "Content-Type: text/html; charset=utf-8"])
    exchange = await fetch(always(answer), "/deep?lr=1")
    assert exchange.status == 200
    assert exchange.url == "http://club.example/deep?lr=1"
    assert exchange.set_cookies == ("a=1", "b=2")
    assert exchange.content_type == "text/html"
    assert exchange.body == b"<p>Hello"
    assert not exchange.truncated
    assert exchange.address == "127.0.0.1"
    assert exchange.phases.tcp > 0
    assert exchange.phases.total >= exchange.phases.first_byte > 0


async def test_how_much_is_read_and_what_is_sent_is_up_to_the_caller() -> None:
    seen: list[bytes] = []
    packed = gzip.compress(b"a" * 3_000_000)

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            seen.append(await head(reader))
            writer.write(says(packed, headers=["Content-Encoding: gzip"]))

    async with serving(handler) as server, dial((HOST, 80, server)) as line:
        web, url = Web.of(line), f"http://{HOST}/a.js"
        usual = await web.get(url)
        assert (len(usual.body), usual.truncated) == (BODY_LIMIT, True)
        whole = await web.get(url, limit=4_000_000, headers=(("Accept", "*/*"),))
        assert (len(whole.body), whole.truncated, whole.wire_bytes) == (3_000_000, False, len(packed))
        assert await web.get(url, limit=4_000_000, headers=(("Accept", "*/*"),)) is whole
        assert await web.get(url, limit=4_000_000, headers=(("Accept", "*/*"),), keep=False) is not whole
    assert len(seen) == 3
    assert b"Accept: */*\r\n" in seen[1]
    assert b"text/html" not in seen[1]


async def test_the_request_looks_like_a_browsers_and_says_who_asks() -> None:
    seen: list[bytes] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await head(reader))
        writer.write(says(b""))

    async with serving(handler) as server, dial((HOST, 8080, server)) as line:
        await Web.of(line).get(f"http://{HOST}:8080/a%20b?c=d|e", cookies={"sid": "x", "bad": "a\r\nEvil: 1"})
    request = seen[0].decode()
    assert request.startswith("GET /a%20b?c=d|e HTTP/1.1\r\n")
    assert "Host: club.example:8080\r\n" in request
    assert "User-Agent: Mozilla/5.0 (compatible) launchready/0.1 (+https://" in request
    assert "site check asked for by its owner)\r\n" in request
    assert "Accept-Encoding: gzip\r\n" in request
    assert "Cookie: sid=x\r\n" in request
    assert "Evil" not in request


async def test_the_same_question_is_asked_once_and_connections_are_kept() -> None:
    async with serving(always(says(b"x"))) as server, dial((HOST, 80, server)) as line:
        web = Web.of(line)
        both = await asyncio.gather(web.get(f"http://{HOST}/"), web.get(f"http://{HOST}/"))
        assert both[0] is both[1]
        later = await web.get(f"http://{HOST}/2")
        assert later.reused
        assert later.phases.tcp == 0
        assert (server.connections, line.effort.requests, line.effort.connections) == (1, 2, 1)
        # A second look remembers nothing, and counts on the same budget.
        again = await Web.of(line.fresh()).get(f"http://{HOST}/")
        assert again is not both[0]
        assert line.effort.requests == 3


async def test_at_most_four_connections_a_host_even_with_idle_ones_elsewhere() -> None:
    async with serving(always(says(b"x"))) as server, dial((HOST, 80, server), (HOST, 443, server)) as line:
        web = Web.of(line)
        await asyncio.gather(*(web.get(f"http://{HOST}/{n}") for n in range(20)))
        # Other lines (by address, unverified) need the places that the idle ones hold.
        await asyncio.gather(*(web.get(f"http://{HOST}/{n}", address=f"192.0.2.{n}") for n in range(8)))
        assert server.most_open <= 4
        assert line.effort.requests == 28


async def test_the_budget_of_a_host_ends() -> None:
    async with serving(always(says(b"x"))) as server, dial((HOST, 80, server), per_host_requests=3) as line:
        web = Web.of(line)
        for n in range(3):
            await web.get(f"http://{HOST}/{n}")
        with pytest.raises(HttpFailure) as caught:
            await web.get(f"http://{HOST}/4")
        assert caught.value.kind is HttpFailureKind.BUDGET


async def test_a_kept_connection_that_died_is_replaced() -> None:
    async def one_each(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(says(b"x"))
        await writer.drain()
        await asyncio.sleep(0.05)

    async with serving(one_each) as server, dial((HOST, 80, server)) as line:
        web = Web.of(line)
        await web.get(f"http://{HOST}/1")
        await asyncio.sleep(0.2)
        assert (await web.get(f"http://{HOST}/2")).status == 200
        assert server.connections == 2


async def test_closed_at_once_is_broken_after_one_more_try() -> None:
    async def slam(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        return

    async with serving(slam) as server, dial((HOST, 80, server)) as line:
        with pytest.raises(HttpFailure) as caught:
            await Web.of(line).get(f"http://{HOST}/")
        assert caught.value.kind is HttpFailureKind.BROKEN
        assert server.connections == 2


async def test_a_reset_once_is_no_failure() -> None:
    tries = 0

    async def flaky(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal tries
        tries += 1
        await head(reader)
        if tries > 1:
            writer.write(says(b"here"))
            await writer.drain()

    assert (await fetch(flaky)).body == b"here"


@pytest.mark.parametrize(
    "garbage", [b"\x00\xff" * 4000 + b"\r\n\r\n", b"SSH-2.0-OpenSSH_9\r\n\r\n", b"HTTP/1.1 999999 what\r\n\r\n"]
)
async def test_garbage_is_broken(garbage: bytes) -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(garbage)
        await writer.drain()
        await reader.read()

    assert (await failure(babble)).kind is HttpFailureKind.BROKEN


@pytest.mark.parametrize("flood", [b"X-Flood: yes\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"])
async def test_a_flood_before_the_body_is_cut(flood: bytes) -> None:
    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n" if b"Flood" in flood else b"")
        while True:
            writer.write(flood * 500)
            await writer.drain()

    began = time.monotonic()
    assert (await failure(pour)).kind is HttpFailureKind.TOO_LARGE_HEADERS
    assert time.monotonic() - began < 5


async def test_an_endless_body_is_cut_at_the_limit_and_the_connection_closed() -> None:
    closed = asyncio.Event()

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n")
        try:
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()
        finally:
            closed.set()

    exchange = await fetch(endless)
    assert len(exchange.body) == http.BODY_LIMIT
    assert exchange.truncated
    await asyncio.wait_for(closed.wait(), 2)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_bomb_stays_small(coding: str) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(60)) + packer.flush()
    tracemalloc.start()
    exchange = await fetch(always(says(bomb, headers=[f"Content-Encoding: {coding}"])))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(exchange.body) == http.BODY_LIMIT
    assert exchange.truncated
    assert peak < 8 << 20


async def test_gzip_is_undone() -> None:
    exchange = await fetch(always(says(gzip.compress(b"hello " * 1000), headers=["Content-Encoding: gzip"])))
    assert exchange.body == b"hello " * 1000
    assert not exchange.truncated


async def test_chunks_and_bodies_that_end_with_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    assert (await fetch(always(chunked))).body == b"abcde"

    async def till_end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.0 200 OK\r\n\r\nall of it")
        await writer.drain()
        writer.write_eof()
        await reader.read()

    exchange = await fetch(till_end)
    assert (exchange.body, exchange.truncated) == (b"all of it", False)

    async def short(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart")
        await writer.drain()
        writer.write_eof()
        await reader.read()

    exchange = await fetch(short)
    assert (exchange.body, exchange.truncated) == (b"part", True)


async def test_slow_drip_of_headers_and_of_body_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "FIRST_BYTE_SECONDS", 0.4)
    monkeypatch.setattr(http, "WHOLE_SECONDS", 0.6)

    def drip(start: bytes) -> Handler:
        async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await head(reader)
            writer.write(start)
            while True:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.02)

        return handler

    began = time.monotonic()
    assert (await failure(drip(b"HTTP/1.1 200 OK\r\nX-Slow: "))).kind is HttpFailureKind.TIMED_OUT
    exchange = await fetch(drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"))
    assert exchange.truncated
    assert exchange.body.startswith(b"xx")
    assert time.monotonic() - began < 3


async def test_a_server_that_says_nothing_times_out_by_phase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "FIRST_BYTE_SECONDS", 0.2)
    monkeypatch.setattr(http, "HANDSHAKE_SECONDS", 0.2)

    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(20)

    assert (await failure(mute)).kind is HttpFailureKind.TIMED_OUT
    async with serving(mute) as server, dial((HOST, 443, server)) as line:
        with pytest.raises(HttpFailure) as caught:
            await Web.of(line).get(f"https://{HOST}/")
    assert caught.value.kind is HttpFailureKind.CONNECT_TIMED_OUT


@pytest.mark.parametrize(("wait", "requests"), [("1", 2), ("60", 1), ("x", 1), ("²", 1)])
async def test_come_back_soon_is_honoured_once(wait: str, requests: int) -> None:
    busy = says(b"", "429 Too Many Requests", [f"Retry-After: {wait}"])
    async with serving(always(busy)) as server, dial((HOST, 80, server)) as line:
        assert (await Web.of(line).get(f"http://{HOST}/")).status == 429
        assert line.effort.requests == requests


async def test_refused_private_and_missing_names() -> None:
    async with serving(always(says(b""))) as server:
        gone = server.port
    async with Dial(dial().settings) as line:
        web = Web.of(line)
        for url, kind in (
            ("http://10.0.0.7/", HttpFailureKind.PRIVATE),
            ("http://[fd00::1]/", HttpFailureKind.PRIVATE),
            ("http://169.254.169.254/latest/meta-data/", HttpFailureKind.PRIVATE),
            ("http://127.0.0.1/", HttpFailureKind.PRIVATE),
            ("http://localhost/", HttpFailureKind.PRIVATE),
            ("javascript:alert(1)", HttpFailureKind.NO_ADDRESS),
        ):
            with pytest.raises(HttpFailure) as caught:
                await web.get(url)
            assert caught.value.kind is kind, url
    async with dial(literal_private=True) as line:
        with pytest.raises(HttpFailure) as caught:
            await Web.of(line).get(f"http://127.0.0.1:{gone}/")
        assert caught.value.kind is HttpFailureKind.REFUSED


@pytest.fixture
def root() -> Signed:
    return sign("Sample Root", ca=True)


async def secure(folder: Path, root: Signed, leaf: Signed, *, verify: bool = True, trust_root: bool = True) -> Exchange:
    ca = folder / "ca.pem"
    ca.write_bytes((root if trust_root else sign("Other Root", ca=True)).pem)
    context = server_context(folder, leaf)
    async with serving(always(says(b"safe")), context=context) as server, dial((HOST, 443, server), ca=ca) as line:
        return await Web.of(line).get(f"https://{HOST}/", verify=verify)


async def test_https_with_our_own_root(tmp_path: Path, root: Signed) -> None:
    exchange = await secure(tmp_path, root, sign("leaf", root, names=[HOST]))
    assert exchange.body == b"safe"
    assert exchange.phases.tls > 0


async def test_certificates_that_do_not_hold(tmp_path: Path, root: Signed) -> None:
    other = sign("leaf", root, names=["other.example"])
    with pytest.raises(HttpFailure) as caught:
        await secure(tmp_path, root, other)
    assert (caught.value.kind, caught.value.tls_code) == (HttpFailureKind.TLS, http.NAME_MISMATCH)
    assert (await secure(tmp_path, root, other, verify=False)).body == b"safe"
    with pytest.raises(HttpFailure) as caught:
        await secure(tmp_path, root, sign("leaf", root, names=[HOST]), trust_root=False)
    assert caught.value.tls_code == 20


async def test_plain_http_on_443_is_told() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(says(b"", "400 Bad Request"))
        await writer.drain()
        await asyncio.sleep(0.1)

    async with serving(plain) as server, dial((HOST, 443, server)) as line:
        with pytest.raises(HttpFailure) as caught:
            await Web.of(line).get(f"https://{HOST}/")
    assert caught.value.kind is HttpFailureKind.TLS
    assert "plain HTTP" in caught.value.detail


async def test_cancellation_leaves_nothing_open() -> None:
    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        await reader.read()

    async with serving(mute) as server:
        line = dial((HOST, 80, server))
        asking = asyncio.create_task(Web.of(line).get(f"http://{HOST}/"))
        await asyncio.sleep(0.1)
        assert server.open_now == 1
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await line.aclose()
        await asyncio.sleep(0.1)
        assert server.open_now == 0


def test_tls_context_is_made_once() -> None:
    from launchready.observe import trust

    assert trust.verifying(None) is trust.verifying(None)
    assert trust.verifying(None).context.verify_mode is ssl.CERT_REQUIRED


async def test_a_machine_without_roots_still_reads_pages(
    tmp_path: Path, root: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from launchready.observe import trust

    bare = trust.Trust(trust.verifying(None).context, has_roots=False)
    monkeypatch.setattr(trust, "verifying", lambda _: bare)
    assert (await secure(tmp_path, root, sign("leaf", root, names=[HOST]))).body == b"safe"


async def test_an_ipv6_address_in_the_url() -> None:
    async with serving(always(says(b"six")), host="::1") as server, dial(literal_private=True) as line:
        exchange = await Web.of(line).get(f"http://[::1]:{server.port}/")
    assert (exchange.body, exchange.address) == (b"six", "::1")


async def test_a_server_that_answers_before_it_has_read() -> None:
    async def hasty(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(says(b"too many", "503 Busy"))
        await writer.drain()
        writer.write_eof()
        await reader.read()

    assert (await fetch(hasty)).status == 503


async def test_early_hints_are_no_answer() -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
    assert (await fetch(always(early + says(b"late")))).body == b"late"


async def test_closed_within_the_handshake_is_broken_and_a_strange_alert_is_tls() -> None:
    async def slam(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(2000)

    async def alert(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(2000)
        writer.write(b"\x15\x03\x03\x00\x02\x02\x70")
        await writer.drain()
        await asyncio.sleep(0.1)

    for handler, kind in ((slam, HttpFailureKind.BROKEN), (alert, HttpFailureKind.TLS)):
        async with serving(handler) as server, dial((HOST, 443, server)) as line:
            with pytest.raises(HttpFailure) as caught:
                await Web.of(line).get(f"https://{HOST}/")
            assert caught.value.kind is kind


async def test_one_page_not_read_to_its_end() -> None:
    async with serving(always(says(b"x" * 100_000))) as server, dial((HOST, 80, server)) as line:
        exchange = await Web.of(line).get(f"http://{HOST}/", read_body=False)
        assert exchange.truncated
        await asyncio.sleep(0.05)
        assert server.open_now == 0
