"""From the bytes of a page to what is said about it: the pages and files as gathered, judged by the checks of content/."""

import asyncio
from collections.abc import Sequence

import pytest

from launchready.engine.judge import World, judge_one, whole_subject
from launchready.facts.http import Platform
from launchready.facts.page import Page
from launchready.model.context import Context
from launchready.model.fact import Fact, Gap
from launchready.model.result import Result
from launchready.model.subject import Subject
from launchready.model.words import Level, Status
from launchready.observe.assets import assets
from launchready.observe.pages import pages
from launchready.reference import load
from tests.checks.cases import all_checks
from tests.observe.look import AS_OF, look, target
from tests.observe.servers import says
from tests.observe.site import Answer, page, site

HOME = "https://club.example"
B, I, O = Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL
GOOD_HEAD = "<title>Calm Club</title><meta name=description content='For calm people.'>"
WORDS = "<h1>Welcome</h1><p>" + "We meet every evening and talk about calm things. " * 30
SHELL = "<title>Calm Club</title><meta name=description content='x'><div id=root></div><script type=module src=/assets/index-4f3a9c1b.js></script>"
CHECKS = (
    *("content/mixed-blockable", "content/mixed-upgradable", "content/localhost", "content/deep-link-missing"),
    *("content/not-indexable", "content/share-preview", "config/payment-test-mode", "config/platform-change-due"),
)
ICON = {f"{HOME}/favicon.ico": says(b"\x00\x00\x01\x00", headers=["Content-Type: image/x-icon"])}

CDN = {"https://cdn.other.example": says(b"0", headers=["Content-Type: text/javascript"])}


def script(text: str) -> bytes:
    return says(text.encode(), headers=["Content-Type: text/javascript"])


def html(body: str, *headers: str, status: str = "200 OK") -> bytes:
    return page(f"<!doctype html><html lang=en><head>{body}", *headers, status=status)


async def gathered(answers: dict[str, Answer]) -> list[Fact | Gap]:
    async with site({**ICON, **CDN, **answers}) as made, made.dial() as dial:
        seen = await look(pages, dial)
        return seen + await look(assets, dial, facts=[one for one in seen if isinstance(one, Page)])


def judged(seen: Sequence[Fact | Gap]) -> dict[str, Result]:
    who = Platform(subject=Subject.site("club.example"), dns_host="", cdn="", host="", builder="")
    world = World([*(one for one in seen if isinstance(one, Fact)), who], [one for one in seen if isinstance(one, Gap)])
    context = Context(as_of=AS_OF, target=target("club.example"), reference=load())
    return {
        name: judge_one(check, whole_subject(check.over, context.target), world, context)
        for name, check in all_checks().items()
        if name in CHECKS
    }


def said(answers: dict[str, Answer]) -> dict[str, Result]:
    return judged(asyncio.run(gathered(answers)))


def found(results: dict[str, Result]) -> set[tuple[str, str, Level]]:
    return {(name, one.case, one.level) for name, result in results.items() for one in result.findings}


FAULTS = {
    "a script by http": (GOOD_HEAD + "<script src=http://cdn.other.example/a.js></script>" + WORDS, {("content/mixed-blockable", "", B)}),
    "a form by http": (GOOD_HEAD + WORDS + "<form method=post action=http://club.example/join><input name=email></form>", {("content/mixed-blockable", "form", B)}),
    "a link to the developer's computer": (GOOD_HEAD + WORDS + "<a href=http://localhost:3000/login>Login</a>", {("content/localhost", "link", B)}),
    "a form to the developer's computer": (GOOD_HEAD + WORDS + "<form action=http://127.0.0.1:8000/join><input></form>", {("content/localhost", "form", B)}),
    "a setting of the page's own script": (GOOD_HEAD + "<script>window.config={apiUrl:'http://localhost:8000/api'}</script>" + WORDS, {("content/localhost", "setting-unrun", I)}),
    "noindex": (GOOD_HEAD + "<meta name=robots content='noindex,nofollow'>" + WORDS, {("content/not-indexable", "", I)}),
    "a builder's title": ("<title>Vite + React</title>" + WORDS, {("content/share-preview", "", I)}),
    "a canonical preview": (GOOD_HEAD + "<link rel=canonical href=https://club.lovable.app/>" + WORDS, {("content/share-preview", "preview", B)}),
    "a payment link of the test mode": (GOOD_HEAD + WORDS + "<a href='https://buy.stripe.com/test_abcDEF123456'>Join</a>", {("config/payment-test-mode", "", B)}),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_the_page_is_found_and_nothing_else(body: str, expected: set[tuple[str, str, Level]]):
    assert found(said({HOME: html(body)})) == expected


TRAPS = {
    "what is no content": "<link rel=canonical href=https://club.example/><svg xmlns=http://www.w3.org/2000/svg></svg><!-- <script src=http://a.example/a.js></script> -->",
    "a template that nothing uses": "<template><script src=http://a.example/a.js></script><form action=http://localhost/></form></template>",
    "links anywhere": "<a href=http://other.example/>A friend</a><a href='https://lovable.dev/projects/1?utm_source=badge'>Edit with Lovable</a>",
    "words about computers": "<code>http://localhost:3000</code><p>Open http://127.0.0.1:8000/ and wait.</p>",
    "a script with a library's default": "<script>var g={GOTRUE_URL:'http://localhost:9999'},o=location.href||'http://localhost'</script>",
}


@pytest.mark.parametrize("body", TRAPS.values(), ids=TRAPS)
def test_what_looks_like_a_fault_and_is_none(body: str):
    assert not found(said({HOME: html(GOOD_HEAD + body + WORDS)}))


def test_a_policy_that_upgrades_cures_what_browsers_block():
    body = (
        GOOD_HEAD
        + "<script src=http://cdn.other.example/a.js></script><form action=http://other.example/></form>"
        + WORDS
    )
    results = said({HOME: html(body, "Content-Security-Policy: upgrade-insecure-requests")})
    assert results["content/mixed-blockable"].status is Status.PASS


def test_an_app_without_a_browser_tells_what_its_files_hold_and_no_more():
    bundle = "const t=createBrowserRouter([{path:'/events'},{path:'/login'}]);const c={apiUrl:\"http://localhost:8000/api\"};navigate('/events');k='pk_test_51Abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ'"
    answers = {
        HOME: html("", status="404 Not Found"),
        f"{HOME}/": html(SHELL),
        f"{HOME}/assets/index-4f3a9c1b.js": script(bundle),
    }
    results = said(answers)
    assert found(results) == {
        ("content/localhost", "setting-unrun", I),
        ("content/deep-link-missing", "", I),
        ("config/payment-test-mode", "", B),
    }
    assert results["content/mixed-blockable"].status is Status.UNKNOWN
    assert "browser" in results["content/mixed-blockable"].gaps[0].ask


def test_an_app_that_answers_every_path_has_no_missing_route():
    bundle = "const t=createBrowserRouter([{path:'/events'}]);navigate('/events')"
    results = said({HOME: html(SHELL), f"{HOME}/assets/index-4f3a9c1b.js": script(bundle)})
    assert results["content/deep-link-missing"].status is Status.PASS


def test_pictures_that_are_there_over_https_and_those_that_are_not():
    picture = says(b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, headers=["Content-Type: image/png"])
    body = GOOD_HEAD + WORDS + "<img src=http://a.other.example/a.png><img src=http://b.other.example/b.png>"
    answers = {
        HOME: html(body),
        "https://a.other.example/a.png": picture,
        "https://b.other.example": html("no", status="404 Not Found"),
    }
    assert found(said(answers)) == {("content/mixed-upgradable", "works", O), ("content/mixed-upgradable", "", I)}


def test_a_picture_for_chats_that_is_none():
    body = GOOD_HEAD + "<meta property=og:image content=/card.png>" + WORDS
    results = said({HOME: html(body), f"{HOME}/card.png": page("<h1>Club", status="200 OK")})
    assert found(results) == {("content/share-preview", "broken", I)}


def test_robots_close_the_site():
    robots = says(b"User-agent: *\nDisallow: /\n", headers=["Content-Type: text/plain"])
    assert found(said({HOME: html(GOOD_HEAD + WORDS), f"{HOME}/robots.txt": robots})) == {
        ("content/not-indexable", "robots", I)
    }


def test_an_old_key_in_a_file_is_a_dated_matter():
    token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJvbGUiOiJhbm9uIn0." + "x" * 43
    bundle = f'const a=createClient("https://abcdefghijklmnopqrst.supabase.co","{token}");'
    results = said({HOME: html(SHELL), f"{HOME}/assets/index-4f3a9c1b.js": script(bundle)})
    assert ("config/platform-change-due", "supabase-legacy-keys", I) in found(results)
