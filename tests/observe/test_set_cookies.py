"""The cookies on the ways into a site."""

from launchready.facts.cookie import AnswerCookies
from launchready.facts.page import CookieSeen
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.cookies import cookies
from tests.observe.look import look
from tests.observe.site import go, page, site

CLUB, HTTP = "https://club.example", "http://club.example"
WWW = "https://www.club.example"


TWIN = {WWW: go(f"{CLUB}/"), "http://www.club.example": go(f"{CLUB}/")}


async def seen(answers: dict) -> list[AnswerCookies]:
    async with site({**TWIN, **answers}) as club, club.dial() as dial:
        found = await look(cookies, dial)
    assert all(isinstance(one, AnswerCookies) for one in found), found
    return [one for one in found if isinstance(one, AnswerCookies)]


async def test_every_answer_on_the_ways_and_what_it_sets():
    first = go(f"{CLUB}/", 301, "Set-Cookie: sessionid=8f14e45fceea167a; Path=/; HttpOnly")
    home = page("<h1>Welcome", "Set-Cookie: sid=c9f0f895fb98ab91; Secure; HttpOnly; SameSite=Lax; Domain=club.example")
    found = await seen({CLUB: home, HTTP: first, WWW: home, "http://www.club.example": go(f"{WWW}/")})
    by_url = {one.url: one for one in found}
    assert len(by_url) == len(found)
    http = by_url[f"{HTTP}/"]
    assert (http.subject, http.scheme, http.status, http.followed) == (Subject.host("club.example"), "http", 301, True)
    assert http.cookies == (
        CookieSeen(
            name="sessionid", session=True, secure=False, http_only=True, same_site="", host="club.example", wide=False
        ),
    )
    (sid,) = by_url[f"{CLUB}/"].cookies
    assert (sid.secure, sid.http_only, sid.same_site, sid.wide) == (True, True, "lax", True)
    assert "8f14e45fceea167a" not in repr(found)


async def test_a_cookie_that_is_taken_back_is_not_set():
    lines = (
        "Set-Cookie: sessionid=old; Max-Age=0",
        "Set-Cookie: sid=old; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        'Set-Cookie: token=""; Path=/',
        "Set-Cookie: jwt=; Path=/",
        "Set-Cookie: not a cookie",
    )
    found = await seen({CLUB: page("<h1>Bye", *lines), HTTP: go(f"{CLUB}/")})
    assert {one.cookies for one in found} == {()}


async def test_nothing_answers():
    hosts = [(host, port) for host in ("club.example", "www.club.example") for port in (80, 443)]
    closed = [f"{host}:{port}:127.0.0.1:1" for host, port in hosts]
    async with site({}) as club, club.dial(*closed) as dial:
        found = await look(cookies, dial)
    detail = "https://club.example gave no answer that could set a cookie"
    assert found == [
        Gap(fact="AnswerCookies", subject=Subject.site("club.example"), reason=GapReason.FAILED, detail=detail)
    ]


async def test_a_wall_is_said_beside_what_was_seen():
    wall = page("<title>Just a moment...</title>", "cf-mitigated: challenge", status="403 Forbidden")
    async with site({**TWIN, CLUB: wall, HTTP: go(f"{CLUB}/")}) as club, club.dial() as dial:
        found = await look(cookies, dial)
    gaps = [one for one in found if isinstance(one, Gap)]
    assert [(gap.subject, gap.reason) for gap in gaps] == [(Subject.site("club.example"), GapReason.BLOCKED)]
    assert gaps[0].ask
