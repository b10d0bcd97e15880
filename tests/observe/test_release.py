"""Which build is live, against real servers."""

import pytest

from launchready.facts.release import Release
from launchready.formats.release import same_build, same_source
from launchready.model.fact import Gap
from launchready.model.words import GapReason
from launchready.observe import release as release_module
from launchready.observe.release import MOST_FILES, release
from tests.observe.look import look, target
from tests.observe.servers import says
from tests.observe.site import HTML, go, page, site

CLUB = "https://club.example"
SCRIPT = "Content-Type: text/javascript"
INDEX = (
    '<!doctype html><title>Club</title><div id="root"></div><script type="module" src="/assets/index-{}.js"></script>'
)
STYLE = "Content-Type: text/css"
A, B = "BfQ2x9Zk", "D1e2F3g4"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(release_module, "SECOND_LOOK_SECONDS", 0.0)


def script(words: str) -> bytes:
    return says(words.encode(), "200 OK", (SCRIPT,))


def app(build: str, origin: str = CLUB, **more: bytes) -> dict:
    """A single-page app as a bundler makes it; whatever is not there answers with the start page."""
    start = page(INDEX.format(build))
    return {
        origin: start,
        f"{origin}/": start,
        f"{origin}/assets/index-{build}.js": script(f"console.log('{build}')"),
        **more,
    }


async def seen(answers: dict, **more) -> list:
    async with site(answers) as world, world.dial() as dial:
        found = await look(release, dial, target("club.example", **more))
        found.append(len(world.asked))
        return found


async def test_a_build_is_named_by_its_files_and_costs_a_page_and_those_files():
    found, asked = await seen(app(A))
    assert isinstance(found, Release)
    (name,) = found.live.files
    assert name.startswith(f"/assets/index-{A}.js ")
    assert (found.live.hashed, found.live.gone, found.live.blank) == (1, (), True)
    assert found.preview is None
    assert asked == 2


async def test_two_looks_at_one_build_are_the_same_and_a_new_build_is_another():
    (first, _), (again, _), (later, _) = await seen(app(A)), await seen(app(A)), await seen(app(B))
    assert same_build(first.live, again.live) is True
    assert same_build(first.live, later.live) is False


async def test_a_file_that_is_gone_is_half_a_build():
    answers = app(A)
    answers[CLUB + "/"] = page(INDEX.format(B))
    found, _ = await seen(answers)
    assert found.live.gone == (f"https://club.example/assets/index-{B}.js",)
    assert found.live.entry_gone
    assert found.live.files == ()


async def test_a_style_that_is_gone_is_no_entry():
    markup = INDEX.format(A) + f'<link rel="stylesheet" href="/assets/index-{B}.css">'
    found, _ = await seen({**app(A), CLUB + "/": page(markup)})
    assert (found.live.gone, found.live.entry_gone) == ((f"https://club.example/assets/index-{B}.css",), False)


async def test_in_the_middle_of_a_deployment_nothing_is_gone():
    pages = iter([page(INDEX.format(B)), page(INDEX.format(A))])
    found, _ = await seen({**app(A), CLUB + "/": lambda request: next(pages)})
    assert found.live.gone == ()


async def test_a_file_that_comes_a_moment_later_is_not_gone():
    answers = iter([page("<h1>start"), script("now()")])
    found, _ = await seen({**app(A), f"{CLUB}/assets/index-{A}.js": lambda request: next(answers)})
    assert found.live.gone == ()


async def test_a_server_that_fails_at_the_second_look_tells_nothing():
    def only_once(request):
        only_once.asked += 1
        return page("not here", status="404 Not Found") if only_once.asked == 1 else b"no answer at all\r\n\r\n"

    only_once.asked = 0
    found, _ = await seen({**app(A), f"{CLUB}/assets/index-{A}.js": only_once})
    assert found.live.gone == ()


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/assets/index-BfQ2x9Zk.js", page("busy", status="503 Service Unavailable")),
        ("/assets/index-BfQ2x9Zk.js", says(b"", "429 Too Many Requests", (HTML,))),
        ("/env-config.js", page("not here", status="404 Not Found")),
    ],
)
async def test_what_tells_nothing_is_not_gone(path, answer):
    markup = INDEX.format(A) + '<script src="/env-config.js"></script>'
    found, _ = await seen({**app(A), CLUB + "/": page(markup), CLUB + path: answer})
    assert found.live.gone == ()


async def test_files_of_others_are_not_asked_for():
    markup = INDEX.format(A) + f'<script src="https://cdn.other.example/lib-{B}.js"></script>'
    _, asked = await seen({**app(A), CLUB + "/": page(markup), "https://cdn.other.example": script("x")})
    assert asked == 2


async def test_no_more_files_than_a_dozen():
    markup = "".join(f'<script src="/plain{n}.js"></script>' for n in range(30)) + INDEX.format(A)
    found, asked = await seen({**app(A), CLUB + "/": page(markup), CLUB: script("x")})
    assert asked == MOST_FILES + 1
    assert any(name.startswith(f"/assets/index-{A}.js") for name in found.live.files)


async def test_markers_headers_and_a_page_that_is_a_file():
    plain = page(
        '<meta name="commit" content="0123456"><h1>Hello to everybody who comes here today', 'ETag: "a"', "X-Version: 7"
    )
    found, _ = await seen({CLUB: plain})
    assert (found.live.commit, found.live.markers, bool(found.live.page)) == ("0123456", ("version 7",), True)
    assert found.live.markup
    again, _ = await seen({CLUB: says(b"{}", "200 OK", ("Content-Type: application/json",))})
    assert (again.live.markup, again.live.page) == ("", "")


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({CLUB: page("down", status="503 Service Unavailable")}, GapReason.FAILED),
        ({CLUB: page("Just a moment...", "cf-mitigated: challenge", status="403 Forbidden")}, GapReason.BLOCKED),
        ({CLUB: go("/")}, GapReason.FAILED),
    ],
)
async def test_a_page_that_does_not_come_is_a_gap(answers, reason):
    found, _ = await seen(answers)
    assert isinstance(found, Gap)
    assert (found.fact, found.reason) == ("Release", reason)


PREVIEW = "https://preview.club.example"


async def test_the_preview_is_seen_beside_it():
    found, _ = await seen({**app(A), **app(B, PREVIEW)}, preview=f"{PREVIEW}/")
    assert found.preview.host == "preview.club.example"
    assert same_source(found.live, found.preview) is False
    found, _ = await seen({**app(A), **app(A, PREVIEW)}, preview=f"{PREVIEW}/")
    assert same_source(found.live, found.preview) is True


async def test_a_preview_that_cannot_be_seen_is_a_gap_and_the_site_is_seen():
    hidden = {PREVIEW: page("down", status="503 Service Unavailable")}
    missed, found, _ = await seen({**app(A), **hidden}, preview=f"{PREVIEW}/")
    assert (missed.fact, missed.ask) == ("Release", release_module.LET_ME_IN)
    assert found.live.files
    assert found.preview is None
