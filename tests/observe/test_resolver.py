"""One question to one server, against servers that answer, lose, lie and break off."""

import asyncio
import struct

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from launchready.facts.dns import Rcode
from launchready.observe import dns_wire
from launchready.observe.dial import Dial, DialSettings, Pin, Server
from launchready.observe.resolver import ask, recurse
from tests.observe.dns_world import NO_IPV6, Authority, serving, usual, world, zone

CLUB = """
@ IN A 192.0.2.80
www IN CNAME app
app IN CNAME @
round IN CNAME about
about IN CNAME round
@ IN TXT "v=spf1 " "-all"
"""


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorter waits: what is tested is what happens, not when."""
    monkeypatch.setattr(dns_wire, "DIRECT_WAITS", (0.1, 0.1, 0.1, 0.1))
    monkeypatch.setattr(dns_wire, "RECURSIVE_WAITS", (0.1, 0.1, 0.1, 0.1))


async def ask_one(answer, name="club.example", rrtype="A", **how):
    async with serving(answer) as port, Dial(DialSettings(pins=NO_IPV6)) as dial:
        return await ask(dial, Server("127.0.0.1", port), name, rrtype, **how)


def lying(change):
    """A server that answers rightly and is changed in the message or on the wire."""
    right = Authority([zone("club.example.", "@ IN NS ns1\n" + CLUB)])

    def answer(query: dns.message.Message) -> bytes | None:
        wire = right(query)
        assert wire is not None
        return change(query, wire)

    return answer


async def test_addresses_come_with_their_chain_and_lowest_ttl():
    club = zone("club.example.", "@ IN NS ns1\n" + CLUB + "short 30 IN CNAME @\n")
    reply = await ask_one(Authority([club]), "short.club.example")
    assert reply.rcode is Rcode.NOERROR
    assert reply.aa
    assert reply.cnames == ("club.example",)
    assert reply.addresses == ("192.0.2.80",)
    assert reply.ttl == 30


async def test_a_loop_ends_with_the_name_that_came_back():
    reply = await ask_one(Authority([zone("club.example.", "@ IN NS ns1\n" + CLUB)]), "round.club.example")
    assert reply.loops
    assert reply.cnames == ("about.club.example", "round.club.example")
    assert reply.addresses == ()


async def test_strings_of_one_text_record_are_joined():
    reply = await ask_one(Authority([zone("club.example.", "@ IN NS ns1\n" + CLUB)]), rrtype="TXT")
    assert reply.records == ("v=spf1 -all",)


async def test_nodata_and_nxdomain_are_told_apart():
    authority = Authority([zone("club.example.", "@ IN NS ns1\n" + CLUB)])
    async with serving(authority) as port, Dial(DialSettings(pins=NO_IPV6)) as dial:
        server = Server("127.0.0.1", port)
        nodata = await ask(dial, server, "club.example", "AAAA")
        nothing = await ask(dial, server, "nothing.club.example", "A")
    assert (nodata.rcode, nodata.addresses, nodata.authority_zone) == (Rcode.NOERROR, (), "club.example")
    assert (nothing.rcode, nothing.authority_zone) == (Rcode.NXDOMAIN, "club.example")


@pytest.mark.usefixtures("quick")
async def test_three_lost_packets_are_survived_and_counted_once():
    authority = Authority([zone("club.example.", "@ IN NS ns1\n" + CLUB)], lose=3)
    async with serving(authority) as port, Dial(DialSettings(pins=NO_IPV6)) as dial:
        reply = await ask(dial, Server("127.0.0.1", port), "club.example", "A")
        assert reply.addresses == ("192.0.2.80",)
        assert len(authority.seen) == 4
        assert dial.effort.queries == 1


@pytest.mark.usefixtures("quick")
async def test_silence_is_a_time_out():
    reply = await ask_one(Authority([], mute=True))
    assert reply.rcode is Rcode.TIMEOUT
    assert not reply.came


async def test_a_closed_port_is_unreachable():
    async with serving(Authority([])) as port:
        pass
    async with Dial(DialSettings(pins=NO_IPV6)) as dial:
        reply = await ask(dial, Server("127.0.0.1", port), "club.example", "A")
    assert reply.rcode is Rcode.UNREACHABLE


def wrong_id(query: dns.message.Message, wire: bytes) -> bytes:
    return struct.pack("!H", query.id ^ 1) + wire[2:]


def wrong_question(query: dns.message.Message, wire: bytes) -> bytes:
    other = dns.message.make_query("other.example", "A", id=query.id)
    return dns.message.make_response(other).to_wire()


def rubbish(query: dns.message.Message, wire: bytes) -> bytes:
    return struct.pack("!H", query.id) + b"\x84\x00" + b"\xff" * 40


def compression_loop(query: dns.message.Message, wire: bytes) -> bytes:
    """The owner of the answer points at itself (RFC 1035 section 4.1.4)."""
    head = struct.pack("!HHHHHH", query.id, 0x8400, 1, 1, 0, 0)
    question = query.question[0].name.to_wire() + struct.pack("!HH", 1, 1)
    here = len(head) + len(question)
    return head + question + struct.pack("!HHHIH", 0xC000 | here, 1, 1, 60, 4) + bytes(4)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("change", [wrong_id, wrong_question, rubbish, compression_loop], ids=lambda f: f.__name__)
async def test_an_answer_that_is_none_is_garbled(change):
    reply = await ask_one(lying(change))
    assert reply.rcode is Rcode.GARBLED
    assert reply.addresses == ()


async def test_records_of_other_names_are_ignored():
    def smuggle(query: dns.message.Message, wire: bytes) -> bytes:
        reply = dns.message.from_wire(wire)
        reply.answer.insert(0, dns.rrset.from_text("bank.example.", 60, "IN", "A", "192.0.2.66"))
        reply.answer.insert(0, dns.rrset.from_text("bank.example.", 60, "IN", "CNAME", "thief.example."))
        return reply.to_wire()

    reply = await ask_one(lying(smuggle))
    assert reply.addresses == ("192.0.2.80",)
    assert reply.cnames == ()


async def test_a_ttl_of_nothing_is_kept_as_nothing():
    reply = await ask_one(Authority([zone("club.example.", "@ IN NS ns1\n@ 0 IN A 192.0.2.80\n")]))
    assert reply.ttl == 0


async def test_ten_thousand_addresses_are_cut_to_thirty():
    many = "".join(f"@ IN A 198.51.{n // 250}.{n % 250}\n" for n in range(3000))
    authority = Authority([zone("club.example.", "@ IN NS ns1\n" + many)])
    reply = await ask_one(authority)
    assert reply.rcode is Rcode.NOERROR
    assert len(reply.addresses) == 30
    assert len(authority.seen) == 2  # UDP was cut off, TCP brought the rest


async def test_a_cut_answer_that_tcp_does_not_complete_says_nothing():
    many = "".join(f"@ IN A 198.51.100.{n}\n" for n in range(200))
    authority = Authority([zone("club.example.", "@ IN NS ns1\n" + many)])
    async with serving(authority, tcp=False) as port, Dial(DialSettings(pins=NO_IPV6)) as dial:
        reply = await ask(dial, Server("127.0.0.1", port), "club.example", "A")
    assert reply.rcode is Rcode.UNREACHABLE
    assert not reply.came


async def test_a_cut_answer_with_records_counts_without_tcp():
    def cut(query: dns.message.Message, wire: bytes) -> bytes:
        reply = dns.message.from_wire(wire)
        reply.flags |= dns.flags.TC
        return reply.to_wire()

    async with serving(lying(cut), tcp=False) as port, Dial(DialSettings(pins=NO_IPV6)) as dial:
        reply = await ask(dial, Server("127.0.0.1", port), "club.example", "A")
    assert reply.tc
    assert reply.addresses == ("192.0.2.80",)


async def test_an_answer_about_other_names_alone_is_garbled():
    def other(query: dns.message.Message, wire: bytes) -> bytes:
        reply = dns.message.make_response(query)
        reply.answer = [dns.rrset.from_text("bank.example.", 60, "IN", "A", "192.0.2.66")]
        return reply.to_wire()

    assert (await ask_one(lying(other))).rcode is Rcode.GARBLED


async def test_a_server_without_edns_is_asked_without():
    right = Authority([zone("club.example.", "@ IN NS ns1\n" + CLUB)])

    def old(query: dns.message.Message) -> bytes | None:
        if query.edns >= 0:
            reply = dns.message.make_response(query)
            reply.use_edns(False)
            reply.set_rcode(dns.rcode.FORMERR)
            return reply.to_wire()
        return right(query)

    assert (await ask_one(old)).addresses == ("192.0.2.80",)


async def test_the_same_question_is_asked_once_a_dial_and_again_by_a_fresh_one():
    authority = Authority([zone("club.example.", "@ IN NS ns1\n" + CLUB)])
    async with serving(authority) as port, Dial(DialSettings(pins=NO_IPV6)) as dial:
        server = Server("127.0.0.1", port)
        await asyncio.gather(*(ask(dial, server, "club.example", "A") for _ in range(5)))
        assert len(authority.seen) == 1
        await ask(dial.fresh(), server, "club.example", "A")
        assert len(authority.seen) == 2


async def test_a_found_server_at_a_private_address_is_not_asked():
    async with Dial(DialSettings(pins=NO_IPV6)) as dial:
        reply = await ask(dial, Server("10.0.0.53"), "club.example", "A", rd=False, found_as="ns1.club.example")
        assert reply.rcode is Rcode.UNREACHABLE
        assert dial.effort.queries == 0


async def test_a_pin_by_name_moves_the_packets_of_a_found_server():
    authority = Authority([zone("club.example.", "@ IN NS ns1\n" + CLUB)])
    async with serving(authority) as port:
        pins = (Pin.parse(f"ns1.club.example:53:127.0.0.1:{port}"), *NO_IPV6)
        async with Dial(DialSettings(pins=pins)) as dial:
            reply = await ask(dial, Server("192.0.2.11"), "club.example", "A", rd=False, found_as="ns1.club.example")
    assert reply.addresses == ("192.0.2.80",)
    assert reply.server == "192.0.2.11"


async def test_the_second_resolver_answers_for_a_dead_first():
    async with world(usual(CLUB)) as made:
        made.recursors[0].lose = 100
        async with Dial(made.settings()) as dial:
            reply = await recurse(dial, "www.club.example", "A")
    assert reply.addresses == ("192.0.2.80",)
    assert reply.cnames == ("app.club.example", "club.example")


async def test_of_two_resolvers_that_fail_the_better_reason_is_told():
    async with world(usual(CLUB)) as made:
        made.recursors[0].broken.add("club.example")
        made.recursors[1].broken.add("club.example")
        async with Dial(made.settings()) as dial:
            reply = await recurse(dial, "club.example", "A")
    assert reply.rcode is Rcode.SERVFAIL
    assert reply.ede == ((22, "so it is"),)
