from typing import Any

from launchready.facts.dns import Delegation, NameRole, Rcode, Resolution, View, ViewKind
from launchready.facts.http import Platform
from launchready.model.subject import Subject
from launchready.observe.chains import chains
from launchready.observe.platforms import platforms
from tests.observe.look import look
from tests.observe.site import Site, onward, page, site


def resolution(host: str, cnames: tuple[str, ...] = (), addresses: tuple[str, ...] = ("192.0.2.1",)) -> Resolution:
    view = View(kind=ViewKind.RECURSIVE, server="r", rcode=Rcode.NOERROR, cnames=cnames, addresses=addresses)
    return Resolution(subject=Subject.host(host), roles=(NameRole.CANONICAL,), views=(view,))


def delegation(*ns: str) -> Delegation:
    zone = Subject.zone("club.example")
    return Delegation(subject=zone, parent="example", parent_answered=True, parent_ns=ns, child_ns=ns, servers=())


async def seen(made: Site, *facts: Any) -> Platform:
    async with made.dial() as dial:
        (platform,) = await look(platforms, dial, "club.example", facts)
    assert isinstance(platform, Platform)
    return platform


async def test_dns_header_and_page_each_say_their_part():
    answers = {
        "https://club.example": onward("https://www.club.example"),
        "https://www.club.example": page(
            "<title>Calm Club</title><!-- lovable -->", "Server: Vercel", "X-Vercel-Id: fra1::abc"
        ),
    }
    async with site(answers) as made:
        platform = await seen(
            made,
            resolution("club.example"),
            resolution("www.club.example", ("cname.vercel-dns.com",)),
            delegation("ns07.domaincontrol.com", "ns08.domaincontrol.com"),
        )
    assert (platform.host, platform.dns_host, platform.cdn) == ("vercel", "godaddy", "")
    assert any("cname" in line for line in platform.evidence)


async def test_a_site_that_says_nothing_is_still_a_fact():
    async with site({"https://club.example": page()}) as made:
        platform = await seen(made)
    assert (platform.dns_host, platform.cdn, platform.host, platform.builder, platform.evidence) == ("", "", "", "", ())


async def test_a_site_that_is_down_still_has_its_dns():
    async with site({"https://other.example": page()}) as made, made.dial("club.example:443:127.0.0.1:1") as dial:
        (platform,) = await look(
            platforms, dial, "club.example", [resolution("club.example"), delegation("ns1.vercel-dns.com")]
        )
    assert isinstance(platform, Platform)
    assert platform.host == ""


async def test_the_walk_of_the_chains_is_not_made_twice():
    async with (
        site({"https://club.example": page()}) as made,
        made.dial(
            "club.example:80:127.0.0.1:1", "www.club.example:80:127.0.0.1:1", "www.club.example:443:127.0.0.1:1"
        ) as dial,
    ):
        await look(chains, dial)
        before = made.counted("club.example")
        await look(platforms, dial)
    assert made.counted("club.example") == before
