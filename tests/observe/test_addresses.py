import asyncio
from typing import Any

from launchready.facts.dns import NameRole, Rcode, Resolution, View, ViewKind
from launchready.facts.http import AddressAnswer
from launchready.formats.page import same_site
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.addresses import addresses
from launchready.observe.dial import Dial, DialSettings, Pin
from tests.formats.sample_pages import NGINX, rails_feed
from tests.observe.look import look, target
from tests.observe.servers import always, says, serving
from tests.observe.site import HTML, NO_IPV6, authority, go, page, site

V6_HERE = ("[2620:fe::fe]:53", "[2606:4700:4700::1111]:53")


def resolution(*ips: str, host: str = "club.example") -> Resolution:
    views = tuple(View(kind=ViewKind.RECURSIVE, server="r", rcode=Rcode.NOERROR, addresses=(ip,)) for ip in ips)
    return Resolution(subject=Subject.host(host), roles=(NameRole.CANONICAL,), views=views)


async def seen(pins: list[str], *ips: str, host: Any = "club.example", **more: Any) -> dict[str, AddressAnswer | Gap]:
    settings = DialSettings(pins=(*map(Pin.parse, pins), *NO_IPV6), ca_file=str(authority()[1]))
    async with Dial(settings) as dial:
        found = await look(addresses, dial, host, [resolution(*ips)] if ips else [], **more)
    return {one.subject.ip: one for one in found if isinstance(one, AddressAnswer | Gap)}


def html(body: bytes) -> bytes:
    return says(body, headers=[HTML])


async def test_every_address_is_asked_for_the_same_page():
    async with (
        serving(always(html(rails_feed(1))), context=authority()[0]) as one,
        serving(always(html(rails_feed(2))), context=authority()[0]) as two,
        serving(always(html(NGINX)), context=authority()[0]) as forgotten,
    ):
        pins = [f"192.0.2.{n}:443:127.0.0.1:{server.port}" for n, server in enumerate((one, two, forgotten), 1)]
        found = await seen(pins, "192.0.2.1", "192.0.2.2", "192.0.2.3")
    pages = [fact.page for fact in found.values() if isinstance(fact, AddressAnswer)]
    assert len(pages) == 3
    first, second, third = pages
    assert first
    assert second
    assert third
    assert same_site(first, second) is True
    assert same_site(first, third) is False


async def test_the_name_is_sent_and_the_certificate_not_judged():
    async with site({"https://bad.example": page("<title>By name")}) as made:
        pins = (Pin.parse(f"192.0.2.1:443:127.0.0.1:{made.ports['https']}"), *NO_IPV6)
        async with Dial(DialSettings(pins=pins)) as dial:
            facts = [resolution("192.0.2.1", host="bad.example")]
            (answer,) = await look(addresses, dial, target("bad.example"), facts)
    assert isinstance(answer, AddressAnswer)
    assert answer.page is not None
    assert answer.page.title == "By name"
    assert [request.host for request in made.asked] == ["bad.example"]


async def test_an_address_that_refuses_or_redirects_or_is_private():
    async with serving(always(go("https://www.club.example/?token=secret")), context=authority()[0]) as one:
        pins = [f"192.0.2.1:443:127.0.0.1:{one.port}", "192.0.2.2:443:127.0.0.1:1"]
        found = await seen(pins, "192.0.2.1", "192.0.2.2", "10.0.0.1")
    moved, refused, private = found["192.0.2.1"], found["192.0.2.2"], found["10.0.0.1"]
    assert isinstance(moved, AddressAnswer)
    assert isinstance(refused, AddressAnswer)
    assert isinstance(private, AddressAnswer)
    assert moved.leads_to == "https://www.club.example/?token=…"
    assert (refused.reached, refused.detail) == (False, "refused")
    assert (private.reached, private.detail) == (False, "private-address")


async def test_a_wall_and_silence_are_gaps(monkeypatch):
    monkeypatch.setattr("launchready.observe.http.FIRST_BYTE_SECONDS", 0.2)

    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    async with (
        serving(always(says(b"", "429 Too Many Requests")), context=authority()[0]) as wall,
        serving(never, context=authority()[0]) as silent,
    ):
        pins = [f"192.0.2.1:443:127.0.0.1:{wall.port}", f"192.0.2.2:443:127.0.0.1:{silent.port}"]
        found = await seen(pins, "192.0.2.1", "192.0.2.2")
    blocked, late = found["192.0.2.1"], found["192.0.2.2"]
    assert isinstance(blocked, Gap)
    assert isinstance(late, Gap)
    assert (blocked.reason, late.reason) == (GapReason.BLOCKED, GapReason.TIMED_OUT)
    assert blocked.subject == Subject.address("club.example", "192.0.2.1")


async def test_an_ipv6_address_without_ipv6_here_says_nothing_about_the_site():
    found = await seen([], "2001:db8::1")
    answer = found["2001:db8::1"]
    assert isinstance(answer, AddressAnswer)
    assert not answer.reached
    assert not answer.ipv6_here


async def test_with_ipv6_here_a_v6_address_that_refuses_is_told():
    async with serving(always(b"")) as known:
        settings = DialSettings(
            pins=(
                *(Pin.parse(f"{place}:127.0.0.1:{known.port}") for place in V6_HERE),
                Pin.parse("[2001:db8::1]:443:127.0.0.1:1"),
            )
        )
        async with Dial(settings) as dial:
            (answer,) = await look(addresses, dial, "club.example", [resolution("2001:db8::1")])
    assert isinstance(answer, AddressAnswer)
    assert (answer.reached, answer.ipv6_here, answer.detail) == (False, True, "refused")


async def test_a_second_look_asks_one_address_and_at_most_eight_are_asked():
    ips = [f"192.0.2.{n}" for n in range(1, 20)]
    pins = [f"{ip}:443:127.0.0.1:1" for ip in ips]
    assert set(await seen(pins, *ips, only=frozenset({Subject.address("club.example", "192.0.2.7")}))) == {"192.0.2.7"}
    assert len(await seen(pins, *ips)) == 8


async def test_without_dns_there_is_nothing_to_ask():
    local = target("127.0.0.1", url="http://127.0.0.1:8000/", scheme="http", port=8000)
    (gap,) = (await seen([], host=local)).values()
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.NOT_RUN
    (gap,) = (await seen([])).values()
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.FAILED
