from collections.abc import Callable
from typing import Any

import pytest

from launchready.facts.cors import Asked, Cors, Endpoint
from launchready.formats.url import Url
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import DeclaredHost, HostRole
from launchready.model.words import Effect, GapReason
from launchready.observe.cors import cors, origins
from launchready.observe.gatherer import Scope
from launchready.observe.grants import Grants, Member
from tests.checks.cors._asked import call, script
from tests.checks.cors._asked import page as seen_page
from tests.observe.look import look, target
from tests.observe.servers import says
from tests.observe.site import Request, Site, go, page, site

OWN = "https://club.example"
API = "https://api.club.example"
JSON = "Content-Type: application/json"
WITH_API = target(
    "club.example", hosts=(DeclaredHost("api.club.example", HostRole.API), DeclaredHost("app.club.example"))
)
WALL = page("<title>Just a moment...</title>", "cf-mitigated: challenge", "Server: cloudflare", status="403 Forbidden")


def lets_in(wanted: Callable[[str], bool], *more: str, options: bool = True) -> Callable[[Request], bytes]:
    """An interface that sends an origin back where it likes it."""

    def answer(request: Request) -> bytes:
        origin = request.headers.get("origin", "")
        preflight = "access-control-request-method" in request.headers
        yes = bool(origin) and wanted(origin) and (options or not preflight)
        headers = (
            (f"Access-Control-Allow-Origin: {origin}", "Access-Control-Allow-Credentials: true", *more) if yes else ()
        )
        return says(b"{}", "200 OK", (JSON, *headers))

    return answer


async def asked(made: Site, host: Any = "club.example", facts: Any = (), **more: Any) -> tuple[list[Cors], list[Gap]]:
    """What was seen at addresses that somebody named, and the gaps."""
    found, gaps = await everything(made, host, facts, **more)
    return [one for one in found if one.endpoint is not Endpoint.USUAL], gaps


async def everything(
    made: Site, host: Any = "club.example", facts: Any = (), **more: Any
) -> tuple[list[Cors], list[Gap]]:
    async with made.dial(**more) as dial:
        found = await look(cors, dial, host, facts)
    return [one for one in found if isinstance(one, Cors)], [one for one in found if isinstance(one, Gap)]


def let(fact: Cors, method: str = "GET") -> set[Asked]:
    return {one.asked for one in fact.replies if one.method == method and one.allow_origin == one.origin}


def test_it_knocks_only_where_it_may():
    assert cors.effect is Effect.ASK


async def test_a_site_that_says_nothing_costs_ten_requests():
    async with site({OWN: page()}) as made:
        (fact, usual), gaps = await everything(made)
        assert not gaps
        assert made.counted("club.example") == 1 + 10  # one for the way in
        assert not [one for one in made.asked if one.cookies]
    assert fact.subject == Subject.host("club.example")
    assert (fact.endpoint, fact.cross_origin, fact.own_origin, fact.url) == (Endpoint.LANDING, False, OWN, f"{OWN}/")
    assert [(one.asked, one.method) for one in fact.replies] == [
        (Asked.OWN, "GET"),
        (Asked.ANY, "GET"),
        (Asked.NULL, "GET"),
        (Asked.OWN, "OPTIONS"),
        (Asked.ANY, "OPTIONS"),
    ]
    assert not any(one.allow_origin or one.credentials for one in fact.replies)
    assert (usual.endpoint, usual.path, usual.replies) == (Endpoint.USUAL, "/api/me", fact.replies)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (lambda _: True, {Asked.OWN, Asked.ANY, Asked.NULL}),
        (lambda origin: origin in {OWN, "null"}, {Asked.OWN, Asked.NULL}),
        (lambda origin: origin.endswith("club.example"), {Asked.OWN, Asked.PREFIX, Asked.SUBDOMAIN, Asked.PLAIN}),
        (lambda origin: origin.startswith(OWN), {Asked.OWN, Asked.SUFFIX}),
        (lambda origin: origin == OWN or origin.endswith(".club.example"), {Asked.OWN, Asked.SUBDOMAIN}),
        (lambda origin: origin == OWN, {Asked.OWN}),
    ],
)
async def test_who_is_let_in(rule, expected):
    async with site({OWN: lets_in(rule)}) as made:
        (fact,), gaps = await asked(made)
    assert not gaps
    assert let(fact) == let(fact, "OPTIONS") == expected
    assert all(one.credentials for one in fact.replies if one.allow_origin)


async def test_what_caches_are_told():
    answers = lets_in(
        lambda _: True, "Vary: Accept-Encoding, ORIGIN", "Cache-Control: public, max-age=60", "Age: 7", "X-Cache: HIT"
    )
    async with site({OWN: answers}) as made:
        (fact, *_), _ = await asked(made)
    reply = fact.reply(Asked.ANY, "GET")
    assert reply is not None
    assert (reply.vary_origin, reply.cache_control, reply.age, reply.hit) == (True, "public, max-age=60", 7, True)


async def test_declared_interfaces_and_what_scripts_call():
    calls = seen_page(
        call(f"{OWN}/api/me"),
        call(f"{OWN}/other"),
        call(f"{API}/v1/login", method="POST"),
        call(f"{API}/v1/…"),
        call("https://stats.example/collect"),
        call(f"{OWN}/api/later"),
    )
    answers = {
        OWN: page(),
        API: lets_in(lambda origin: origin == OWN),
        "https://img.club.example": says(b"no", "404 Not Found"),
    }
    async with site(answers) as made:
        found, gaps = await asked(made, WITH_API, [calls, script("img.club.example", "stats.example")])
        assert not made.counted("stats.example")
    assert not gaps
    # Host after host, and each as often as it was named.
    assert [(one.endpoint, one.url, one.cross_origin) for one in found] == [
        (Endpoint.LANDING, f"{OWN}/", False),
        (Endpoint.CALLED, f"{OWN}/api/me", False),
        (Endpoint.CALLED, f"{OWN}/api/later", False),
        (Endpoint.DECLARED, f"{API}/", True),
        (Endpoint.CALLED, f"{API}/v1/login", True),
    ]
    # What is sent by POST is never asked by GET.
    assert {one.method for one in found[4].replies} == {"OPTIONS"}
    async with site(answers) as made:
        found, _ = await asked(made, "club.example", [seen_page(), script("img.club.example")])
    assert [one.endpoint for one in found] == [Endpoint.LANDING, Endpoint.NAMED]


async def test_a_call_by_http_is_asked_by_http():
    async with site({OWN: page(), "http://api.club.example": says(b"{}")}) as made:
        found, _ = await asked(made, "club.example", [seen_page(call("http://api.club.example/me"))])
    assert found[1].url == "http://api.club.example/me"


async def test_redirects_within_the_site_are_followed_and_others_are_not():
    answers = {OWN: page(), f"{API}/": go("/v2"), f"{API}/v2": lets_in(lambda _: True)}
    async with site(answers) as made:
        found, _ = await asked(made, WITH_API)
    assert found[1].url == f"{API}/v2"
    assert Asked.ANY in let(found[1])
    async with site({OWN: page(), API: go("https://other.example/"), "https://other.example": page()}) as made:
        found, (gap,) = await asked(made, WITH_API)
        assert not made.counted("other.example")
    assert (gap.subject, gap.reason) == (Subject.host("api.club.example"), GapReason.FAILED)
    async with site({OWN: page(), API: lambda request: go(request.target + "x")}) as made:
        found, _ = await asked(made, WITH_API)
    assert found[1].replies[0].status == 301


async def test_a_refused_origin_is_an_answer_and_a_refusal_of_us_is_none():
    def spring(request: Request) -> bytes:
        return (
            says(b"Invalid CORS request", "403 Forbidden")
            if "origin" in request.headers
            else says(b"{}", headers=(JSON,))
        )

    async with site({OWN: page(), API: spring}) as made:
        found, gaps = await asked(made, WITH_API)
    assert not gaps
    assert [one.status for one in found[1].replies if one.asked is Asked.OWN] == [403, 403]
    async with site({OWN: page(), API: says(b"no", "403 Forbidden")}) as made:
        _, (gap,) = await asked(made, WITH_API)
    assert (gap.subject, gap.reason) == (Subject.host("api.club.example"), GapReason.BLOCKED)


@pytest.mark.parametrize("answer", [WALL, says(b"", "429 Too Many Requests")])
async def test_a_wall_or_a_limit_stops_it(answer):
    def later(request: Request) -> bytes:
        return answer if "origin" in request.headers else page()

    async with site({OWN: later}) as made:
        found, (gap,) = await asked(made)
    assert not found
    assert (gap.subject, gap.reason) == (Subject.site("club.example"), GapReason.BLOCKED)
    assert gap.ask


async def test_what_does_not_answer_is_a_gap(monkeypatch):
    import asyncio

    async def slow(_: Any) -> bytes:
        await asyncio.sleep(5)
        return b""

    monkeypatch.setattr("launchready.observe.http.FIRST_BYTE_SECONDS", 0.2)
    async with site({OWN: page(), API: slow}) as made:
        _, (gap,) = await asked(made, WITH_API)
    assert gap.reason is GapReason.TIMED_OUT
    async with site({OWN: page(), API: b"garbage\r\n\r\n"}) as made:
        _, (gap,) = await asked(made, WITH_API)
    assert gap.reason is GapReason.FAILED
    async with site({OWN: page()}) as made:
        _, (gap,) = await asked(made, per_host_requests=3)
    assert gap.reason is GapReason.NOT_RUN


async def test_a_site_that_gives_no_page_is_not_asked():
    async with site({OWN: go(f"{OWN}/")}) as made:
        found, (gap,) = await asked(made)
    assert not found
    assert (gap.subject, gap.reason) == (Subject.site("club.example"), GapReason.FAILED)
    async with site({OWN: WALL}) as made:
        _, (gap,) = await asked(made)
    assert gap.reason is GapReason.BLOCKED


def scope(host: str) -> Scope:
    from datetime import UTC, datetime

    from launchready.model.seen import Seen
    from launchready.observe.dial import Dial, DialSettings
    from launchready.reference import load

    return Scope(
        target=target(host),
        dial=Dial(DialSettings()),
        seen=Seen((), (), cors.needs),
        reference=load(),
        as_of=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_claimed_origins_are_the_same_at_each_run():
    own = Url("https", "www.club.example", 443, "/")
    claimed = origins(scope("www.club.example"), own)
    assert claimed == origins(scope("www.club.example"), own)
    # Below the domain every name is the owner's: the look-alike stands outside of it.
    assert claimed[Asked.PREFIX] == "https://evilclub.example"
    assert claimed[Asked.SUFFIX].startswith("https://www.club.example.")
    assert claimed[Asked.SUBDOMAIN] == "https://x.www.club.example"


def test_an_address_has_no_look_alikes():
    claimed = origins(scope("127.0.0.1"), Url("http", "127.0.0.1", 8000, "/"))
    assert set(claimed) == {Asked.OWN, Asked.ANY, Asked.NULL, Asked.SUFFIX}
    assert claimed[Asked.OWN] == "http://127.0.0.1:8000"
    plain = origins(scope("club.example"), Url("http", "club.example", 80, "/"))
    assert Asked.PLAIN not in plain


SCRIPT = b'const a="https://api.club.example";fetch(`${a}/api/events?x=1`);fetch("/login");'


async def test_what_scripts_spell_out_is_asked_too():
    answers = {
        OWN: page("<script>fetch('/api/hello')</script>"),
        f"{OWN}/assets/app.js": says(SCRIPT, headers=("Content-Type: text/javascript",)),
        API: lets_in(lambda _: True),
    }
    async with site(answers) as made:
        found, gaps = await everything(made, WITH_API, [script("api.club.example")])
    assert not gaps
    assert [(one.endpoint, one.url) for one in found] == [
        (Endpoint.LANDING, f"{OWN}/"),
        (Endpoint.NAMED, f"{OWN}/api/hello"),
        (Endpoint.NAMED, f"{OWN}/api/events"),
        (Endpoint.DECLARED, f"{API}/"),
        (Endpoint.FETCHED, f"{API}/api/events"),
        (Endpoint.USUAL, f"{API}/api/hello"),
    ]


MEMBER = Member(name="Member 17", user="member-17@club.example", password="sample-password")


def members_only(session: str) -> dict[str, Any]:
    """A site with a sign-in, whose interface sends every origin back and shows a member its address."""

    def me(request: Request) -> bytes:
        origin = request.headers.get("origin", "")
        who = MEMBER.user if "session=s17" in request.cookies else ""
        allow = (f"Access-Control-Allow-Origin: {origin}", "Access-Control-Allow-Credentials: true") if origin else ()
        return says(f'{{"email": "{who}"}}'.encode(), "200 OK", (JSON, "Cache-Control: private", *allow))

    return {
        f"{OWN}/": page("<a href=/login>Sign in</a>"),
        f"{OWN}/login": page(
            '<form method=post action="/session"><input name=email><input type=password name=password></form>'
        ),
        f"{OWN}/session": go("/", 303, f"Set-Cookie: {session}"),
        f"{OWN}/api/me": me,
    }


async def as_member(session: str, **grants: Any) -> Cors:
    given = {"members": (MEMBER, MEMBER), "proven": ("club.example",), **grants}
    async with site(members_only(session)) as made, made.dial() as dial:
        found = await look(cors, dial, "club.example", grants=Grants(**given))
    return next(one for one in found if isinstance(one, Cors) and one.path == "/api/me")


TRAVELS = "session=s17; Path=/; Secure; HttpOnly; SameSite=None"


async def test_a_members_own_data_came_back():
    fact = await as_member(TRAVELS)
    assert (fact.personal, fact.same_site) == (True, "none")
    assert MEMBER.user not in repr(fact)


async def test_the_cookie_stays_at_home():
    fact = await as_member("session=s17; Path=/; Secure; HttpOnly; SameSite=Lax")
    assert (fact.personal, fact.same_site) == (True, "lax")


async def test_another_session_brings_nothing_personal():
    fact = await as_member("session=other; Path=/; SameSite=None; Secure")
    assert fact.personal is False


@pytest.mark.parametrize("grants", [{"members": ()}, {"proven": ()}])
async def test_a_member_is_sent_only_where_control_is_proven(grants):
    fact = await as_member(TRAVELS, **grants)
    assert fact.personal is None
