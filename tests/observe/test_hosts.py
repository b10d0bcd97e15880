import asyncio
from typing import Any

import pytest

from launchready.facts.http import HostAnswer
from launchready.facts.names import HostNames, KnownName, Origin
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import DeclaredHost, HostRole
from launchready.model.words import GapReason
from launchready.observe.hosts import MOST_HOSTS, hosts, web_hosts
from tests.observe.look import look, target
from tests.observe.servers import says
from tests.observe.site import Site, go, onward, page, site

GOOD = {
    "https://club.example": page("<title>Calm Club</title><h1>Welcome", "Strict-Transport-Security: max-age=300"),
    "http://club.example": onward("https://club.example"),
    "https://www.club.example": onward("https://club.example"),
    "http://www.club.example": onward("https://www.club.example"),
    "https://club.example/robots.txt": says(b"User-agent: *\nDisallow: /admin\n", headers=["Content-Type: text/plain"]),
}
CLOSED = says(b"User-agent: *\nDisallow: /\n", headers=["Content-Type: text/plain"])


def known(*names: KnownName) -> HostNames:
    return HostNames(subject=Subject.site("club.example"), names=names, tried=0, wildcard_only=0)


def name(label: str, role: str = "other", *origins: Origin, required: bool = False) -> KnownName:
    return KnownName(name=f"{label}.club.example", origins=origins or (Origin.WORD,), role=role, required=required)


Seen = dict[tuple[str, str], HostAnswer]


async def seen(
    made: Site, *pins: str, names: HostNames | None = None, host: Any = "club.example", **more: Any
) -> tuple[Seen, list[Gap]]:
    async with made.dial(*pins) as dial:
        found = await look(hosts, dial, host, [names] if names else [], **more)
    answers = [one for one in found if isinstance(one, HostAnswer)]
    return {(a.subject.name, a.scheme): a for a in answers}, [one for one in found if isinstance(one, Gap)]


async def test_a_good_site_by_both_schemes():
    async with site(GOOD) as made:
        answers, gaps = await seen(made)
    assert not gaps
    assert set(answers) == {(h, s) for h in ("club.example", "www.club.example") for s in ("http", "https")}
    home = answers["club.example", "https"]
    assert home.reached
    assert home.page is not None
    assert (home.page.status, home.page.title, home.page.hsts) == (200, "Calm Club", "max-age=300")
    assert home.leads_to == home.sign_in == ""
    assert home.robots_blocked is False
    assert answers["club.example", "http"].leads_to == "https://club.example/"
    assert answers["www.club.example", "https"].robots_blocked is None
    assert made.counted("www.club.example") == 2


def test_which_hosts_are_asked():
    what = target("club.example", hosts=(DeclaredHost("api.club.example", HostRole.API),))
    names = (
        name("mail", "other", Origin.MX),
        name("mx2", "other", Origin.MX, Origin.SPF),
        name("blog", "other", Origin.PAGE, Origin.CERTIFICATE),
        name("staging", "staging"),
        name("smtp", "other", Origin.MX, required=True),
    )
    assert web_hosts(what, names) == tuple(
        f"{label}club.example" for label in ("", "www.", "api.", "staging.", "blog.", "smtp.")
    )
    many = tuple(name(f"h{n}") for n in range(99))
    assert len(web_hosts(what, many)) == MOST_HOSTS
    assert web_hosts(target("club.vercel.app"), ()) == ("club.vercel.app",)


async def test_a_second_look_asks_only_what_it_must():
    async with site(GOOD) as made:
        answers, _ = await seen(made, only=frozenset({Subject.host("www.club.example")}))
    assert {host for host, _ in answers} == {"www.club.example"}


async def test_a_port_of_its_own_is_the_only_door():
    async with site({"http://club.example": page()}) as made:
        what = target("club.example", url="http://club.example:8000/", scheme="http", port=8000)
        answers, _ = await seen(
            made,
            f"club.example:8000:127.0.0.1:{made.ports['http']}",
            host=what,
            only=frozenset({Subject.host("club.example")}),
        )
    assert set(answers) == {("club.example", "http")}
    assert answers["club.example", "http"].reached


async def test_hosts_that_do_not_answer_say_how():
    answers = GOOD | {"https://bad.example": page(), "http://bad.example": go("/x")}
    what = target("club.example", hosts=(DeclaredHost("bad.example"), DeclaredHost("down.club.example")))
    async with site(answers) as made:
        found, gaps = await seen(
            made, "down.club.example:80:127.0.0.1:1", "down.club.example:443:127.0.0.1:1", host=what
        )
    assert not gaps
    assert found["down.club.example", "https"].detail == "refused"
    assert not found["down.club.example", "http"].reached
    assert (found["bad.example", "https"].reached, found["bad.example", "https"].detail) == (False, "tls-failed")


PASSWORD = "<form method=post><input name=e><input type=password name=p></form>"


async def way_in(answers: dict[str, Any], **more: Any) -> tuple[str, bool, int]:
    async with site({"https://club.example": page(), **answers}) as made:
        found, _ = await seen(made, only=frozenset({Subject.host("club.example")}), **more)
        asked = [one for one in made.asked if one.scheme == "http" and one.path != "/robots.txt"]
    one = found["club.example", "http"]
    return one.sign_in_path, one.sign_in_password, len(asked)


async def test_the_way_in_is_looked_at_where_http_shows_the_site():
    front = {
        "http://club.example": page("gone", status="404 Not Found"),
        "http://club.example/": page("<a href='https://club.example/enter'>Sign in</a>"),
    }
    assert await way_in({**front, "http://club.example/enter": page(PASSWORD)}) == ("/enter", True, 2)
    assert await way_in({**front, "http://club.example/enter": page("<div id=root>")}) == ("/enter", False, 3)
    assert await way_in({**front, "http://club.example/login": page(PASSWORD)}) == ("/login", True, 3)
    assert await way_in({**front, "http://club.example/enter": onward("https://club.example")}) == ("", False, 3)
    assert await way_in(front) == ("", False, 3)
    own = target("club.example", url="https://club.example/in", path="/in")
    assert await way_in({**front, "http://club.example/in": page(PASSWORD)}, host=own) == ("/in", True, 2)


async def test_the_way_in_is_left_alone_where_http_leads_on():
    answers = {"http://club.example/": onward("https://club.example"), "http://club.example/login": page(PASSWORD)}
    assert await way_in(answers) == ("", False, 1)


async def test_a_wall_or_silence_is_one_gap_a_host(monkeypatch):
    monkeypatch.setattr("launchready.observe.http.FIRST_BYTE_SECONDS", 0.2)

    async def never(_: Any) -> bytes:
        await asyncio.sleep(30)
        return b""

    wall = page(
        "<title>Just a moment...</title>", "cf-mitigated: challenge", "Server: cloudflare", status="403 Forbidden"
    )
    answers = {
        "https://club.example": wall,
        "http://club.example": wall,
        "https://www.club.example": never,
        "http://www.club.example": never,
    }
    async with site(answers) as made:
        found, gaps = await seen(made)
    assert not found
    assert [(gap.subject.name, gap.reason) for gap in gaps] == [
        ("club.example", GapReason.BLOCKED),
        ("www.club.example", GapReason.TIMED_OUT),
    ]
    assert gaps[0].ask


@pytest.mark.parametrize(
    ("answer", "who"),
    [
        (go("https://vercel.com/sso-api?url=https%3A%2F%2Fclub.example&nonce=abc", 302), "Vercel"),
        (
            page(
                "Authentication Required",
                "Set-Cookie: _vercel_sso_nonce=abc; Path=/",
                "Server: Vercel",
                status="401 Unauthorized",
            ),
            "Vercel",
        ),
        (page("Password", "Server: Netlify", status="401 Unauthorized"), "Netlify"),
        (go("https://team.cloudflareaccess.com/cdn-cgi/access/login/club.example?kid=a", 302), "Cloudflare Access"),
        (page("no", 'WWW-Authenticate: Basic realm="Staging"', status="401 Unauthorized"), "the server's password box"),
        (page("no", status="401 Unauthorized"), "the site"),
        (go("https://other.example/hop", 302), "Cloudflare Access"),
        (go("/login", 302), ""),
        (go("https://other.example/plain", 302), ""),
        (go("myapp://open", 302), ""),
        (page("<h1>Sign in</h1><input type=password>"), ""),
        (says(b'{"error": "unauthorized"}', "401 Unauthorized", ["Content-Type: application/json"]), ""),
    ],
)
async def test_a_hosts_own_sign_in_is_told_from_the_apps(answer, who):
    others = {
        "https://other.example/hop": go("https://team.cloudflareaccess.com/cdn-cgi/access/login", 302),
        "https://other.example/plain": page("another"),
        "https://vercel.com": page("Log in to Vercel"),
    }
    async with site(GOOD | others | {"https://club.example": answer}) as made:
        found, gaps = await seen(made, "team.cloudflareaccess.com:443:127.0.0.1:1")
    assert not gaps
    assert found["club.example", "https"].sign_in == who
    assert made.counted("vercel.com") == 0


async def test_an_api_that_answers_401_is_no_sign_in():
    what = target("club.example", hosts=(DeclaredHost("api.club.example", HostRole.API),))
    async with site(GOOD | {"https://api.club.example": page("no", status="401 Unauthorized")}) as made:
        found, _ = await seen(made, host=what)
    assert found["api.club.example", "https"].sign_in == ""


async def test_a_stranger_who_wants_a_password_is_no_sign_in_of_ours():
    door = page("no", status="401 Unauthorized")
    async with site(
        GOOD | {"https://club.example": go("https://other.example/", 302), "https://other.example": door}
    ) as made:
        found, _ = await seen(made)
    assert found["club.example", "https"].sign_in == ""


@pytest.mark.parametrize(
    ("robots", "blocked"),
    [
        (CLOSED, True),
        (says(b"User-agent: *\nAllow: /\n", headers=["Content-Type: text/plain"]), False),
        (page("<title>Calm Club</title>\nUser-agent: *\nDisallow: /\n"), False),
        (page("gone", status="404 Not Found"), False),
        (says(b"", "503 Service Unavailable"), None),
        (says(b"", "429 Too Many Requests"), None),
        (go("https://www.club.example/robots.txt"), True),
        (go("https://other.example:1/robots.txt"), None),
    ],
)
async def test_robots_txt_of_test_copies_and_of_the_site(robots, blocked):
    answers = GOOD | {
        "https://www.club.example/robots.txt": CLOSED,
        "https://club.example/robots.txt": robots,
        "https://staging.club.example": page("<title>Calm Club"),
        "https://staging.club.example/robots.txt": robots,
        "https://blog.club.example": page(),
    }
    names = known(name("staging", "staging"), name("blog"))
    async with site(answers) as made:
        found, _ = await seen(made, "other.example:1:127.0.0.1:1", names=names)
    assert found["club.example", "https"].robots_blocked is blocked
    assert found["staging.club.example", "https"].robots_blocked is blocked
    assert found["blog.club.example", "https"].robots_blocked is None
