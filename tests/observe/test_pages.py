"""Pages as they are sent, against real servers."""

import asyncio
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from launchready.facts.page import FormPurpose, Page, PageRole
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import DeclaredHost
from launchready.model.words import GapReason
from launchready.observe.dial import Dial, DialSettings
from launchready.observe.http import Web
from launchready.observe.pages import MOST_LINKED, MOST_ROUTES, USUAL_SIGN_INS, pages
from tests.formats.sample_shells import VITE
from tests.observe.look import look, target
from tests.observe.servers import always, says, serving
from tests.observe.site import Answer, Request, Site, go, page, site

HOME = "https://club.example"
LOGIN = "<h1>Hello</h1><form method=post action=/session><input type=email><input type=password><button>Log in</button></form>"
LANDING = (
    '<title>Calm</title><h1>Welcome</h1><a href="/login">Log in</a><a href="/pricing">P</a><a href="/about/us">A</a>'
)
SCRIPT = (
    'const n=useNavigate();[{path:"/login",element:a},{path:"/pricing",element:b},{path:"/about",element:c},{path:"/team",element:d},'
    '{path:"/faq",element:e},{path:"/more",element:f}];h(L,{to:"/pricing"})'
)
JS = "Content-Type: text/javascript"


async def seen(
    answers: dict[str, Answer], host: Any = "club.example", **more: Any
) -> tuple[list[Page], list[Gap], Site]:
    async with site(answers) as made, made.dial() as dial:
        found = await look(pages, dial, host, **more)
    return [one for one in found if isinstance(one, Page)], [one for one in found if isinstance(one, Gap)], made


def roles(found: list[Page]) -> list[tuple[str, str, int]]:
    return [(one.role.value, one.path, one.status) for one in found]


def shell(script: str = SCRIPT, **answers: Answer) -> dict[str, Answer]:
    made: dict[str, Answer] = {
        f"{HOME}/": page(VITE),
        f"{HOME}/assets/index-DiwrgTda.js": says(script.encode(), headers=(JS,)),
    }
    return made | {HOME + path: answer for path, answer in answers.items()}


async def test_a_site_with_pages_of_its_own():
    found, gaps, made = await seen(
        {
            f"{HOME}/": page(LANDING, "Set-Cookie: sessionid=SECRET; HttpOnly", "X-Frame-Options: DENY"),
            f"{HOME}/login": page(LOGIN),
            f"{HOME}/pricing": page("<h1>Prices</h1>"),
            f"{HOME}/robots.txt": says(b"User-agent: *\nDisallow: /\n", headers=["Content-Type: text/plain"]),
        }
    )
    assert not gaps
    assert roles(found) == [
        ("landing", "/", 200),
        ("login", "/login", 200),
        ("linked", "/pricing", 200),
        ("linked", "/about/us", 404),
    ]
    landing, login = found[:2]
    assert landing.subject == Subject.host("club.example")
    assert (landing.meta.title, landing.words, landing.shell, landing.rendered) == ("Calm", 5, False, False)
    assert (landing.content_type, landing.headers.frame_options, landing.robots_blocked) == ("text/html", "DENY", True)
    assert [cookie.name for cookie in landing.cookies] == ["sessionid"]
    assert [link.sign_in for link in landing.links] == [True, False, False]
    assert login.forms[0].purpose is FormPurpose.LOGIN
    assert login.robots_blocked is None
    assert "SECRET" not in msgspec.json.encode(found).decode()
    assert made.counted("club.example") == 5


async def test_the_page_on_which_visitors_end():
    answers: dict[str, Answer] = {
        "http://club.example": go("https://club.example/"),
        f"{HOME}/": go("/en/?from=x", 302, "Set-Cookie: seen=1", "Set-Cookie: session=1; Secure"),
        f"{HOME}/en/": lambda request: (
            page("<h1>Hello", "Set-Cookie: session=2; Secure; HttpOnly") if "seen" in request.cookies else go("/")
        ),
    }
    found, gaps, _ = await seen(answers, target("club.example", url="http://club.example/"))
    assert not gaps
    assert [(one.url, one.role.value) for one in found] == [("https://club.example/en/?from=…", "landing")]
    assert {(one.name, one.http_only) for one in found[0].cookies} == {("seen", False), ("session", True)}


async def test_a_shell_and_the_addresses_that_its_script_makes():
    found, gaps, made = await seen(shell(**{"/login": page(VITE), "/pricing": page(VITE)}))
    assert not gaps
    assert roles(found) == [
        ("landing", "/", 200),
        ("login", "/login", 200),
        ("route", "/pricing", 200),
        ("route", "/about", 404),
        ("route", "/team", 404),
    ]
    assert found[0].shell
    assert found[2].shell
    assert len(found) <= 2 + MOST_ROUTES
    assert not any(request.path in USUAL_SIGN_INS[1:] for request in made.asked)


PRERENDERED = VITE.replace(
    '<div id="root"></div>',
    '<div id="root"><h1>Calm</h1><a href="/login">Log in</a> <a href="/about">About</a> <a href="/old">Old</a>'
    ' <a href="/pricing">Prices</a> <a href="https://www.club.example/team">Team</a></div>' + "<p>calm words " * 60,
)


async def test_a_page_that_comes_ready_made_and_leads_into_an_app_that_is_not_there():
    answers = shell(**{"/pricing": page("<h1>Prices</h1>")}) | {f"{HOME}/": page(PRERENDERED)}
    answers |= {"https://www.club.example/team": page("", status="404 Not Found")}
    found, _, _ = await seen(answers)
    assert not found[0].shell
    assert roles(found) == [
        ("landing", "/", 200),
        ("route", "/login", 404),
        ("route", "/about", 404),
        ("linked", "/old", 404),
        ("linked", "/pricing", 200),
        ("linked", "/team", 404),
    ]


async def test_a_page_without_dead_links_needs_no_look_into_its_scripts():
    answers = shell(**{"/pricing": page("<h1>Prices</h1>")})
    answers |= {f"{HOME}/": page(VITE.replace("></div>", '><a href="/pricing">Prices</a></div>') + "<p>calm " * 99)}
    _, _, made = await seen(answers)
    assert not any("/assets/" in request.path for request in made.asked)


async def test_an_error_page_of_a_framework_is_no_shell():
    error = VITE.replace(
        '<div id="root"></div>', '<div id="root"><h1>404</h1><h2>This page could not be found.</h2></div>'
    )
    answers = shell(**{"/login": page(error, status="404 Not Found"), "/pricing": page(VITE, status="404 Not Found")})
    found, _, _ = await seen(answers)
    assert [(one.path, one.shell) for one in found[:3]] == [("/", True), ("/login", False), ("/pricing", True)]


async def test_a_shell_without_routes_is_not_guessed_at():
    found, gaps, _ = await seen(shell("x()") | {HOME: page(VITE)})
    assert not gaps
    assert roles(found) == [("landing", "/", 200)]
    lost, gaps, _ = await seen(
        {f"{HOME}/": page(VITE), f"{HOME}/assets/index-DiwrgTda.js": go("/assets/index-DiwrgTda.js")}
    )
    assert (roles(lost), gaps) == ([("landing", "/", 200)], [])


async def test_a_sign_in_that_nothing_links_to_is_looked_for_at_the_usual_places():
    found, _, _ = await seen(
        {f"{HOME}/": page("<h1>Hi"), f"{HOME}/login": page("<h1>no form"), f"{HOME}/users/sign_in": page(LOGIN)}
    )
    assert roles(found) == [("landing", "/", 200), ("login", "/users/sign_in", 200)]
    found, _, made = await seen({HOME: page("<h1>the same for every path, on purpose")})
    assert roles(found) == [("landing", "/", 200)]
    assert made.counted("club.example") == 2 + len(USUAL_SIGN_INS)


async def test_a_landing_page_that_is_the_sign_in():
    found, _, made = await seen({f"{HOME}/": page(LOGIN + '<a href="/login">Log in</a>')})
    assert roles(found) == [("landing", "/", 200)]
    assert made.counted("club.example") == 2


async def test_a_sign_in_that_is_missing_or_at_a_provider():
    found, _, _ = await seen({f"{HOME}/": page('<h1>Hi</h1><a href="/login">Log in</a>')})
    assert roles(found)[1:] == [("login", "/login", 404)]
    away = {
        f"{HOME}/": page('<h1>Hi</h1><a href="/login">Log in</a>'),
        f"{HOME}/login": go("https://other.example/authorize"),
    }
    found, gaps, _ = await seen(away | {"https://other.example": page(LOGIN)})
    assert (roles(found), gaps) == ([("landing", "/", 200)], [])
    elsewhere, _, made = await seen(
        {
            f"{HOME}/": page('<h1>Hi</h1><a href="https://other.example/login">Log in</a>'),
            "https://other.example": page(LOGIN),
        }
    )
    assert roles(elsewhere) == [("landing", "/", 200)]
    assert made.counted("other.example") == 0


async def test_a_sign_in_on_another_host_of_the_site():
    answers = {
        f"{HOME}/": page('<h1>Hi</h1><a href="https://app.club.example/">Log in</a>'),
        "https://app.club.example/": page(LOGIN),
    }
    found, _, _ = await seen(answers)
    assert [(one.subject.name, one.role) for one in found] == [
        ("club.example", PageRole.LANDING),
        ("app.club.example", PageRole.LOGIN),
    ]
    declared = target("club.example", hosts=(DeclaredHost("other.example"),))
    answers = {
        f"{HOME}/": page('<h1>Hi</h1><a href="https://other.example/">Log in</a>'),
        "https://other.example/": page(LOGIN),
    }
    found, _, _ = await seen(answers, declared)
    assert [one.subject.name for one in found] == ["club.example", "other.example"]


async def test_nothing_is_opened_that_a_visit_would_change():
    dangerous = [
        "/logout",
        "/users/sign_out",
        "/account/delete",
        "/unsubscribe?u=1",
        "/file.pdf",
        "/download/app",
        "/posts/1?vote=up",
        "/invite/x",
    ]
    dangerous += [
        "/api/users",
        "/feed",
        "/cart?add-to-cart=3",
        "/confirm",
        "mailto:a@club.example",
        "https://other.example/x",
        "/",
        "#top",
    ]
    links = "".join(f'<a href="{path}">x</a>' for path in dangerous)
    _, _, made = await seen(
        {f"{HOME}/": page(f"<h1>Hi</h1>{links}<a href=/login>Log in</a>"), f"{HOME}/login": page(LOGIN)}
    )
    assert {request.target for request in made.asked} == {"/", "/robots.txt", "/login"}
    assert made.counted("other.example") == 0


async def test_one_page_for_each_part_of_the_site():
    links = "".join(f'<a href="/p{n}/a">x</a><a href="/p{n}/b">x</a>' for n in range(20))
    found, _, _ = await seen({f"{HOME}/": page(f"<h1>Hi</h1>{links}"), HOME: page(LOGIN)})
    assert len([one for one in found if one.role is PageRole.LINKED]) == MOST_LINKED
    assert len({one.path.split("/")[1] for one in found}) == len(found)


async def test_pages_that_lead_to_one_page_are_told_once():
    links = '<h1>Hi</h1><a href="/login">Log in</a><a href="/app">a</a><a href="/members">b</a><a href="/out">c</a>'
    answers: dict[str, Answer] = {
        f"{HOME}/": page(links),
        f"{HOME}/login": page(LOGIN),
        "https://other.example": page("x"),
    }
    found, _, _ = await seen(
        answers | {f"{HOME}/app": go("/login"), f"{HOME}/members": go("/"), f"{HOME}/out": go("https://other.example/")}
    )
    assert roles(found) == [("landing", "/", 200), ("login", "/login", 200)]


CHALLENGE = page(
    "<title>Just a moment...</title>", "cf-mitigated: challenge", "Server: cloudflare", status="403 Forbidden"
)


async def test_a_wall_is_a_gap_and_says_how_to_let_us_in():
    found, gaps, _ = await seen({HOME: CHALLENGE})
    assert not found
    assert [(gap.fact, gap.subject, gap.reason) for gap in gaps] == [
        ("Page", Subject.site("club.example"), GapReason.BLOCKED)
    ]
    assert gaps[0].ask


async def test_what_is_missing_beside_the_landing_page_is_told_once():
    links = '<h1>Hi</h1><a href="/login">Log in</a><a href="/a">a</a><a href="/b">b</a>'
    found, gaps, _ = await seen({f"{HOME}/": page(links), HOME: CHALLENGE})
    assert roles(found) == [("landing", "/", 200)]
    assert [(gap.fact, gap.subject) for gap in gaps] == [("Page", Subject.host("club.example"))]


async def test_a_slow_page_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch):
    async def never(request: Request) -> bytes:
        await asyncio.sleep(60)
        return b""

    monkeypatch.setattr("launchready.observe.capture.PATIENCE_SECONDS", 0.5)
    links = '<h1>Hi</h1><a href="/login">Log in</a><a href="/slow">a</a><a href="/b">b</a>'
    found, gaps, _ = await seen(
        {f"{HOME}/": page(links), f"{HOME}/login": page(LOGIN), f"{HOME}/b": page("b"), f"{HOME}/slow": never}
    )
    assert roles(found) == [("landing", "/", 200), ("login", "/login", 200), ("linked", "/b", 200)]
    assert [(gap.subject, gap.reason) for gap in gaps] == [(Subject.host("club.example"), GapReason.TIMED_OUT)]


async def test_a_long_page_is_read_beside_the_others():
    found, _, _ = await seen({f"{HOME}/": page("<h1>Hi</h1>" + "word " * 20_000)})
    assert found[0].words == 20_001


@pytest.mark.parametrize(
    ("answers", "reason", "words"),
    [
        ({HOME: go("/")}, GapReason.FAILED, "round in a circle"),
        ({HOME: go("")}, GapReason.FAILED, "no address"),
        (
            {HOME: go("https://other.example/x"), "https://other.example": page("x")},
            GapReason.NOT_RUN,
            "another site, other.example",
        ),
        (
            {HOME: page("x", "WWW-Authenticate: Basic", status="401 Unauthorized")},
            GapReason.NO_ACCESS,
            "asks for a sign-in",
        ),
        (
            {
                HOME: go("https://vercel.com/sso-api?url=x", 302),
                "https://vercel.com": page("<title>Login – Vercel</title>"),
            },
            GapReason.NO_ACCESS,
            "Vercel",
        ),
    ],
)
async def test_a_landing_page_that_nobody_sees(answers: dict[str, Answer], reason: GapReason, words: str):
    found, gaps, _ = await seen(answers)
    assert not found
    assert [gap.reason for gap in gaps] == [reason]
    assert words in gaps[0].detail


async def test_an_error_page_with_a_trace_is_a_page():
    text = 'Traceback (most recent call last):\n  File "/srv/app.py", line 3, in x\nDATABASE_URL="postgres://u:p@h/db"'
    found, gaps, _ = await seen({HOME: says(text.encode(), "500 Internal Server Error", ["Content-Type: text/plain"])})
    assert not gaps
    assert (found[0].status, found[0].trail, found[0].secret_names) == (500, ("trace:python",), ("DATABASE_URL",))
    assert found[0].links == ()


async def test_a_policy_that_upgrades():
    found, _, _ = await seen({HOME: page("<h1>Hi", "Content-Security-Policy: upgrade-insecure-requests")})
    assert found[0].upgrade_insecure


async def test_the_declared_preview_is_a_wrong_address_on_the_live_site():
    text = (
        '<h1>Hi</h1><a href="https://club-preview.other.example/login">x</a><a href="https://www.club.example/">y</a>'
    )
    found, _, _ = await seen({HOME: page(text)}, target("club.example", preview="https://club-preview.other.example/"))
    assert [one.host for one in found[0].written] == ["club-preview.other.example"]


async def test_a_second_look_at_one_host():
    answers = {
        f"{HOME}/": page(LANDING),
        f"{HOME}/login": go("https://app.club.example/"),
        "https://app.club.example/": page(LOGIN),
    }
    found, _, _ = await seen(answers, only=frozenset({Subject.host("app.club.example")}))
    assert [one.subject.name for one in found] == ["app.club.example"]


async def test_a_site_on_this_machine():
    html = b'<h1>Hi</h1><a href="http://localhost:3000/login">x</a><script>fetch("http://localhost:5000/api")</script>'
    async with serving(always(says(html, headers=["Content-Type: text/html"]))) as server:
        where = f"http://127.0.0.1:{server.port}/"
        own = target("127.0.0.1", url=where, scheme="http", port=server.port, apex="127.0.0.1")
        async with Dial(DialSettings(literal_private=True)) as dial:
            found = await look(pages, dial, own)
    page_seen = found[0]
    assert isinstance(page_seen, Page)
    assert (page_seen.url, page_seen.written) == (where, ())


async def test_an_address_that_is_none():
    async with Dial(DialSettings()) as dial:
        found = await look(pages, dial, replace(target("club.example"), url="club"))
    assert [gap.reason for gap in found if isinstance(gap, Gap)] == [GapReason.FAILED]


async def test_a_hostile_page_stays_small():
    links = "".join(f'<a href="/{n}/{"word-" * 300}">x</a><img src="/{n}/{"word-" * 300}.png">' for n in range(300))
    found, _, _ = await seen({f"{HOME}/": page(f"<h1>{links}", *(f"Set-Cookie: {'n' * 90}{n}=1" for n in range(60)))})
    assert len(msgspec.json.encode(found[0])) < 256 * 1024


async def test_one_request_for_what_others_ask_too():
    async with site({f"{HOME}/": page(LANDING)}) as made, made.dial() as dial:
        await Web.of(dial).get(f"{HOME}/")
        await look(pages, dial)
        assert sum(request.path == "/" for request in made.asked) == 1
