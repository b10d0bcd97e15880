"""A page that stays empty in a browser, and pages that only look so to their elements."""

import pytest

from launchready.facts.page import ConsoleKind
from launchready.facts.sight import Sight
from tests.observe.browser.rendering import in_one_browser, page, render
from tests.observe.servers import says
from tests.observe.site import Answer
from tests.observe.site import page as html

pytestmark = in_one_browser
HOME = "https://club.example/"
FRAME = "<!doctype html><title>Calm</title><div id=root></div>"
ELEMENT = (
    "<!doctype html><title>Calm</title><my-app></my-app><script>customElements.define('my-app', class extends HTMLElement {{"
    "constructor() {{ super(); this.attachShadow({{mode: '{mode}'}}).innerHTML = '{inside}' }} }})</script>"
)
SHOWN = {
    "painted by its style sheet": "<!doctype html><style>html{background:linear-gradient(red,blue)}</style>",
    "written by its style sheet": "<!doctype html><style>body::before{content:'Hello'}</style>",
    "a closed shadow root": ELEMENT.format(mode="closed", inside="<h1>Hello</h1>"),
    "an open shadow root": ELEMENT.format(mode="open", inside="<h1>Hello</h1>"),
    "a picture in a shadow root": ELEMENT.format(mode="open", inside="<svg width=90 height=90></svg>"),
    "a drawing": FRAME + "<canvas></canvas>",
    "an embedded page": FRAME + "<iframe src=/inside></iframe>",
    "three letters": FRAME + "<script>root.textContent = '三月!'</script>",
    "a login": FRAME + "<script>root.innerHTML = '<input><input type=password><button></button>'</script>",
    "late": FRAME + "<script>setTimeout(() => { root.textContent = 'Hello' }, 700)</script>",
    "an error beside it": FRAME + "<h1>Hello</h1><script>throw new Error('no')</script>",
}


async def sight(markup: str, **files: bytes) -> Sight:
    answers: dict[str, Answer] = {HOME: html(markup), f"{HOME}inside": html("<h1>Inside")}
    answers |= {HOME + name: body for name, body in files.items()}
    found = page(await render(answers)).sight
    assert found is not None
    return found


@pytest.mark.parametrize("name", sorted(SHOWN))
async def test_a_page_that_shows_something(name: str):
    found = await sight(SHOWN[name])
    assert found.letters or found.things or found.one_colour is False


async def test_an_app_that_throws_stays_white():
    script = says(b"null.club", headers=("Content-Type: text/javascript",))
    seen = page(await render({HOME: html(f"{FRAME}<script src=/app.js></script>"), f"{HOME}app.js": script}))
    assert seen.sight is not None
    assert (seen.sight.letters, seen.sight.things, seen.sight.one_colour) == (0, 0, True)
    assert (seen.sight.at_rest, seen.sight.held_back) == (True, False)
    assert [line.kind for line in seen.console] == [ConsoleKind.UNCAUGHT]


async def test_what_nobody_sees_fills_no_page():
    hidden = "<p style='display:none'>Hello</p><img width=1 height=1 src=/count><input type=hidden><a href=/in></a>"
    found = await sight(f"<!doctype html><body style='background:navy'>{hidden}")
    assert (found.letters, found.things, found.one_colour) == (0, 0, True)
