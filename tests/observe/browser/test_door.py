"""The proxy of the browser: only for who knows its secret, and only by the dial."""

import asyncio
import base64
import ssl
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import pytest

from launchready.observe.browser.door import USER, Door
from launchready.observe.browser.proof import Proof
from launchready.observe.browser.relay import Relay, Spent
from launchready.observe.browser.request_head import BadHeadError, read_head
from launchready.observe.dial import Dial, DialErrorKind
from tests.observe.look import AS_OF
from tests.observe.servers import Server, always, dial, head, says, server_context, serving, sign


def who(door: Door, secret: str = "") -> str:
    word = base64.b64encode(f"{USER}:{secret or door.secret}".encode()).decode()
    return f"Proxy-Authorization: Basic {word}\r\n"


async def ask(
    door: Door, text: str, *, secret: str = "", anonymous: bool = False, then: bytes = b"", until: bytes = b""
) -> bytes:
    """Send a head to the door and read what comes: all of it, or up to some words."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(door.address.rpartition(":")[2]))
    authorization = "" if anonymous else who(door, secret)
    writer.write(f"{text}\r\n{authorization}\r\n".encode() + then)
    try:
        async with asyncio.timeout(5):
            return await (reader.readuntil(until) if until else reader.read())
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


@asynccontextmanager
async def closing_server(answer: bytes):
    """A server that answers once and closes; keeps what it was asked."""
    got: list[bytes] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        got.append(await head(reader))
        writer.write(answer)
        await writer.drain()
        rest = b""
        with suppress(TimeoutError):
            async with asyncio.timeout(0.3):
                while more := await reader.read(1000):
                    rest += more
        got.append(rest)

    async with serving(handler) as server:
        yield server, got


async def test_a_plain_request_goes_by_the_pin_and_ends():
    answer = says(b"hello", headers=("Connection: keep-alive", "Keep-Alive: timeout=5"))
    async with closing_server(answer) as (server, got), dial(("club.example", 80, server)) as way, Door(way) as door:
        text = "GET http://club.example/a?b=1 HTTP/1.1\r\nHost: club.example\r\nProxy-Connection: keep-alive\r\nX-A: b"
        said = await ask(door, text)
    assert said == b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
    assert got[0] == b"GET /a?b=1 HTTP/1.1\r\nHost: club.example\r\nX-A: b\r\nConnection: close\r\n\r\n"
    assert door.secret not in got[0].decode()


async def test_a_second_request_on_the_same_connection_does_not_slip_through():
    async with (
        closing_server(says(b"one")) as (server, got),
        dial(("club.example", 80, server)) as way,
        Door(way) as door,
    ):
        second = b"GET http://10.0.0.1/ HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\n"
        await ask(door, "GET http://club.example/ HTTP/1.1\r\nHost: club.example", then=second)
    assert got[1] == b""


async def test_a_body_of_known_length_goes_along():
    async with (
        closing_server(says(b"ok")) as (server, got),
        dial(("club.example", 80, server)) as way,
        Door(way) as door,
    ):
        said = await ask(door, "POST http://club.example HTTP/1.1\r\nContent-Length: 4", then=b"bodyREST")
    assert said.endswith(b"ok")
    assert got[0].startswith(b"POST / HTTP/1.1")
    assert got[1] == b"body"


async def test_a_tunnel_carries_both_ways():
    async with (
        serving(always(says(b"through"))) as server,
        dial(("club.example", 443, server)) as way,
        Door(way) as door,
    ):
        said = await ask(door, "CONNECT club.example:443 HTTP/1.1", then=b"GET / HTTP/1.1\r\n\r\n", until=b"through")
        assert said.startswith(b"HTTP/1.1 200 ")
        assert said.endswith(b"through")
    assert door.spent.bytes > 0
    assert way.effort.connections == 1


@pytest.mark.parametrize("secret", ["wrong", "anonymous"])
async def test_a_stranger_on_this_machine_gets_nothing(secret: str):
    async with serving(always(says(b"x"))) as server, dial(("club.example", 443, server)) as way, Door(way) as door:
        text = "CONNECT club.example:443 HTTP/1.1"
        said = await ask(door, text, secret=secret, anonymous=secret == "anonymous")
        assert said.startswith(b"HTTP/1.1 407 ")
    assert server.connections == way.effort.connections == 0


@pytest.mark.parametrize(
    ("text", "place", "tunnel"),
    [
        ("CONNECT 10.0.0.1:443 HTTP/1.1", ("10.0.0.1", 443), True),
        ("CONNECT localhost:3001 HTTP/1.1", ("localhost", 3001), True),
        ("CONNECT [::1]:443 HTTP/1.1", ("::1", 443), True),
        ("GET http://169.254.169.254/latest/ HTTP/1.1", ("169.254.169.254", 80), False),
        ("GET http://127.0.0.1:3001/api HTTP/1.1", ("127.0.0.1", 3001), False),
    ],
)
async def test_private_addresses_are_refused_and_remembered(text: str, place: tuple[str, int], tunnel: bool):
    async with dial() as way, Door(way) as door:
        said = await ask(door, text)
        # Without a tunnel an answer of ours would be shown to the page as the site's.
        assert said.startswith(b"HTTP/1.1 502 ") if tunnel else said == b""
        assert door.refused == {place: DialErrorKind.PRIVATE}


async def test_a_name_that_turns_private_between_two_questions_is_refused():
    """The address that is judged is the one that is connected to: there is no second look-up to rebind."""
    async with serving(always(says(b"inside"))) as server, dial() as way, Door(way) as door:
        way._shared._shared.clear()

        async def resolved(_name: str) -> object:
            from launchready.facts.dns import Rcode
            from launchready.observe.dial import Addresses

            return Addresses(("127.0.0.1",), Rcode.NOERROR)

        way._resolve = resolved  # type: ignore[method-assign, assignment]
        said = await ask(door, f"CONNECT rebinding.example:{server.port} HTTP/1.1")
        assert said.startswith(b"HTTP/1.1 502 ")
    assert server.connections == 0


async def test_an_own_network_is_reached_when_the_target_is_one():
    async with serving(always(says(b"mine"))) as server, dial(literal_private=True) as way, Door(way) as door:
        said = await ask(
            door, f"CONNECT 127.0.0.1:{server.port} HTTP/1.1", then=b"GET / HTTP/1.1\r\n\r\n", until=b"mine"
        )
    assert said.endswith(b"mine")


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "GET /relative HTTP/1.1",
        "GET https://club.example/ HTTP/1.1",
        "GET http://club.example/ HTTP/2",
        "CONNECT club.example HTTP/1.1",
        "CONNECT club.example:0 HTTP/1.1",
        "CONNECT user@club.example:443 HTTP/1.1",
        "POST http://club.example/ HTTP/1.1\r\nTransfer-Encoding: chunked",
        "POST http://club.example/ HTTP/1.1\r\nContent-Length: -1",
    ],
)
async def test_what_is_no_request_to_a_proxy_is_hung_up_on(text: str):
    async with dial() as way, Door(way) as door:
        assert await ask(door, text) == b""
    assert way.effort.connections == 0


async def test_an_endless_head_is_hung_up_on():
    reader = asyncio.StreamReader(limit=1000)
    reader.feed_data(b"GET http://club.example/ HTTP/1.1\r\n" + b"X-A: b\r\n" * 5000)
    with pytest.raises(BadHeadError):
        await read_head(reader)


@pytest.mark.parametrize("answer", [b"HTTP/1.1 200 OK\r\nX-A: b", b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 8000])
async def test_an_answer_without_a_whole_head_is_none(answer: bytes):
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(answer)
        await writer.drain()

    async with serving(handler) as server, dial(("club.example", 80, server)) as way, Door(way) as door:
        assert await ask(door, "GET http://club.example/ HTTP/1.1") == b""


async def test_a_shut_door_lets_nobody_through_and_closes_what_was_open():
    async with serving(always(says(b"x"))) as server, dial(("club.example", 443, server)) as way, Door(way) as door:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(door.address.rpartition(":")[2]))
        writer.write(f"CONNECT club.example:443 HTTP/1.1\r\n{who(door)}\r\n".encode())
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
        door.shut()
        assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()
        assert door.is_shut
        assert (await ask(door, "CONNECT club.example:443 HTTP/1.1")).startswith(b"HTTP/1.1 502 ")
    assert server.connections == 1


async def test_bytes_are_counted_and_end():
    async with serving(always(says(b"x" * 5000))) as server, dial(("club.example", 443, server)) as way:
        async with Door(way, spent=Spent(most=3000)) as door:
            said = await ask(door, "CONNECT club.example:443 HTTP/1.1", then=b"GET / HTTP/1.1\r\n\r\n")
        assert len(said) < 3000
        assert door.spent.bytes > 3000


async def test_an_idle_tunnel_gives_its_place_to_somebody_else(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("launchready.observe.browser.relay.IDLE_SECONDS", 0.05)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serving(always(says(b"x"))))
        way = await stack.enter_async_context(dial(("club.example", 443, server), per_host_connections=1))
        door = await stack.enter_async_context(Door(way))
        reader, writer = await asyncio.open_connection("127.0.0.1", int(door.address.rpartition(":")[2]))
        writer.write(f"CONNECT club.example:443 HTTP/1.1\r\n{who(door)}\r\n".encode() + b"GET / HTTP/1.1\r\n\r\n")
        await reader.readuntil(b"x")
        # Used again while it is parked, it goes on.
        await asyncio.sleep(0.2)
        writer.write(b"GET / HTTP/1.1\r\n\r\n")
        assert await asyncio.wait_for(reader.readuntil(b"x"), 5)
        await asyncio.sleep(0.2)
        async with await asyncio.wait_for(way.connect("club.example", 443), 5):
            assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()


async def test_a_question_without_an_answer_yet_is_not_idle(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("launchready.observe.browser.relay.IDLE_SECONDS", 0.05)

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        await asyncio.sleep(0.4)
        writer.write(says(b"late"))
        await writer.drain()

    async with (
        serving(slow) as server,
        dial(("club.example", 443, server), per_host_connections=1) as way,
        Door(way) as door,
    ):
        first = asyncio.create_task(
            ask(door, "CONNECT club.example:443 HTTP/1.1", then=b"GET / HTTP/1.1\r\n\r\n", until=b"late")
        )
        await asyncio.sleep(0.2)
        second = asyncio.create_task(way.connect("club.example", 443))
        assert (await first).endswith(b"late")
        (await second).close()


async def test_a_browser_that_hangs_up_ends_the_request_at_the_site():
    gone = asyncio.Event()

    async def streaming(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while await reader.read(100):
            pass
        gone.set()

    async with serving(streaming) as server, dial(("club.example", 80, server)) as way, Door(way) as door:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(door.address.rpartition(":")[2]))
        writer.write(f"GET http://club.example/ HTTP/1.1\r\n{who(door)}\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        writer.close()
        await asyncio.wait_for(gone.wait(), 5)


def test_a_relay_is_told_from_another():
    one, other = (Relay(Dial.__new__(Dial), "club.example", Spent()) for _ in range(2))  # type: ignore[arg-type]
    assert one != other
    assert len({one, other}) == 2


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, ssl.SSLContext]]:
    folder = tmp_path_factory.mktemp("roots")
    root, stranger = sign("Root", ca=True), sign("Stranger", ca=True)
    between = sign("Between", root, ca=True)
    (folder / "root.pem").write_bytes(root.pem)
    names = ["club.example"]
    return folder / "root.pem", {
        "sound": server_context(folder, sign("club.example", root, names=names)),
        "other-name": server_context(folder, sign("other.example", root, names=["other.example"])),
        "unknown": server_context(folder, sign("club.example", stranger, names=names, aia=False)),
        "incomplete": server_context(folder, sign("club.example", between, names=names)),
        "whole": server_context(folder, sign("club.example", between, names=names), between),
    }


@pytest.mark.parametrize(
    ("kind", "good"),
    [("sound", True), ("whole", True), ("incomplete", True), ("other-name", False), ("unknown", False)],
)
async def test_with_an_own_authority_only_verified_hosts_are_tunnelled_to(
    roots: tuple[Path, dict[str, ssl.SSLContext]], kind: str, good: bool
):
    async with (
        serving(always(says(b"x")), context=roots[1][kind]) as server,
        dial(("club.example", 443, server), ca=roots[0]) as way,
    ):
        proof = Proof(way, AS_OF)
        async with Door(way, proof) as door:
            said = await ask(door, "CONNECT club.example:443 HTTP/1.1", until=b"\r\n\r\n")
            assert said.startswith(b"HTTP/1.1 200 ") is good
            before = server.connections
            await proof("club.example", 443)
            assert server.connections == before
            assert door.unproven == (set() if good else {("club.example", 443)})


async def test_a_host_that_is_not_there_cannot_be_verified(roots: tuple[Path, dict[str, ssl.SSLContext]]):
    closed = Server(port=1)
    async with dial(("club.example", 443, closed), ca=roots[0]) as way, Door(way, Proof(way, AS_OF)) as door:
        assert (await ask(door, "CONNECT club.example:443 HTTP/1.1")).startswith(b"HTTP/1.1 502 ")
        assert door.refused == {("club.example", 443): DialErrorKind.REFUSED}
