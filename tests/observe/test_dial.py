"""The one door: guard, pins, budgets, memory, names."""

import asyncio
import errno
import socket
import time
from contextlib import AsyncExitStack

import pytest

from launchready.facts.dns import Rcode
from launchready.observe.budget import Doors
from launchready.observe.connect import Candidate, Connector, _told
from launchready.observe.connection import ConnectPhases
from launchready.observe.dial import Dial, DialError, DialErrorKind, DialSettings, Pin, Server
from launchready.observe.guard import AddressClass, classify, judge
from launchready.observe.memo import Memo
from launchready.observe.pins import Endpoint, Pins
from tests.observe.dns_world import NO_IPV6, Recursor, world, zone
from tests.observe.servers import always, dial, says, serving

HOST = "club.example"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("93.184.216.34", AddressClass.PUBLIC),
        ("192.0.2.1", AddressClass.PUBLIC),  # documentation: the tour lives there
        ("198.51.100.1", AddressClass.PUBLIC),
        ("203.0.113.1", AddressClass.PUBLIC),
        ("2001:db8::1", AddressClass.PUBLIC),
        ("2606:4700::1", AddressClass.PUBLIC),
        ("127.0.0.1", AddressClass.LOOPBACK),
        ("127.53.1.1", AddressClass.LOOPBACK),
        ("::1", AddressClass.LOOPBACK),
        ("::ffff:127.0.0.1", AddressClass.LOOPBACK),
        ("::7f00:1", AddressClass.LOOPBACK),
        ("64:ff9b::7f00:1", AddressClass.LOOPBACK),
        ("2002:7f00:1::", AddressClass.LOOPBACK),
        ("10.1.2.3", AddressClass.PRIVATE),
        ("172.16.0.1", AddressClass.PRIVATE),
        ("172.32.0.1", AddressClass.PUBLIC),
        ("192.168.1.1", AddressClass.PRIVATE),
        ("::ffff:192.168.1.1", AddressClass.PRIVATE),
        ("64:ff9b::c0a8:101", AddressClass.PRIVATE),
        ("64:ff9b:1::1", AddressClass.PRIVATE),
        ("64:ff9b::5db8:d822", AddressClass.PUBLIC),
        ("fd00::1", AddressClass.PRIVATE),
        ("fec0::1", AddressClass.PRIVATE),
        ("100.64.0.1", AddressClass.CARRIER),
        ("169.254.1.1", AddressClass.LINK_LOCAL),
        ("fe80::1%eth0", AddressClass.LINK_LOCAL),
        ("169.254.169.254", AddressClass.METADATA),
        ("::ffff:169.254.169.254", AddressClass.METADATA),
        ("fd00:ec2::254", AddressClass.METADATA),
        ("0.0.0.0", AddressClass.UNUSABLE),
        ("::", AddressClass.UNUSABLE),
        ("224.0.0.1", AddressClass.UNUSABLE),
        ("255.255.255.255", AddressClass.UNUSABLE),
        ("ff02::1", AddressClass.UNUSABLE),
        ("0x7f.1", AddressClass.UNUSABLE),
        ("club.example", AddressClass.UNUSABLE),
    ],
)
def test_addresses_are_classified(address: str, kind: AddressClass) -> None:
    assert classify(address) is kind


def test_whose_word_opens_which_address() -> None:
    def refused(address: str, *, own: bool = False, named: bool = False) -> bool:
        return judge(address, own_network=own, loopback_is_public=named) is not None

    assert refused("127.0.0.2")
    assert not refused("127.0.0.2", named=True)
    assert refused("::1", named=True)
    assert refused("10.0.0.1", named=True)
    assert not refused("10.0.0.1", own=True)
    assert not refused("127.0.0.1", own=True)
    assert refused("169.254.169.254", own=True, named=True)
    assert str(judge("10.0.0.1", own_network=False, loopback_is_public=False)) == "10.0.0.1 is a private address"


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("Club.Example:443:192.0.2.1", Pin("club.example", 443, Endpoint("192.0.2.1", 443))),
        ("club.example:443:127.0.0.1:8443", Pin("club.example", 443, Endpoint("127.0.0.1", 8443))),
        ("*:53:127.0.0.1:5353", Pin("*", 53, Endpoint("127.0.0.1", 5353))),
        ("[2001:DB8::1]:443:[::1]:8443", Pin("2001:db8::1", 443, Endpoint("::1", 8443))),
        ("192.0.2.1:80:[::1]", Pin("192.0.2.1", 80, Endpoint("::1", 80))),
    ],
)
def test_pins_are_read(text: str, pin: Pin) -> None:
    assert Pin.parse(text) == pin


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a:b:c",
        "club.example:443",
        "club.example:443:club.example",
        "h:0:127.0.0.1",
        "h:1:127.0.0.1:70000",
        "h:1:::1",
    ],
)
def test_what_is_no_pin_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a pin|must lead to|has a port"):
        Pin.parse(text)


def test_pins_by_host_then_address_then_star() -> None:
    pins = Pins(
        map(
            Pin.parse,
            [
                "a.example:443:127.0.0.1:1",
                "192.0.2.1:443:127.0.0.1:2",
                "*:443:127.0.0.1:3",
                "a.example:443:127.0.0.1:9",
            ],
        )
    )
    assert pins.by_host("A.example.", 443) == Endpoint("127.0.0.1", 1)
    assert pins.by_host("b.example", 443) is None
    assert pins.by_address("192.0.2.1", 443) == Endpoint("127.0.0.1", 2)
    assert pins.by_address("192.0.2.2", 443) == Endpoint("127.0.0.1", 3)
    assert pins.by_address("192.0.2.2", 80) is None
    assert str(Endpoint("::1", 53)) == "[::1]:53"


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("9.9.9.9", Server("9.9.9.9")),
        ("127.0.0.1:5353", Server("127.0.0.1", 5353)),
        ("2620:fe::fe", Server("2620:fe::fe")),
        ("[2620:fe::fe]", Server("2620:fe::fe")),
        ("[::1]:5353", Server("::1", 5353)),
    ],
)
def test_resolvers_are_read(text: str, server: Server) -> None:
    assert Server.parse(text) == server
    assert Server.parse(str(server)) == server


@pytest.mark.parametrize("text", ["", "dns.example", "9.9.9.9:x", "9.9.9.9:99999", "9.9.9.9:-1", "9.9.9.9:0", "1.2.3"])
def test_what_is_no_resolver_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="is no resolver"):
        Server.parse(text)


async def test_the_systems_resolver_and_a_public_one() -> None:
    async with Dial(DialSettings()) as line:
        assert len(line.resolvers) == 2
        assert {"9.9.9.9", "1.1.1.1"} & {server.address for server in line.resolvers}
        assert line.fresh().resolvers == line.resolvers[::-1]
        assert line.fresh().effort is line.effort


async def test_a_name_is_resolved_judged_and_pinned() -> None:
    zones = [zone(HOST, "@ A 192.0.2.1\n@ AAAA 2001:db8::1\ninside A 10.0.0.1\nlocal A 127.0.0.9\nmail MX 1 x\n")]
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serving(always(says(b"x"))))
        dns = await stack.enter_async_context(world({}, Recursor(zones)))
        pins = (Pin.parse(f"192.0.2.1:80:127.0.0.1:{server.port}"), Pin.parse(f"127.0.0.9:80:127.0.0.1:{server.port}"))
        line = await stack.enter_async_context(Dial(dns.settings(*pins)))
        assert (await line.addresses(HOST.upper())).value == ("192.0.2.1", "2001:db8::1")
        connection = await line.connect(HOST, 80)
        assert (connection.address, connection.endpoint) == ("192.0.2.1", Endpoint("127.0.0.1", server.port))
        connection.close()
        connection.close()
        local = await line.connect(f"local.{HOST}", 80)  # 127/8 from a resolver that the user named
        local.close()
        for name, kind in (
            (f"inside.{HOST}", DialErrorKind.PRIVATE),
            (f"none.{HOST}", DialErrorKind.NO_ADDRESS),
            (f"mail.{HOST}", DialErrorKind.NO_ADDRESS),
        ):
            with pytest.raises(DialError) as caught:
                await line.connect(name, 80)
            assert caught.value.kind is kind
        assert (await line.addresses(f"none.{HOST}")).rcode is Rcode.NXDOMAIN
        assert (await line.addresses(f"mail.{HOST}")).rcode is Rcode.NOERROR
        assert (await line.addresses("localhost")).value == ("127.0.0.1", "::1")
        assert line.effort.connections == 2


async def test_silent_resolvers_are_a_failed_lookup() -> None:
    async with world({}, Recursor([]), Recursor([])) as dns, Dial(dns.settings()) as line:
        with pytest.raises(DialError) as caught:
            await line.connect(HOST, 80)
        assert caught.value.kind is DialErrorKind.DNS_FAILED


async def test_the_next_address_is_tried_when_one_refuses() -> None:
    async with serving(always(says(b"x"))) as gone:
        pass
    async with serving(always(says(b"x"))) as server:
        pins = (Pin.parse(f"192.0.2.1:80:127.0.0.1:{gone.port}"), Pin.parse(f"192.0.2.2:80:127.0.0.1:{server.port}"))
        async with (
            world({}, Recursor([zone(HOST, "@ A 192.0.2.1\n@ A 192.0.2.2\n")])) as dns,
            Dial(dns.settings(*pins)) as line,
        ):
            connection = await line.connect(HOST, 80)
            assert connection.address == "192.0.2.2"
            connection.close()


class Full:
    """A port whose queue of connections is full: the kernel drops further SYNs, as a firewall would."""

    def __enter__(self) -> int:
        self.listening = socket.socket()
        self.listening.bind(("127.0.0.1", 0))
        self.listening.listen(0)
        port: int = self.listening.getsockname()[1]
        self.held = [socket.socket() for _ in range(4)]
        for one in self.held:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        time.sleep(0.05)
        return port

    def __exit__(self, *_: object) -> None:
        for one in (*self.held, self.listening):
            one.close()


async def test_silence_is_tried_twice_and_then_remembered() -> None:
    with Full() as port:
        pin = Pin.parse(f"{HOST}:80:127.0.0.1:{port}")
        async with Dial(DialSettings(pins=(pin,))) as line:
            for most, attempts in ((1.0, 2), (0.05, 2)):
                began = time.monotonic()
                with pytest.raises(DialError) as caught:
                    await line.connect(HOST, 80, timeout=0.2)
                assert caught.value.kind is DialErrorKind.TIMED_OUT
                assert time.monotonic() - began < most
                assert line.effort.connections == attempts


async def test_the_end_of_the_run_ends_waiting() -> None:
    async with dial(literal_private=True, deadline=time.monotonic() - 1) as line:
        with pytest.raises(DialError) as caught:
            await line.connect("127.0.0.1", 1)
        assert caught.value.kind is DialErrorKind.TIMED_OUT


def test_our_own_shortage_is_not_told_of_the_site() -> None:
    here = Candidate("192.0.2.1", Endpoint("192.0.2.1", 80))
    assert _told(OSError(errno.EHOSTUNREACH, "No route to host"), here).kind is DialErrorKind.UNREACHABLE
    with pytest.raises(OSError, match="Too many"):
        _told(OSError(errno.EMFILE, "Too many open files"), here)


async def test_nobody_to_ask_is_no_address() -> None:
    async with dial() as line:
        connector = Connector(line.doors, line.effort, line.left)
        with pytest.raises(DialError, match="has no address"):
            await connector.open(HOST, [], ConnectPhases(), 1)


async def test_ipv6_is_tried_not_assumed() -> None:
    async with Dial(DialSettings(pins=NO_IPV6)) as line:
        assert not await line.ipv6_here()
    async with serving(always(b"")) as server:
        pin = Pin.parse(f"[2620:fe::fe]:53:127.0.0.1:{server.port}")
        async with Dial(DialSettings(pins=(pin,))) as line:
            assert await line.ipv6_here()


async def test_one_that_gives_up_leaves_the_answer_to_the_others() -> None:
    memo, made, stopped = Memo(), 0, False

    async def slow() -> str:
        nonlocal made, stopped
        made += 1
        try:
            await asyncio.sleep(0.1)
        except asyncio.CancelledError:
            stopped = True
            raise
        return "done"

    first = asyncio.create_task(memo.once("k", slow))
    second = asyncio.create_task(memo.once("k", slow))
    await asyncio.sleep(0.01)
    first.cancel()
    assert await second == "done"
    assert made == 1
    # The last one takes the work with it, and the next asks anew.
    third = asyncio.create_task(memo.once("other", slow))
    await asyncio.sleep(0.01)
    third.cancel()
    await asyncio.gather(third, return_exceptions=True)
    assert stopped
    assert await memo.once("other", slow) == "done"
    assert made == 3
    await memo.aclose()


async def test_errors_are_remembered_too() -> None:
    memo, made = Memo(), 0

    async def fail() -> None:
        nonlocal made
        made += 1
        raise DialError(DialErrorKind.REFUSED, "no")

    for _ in range(2):
        with pytest.raises(DialError):
            await memo.once("k", fail)
    assert made == 1


async def test_doors_let_four_in_and_idle_ones_give_way() -> None:
    doors = Doors(per_host=2, total=3)
    closed: list[str] = []

    def hang_up(host: str) -> None:
        closed.append(host)
        doors.leave(host)

    async def entered(host: str) -> bool:
        try:
            async with asyncio.timeout(0.05):
                await doors.enter(host)
        except TimeoutError:
            return False
        return True

    assert await entered("a")
    assert await entered("a")
    assert not await entered("a")
    doors.park("idle", "a", lambda: hang_up("a"))
    assert await entered("a")
    assert closed == ["a"]
    assert not doors.unpark("idle")
    assert await entered("b")
    assert not await entered("c")  # three in all
    waiting = asyncio.create_task(doors.enter("c"))
    await asyncio.sleep(0)
    doors.leave("b")
    await asyncio.wait_for(waiting, 1)
    doors.park("c", "c", lambda: hang_up("c"))
    assert await entered("d")  # a stranger's idle one gives way as well
    assert closed == ["a", "c"]


async def test_authorities_found_in_the_dns_are_judged_before_they_are_asked() -> None:
    async with world({}, Recursor([])) as dns, Dial(dns.settings()) as line:
        reply = await line.ask(Server("10.0.0.1"), HOST, "NS", rd=False, found_as="ns1.club.example")
        assert reply.rcode is Rcode.UNREACHABLE
        assert line.effort.queries == 0
