"""Pages that would keep a browser busy for ever, each in a browser of its own, which may not survive it."""

import time

import pytest

from launchready.facts.page import Page
from launchready.model.words import GapReason
from launchready.observe.browser.gate import MOST_REQUESTS
from launchready.observe.browser.look import SECONDS
from tests.observe.browser.rendering import left_over, needs_browser, render, render_site
from tests.observe.site import Answer, Request
from tests.observe.site import page as html

pytestmark = needs_browser
CALM = "<title>Calm Club</title><h1>Welcome home</h1><p>Calls, exercises and a circle of people.</p>"


def scripted(script: str, *headers: str) -> Answer:
    return html(f"{CALM}<script>{script}</script>", *headers)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch):
    """None of these comes to rest, however long it is waited for."""
    monkeypatch.setattr("launchready.observe.browser.visit.OPEN_SECONDS", 3.0)
    monkeypatch.setattr("launchready.observe.browser.visit.LOAD_SECONDS", 1.5)
    monkeypatch.setattr("launchready.observe.browser.session.CLOSE_SECONDS", 0.5)


BOUNDED = {
    "endless-script": "setTimeout(() => { for (;;); }, 0);",
    "endless-alerts": "for (;;) alert(1);",
    "reload": "location.reload();",
    "memory": "const a = []; for (;;) a.push(new Array(1e6).fill(Math.random()));",
}


@pytest.mark.parametrize("kind", sorted(BOUNDED))
async def test_it_ends_in_a_gap_or_a_page_in_time(kind: str):
    started = time.monotonic()
    found = await render({"https://club.example/": scripted(BOUNDED[kind])})
    # A bound against running away, far above what it takes.
    assert time.monotonic() - started < SECONDS + 15
    assert len(found) == 1
    assert isinstance(found[0], Page) or found[0].reason in {GapReason.TIMED_OUT, GapReason.FAILED}
    assert not left_over()


async def test_a_page_that_moves_on_for_ever_is_stopped():
    def onward(request: Request) -> bytes:
        number = int(request.path.strip("/") or 0) + 1
        return html(f"{CALM}<script>location.href = '/{number}'</script>")

    found, made = await render_site({"https://club.example": onward})
    assert len(found) == 1
    assert len(made.asked) < 40


async def test_thousands_of_requests_are_cut_off():
    script = "for (let i = 0; i < 1500; i++) new Image().src = '/p' + i;"
    found, made = await render_site({"https://club.example/": scripted(script)})
    assert len(made.asked) <= MOST_REQUESTS + 10
    assert len(found) == 1
    assert isinstance(found[0], Page) or found[0].reason is GapReason.TIMED_OUT
