"""Names found in records, page, certificate and by words; wildcards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from launchready.facts.dns import Wildcard
from launchready.facts.names import HostNames, Origin
from launchready.model.fact import Gap
from launchready.model.target import DeclaredHost, HostRole
from launchready.observe import dns_wire, resolver
from launchready.observe.dial import Dial, DialSettings, Pin, Server
from launchready.observe.names import names
from launchready.observe.wildcard import control_names, wildcard
from tests.observe.dns_world import NO_IPV6, Authority, usual, world, zone
from tests.observe.look import look, target
from tests.observe.servers import server_context, serving, sign
from tests.observe.site import Site, authority, go, page, site

CLUB = """
@ IN A 192.0.2.80
www IN CNAME @
app IN A 192.0.2.80
staging IN A 192.0.2.80
shop IN CNAME gone.hosting.example.
mail IN A 192.0.2.25
@ IN MX 10 mail
@ IN MX 20 mx.elsewhere.example.
@ IN TXT "v=spf1 a:out.club.example include:_spf.elsewhere.example ip4:192.0.2.7 -all"
out IN A 192.0.2.26
media IN A 192.0.2.80
members IN A 192.0.2.80
"""
TLD = "club IN NS ns1.club\nclub IN NS ns2.club\nns1.club IN A 192.0.2.11\nns2.club IN A 192.0.2.12\nhosting IN NS ns.example.\n"
HOME = page(
    '<title>Calm Club</title><img src="https://media.club.example/x.png"><a href="https://gone.club.example/">x</a>'
    '<a href="https://members.club.example/in">in</a><a href="https://other.example/">elsewhere</a>'
)
WEB = {"https://club.example": HOME, "http://club.example": go("https://club.example/")}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns_wire, "DIRECT_WAITS", (0.1, 0.1, 0.1))
    monkeypatch.setattr(dns_wire, "RECURSIVE_WAITS", (0.2, 0.2, 0.2))
    monkeypatch.setattr(resolver, "HASTY_WAITS", (0.1,))


def servers(club: str) -> dict[str, Authority]:
    made = usual(club, tld=TLD)
    hosting = zone("hosting.example.", "@ IN NS ns.example.\nok IN A 192.0.2.90\n")
    return made | {"192.0.2.2": Authority([*made["192.0.2.2"].zones, hosting])}


@asynccontextmanager
async def club_on_line(club: str = CLUB, web=WEB, **ports: int) -> AsyncIterator[tuple[object, Site, DialSettings]]:
    """Zone and site together: every address of the zone leads to the one site."""
    async with world(servers(club)) as made, site(dict(web)) as pages:
        where = pages.ports | ports
        pins = [Pin.parse(f"192.0.2.25:{port}:127.0.0.1:1") for port in (80, 443)]
        pins += [
            Pin.parse(f"192.0.2.{last}:{port}:127.0.0.1:{where[scheme]}")
            for last in (80, 90)
            for scheme, port in (("http", 80), ("https", 443))
        ]
        yield made, pages, replace(made.settings(*pins), ca_file=str(authority()[1]))


async def names_of(host="club.example", **how):
    async with club_on_line(**how) as (_, _, settings), Dial(settings) as dial:
        (seen,) = await look(names, dial, host)
    assert isinstance(seen, HostNames)
    return seen


async def test_names_come_from_everywhere_and_stand_in_the_dns():
    seen = await names_of()
    found = {name.name: name for name in seen.names}
    assert set(found) == {
        *("club.example", "www.club.example", "app.club.example", "staging.club.example", "shop.club.example"),
        *("mail.club.example", "out.club.example", "media.club.example", "members.club.example"),
    }
    assert found["club.example"].origins == (Origin.TARGET,) or Origin.CERTIFICATE in found["club.example"].origins
    assert found["members.club.example"].origins == (Origin.PAGE, Origin.WORD)
    assert found["mail.club.example"].origins == (Origin.MX, Origin.WORD)
    assert found["out.club.example"].origins == (Origin.SPF,)
    assert found["media.club.example"].origins == (Origin.PAGE,)
    assert found["staging.club.example"].role == "staging"
    assert found["members.club.example"].role == "members"
    assert found["club.example"].role == "app"
    assert [name.name for name in seen.names if name.required] == ["club.example"]
    assert seen.tried > 30
    assert seen.wildcard_only == 0


async def test_names_that_a_wildcard_explains_are_left_out_unless_somebody_names_them():
    seen = await names_of(club=CLUB + "* IN A 192.0.2.80\n")
    found = {name.name for name in seen.names}
    assert "blog.club.example" not in found
    assert "app.club.example" not in found  # a record of its own that says the same cannot be told apart
    assert "shop.club.example" in found
    assert "media.club.example" in found
    assert seen.wildcard_only > 20


async def test_declared_hosts_are_kept_whether_they_stand_or_not():
    hosts = (DeclaredHost("api.club.example", HostRole.API), DeclaredHost("*.club.example"))
    seen = await names_of(host=target("club.example", hosts=hosts))
    declared = next(name for name in seen.names if name.name == "api.club.example")
    assert (declared.role, declared.required) == ("api", True)
    assert not any("*" in name.name for name in seen.names)


async def test_the_host_that_was_asked_about_is_no_staging_host():
    seen = await names_of(host="staging.club.example", web={"https://staging.club.example": HOME})
    assert next(name for name in seen.names if name.name == "staging.club.example").role == "app"


async def test_names_on_the_certificate_of_an_app_that_is_asleep(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("launchready.observe.names.PATIENCE_SECONDS", 3.0)
    root = sign("Sample Root", ca=True)
    leaf = sign("club.example", root, names=["club.example", "*.club.example", "out.club.example", "bank.example"])

    async def quiet(reader, writer) -> None:
        await reader.read()

    async with serving(quiet, context=server_context(tmp_path, leaf)) as secure:
        seen = await names_of(web={"http://club.example": HOME}, https=secure.port)
    out = next(name for name in seen.names if name.name == "out.club.example")
    assert out.origins == (Origin.CERTIFICATE, Origin.SPF)


async def test_a_zone_that_fails_is_not_asked_for_words():
    async with club_on_line() as (made, _, settings), Dial(settings) as dial:
        for recursor in made.recursors:
            recursor.broken.add("club.example")
        (seen,) = await look(names, dial)
        assert dial.effort.queries < 60
    assert isinstance(seen, HostNames)
    assert seen.tried == 0
    assert "app.club.example" not in {name.name for name in seen.names}


async def test_a_host_of_somebody_elses_zone_brings_only_itself():
    async with world(servers(CLUB)) as made, Dial(made.settings()) as dial:
        (seen,) = await look(names, dial, "club.vercel.app")
    assert isinstance(seen, HostNames)
    assert [name.name for name in seen.names] == ["club.vercel.app"]
    assert seen.tried == 0


@pytest.mark.parametrize("gatherer", [names, wildcard], ids=lambda g: g.name)
async def test_an_address_has_no_names(gatherer):
    async with Dial(DialSettings(resolvers=(Server("127.0.0.1", 1),), pins=NO_IPV6)) as dial:
        (gap,) = await look(gatherer, dial, "127.0.0.1")
    assert isinstance(gap, Gap)


async def wildcard_of(**how):
    async with club_on_line(**how) as (_, _, settings), Dial(settings) as dial:
        (seen,) = await look(wildcard, dial)
    return seen


async def test_no_wildcard():
    seen = await wildcard_of()
    assert isinstance(seen, Wildcard)
    assert (seen.addresses, seen.cnames, seen.serves_app) == ((), (), None)


async def test_a_wildcard_that_serves_the_app():
    random = control_names("club.example")[0]
    seen = await wildcard_of(club=CLUB + "* IN CNAME @\n", web=WEB | {f"https://{random}": HOME})
    assert isinstance(seen, Wildcard)
    assert (seen.addresses, seen.cnames) == (("192.0.2.80",), ("club.example",))
    assert seen.serves_app is True


async def test_a_wildcard_that_serves_another_page():
    random = control_names("club.example")[0]
    parked = page("<title>Parked at Sample Registrar</title><p>Buy this and many other fine domains here today")
    seen = await wildcard_of(
        club=CLUB + "* IN A 192.0.2.90\n", web=WEB | {f"http://{random}": parked, f"https://{random}": parked}
    )
    assert isinstance(seen, Wildcard)
    assert seen.serves_app is False


async def test_a_wildcard_that_sends_visitors_to_the_right_address_does_not_serve_the_app():
    random = control_names("club.example")[0]
    seen = await wildcard_of(
        club=CLUB + "* IN A 192.0.2.80\n", web=WEB | {f"https://{random}": go("https://club.example/")}
    )
    assert isinstance(seen, Wildcard)
    assert seen.serves_app is False


async def test_a_wildcard_without_a_page():
    seen = await wildcard_of(club=CLUB + "* IN A 192.0.2.25\n", web=WEB)
    assert isinstance(seen, Wildcard)
    assert seen.addresses == ("192.0.2.25",)


async def test_a_control_that_fails_is_a_gap():
    async with club_on_line() as (made, _, settings), Dial(settings) as dial:
        for recursor in made.recursors:
            recursor.broken.add("club.example")
        (gap,) = await look(wildcard, dial)
    assert isinstance(gap, Gap)


async def test_names_beside_a_host_of_somebody_elses_zone_are_not_tried():
    async with world(servers(CLUB)) as made, Dial(made.settings()) as dial:
        (gap,) = await look(wildcard, dial, "club.vercel.app")
        assert dial.effort.queries == 0
    assert isinstance(gap, Gap)
