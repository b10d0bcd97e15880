"""The addresses of names by resolvers and by the zone's own servers."""

import dns.rcode
import pytest

from launchready.facts.dns import NameRole, Rcode, Resolution, ViewKind
from launchready.facts.names import HostNames, KnownName, Origin
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import DeclaredHost
from launchready.model.words import GapReason
from launchready.observe import dns_wire, resolver
from launchready.observe.dial import Dial, DialSettings, Pin, Server
from launchready.observe.resolution import resolution
from tests.observe.dns_world import NO_IPV6, Authority, Recursor, serving, usual, world, zone
from tests.observe.look import look, target

CLUB = """
@ IN A 192.0.2.80
www IN CNAME @
away IN CNAME club.hosting.example.
chain IN CNAME away
round IN CNAME about
about IN CNAME round
sub IN NS ns.sub
ns.sub IN A 192.0.2.21
v6 IN AAAA 2001:db8::80
"""
TLD = "club IN NS ns1.club\nclub IN NS ns2.club\nns1.club IN A 192.0.2.11\nns2.club IN A 192.0.2.12\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns_wire, "DIRECT_WAITS", (0.1, 0.1, 0.1))
    monkeypatch.setattr(dns_wire, "RECURSIVE_WAITS", (0.2, 0.2, 0.2))
    monkeypatch.setattr(dns_wire, "TCP_SECONDS", 0.5)
    monkeypatch.setattr(resolver, "HASTY_WAITS", (0.1,))


def servers(club: str = CLUB) -> dict[str, Authority]:
    hosting = zone("hosting.example.", "@ IN NS ns.example.\nclub IN A 192.0.2.90\n")
    sub = zone("sub.club.example.", "@ IN NS ns\nns IN A 192.0.2.21\napp IN A 192.0.2.81\n")
    made = usual(club, tld=TLD + "hosting IN NS ns.example.\n")
    return made | {"192.0.2.2": Authority([*made["192.0.2.2"].zones, hosting]), "192.0.2.21": Authority([sub])}


def found(*names: str) -> HostNames:
    known = tuple(KnownName(name=name, origins=(Origin.WORD,), role="other", required=False) for name in names)
    return HostNames(subject=Subject.site("club.example"), names=known, tried=40, wildcard_only=0)


async def resolutions(made, host="club.example", *names, **more):
    async with Dial(made.settings()) as dial:
        seen = await look(resolution, dial, host, [found(*names)], **more)
    return {item.subject.name: item for item in seen}


def views(fact, kind):
    return [view for view in fact.views if view.kind is kind]


async def test_wanted_names_are_seen_from_both_sides():
    async with world(servers()) as made:
        seen = await resolutions(made)
    assert list(seen) == ["club.example", "www.club.example"]
    apex = seen["club.example"]
    assert apex.roles == (NameRole.CANONICAL, NameRole.APEX)
    assert len(views(apex, ViewKind.RECURSIVE)) == 2
    assert [view.server for view in views(apex, ViewKind.AUTHORITATIVE)] == ["ns1.club.example", "ns2.club.example"]
    assert all(view.addresses == ("192.0.2.80",) and view.ttl == 300 for view in apex.views)
    www = seen["www.club.example"]
    assert www.roles == (NameRole.WWW,)
    assert all(view.cnames == ("club.example",) and view.addresses == ("192.0.2.80",) for view in www.views)


async def test_a_found_name_is_seen_once():
    async with world(servers()) as made:
        seen = await resolutions(made, "club.example", "v6.club.example")
    (view,) = seen["v6.club.example"].views
    assert view.addresses == ("2001:db8::80",)
    assert seen["v6.club.example"].roles == (NameRole.FOUND,)
    assert seen["v6.club.example"].origins == ("word",)


async def test_missing_and_empty_are_told_apart():
    async with world(servers("@ IN TXT nothing\n")) as made:
        seen = await resolutions(made)
    assert {view.rcode for view in seen["club.example"].views} == {Rcode.NOERROR}
    assert {view.rcode for view in seen["www.club.example"].views} == {Rcode.NXDOMAIN}
    assert seen["club.example"].addresses == ()


async def test_a_chain_that_leaves_the_zone_is_an_answer_without_addresses():
    async with world(servers()) as made:
        seen = await resolutions(made, target("chain.club.example", apex="club.example"))
    fact = seen["chain.club.example"]
    for view in views(fact, ViewKind.AUTHORITATIVE):
        assert view.rcode is Rcode.NOERROR
        assert view.cnames == ("away.club.example", "club.hosting.example")
        assert view.addresses == ()
        assert not view.answered
    assert all(view.addresses == ("192.0.2.90",) for view in views(fact, ViewKind.RECURSIVE))


async def test_a_name_in_a_zone_of_its_own_is_asked_there():
    async with world(servers()) as made:
        seen = await resolutions(made, target("app.sub.club.example", apex="club.example"))
    (view,) = views(seen["app.sub.club.example"], ViewKind.AUTHORITATIVE)
    assert view.server == "ns.sub.club.example"
    assert view.addresses == ("192.0.2.81",)


async def test_a_loop_shows_its_links_though_the_resolver_fails():
    async with world(servers()) as made:
        seen = await resolutions(made, target("round.club.example", apex="club.example"))
    fact = seen["round.club.example"]
    for view in views(fact, ViewKind.RECURSIVE):
        assert (view.rcode, view.checking_disabled) == (Rcode.SERVFAIL, Rcode.SERVFAIL)
        assert view.cnames == ("about.club.example", "round.club.example")
    for view in views(fact, ViewKind.AUTHORITATIVE):
        assert view.cnames == ("about.club.example", "round.club.example")


async def test_broken_signatures_answer_without_checking():
    async with world(servers()) as made:
        for recursor in made.recursors:
            recursor.bogus.add("club.example")
        seen = await resolutions(made)
    for view in views(seen["club.example"], ViewKind.RECURSIVE):
        assert (view.rcode, view.checking_disabled) == (Rcode.SERVFAIL, Rcode.NOERROR)
        assert view.ede[0] == (6, "so it is")


async def test_a_dead_server_is_a_view_that_says_nothing():
    async with world(servers()) as made:
        made.servers["192.0.2.12"].mute = True
        seen = await resolutions(made)
    dead = [view for view in seen["club.example"].views if view.server == "ns2.club.example"]
    assert [view.rcode for view in dead] == [Rcode.TIMEOUT]
    assert seen["club.example"].answered


async def test_a_server_without_authority_has_no_view():
    async with world(servers()) as made:
        made.servers["192.0.2.12"].aa = False
        seen = await resolutions(made)
    assert [view.server for view in views(seen["club.example"], ViewKind.AUTHORITATIVE)] == ["ns1.club.example"]


async def test_a_server_that_refuses_has_a_view():
    async with world(servers()) as made:
        made.servers["192.0.2.12"].rcode = dns.rcode.REFUSED
        seen = await resolutions(made)
    refused = next(view for view in seen["club.example"].views if view.server == "ns2.club.example")
    assert refused.rcode is Rcode.REFUSED


async def test_a_box_in_between_has_no_view():
    async with world(servers()) as made:
        made.ports = dict.fromkeys(made.ports, made.resolver_ports[0])
        seen = await resolutions(made)
    assert views(seen["club.example"], ViewKind.AUTHORITATIVE) == []
    assert seen["club.example"].addresses == ("192.0.2.80",)


async def test_a_record_that_a_form_put_at_a_doubled_name():
    club = "@ IN A 192.0.2.80\nwww.club.example IN CNAME club.hosting.example.\n"
    async with world(servers(club)) as made:
        seen = await resolutions(made)
    assert seen["www.club.example"].doubled == ("club.hosting.example",)
    assert seen["club.example"].doubled == ()


async def test_a_wildcard_is_no_doubled_name():
    """The bare domain has no address; the wildcard answers for the doubled name as for any other."""
    async with world(servers("* IN A 192.0.2.80\n")) as made:
        seen = await resolutions(made)
    assert seen["club.example"].addresses == ()
    assert seen["club.example"].doubled == ()


async def test_private_addresses_are_named():
    async with world(servers("@ IN A 10.0.0.5\n@ IN A 192.0.2.80\nwww IN A 127.0.0.1\n")) as made:
        seen = await resolutions(made)
    assert seen["club.example"].refused == ("10.0.0.5",)
    assert seen["www.club.example"].refused == ()  # 127/8 of a resolver that the user named


async def test_silence_everywhere_is_a_gap():
    async with world(servers()) as made:
        for server in (*made.servers.values(), *made.recursors):
            server.lose = 10_000
        seen = await resolutions(made)
    gap = seen["club.example"]
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.TIMED_OUT


async def test_only_the_chosen_names_are_asked_again():
    async with world(servers()) as made:
        seen = await resolutions(made, only=frozenset({Subject.host("www.club.example")}))
    assert list(seen) == ["www.club.example"]


async def test_declared_hosts_are_wanted_and_a_declared_wildcard_is_no_host():
    site = target("club.example", hosts=(DeclaredHost("v6.club.example"), DeclaredHost("*.club.example")))
    async with world(servers()) as made:
        seen = await resolutions(made, site)
    assert list(seen) == ["club.example", "www.club.example", "v6.club.example"]
    assert seen["v6.club.example"].roles == (NameRole.DECLARED,)


async def test_a_name_that_its_host_owns_brings_no_others():
    app = zone("app.", "@ IN NS ns1\nvercel IN NS ns1.vercel\nns1.vercel IN A 192.0.2.31\n")
    vercel = zone("vercel.app.", "@ IN NS ns1\nns1 IN A 192.0.2.31\n* IN A 192.0.2.90\n")
    root = zone(
        ".",
        "@ IN SOA a. b. 1 2 3 4 5\n@ IN NS ns.root-servers.\nns.root-servers. IN A 192.0.2.1\napp. IN NS ns1.app.\nns1.app. IN A 192.0.2.30\n",
    )
    async with world(
        {"192.0.2.1": Authority([root]), "192.0.2.30": Authority([app]), "192.0.2.31": Authority([vercel])}
    ) as made:
        seen = await resolutions(made, "club.vercel.app")
    assert list(seen) == ["club.vercel.app"]
    assert views(seen["club.vercel.app"], ViewKind.AUTHORITATIVE)[0].addresses == ("192.0.2.90",)


async def test_an_address_is_not_looked_up():
    async with Dial(DialSettings(resolvers=(Server("127.0.0.1", 1),), pins=NO_IPV6)) as dial:
        (gap,) = await look(resolution, dial, "192.0.2.80")
        assert dial.effort.queries == 0
    assert isinstance(gap, Gap)


async def test_a_resolver_alone_is_enough():
    """A test bed that knows the site and nothing above it."""
    async with serving(Recursor([zone("club.example.", "@ IN A 192.0.2.80\nwww IN CNAME @\n")])) as port:
        settings = DialSettings(resolvers=(Server("127.0.0.1", port),), pins=(*NO_IPV6, Pin.parse("*:53:127.0.0.1:1")))
        async with Dial(settings) as dial:
            seen = await look(resolution, dial, "club.example", [found()])
    for fact in seen:
        assert isinstance(fact, Resolution)
        assert fact.addresses == ("192.0.2.80",)
        assert all(view.kind is ViewKind.RECURSIVE for view in fact.views if view.answered)
