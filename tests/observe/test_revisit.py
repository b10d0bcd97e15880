"""Pages opened twice by strangers."""

import itertools

import pytest

from launchready.facts.page import Call, Page, PageRole
from launchready.facts.revisit import Revisit
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import HostRole
from launchready.model.words import GapReason
from launchready.observe import revisit as module
from launchready.observe.revisit import MOST, revisit
from tests.checks.cases import declared
from tests.checks.headers._pages import page as seen_page
from tests.observe.look import look
from tests.observe.site import go, page, site

CLUB = "https://club.example"
HOME = f"{CLUB}/"
SITE = Subject.site("club.example")


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(module, "APART_SECONDS", 0.05)


async def seen(answers: dict, *pages: Page, target="club.example", pins: tuple[str, ...] = ()) -> tuple[list, list]:
    async with site(answers) as club, club.dial(*pins) as dial:
        found = await look(revisit, dial, target, facts=pages or (seen_page(HOME),))
        return found, club.asked


async def test_two_visits_without_cookies():
    turn = itertools.count()

    def answer(request):
        assert not request.cookies
        nonce = f"{next(turn)}f3a9c1d2e5b7a8c"
        return page(
            f'<h1>Welcome</h1><script nonce="{nonce}"></script>',
            "Cache-Control: public, max-age=60",
            "Cache-Control: s-maxage=5",
            "CDN-Cache-Control: max-age=9",
            "X-Cache: MISS",
            "Age: 0",
            f"Set-Cookie: sessionid={nonce}aa",
            "Set-Cookie: _ga=1",
        )

    (one,), asked = await seen({CLUB: answer})
    assert isinstance(one, Revisit)
    assert (one.subject, one.url, one.host, one.content_type) == (SITE, HOME, "club.example", "text/html")
    assert one.same_body
    assert not one.same_session
    assert one.apart_seconds >= 0.05
    assert 0 < one.round_trip_seconds < 1
    for visit in (one.first, one.second):
        assert (visit.status, visit.whole) == (200, True)
        assert visit.cache_control == "public, max-age=60, s-maxage=5"
        assert visit.shared_control == "max-age=9"
        assert visit.cache == (("x-cache", "MISS"), ("age", "0"))
        assert (visit.cookies, visit.session_cookies) == (("sessionid", "_ga"), ("sessionid",))
    assert len(asked) == 2
    assert "f3a9c1d2e5b7a8c" not in repr(one)


async def test_what_each_stranger_gets_is_told_apart():
    turn = itertools.count(3)
    (one,), _ = await seen({CLUB: lambda _: page(f"<p>{next(turn)} people are here")})
    assert not one.same_body


async def test_a_session_that_comes_twice():
    stored = page("<h1>Hi", "Set-Cookie: sessionid=8f14e45fceea167a5a36", "X-Cache: HIT")
    (one,), _ = await seen({CLUB: stored})
    assert one.same_session
    short = page("<h1>Hi", "Set-Cookie: session=none")
    (one,), _ = await seen({CLUB: short})
    assert not one.same_session


async def test_a_page_too_long_to_read_proves_nothing():
    (one,), _ = await seen({CLUB: page("<p>" + "word " * 150_000)})
    assert not one.first.whole
    assert not one.same_body


async def test_which_pages_are_opened():
    calls = tuple(
        Call(
            url=url, scheme="https", host=url.split("/")[2], path="/", method=method, status=200, content_type=kind,
            with_session=session,
        )
        for url, method, kind, session in (
            (f"{CLUB}/api/events", "GET", "application/json", False),
            (f"{CLUB}/api/me", "GET", "application/json", True),
            (f"{CLUB}/api/log", "POST", "application/json", False),
            (f"{CLUB}/logo.svg", "GET", "image/svg+xml", False),
            ("https://data.other.example/x", "GET", "application/json", False),
        )
    )  # fmt: skip
    pages = (
        seen_page(f"{CLUB}/slow", first_byte_seconds=2.0),
        seen_page(f"{CLUB}/login"),
        seen_page(HOME, calls=calls, rendered=True),
        seen_page(HOME),
        seen_page(f"{CLUB}/gone", 404),
        seen_page(f"{CLUB}/route", role=PageRole.ROUTE),
        seen_page(f"{CLUB}/members/…"),
        seen_page("https://blog.other.example/"),
    )
    found, _ = await seen({CLUB: page()}, *pages)
    assert [one.url for one in found] == [HOME, f"{CLUB}/login", f"{CLUB}/slow", f"{CLUB}/api/events"]
    many = [seen_page(f"{CLUB}/p{number}", first_byte_seconds=number) for number in range(9)]
    found, asked = await seen({CLUB: page()}, seen_page(HOME), *many)
    assert [one.url for one in found] == [HOME, f"{CLUB}/p8", f"{CLUB}/p7", f"{CLUB}/p6"]
    assert len(found) == MOST
    assert len(asked) == 2 * MOST


async def test_where_each_visit_takes_long_fewer_are_made(monkeypatch):
    monkeypatch.setattr(module, "LONGEST_ROUND", 0.0)
    found, asked = await seen({CLUB: page()}, seen_page(HOME), seen_page(f"{CLUB}/login"))
    assert [one.url for one in found] == [HOME]
    assert len(asked) == 2


async def test_a_declared_host_is_the_owners():
    target = declared("members.other.example", role=HostRole.MEMBERS)
    found, _ = await seen(
        {"https://members.other.example": page()}, seen_page("https://members.other.example/"), target=target
    )
    assert [one.host for one in found] == ["members.other.example"]


async def test_nothing_to_open_twice():
    for pages in ((seen_page(HOME, 500),), (seen_page(f"{CLUB}/u/…"),)):
        found, asked = await seen({CLUB: page()}, *pages)
        assert [(one.fact, one.subject, one.reason) for one in found] == [("Revisit", SITE, GapReason.NOT_RUN)]
        assert not asked


async def test_what_did_not_come_again_is_a_gap():
    wall = page("<title>Just a moment...</title>", "cf-mitigated: challenge", status="403 Forbidden")
    for second, reason in ((wall, GapReason.BLOCKED), (go("/login"), GapReason.UNSTABLE)):
        turn = iter((page(), second))
        (one,), _ = await seen({CLUB: lambda _, turn=turn: next(turn)})
        assert isinstance(one, Gap)
        assert (one.subject, one.reason) == (SITE, reason)
    (one,), asked = await seen({CLUB: wall})
    assert (one.reason, len(asked)) == (GapReason.BLOCKED, 1)
    found, _ = await seen({CLUB: page()}, pins=("club.example:443:127.0.0.1:1",))
    assert [one.reason for one in found] == [GapReason.FAILED]


async def test_a_share_of_requests_that_is_used_up():
    async with site({CLUB: page()}) as club, club.dial(per_host_requests=1) as dial:
        found = await look(revisit, dial, facts=(seen_page(HOME),))
    assert [one.reason for one in found] == [GapReason.NOT_RUN]


async def test_the_time_of_the_run_is_over():
    async with site({CLUB: page()}) as club, club.dial(deadline=0.0) as dial:
        found = await look(revisit, dial, facts=(seen_page(HOME),))
    assert [one.reason for one in found] == [GapReason.TIMED_OUT]


async def test_a_certificate_of_others_does_not_keep_us_out():
    (one,), _ = await seen(
        {"https://wrong.name.example": page("<h1>Hi")},
        seen_page("https://wrong.name.example/"),
        target=declared("wrong.name.example"),
    )
    assert isinstance(one, Revisit)
