"""Delegation, records and transfer of a zone, asked of real servers on loopback."""

import asyncio
import struct

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from launchready.facts.dns import Delegation, Rcode, ZoneRecords, ZoneTransfer
from launchready.model.fact import Gap
from launchready.model.words import GapReason
from launchready.observe import dns_wire, resolver, zone_transfer
from launchready.observe.dial import Dial, DialSettings, Pin, Server
from launchready.observe.zone import delegation, records
from launchready.observe.zone_transfer import transfer
from tests.observe.dns_world import NO_IPV6, Authority, Recursor, serving, usual, world, zone
from tests.observe.look import look

CLUB = '@ IN A 192.0.2.80\nwww IN CNAME @\n@ IN MX 10 Mail\n@ IN TXT "v=spf1 mx -all"\n@ IN TXT "hello"\nmail IN A 192.0.2.25\n'


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns_wire, "DIRECT_WAITS", (0.1, 0.1, 0.1))
    monkeypatch.setattr(dns_wire, "RECURSIVE_WAITS", (0.2, 0.2, 0.2))
    monkeypatch.setattr(dns_wire, "TCP_SECONDS", 0.5)
    monkeypatch.setattr(resolver, "HASTY_WAITS", (0.1,))


async def delegation_of(made, **more):
    async with Dial(made.settings()) as dial:
        (seen,) = await look(delegation, dial, **more)
    return seen


async def test_a_sound_zone():
    async with world(usual(CLUB)) as made:
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    assert seen.parent == "example"
    assert seen.parent_answered
    assert seen.parent_ns == seen.child_ns == ("ns1.club.example", "ns2.club.example")
    assert [(server.name, server.address, server.authoritative) for server in seen.servers] == [
        ("ns1.club.example", "192.0.2.11", True),
        ("ns2.club.example", "192.0.2.12", True),
    ]
    assert (seen.ds, seen.dnskey) == (False, False)
    assert seen.recursion_works
    assert seen.port_53_open


async def test_the_parents_glue_counts_where_the_child_says_otherwise():
    """A resolver that believes the child finds the zone healthy; the parent's address is dead."""
    tld = "club IN NS ns1.club\nclub IN NS ns2.club\nns1.club IN A 192.0.2.11\nns2.club IN A 192.0.2.13\n"
    servers = usual(CLUB, tld=tld) | {"192.0.2.13": Authority([], mute=True)}
    async with world(servers) as made:
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    by_address = {server.address: server for server in seen.servers}
    assert by_address["192.0.2.13"].rcode is Rcode.TIMEOUT
    assert by_address["192.0.2.13"].authoritative is None
    assert by_address["192.0.2.11"].authoritative
    assert seen.port_53_open


@pytest.mark.parametrize(
    ("bad", "rcode", "authoritative"),
    [
        (Authority([], rcode=dns.rcode.REFUSED), Rcode.REFUSED, None),
        (Authority([], rcode=dns.rcode.SERVFAIL), Rcode.SERVFAIL, None),
        (Authority([zone("club.example.", CLUB)], aa=False), Rcode.NOERROR, False),
        (Authority([zone("example.", "@ IN NS ns\n")]), Rcode.NXDOMAIN, False),
    ],
    ids=["refused", "servfail", "not-authoritative", "another-zone"],
)
async def test_a_lame_server(bad, rcode, authoritative):
    async with world(
        usual(CLUB) | {"192.0.2.12": bad}, Recursor([z for a in usual(CLUB).values() for z in a.zones])
    ) as made:
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    lame = next(server for server in seen.servers if server.address == "192.0.2.12")
    assert (lame.rcode, lame.authoritative) == (rcode, authoritative)


async def test_a_server_that_loses_every_udp_packet_but_speaks_tcp_is_alive():
    right = usual(CLUB)["192.0.2.12"]
    servers = usual(CLUB)
    async with world(servers) as made:

        async def on_tcp(reader, writer):
            (length,) = struct.unpack("!H", await reader.readexactly(2))
            wire = right(dns.message.from_wire(await reader.readexactly(length)))
            writer.write(struct.pack("!H", len(wire)) + wire)
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(on_tcp, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        loop = asyncio.get_running_loop()
        deaf, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=("127.0.0.1", port))
        made.ports["192.0.2.12"] = port
        seen = await delegation_of(made)
        server.close()
        deaf.close()
    assert isinstance(seen, Delegation)
    assert all(server.authoritative for server in seen.servers)


async def test_parent_and_child_that_differ():
    own = zone("club.example.", "@ IN NS ns1\n@ IN NS ns3\nns1 IN A 192.0.2.11\nns3 IN A 192.0.2.12\n" + CLUB)
    servers = usual(CLUB) | {"192.0.2.11": Authority([own]), "192.0.2.12": Authority([own])}
    async with world(servers) as made:
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    assert seen.parent_ns == ("ns1.club.example", "ns2.club.example")
    assert seen.child_ns == ("ns1.club.example", "ns3.club.example")


async def test_a_name_server_without_address_is_named():
    tld = "club IN NS ns1.club\nclub IN NS gone.example.\nns1.club IN A 192.0.2.11\n"
    async with world(usual(CLUB, tld=tld)) as made:
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    assert seen.unresolved_ns == ("gone.example",)


async def test_ds_and_dnskey_are_seen():
    tld = (
        "club IN NS ns1.club\nns1.club IN A 192.0.2.11\n"
        "club IN DS 12345 13 2 49FD46E6C4B45C55D4AC69CBD3CD34AC1AFE51DE68B16BB13A4A6F8C1F7E2C5B\n"
    )
    key = "@ IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==\n"
    async with world(usual(CLUB + key, tld=tld)) as made:
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    assert (seen.ds, seen.dnskey) == (True, True)


async def test_a_domain_that_nobody_registered():
    async with world(usual(CLUB)) as made:
        seen = await delegation_of(made, host="nobody.example")
    assert isinstance(seen, Delegation)
    assert seen.parent_answered
    assert seen.parent_ns == ()
    assert seen.servers == ()


async def test_a_domain_inside_a_greater_zone_has_no_delegation_to_judge():
    top = zone("example.", "@ IN NS ns\nns IN A 192.0.2.2\nclub IN A 192.0.2.80\n")
    servers = usual(CLUB) | {"192.0.2.2": Authority([top])}
    async with world(servers, Recursor([top, *servers["192.0.2.1"].zones])) as made:
        gap = await delegation_of(made)
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.NOT_RUN


async def test_a_simple_resolver_that_knows_nothing_above_gives_no_false_fact():
    """Only a resolver with the site's records, as a test bed has: nothing was asked directly."""
    own = zone("club.example.", CLUB)
    async with (
        serving(Recursor([own])) as port,
        Dial(DialSettings(resolvers=(Server("127.0.0.1", port),), pins=NO_IPV6)) as dial,
    ):
        (seen,) = await look(delegation, dial)
    assert isinstance(seen, Delegation)
    assert not seen.parent_answered
    assert not seen.port_53_open
    assert (seen.parent_ns, seen.servers) == ((), ())
    assert seen.recursion_works


async def test_an_empty_answer_does_not_make_the_zone_above_ours():
    """The zone's servers say nothing usable, so a resolver hands on an answer that is empty."""
    async with world(usual(CLUB)) as made:
        for recursor in made.recursors:
            recursor.override[("club.example", "SOA")] = []
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    assert seen.parent_ns == ("ns1.club.example", "ns2.club.example")


async def test_nobody_answers_directly():
    servers = {address: Authority(a.zones, mute=True) for address, a in usual(CLUB).items()}
    async with world(servers) as made:
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    assert not seen.port_53_open
    assert not seen.parent_answered
    assert seen.servers == ()
    assert seen.child_ns == ("ns1.club.example", "ns2.club.example")


async def test_a_box_that_answers_for_every_server_is_not_taken_for_the_zone():
    async with world(usual(CLUB)) as made:
        made.ports = dict.fromkeys(made.ports, made.resolver_ports[0])
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    assert not seen.port_53_open
    assert not seen.parent_answered
    assert seen.servers == ()


async def test_a_zone_for_which_recursion_fails():
    async with world(usual(CLUB)) as made:
        for recursor in made.recursors:
            recursor.bogus.add("club.example")
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    assert not seen.recursion_works
    assert all(server.authoritative for server in seen.servers)


async def test_silent_resolvers_leave_a_gap():
    async with world(usual(CLUB)) as made:
        for recursor in made.recursors:
            recursor.lose = 10_000
        gap = await delegation_of(made)
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.TIMED_OUT


@pytest.mark.parametrize("gatherer", [delegation, records, transfer], ids=lambda g: g.name)
async def test_an_address_has_no_zone(gatherer):
    async with Dial(DialSettings(resolvers=(Server("127.0.0.1", 1),), pins=NO_IPV6)) as dial:
        (gap,) = await look(gatherer, dial, "127.0.0.1")
        assert dial.effort.queries == 0
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.NOT_RUN


async def test_records_at_the_top():
    async with world(usual(CLUB)) as made, Dial(made.settings()) as dial:
        (seen,) = await look(records, dial)
    assert isinstance(seen, ZoneRecords)
    assert seen.soa_serial == 7
    assert seen.mx == ("10 mail.club.example",)
    assert seen.spf == ("v=spf1 mx -all",)
    assert seen.txt_count == 2


async def test_a_null_mx_keeps_its_dot():
    async with world(usual("@ IN MX 0 .\n")) as made, Dial(made.settings()) as dial:
        (seen,) = await look(records, dial)
    assert isinstance(seen, ZoneRecords)
    assert seen.mx == ("0 .",)


async def test_records_that_do_not_come_are_a_gap():
    async with world(usual(CLUB)) as made, Dial(made.settings()) as dial:
        for recursor in made.recursors:
            recursor.broken.add("club.example")
        (gap,) = await look(records, dial)
    assert isinstance(gap, Gap)


async def test_a_refused_transfer():
    async with world(usual(CLUB)) as made, Dial(made.settings()) as dial:
        (seen,) = await look(transfer, dial)
    assert isinstance(seen, ZoneTransfer)
    assert seen.asked == ("ns1.club.example", "ns2.club.example")
    assert seen.allowed == ()
    assert made.servers["192.0.2.11"].seen.count(("club.example", "AXFR")) == 1


async def test_an_open_transfer_is_counted():
    async with world(usual(CLUB)) as made, Dial(made.settings()) as dial:
        made.servers["192.0.2.12"].transfers = True
        (seen,) = await look(transfer, dial)
    assert isinstance(seen, ZoneTransfer)
    ((name, count),) = seen.allowed
    assert name == "ns2.club.example"
    assert count == 10


async def transfer_by(answer, **how):
    async with world(usual(CLUB)) as made, serving(answer, **how) as port:
        made.ports["192.0.2.11"] = made.ports["192.0.2.12"] = port
        async with Dial(made.settings()) as dial:
            (seen,) = await look(transfer, dial)
    return seen


async def test_an_endless_transfer_is_cut():
    """Each message repeats; no closing SOA ever comes. They are made before anybody waits for them."""
    reply = dns.message.make_response(dns.message.make_query("club.example.", "AXFR"))
    soa = dns.rrset.from_text("club.example.", 60, "IN", "SOA", "a. b. 1 2 3 4 5")
    more = [dns.rrset.from_text(f"n{n}.club.example.", 60, "IN", "A", "192.0.2.1") for n in range(2000)]
    wires = []
    for reply.answer in ([soa, *more], more):
        wires.append(reply.to_wire(max_size=65535)[2:])

    def endless(query: dns.message.Message) -> bytes:
        first, again = (struct.pack("!HH", len(wire) + 2, query.id) + wire for wire in wires)
        return first + again * 40

    seen = await transfer_by(endless, raw=True)
    assert isinstance(seen, ZoneTransfer)
    assert 9_999 <= seen.allowed[0][1] <= 10_000


async def test_a_lone_soa_is_no_transfer():
    def lone(query: dns.message.Message) -> bytes:
        reply = dns.message.make_response(query)
        reply.answer = [dns.rrset.from_text("club.example.", 60, "IN", "SOA", "a. b. 1 2 3 4 5")]
        return reply.to_wire()

    seen = await transfer_by(lone)
    assert isinstance(seen, ZoneTransfer)
    assert seen.allowed == ()
    assert len(seen.asked) == 2


async def test_another_answer_is_no_transfer():
    def other(query: dns.message.Message) -> bytes:
        reply = dns.message.make_response(query)
        reply.answer = [dns.rrset.from_text("club.example.", 60, "IN", "A", "192.0.2.1", "192.0.2.2")]
        return reply.to_wire()

    seen = await transfer_by(other)
    assert isinstance(seen, ZoneTransfer)
    assert seen.allowed == ()


async def test_rubbish_instead_of_a_transfer_is_a_refusal():
    seen = await transfer_by(lambda query: b"\x00\x05hello", raw=True)
    assert isinstance(seen, ZoneTransfer)
    assert seen.allowed == ()


async def test_silence_instead_of_a_transfer_is_no_answer(monkeypatch):
    monkeypatch.setattr(zone_transfer, "SECONDS", 0.3)
    async with world(usual(CLUB)) as made:

        async def hold(reader, writer):
            await reader.read()
            writer.close()

        server = await asyncio.start_server(hold, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        made.ports["192.0.2.11"] = made.ports["192.0.2.12"] = port
        async with Dial(made.settings()) as dial:
            (gap,) = await look(transfer, dial)
        server.close()
    assert isinstance(gap, Gap)


async def test_no_more_than_eight_servers_and_thirteen_addresses():
    tld = "".join(f"club IN NS ns{n}.club\nns{n}.club IN A 192.0.2.11\nns{n}.club IN A 192.0.2.12\n" for n in range(12))
    async with world(usual(CLUB, tld=tld)) as made:
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    assert len(seen.parent_ns) == 12
    assert len(seen.servers) == 13
    assert len({server.name for server in seen.servers}) == 8


async def test_glue_in_a_private_network_is_not_asked():
    tld = "club IN NS ns1.club\nclub IN NS ns2.club\nns1.club IN A 192.0.2.11\nns2.club IN A 10.0.0.53\n"
    async with world(usual(CLUB, tld=tld)) as made:
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    private = next(server for server in seen.servers if server.address == "10.0.0.53")
    assert private.rcode is Rcode.UNREACHABLE


async def test_ipv6_servers_are_left_out_where_there_is_no_ipv6():
    tld = "club IN NS ns1.club\nns1.club IN A 192.0.2.11\nns1.club IN AAAA 2001:db8::11\n"
    async with world(usual(CLUB, tld=tld)) as made:
        seen = await delegation_of(made)
    assert isinstance(seen, Delegation)
    assert [server.address for server in seen.servers] == ["192.0.2.11"]
    assert Pin.parse("[2620:fe::fe]:53:127.0.0.1:1") in NO_IPV6


@pytest.mark.parametrize(("losing", "unsure"), [(("192.0.2.2", "192.0.2.11"), True), (("192.0.2.11",), False)])
async def test_a_silent_server_tells_nothing_on_a_line_that_loses_packets(losing, unsure):
    servers = usual(CLUB)
    servers["192.0.2.12"].mute = True
    for address in losing:
        servers[address].lose = 2
    async with world(servers) as made, Dial(made.settings()) as dial:
        (seen,) = await look(delegation, dial)
        if unsure:
            assert isinstance(seen, Gap)
            assert seen.reason is GapReason.TIMED_OUT
            assert "packets get lost" in seen.detail
        else:
            assert isinstance(seen, Delegation)
            assert {s.rcode for s in seen.servers} == {Rcode.NOERROR, Rcode.TIMEOUT}
        assert dial.fresh().line_loses is unsure
