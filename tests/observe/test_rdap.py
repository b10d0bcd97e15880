import json
from datetime import UTC, datetime
from typing import Any

import pytest

from launchready.facts.registration import Registration
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe import http
from launchready.observe.rdap import registration
from launchready.reference import rdap as reference_rdap
from tests.observe.look import look, target
from tests.observe.servers import says
from tests.observe.site import Site, go, site

LIST = "https://data.iana.org/rdap/dns.json"
REGISTRY = "https://rdap.other.example/v1/domain/club.example"
REGISTRAR = "https://names.other.example/domain/club.example"
DAY = "2027-01-02T03:04:05Z"


def said(raw: object, status: str = "200 OK") -> bytes:
    return says(json.dumps(raw).encode(), status, ["Content-Type: application/rdap+json"])


def domain(day: str = DAY, registrar: str = "Sample Names", **more: object) -> dict[str, object]:
    return {
        "objectClassName": "domain",
        "status": ["active"],
        "events": [{"eventAction": "expiration", "eventDate": day}] if day else [],
        "entities": [{"roles": ["registrar"], "vcardArray": ["vcard", [["fn", {}, "text", registrar]]]}],
        **more,
    }


RELATED = {"links": [{"rel": "related", "type": "application/rdap+json", "href": REGISTRAR}]}
BOOTSTRAP = said({"services": [[["example"], ["https://rdap.other.example/v1/"]]]})
GOOD = {LIST: BOOTSTRAP, REGISTRY: said(domain())}


async def seen(made: Site, *pins: str, host: Any = "club.example") -> Registration | Gap:
    async with made.dial(*pins) as dial:
        (one,) = await look(registration, dial, host)
    assert isinstance(one, Registration | Gap)
    assert one.subject == Subject.zone("club.example" if host == "club.example" else one.subject.name)
    return one


async def test_the_registry_is_asked_once_where_iana_says():
    async with site(GOOD) as made:
        fact = await seen(made)
    assert fact == Registration(
        subject=Subject.zone("club.example"),
        registrar="Sample Names",
        expires_at=datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC),
        statuses=("active",),
        server="rdap.other.example",
    )
    assert [f"{one.host}{one.target}" for one in made.asked] == [
        "data.iana.org/rdap/dns.json",
        "rdap.other.example/v1/domain/club.example",
    ]
    assert made.asked[1].headers["accept"].startswith("application/rdap+json")


@pytest.mark.parametrize(
    ("more", "day", "asked"), [(domain(registrar="Another"), 2, 1), ({"objectClassName": "entity"}, None, 1)]
)
async def test_the_registrar_fills_in_the_date_that_the_registry_keeps(more, day: int | None, asked: int):
    async with site(GOOD | {REGISTRY: said(domain("", **RELATED)), REGISTRAR: said(more)}) as made:
        fact = await seen(made)
    assert isinstance(fact, Registration)
    assert (fact.expires_at.day if fact.expires_at else None) == day
    assert fact.registrar == "Sample Names"
    assert made.counted("names.other.example") == asked


async def test_the_registrar_is_left_alone_when_the_date_is_known():
    async with site(GOOD | {REGISTRY: said(domain(**RELATED)), REGISTRAR: said(domain())}) as made:
        assert isinstance(await seen(made), Registration)
    assert made.counted("names.other.example") == 0


async def test_without_the_list_our_own_table_names_the_server(monkeypatch):
    monkeypatch.setitem(reference_rdap.registries().server, "example", "https://rdap.other.example/v1/")
    async with site({REGISTRY: said(domain()), LIST: said({}, "503 Down")}) as made:
        assert isinstance(await seen(made), Registration)
        made.answers[LIST] = go("https://data.iana.org/rdap/dns.json")
        assert isinstance(await seen(made), Registration)


async def test_an_ending_that_tells_nothing():
    async with site({LIST: said({"services": []})}) as made:
        gap = await seen(made)
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.NO_ACCESS
    assert "where you bought" in gap.ask


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (said({}, "404 Not Found"), GapReason.FAILED),
        (said({}, "429 Too Many Requests"), GapReason.BLOCKED),
        (said({}, "500 Oh"), GapReason.FAILED),
        (said("nothing"), GapReason.FAILED),
        (go("http://rdap.other.example/v1/domain/club.example"), GapReason.FAILED),
        (go(REGISTRY), GapReason.FAILED),
        (go("https://localhost/v1/"), GapReason.FAILED),
        (go("https://10.0.0.7/v1/"), GapReason.FAILED),
    ],
)
async def test_what_is_no_answer_is_a_gap_with_a_way_out(answer: bytes, reason: GapReason):
    async with site(GOOD | {REGISTRY: answer}) as made:
        gap = await seen(made)
    assert isinstance(gap, Gap)
    assert (gap.reason, bool(gap.ask)) == (reason, True)


async def test_a_redirect_is_followed():
    async with site(GOOD | {REGISTRY: go(REGISTRAR), REGISTRAR: said(domain())}) as made:
        assert isinstance(await seen(made), Registration)


async def test_silence_is_a_gap(monkeypatch):
    monkeypatch.setattr(http, "FIRST_BYTE_SECONDS", 0.2)

    async def silent(_request: object) -> bytes:
        import asyncio

        await asyncio.sleep(30)
        return b""

    async with site(GOOD | {REGISTRY: silent}) as made:
        gap = await seen(made)
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.TIMED_OUT


@pytest.mark.parametrize("host", ["club.vercel.app", "127.0.0.1", "club.internal"])
async def test_what_nobody_has_registered_is_not_asked(host: str):
    what = target(host, owns_zone=host == "club.internal")
    async with site(GOOD) as made:
        gap = await seen(made, host=what)
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.NOT_RUN
    assert not made.asked
