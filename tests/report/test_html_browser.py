"""The page in a real browser: nothing scanned runs, nothing leaves, Copy copies, it fits a phone."""

import contextlib
import dataclasses
from pathlib import Path

import pytest

from launchready.report.html.page import to_html
from launchready.tour import browser
from tests.report.hostile import SCRIPTS
from tests.report.samples import RESULTS, B, finding, poisoned, result, run

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(browser.find() is None, reason="no Chromium-family browser here"),
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1200, "height": 900}
# Counts whatever runs, whatever the page tries to fetch or is refused, before the page's own first line.
HOOK = """
window.hits = 0; window.refused = [];
window.hit = () => { window.hits += 1; };
for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch"]) window[name] = window.hit;
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective + " " + event.blockedURI));
"""


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as play:
        running = play.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])
        yield running
        running.close()


@contextlib.contextmanager
def shown(chromium, path: Path, content: bytes, **context):
    """Show a page from its file, with every request counted."""
    path.write_bytes(content)
    one = chromium.new_context(**context)
    page = one.new_page()
    page.add_init_script(HOOK)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    yield page, asked
    one.close()


def stir(page) -> None:
    """Do what a reader does: unfold everything, move over everything, tab through it."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.evaluate(
        "for (const each of document.querySelectorAll('body *')) for (const kind of ['mouseover', 'focus', 'click', 'toggle'])"
        " each.dispatchEvent(new Event(kind))"
    )
    for _ in range(8):
        page.keyboard.press("Tab")
    page.wait_for_timeout(50)


def test_the_hook_counts_what_runs(chromium, tmp_path):
    bad = b"<!doctype html><p>x<img src=x onerror=hit()><script>hit()</script>"
    with shown(chromium, tmp_path / "bad.html", bad) as (page, asked):
        page.wait_for_function("hits == 2")
        assert len(asked) == 2


@pytest.mark.parametrize("poison", SCRIPTS)
def test_no_script_of_a_scanned_site_runs(chromium, tmp_path, poison):
    path = tmp_path / "page.html"
    with shown(chromium, path, to_html(poisoned(run(), poison)), offline=True) as (page, asked):
        stir(page)
        assert page.evaluate("[hits, refused]") == [0, []]
        assert asked == [path.as_uri()]
        assert page.evaluate("document.scripts.length") == 1
        assert (
            page.evaluate("document.querySelectorAll('img, iframe, form, object, link, base, a:not(.skip)').length")
            == 0
        )


def test_a_script_that_got_in_would_not_run(chromium, tmp_path):
    path = tmp_path / "page.html"
    torn = to_html(run()).replace(b"<footer>", b"<footer><img src=x onerror=hit()><script>hit()</script>")
    with shown(chromium, path, torn) as (page, _):
        stir(page)
        assert page.evaluate("hits") == 0
        assert page.evaluate("refused.length") >= 2


def test_copy_copies_the_very_text(chromium, tmp_path):
    with shown(chromium, tmp_path / "page.html", to_html(run()), permissions=["clipboard-read", "clipboard-write"]) as (
        page,
        _,
    ):
        for name in ("Copy for Lovable", "Copy for Claude", "Copy the message"):
            button = page.get_by_role("button", name=name).first
            button.click()
            page.locator("#said", has_text="Copied.").wait_for(state="attached")
            source = page.evaluate("(id) => document.getElementById(id).textContent", button.get_attribute("data-from"))
            assert page.evaluate("navigator.clipboard.readText()") == source
            assert button.get_attribute("data-state") == "done"
        assert "Rules:" in page.locator("#p1-1").text_content()


def test_where_nothing_may_be_copied_the_text_is_selected(chromium, tmp_path):
    with shown(chromium, tmp_path / "page.html", to_html(run())) as (page, _):
        page.evaluate("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false")
        page.get_by_role("button", name="Copy for Cursor").first.click()
        page.locator("#said", has_text="The text is selected").wait_for(state="attached")
        assert "Rules:" in page.evaluate("getSelection().toString()")


def test_without_scripts_all_of_it_is_there(chromium, tmp_path):
    with shown(chromium, tmp_path / "page.html", to_html(run()), java_script_enabled=False, offline=True) as (page, _):
        assert page.get_by_role("button").count() == 0
        page.get_by_text("Read that text").first.click()
        assert page.locator("#p1-1").is_visible()


@pytest.mark.parametrize("size", [PHONE, DESK, {"width": 320, "height": 700}], ids=["phone", "desk", "small"])
@pytest.mark.parametrize("text", ["", "x" * 600], ids=["usual", "long"])
def test_nothing_is_wider_than_the_screen(chromium, tmp_path, size, text):
    one = poisoned(run(), text) if text else run()
    with shown(chromium, tmp_path / "page.html", to_html(one), viewport=size) as (page, _):
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


TO_TYPE = (
    (
        "Ask your builder. By framework:\n"
        'Django: SESSION_COOKIE_SECURE = True, SESSION_COOKIE_HTTPONLY = True, SESSION_COOKIE_SAMESITE = "Lax"\n'
        'Flask: app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")'
    ),
    'Add to vercel.json:\n"headers": [{ "source": "/(.*)", "headers": [\n { "key": "X-Frame-Options", "value": "SAMEORIGIN" } ] }]',
    (
        "Fill in the form like this, and save:\nValue (also called Points to or Target) = "
        "something-long.host-of-the-site.example\nType = CNAME"
    ),
)
# How many lines each word of a line to type takes, and what is wider than its place and cannot be scrolled.
BROKEN = """
[...document.querySelectorAll('.typed code span:not(.pair)')].filter((each) => each.getClientRects().length > 1).map((each) => each.textContent)
"""
NARROW = """
[...document.querySelectorAll('.typed code, .form dd, .steps > li')].map((each) => each.getBoundingClientRect().width)
"""
OUTSIDE = """
[...document.querySelectorAll('main *:not(.away):not(.typed *):not(thead *):not(thead)')].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 0.5 || box.left < -0.5) && !each.closest('.lead, .skip');
}).map((each) => each.outerHTML.slice(0, 120))
"""


def with_steps():
    worst = finding(1, B)
    return run(
        results=(
            result("redirects/loop", dataclasses.replace(worst, fix=dataclasses.replace(worst.fix, steps=TO_TYPE))),
            *RESULTS[1:],
        )
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_lines_to_type_stay_whole(chromium, tmp_path, width, scheme):
    size = {"width": width, "height": 800}
    with shown(chromium, tmp_path / "page.html", to_html(with_steps()), viewport=size, color_scheme=scheme) as (
        page,
        _,
    ):
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate(BROKEN) == []
        widths = page.evaluate(NARROW)
        assert len(widths) >= 9
        assert min(widths) > 60
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert (
            page.evaluate(
                "[...document.querySelectorAll('.form dd')].map((each) => each.getBoundingClientRect().width)"
            )[0]
            > 150
        )
        code = page.evaluate("[...document.querySelectorAll('.typed code')].map((each) => each.textContent)")
        assert code[0] == TO_TYPE[0].splitlines()[1].removeprefix("Django: ")
        assert code[3] == TO_TYPE[1].splitlines()[2]


def test_on_paper_a_value_stays_beside_its_name(chromium, tmp_path):
    size = {"width": 672, "height": 980}  # what an A4 page has between its margins
    with shown(chromium, tmp_path / "page.html", to_html(with_steps()), viewport=size) as (page, _):
        page.emulate_media(media="print")
        assert page.evaluate(BROKEN) == []
        assert (
            page.evaluate(
                "[...document.querySelectorAll('.pair')].map((each) => new Set([...each.getClientRects()].map((one) => one.top)).size)"
            )
            == [1] * 3
        )
        assert page.evaluate(
            "[...document.querySelectorAll('.typed')].every((each) => each.scrollWidth <= each.clientWidth)"
        )
        assert page.evaluate(OUTSIDE) == []


def test_no_name_on_a_button_is_broken(chromium, tmp_path):
    with shown(chromium, tmp_path / "page.html", to_html(run()), viewport={"width": 320, "height": 700}) as (page, _):
        heights = page.evaluate("[...document.querySelectorAll('.for button')].map((each) => each.offsetHeight)")
        assert len(heights) > 5
        assert max(heights) <= 48


def test_what_is_tapped_is_as_large_as_a_finger(chromium, tmp_path):
    with shown(chromium, tmp_path / "page.html", to_html(run()), viewport=PHONE) as (page, _):
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        sizes = page.evaluate(
            "[...document.querySelectorAll('button, summary')].map((each) => each.getBoundingClientRect())"
            ".map((box) => [box.width, box.height])"
        )
        assert len(sizes) > 15
        assert min(min(size) for size in sizes) >= 44


def test_nothing_jumps_while_it_loads(chromium, tmp_path):
    with shown(chromium, tmp_path / "page.html", to_html(run()), viewport=PHONE) as (page, _):
        moved = page.evaluate(
            "new Promise((tell) => { let sum = 0; new PerformanceObserver((list) => {"
            " for (const one of list.getEntries()) sum += one.value; }).observe({type: 'layout-shift', buffered: true});"
            " setTimeout(() => tell(sum), 300); })"
        )
        assert moved == 0


def test_print_unfolds_everything(chromium, tmp_path):
    with shown(chromium, tmp_path / "page.html", to_html(run()), java_script_enabled=False) as (page, _):
        folded = page.get_by_text("They do not come back.").first
        page.emulate_media(media="print")
        assert folded.is_visible()
        assert page.get_by_text("All 3 lines").is_visible()
        assert page.get_by_text("src/café app.ts line 3").is_visible()
        assert not page.locator("#p1-1").is_visible()  # nobody pastes from paper
        assert not page.get_by_role("button").count()
        assert page.pdf(format="A4").startswith(b"%PDF")
