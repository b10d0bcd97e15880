"""The server behind a CDN, and the reverse names of addresses."""

from collections.abc import Callable
from typing import Any

import pytest

from launchready.facts.cdn import Origins, ReverseName
from launchready.facts.dns import NameRole, Rcode, Resolution, View, ViewKind, ZoneRecords
from launchready.facts.http import Platform
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.words import Effect, GapReason
from launchready.observe.cdn import reverse_names
from launchready.observe.dial import Dial, DialSettings, Pin
from launchready.observe.dns_reply import DnsReply
from launchready.observe.origin import origins
from tests.observe.look import look, target
from tests.observe.site import NO_IPV6, Site, authority, go, page, site

SITE = Subject.site("club.example")
FRONT, HIDDEN, SHARED, OTHER, GOOGLE = "198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4", "8.8.8.9"
CLUB = "<title>Calm Club</title><h1>Welcome home to the calm club of sample members</h1><p>Breathe, rest, talk, walk, sleep.</p>"
FLARE = ("Server: cloudflare", "CF-RAY: 8a1b2c3d4e5f6071-FRA")


def resolved(name: str, *addresses: str) -> Resolution:
    view = View(kind=ViewKind.RECURSIVE, server="192.0.2.53", rcode=Rcode.NOERROR, addresses=addresses)
    return Resolution(subject=Subject.host(name), roles=(NameRole.FOUND,), views=(view,))


def runs(cdn: str = "cloudflare") -> Platform:
    return Platform(subject=SITE, dns_host="", cdn=cdn, host="", builder="")


def spf(record: str) -> ZoneRecords:
    return ZoneRecords(subject=Subject.zone("club.example"), soa_serial=1, mx=(), spf=(record,), txt_count=1)


NAMES = (
    runs(),
    resolved("club.example", FRONT),
    resolved("mail.club.example", HIDDEN),
    resolved("www.club.example", FRONT),
)


@pytest.fixture(autouse=True)
def no_words(monkeypatch):
    """The resolver of the tests knows one of the labels."""

    async def view(_: Dial, name: str) -> View:
        addresses = (HIDDEN,) if name == "ftp.club.example" else ()
        return View(kind=ViewKind.RECURSIVE, server="192.0.2.53", rcode=Rcode.NOERROR, addresses=addresses)

    monkeypatch.setattr("launchready.observe.origin.quick_view", view)


def dial_to(made: Site, servers: dict[str, Site]) -> Dial:
    """Each address at a site of its own; the name of the club is known by resolution, not by a pin."""
    pins = [Pin.parse(f"{address}:443:127.0.0.1:{there.ports['https']}") for address, there in servers.items()]
    dial = Dial(DialSettings(pins=(*pins, *NO_IPV6), ca_file=str(authority()[1])))

    async def addresses(host: str) -> Any:
        from launchready.observe.dial import Addresses

        return Addresses((FRONT,), Rcode.NOERROR)

    dial.addresses = addresses  # type: ignore[method-assign]
    return dial


async def found(facts: Any = NAMES, front: Any = None, behind: Any = None, host: Any = "club.example") -> Any:
    front = front or {"https://club.example": page(CLUB, *FLARE)}
    behind = behind or {"https://club.example": page(CLUB)}
    async with site(front) as one, site(behind) as two, dial_to(one, {FRONT: one, HIDDEN: two, GOOGLE: two}) as dial:
        (seen,) = await look(origins, dial, host, facts)
        return seen, two.asked


def test_it_knocks_only_where_it_may():
    assert origins.effect is Effect.ASK


async def test_the_mail_server_shows_the_same_page():
    seen, asked = await found()
    assert isinstance(seen, Origins)
    assert (seen.cdn, seen.skipped) == ("cloudflare", 0)
    (one,) = seen.asked
    assert (one.address, one.found_as) == (HIDDEN, ("ftp.club.example", "mail.club.example"))
    assert (one.reached, one.status, one.same_page, one.through_cdn, one.platform) == (True, 200, True, False, "")
    assert [(request.host, request.target) for request in asked] == [("club.example", "/")]


async def test_another_page_is_another_site():
    other = {"https://club.example": page("<title>Welcome to nginx!</title><h1>It works on this shared machine</h1>")}
    seen, _ = await found(behind=other)
    assert seen.asked[0].same_page is False


async def test_the_marks_of_a_cdn_in_the_answer():
    seen, _ = await found(behind={"https://club.example": page(CLUB, *FLARE)})
    assert seen.asked[0].through_cdn


async def test_the_cdns_own_addresses_are_left_alone():
    names = (
        runs(),
        resolved("club.example", FRONT),
        resolved("cdn.club.example", "104.16.0.9"),
        resolved("in.club.example", "10.0.0.5"),
    )
    seen, _ = await found(names)
    assert [one.address for one in seen.asked] == [HIDDEN]
    assert seen.skipped == 2


async def test_a_closed_door():
    names = (runs(), resolved("club.example", FRONT), resolved("dev.club.example", OTHER))
    async with site({"https://club.example": page(CLUB, *FLARE)}) as one:
        refused = Pin.parse(f"{OTHER}:443:127.0.0.1:1")
        dial = dial_to(one, {FRONT: one, HIDDEN: one})
        dial = _with(dial, refused)
        async with dial:
            (seen,) = await look(origins, dial, "club.example", names)
    assert isinstance(seen, Origins)
    assert {one.address: one.reached for one in seen.asked} == {HIDDEN: True, OTHER: False}


def _with(dial: Dial, pin: Pin) -> Dial:
    more = Dial(DialSettings(pins=(*dial.settings.pins, pin), ca_file=dial.settings.ca_file))
    more.addresses = dial.addresses  # type: ignore[method-assign]
    return more


async def test_single_addresses_of_the_mail_record():
    seen, _ = await found(
        (runs(), resolved("club.example", FRONT), spf(f"v=spf1 ip4:{GOOGLE} ip4:203.0.113.0/24 -all"))
    )
    assert {one.address: one.found_as for one in seen.asked}[GOOGLE] == ("SPF",)
    assert len(seen.asked) == 2


async def test_nothing_to_get_around():
    seen, asked = await found((runs(""), resolved("club.example", FRONT)))
    assert (seen.cdn, seen.asked) == ("", ())
    assert not asked
    seen, _ = await found(host=target("127.0.0.1"))
    assert seen.cdn == ""


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ({"https://club.example": go("https://club.example/")}, GapReason.FAILED),
        ({"https://club.example": page("x", "cf-mitigated: challenge", status="403 Forbidden")}, GapReason.BLOCKED),
    ],
)
async def test_without_a_page_there_is_nothing_to_compare(front, reason):
    seen, asked = await found(front=front)
    assert isinstance(seen, Gap)
    assert (seen.subject, seen.reason) == (SITE, reason)
    assert not asked


async def test_who_stands_in_front_must_be_known():
    seen, _ = await found(())
    assert isinstance(seen, Gap)
    assert seen.reason is GapReason.FAILED


async def test_a_name_that_is_tied_to_one_address_leads_nowhere_else():
    async with site({"https://club.example": page(CLUB, *FLARE)}) as made, made.dial() as dial:
        (seen,) = await look(origins, dial, "club.example", NAMES)
    assert isinstance(seen, Gap)
    assert seen.reason is GapReason.NOT_RUN


def answers(rcode: Rcode, *records: str) -> Callable[..., Any]:
    async def recurse(_: Dial, name: str, rrtype: str) -> DnsReply:
        assert (name, rrtype) == ("1.100.51.198.in-addr.arpa", "PTR")
        return DnsReply(name=name, rrtype=rrtype, server="192.0.2.53", rcode=rcode, records=records)

    return recurse


@pytest.mark.parametrize(
    ("rcode", "records", "names"),
    [
        (Rcode.NOERROR, ("static.1.clients.your-server.de.",), ("static.1.clients.your-server.de",)),
        (Rcode.NOERROR, ("two words.example.", "a.servers.test"), ("a.servers.test",)),
        (Rcode.NXDOMAIN, (), ()),
    ],
)
async def test_reverse_names(monkeypatch, rcode, records, names):
    monkeypatch.setattr("launchready.observe.cdn.recurse", answers(rcode, *records))
    async with Dial(DialSettings()) as dial:
        (seen,) = await look(reverse_names, dial, "club.example", [resolved("club.example", FRONT)])
    assert isinstance(seen, ReverseName)
    assert (seen.subject, seen.names) == (Subject.address("club.example", FRONT), names)


@pytest.mark.parametrize(
    ("rcode", "reason"), [(Rcode.TIMEOUT, GapReason.TIMED_OUT), (Rcode.SERVFAIL, GapReason.FAILED)]
)
async def test_reverse_names_that_are_not_answered(monkeypatch, rcode, reason):
    monkeypatch.setattr("launchready.observe.cdn.recurse", answers(rcode))
    async with Dial(DialSettings()) as dial:
        (gap,) = await look(reverse_names, dial, "club.example", [resolved("club.example", FRONT)])
    assert isinstance(gap, Gap)
    assert gap.reason is reason


@pytest.mark.parametrize(
    ("host", "facts", "reason"),
    [
        (target("127.0.0.1"), (), GapReason.NOT_RUN),
        ("club.example", (), GapReason.FAILED),
        ("club.example", (resolved("club.example"),), GapReason.FAILED),
        ("club.example", (resolved("club.example", "no address"),), GapReason.FAILED),
    ],
)
async def test_what_has_no_reverse_name(host, facts, reason):
    async with Dial(DialSettings()) as dial:
        (gap,) = await look(reverse_names, dial, host, facts)
    assert isinstance(gap, Gap)
    assert gap.reason is reason
