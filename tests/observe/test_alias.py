"""Where aliases lead: to life, to nothing, to what anybody may take."""

import dns.rcode
import pytest

from launchready.facts.dns import Alias, TargetState
from launchready.model.fact import Gap
from launchready.observe import dns_wire, resolver
from launchready.observe.alias import alias
from launchready.observe.dial import Dial, DialSettings, Server
from launchready.observe.names import names
from launchready.observe.resolution import resolution
from tests.observe.dns_world import NO_IPV6
from tests.observe.look import look
from tests.observe.site import page
from tests.observe.test_names import HOME, club_on_line

CLUB = """
@ IN A 192.0.2.80
www IN CNAME @
app IN CNAME gone.hosting.example.
api IN CNAME ok.hosting.example.
shop IN CNAME club.never-bought.example.
blog IN CNAME calm.github.io.
docs IN CNAME live.github.io.
help IN CNAME empty.hosting.example.
admin IN CNAME portal
portal IN CNAME admin
my IN CNAME box.local.
dev IN NS ns1.never-bought.example.
stage IN NS ns.hosting.example.
"""
UNCLAIMED = page("<p><strong>There isn't a GitHub Pages site here.</strong>", status="404 Not Found")
WEB = {
    "https://club.example": HOME,
    "http://blog.club.example": UNCLAIMED,
    "https://blog.club.example": UNCLAIMED,
    "https://docs.club.example": page("<title>Docs</title><p>Welcome"),
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns_wire, "DIRECT_WAITS", (0.1, 0.1, 0.1))
    monkeypatch.setattr(dns_wire, "RECURSIVE_WAITS", (0.3, 0.3, 0.3))
    monkeypatch.setattr(resolver, "HASTY_WAITS", (0.1,))


async def aliases():
    """The chain of gatherers as the engine runs it."""
    async with club_on_line(CLUB, WEB) as (made, pages, settings):
        from tests.observe.dns_world import zone

        more = [
            zone("github.io.", "calm IN A 192.0.2.90\nlive IN A 192.0.2.90\n"),
            zone("local.", "@ IN TXT x\n"),
        ]
        hosting = next(z for z in made.recursors[0].zones if z.origin.to_text() == "hosting.example.")
        fresh = zone(
            "hosting.example.", "@ IN NS ns.example.\nok IN A 192.0.2.90\nempty IN TXT x\nns IN A 192.0.2.99\n"
        )
        for recursor in made.recursors:
            recursor.zones = [z for z in recursor.zones if z is not hosting] + [*more, fresh]
            recursor.broken.update({"dev.club.example", "stage.club.example"})
            recursor.zones += [zone("dev.club.example.", ""), zone("stage.club.example.", "")]
        async with Dial(settings) as dial:
            (known,) = await look(names, dial)
            resolved = [*await look(resolution, dial, facts=[known])]
            seen = await look(alias, dial, facts=[known, *[fact for fact in resolved if not isinstance(fact, Gap)]])
            asked = [request for request in pages.asked if request.host == "blog.club.example"]
    return {item.subject.name: item for item in seen}, asked


async def test_every_end():
    seen, asked = await aliases()
    assert all(isinstance(item, Alias) for item in seen.values()), seen
    state = {name: (item.rrtype, item.target, item.state, item.claimable) for name, item in seen.items()}
    assert state == {
        "www.club.example": ("CNAME", "club.example", TargetState.SERVES, "unknown"),
        "app.club.example": ("CNAME", "gone.hosting.example", TargetState.NXDOMAIN, "unknown"),
        "api.club.example": ("CNAME", "ok.hosting.example", TargetState.SERVES, "unknown"),
        "shop.club.example": ("CNAME", "club.never-bought.example", TargetState.NXDOMAIN_UNREGISTERED, "unknown"),
        "blog.club.example": ("CNAME", "calm.github.io", TargetState.UNCLAIMED_PAGE, "yes"),
        "docs.club.example": ("CNAME", "live.github.io", TargetState.SERVES, "yes"),
        "help.club.example": ("CNAME", "empty.hosting.example", TargetState.NODATA, "unknown"),
        "my.club.example": ("CNAME", "box.local", TargetState.NXDOMAIN, "unknown"),
        "dev.club.example": ("NS", "ns1.never-bought.example", TargetState.NXDOMAIN_UNREGISTERED, "unknown"),
        "stage.club.example": ("NS", "ns.hosting.example", TargetState.UNREACHABLE, "unknown"),
    }
    assert seen["shop.club.example"].registrable == "never-bought.example"
    assert seen["blog.club.example"].provider == "github-pages"
    assert seen["blog.club.example"].registrable == "github.io"
    assert len(asked) == 1


async def test_an_end_that_nobody_tells_is_a_gap():
    async with club_on_line(CLUB, WEB) as (made, _, settings), Dial(settings) as dial:
        for recursor in made.recursors:
            recursor.broken.add("hosting.example")
        (known,) = await look(names, dial)
        resolved = await look(resolution, dial, facts=[known])
        seen = await look(alias, dial, facts=[known, *[fact for fact in resolved if not isinstance(fact, Gap)]])
    about = {item.subject.name: item for item in seen}
    assert "app.club.example" not in about or isinstance(about["app.club.example"], Gap)


async def test_an_address_has_no_alias():
    async with Dial(DialSettings(resolvers=(Server("127.0.0.1", 1),), pins=NO_IPV6)) as dial:
        (gap,) = await look(alias, dial, "192.0.2.80")
    assert isinstance(gap, Gap)
    assert dns.rcode.NOERROR == 0
