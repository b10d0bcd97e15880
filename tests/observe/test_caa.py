"""The CAA set that counts, after the climb."""

import asyncio

import pytest

from launchready.facts.dns import Caa, NameRole, Rcode, Resolution, View, ViewKind
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.observe import dns_wire, resolver
from launchready.observe.caa import caa
from launchready.observe.dial import Dial, DialSettings, Server
from tests.observe.dns_world import NO_IPV6, Recursor, serving, usual, world, zone
from tests.observe.look import look, target


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns_wire, "RECURSIVE_WAITS", (0.1, 0.1, 0.1))
    monkeypatch.setattr(resolver, "HASTY_WAITS", (0.1,))
    monkeypatch.setattr(resolver, "PAUSES", (0.1, 0.1))


def resolved(*hosts: str) -> list[Resolution]:
    return [Resolution(subject=Subject.host(host), roles=(NameRole.CANONICAL,), views=()) for host in hosts]


async def caa_of(club: str, host: str = "www.club.example", spoil=lambda recursor: None):
    async with world(usual(club)) as made, Dial(made.settings()) as dial:
        for recursor in made.recursors:
            spoil(recursor)
        (seen,) = await look(caa, dial, target(host, apex="club.example"), resolved(host))
    return seen


@pytest.mark.parametrize(
    ("club", "at", "records"),
    [
        ("www IN A 192.0.2.80\n", "", ()),
        ('@ IN CAA 0 issue "ca.example"\nwww IN A 192.0.2.80\n', "club.example", ((0, "issue", "ca.example"),)),
        (
            '@ IN CAA 0 issue "no.example"\nwww IN CAA 128 issuewild ";"\nwww IN CAA 0 issue "ca.example; a=b"\n',
            "www.club.example",
            ((0, "issue", "ca.example; a=b"), (128, "issuewild", ";")),
        ),
        (
            'www IN CNAME other\nother IN CAA 0 issue "ca.example"\n',
            "other.club.example",
            ((0, "issue", "ca.example"),),
        ),
        ('www IN CNAME gone.example.\n@ IN CAA 0 issue "ca.example"\n', "club.example", ((0, "issue", "ca.example"),)),
    ],
    ids=["none", "at-the-domain", "nearest-counts", "through-an-alias", "alias-that-is-gone"],
)
async def test_the_climb(club, at, records):
    seen = await caa_of(club)
    assert isinstance(seen, Caa)
    assert (seen.rcode, seen.found_at, seen.records) == (Rcode.NOERROR, at, records)


async def test_a_failing_zone_stops_issuance():
    seen = await caa_of("www IN A 192.0.2.80\n", spoil=lambda recursor: recursor.broken.add("club.example"))
    assert isinstance(seen, Caa)
    assert seen.rcode is Rcode.SERVFAIL


async def test_a_resolver_that_gives_up_for_a_moment_is_asked_again():
    async with world(usual('@ IN CAA 0 issue "ca.example"\n')) as made, Dial(made.settings()) as dial:
        for recursor in made.recursors:
            recursor.broken.add("club.example")
        answered = View(kind=ViewKind.RECURSIVE, server="192.0.2.53", rcode=Rcode.NOERROR)
        fact = Resolution(subject=Subject.host("club.example"), roles=(NameRole.CANONICAL,), views=(answered,))

        async def mended() -> None:
            await asyncio.sleep(0.05)
            for recursor in made.recursors:
                recursor.broken.clear()

        (seen,), _ = await asyncio.gather(look(caa, dial, facts=[fact]), mended())
    assert isinstance(seen, Caa)
    assert seen.rcode is Rcode.NOERROR
    assert seen.records


async def test_silence_is_a_gap():
    def silent(recursor: Recursor) -> None:
        recursor.lose = 10_000

    assert isinstance(await caa_of("www IN A 192.0.2.80\n", spoil=silent), Gap)


async def test_a_resolver_that_knows_nothing_above_the_site_is_enough():
    async with serving(Recursor([zone("club.example.", "@ IN A 192.0.2.80\n")])) as port:
        settings = DialSettings(resolvers=(Server("127.0.0.1", port),), pins=NO_IPV6)
        async with Dial(settings) as dial:
            (seen,) = await look(caa, dial, "club.example", resolved("club.example"))
    assert isinstance(seen, Caa)
    assert (seen.rcode, seen.records) == (Rcode.NOERROR, ())


async def test_an_address_has_no_caa():
    async with Dial(DialSettings(resolvers=(Server("127.0.0.1", 1),), pins=NO_IPV6)) as dial:
        (gap,) = await look(caa, dial, "192.0.2.80")
    assert isinstance(gap, Gap)
