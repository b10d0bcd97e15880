"""A real browser on the running sample: secure, usable on a phone, nothing wrong in its console."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from launchready.tour import browser, names
from launchready.tour.community import seed
from launchready.tour.sample import Sample

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(browser.find() is None, reason="no Chromium-family browser here"),
]


@pytest.fixture(params=[(1280, 860), (390, 844)], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, sample: Sample) -> Iterator[Any]:
    width, height = request.param
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, playwright.sync_playwright() as play:
        flags = [
            flag
            for flag in browser.flags(sample.session, sample.spki_hashes(), Path(profile))
            if "user-data-dir" not in flag
        ]
        context = play.chromium.launch_persistent_context(
            profile,
            executable_path=browser.find(),
            args=flags,
            headless=True,
            viewport={"width": width, "height": height},
        )
        yield context.new_page()
        context.close()


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_visitor_becomes_a_member_and_books(page: Any) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"https://{names.WWW}/")
    assert page.url == names.URL
    assert page.evaluate("window.isSecureContext")
    assert fits(page)
    page.click("text=Sign in")
    page.fill("[name=email]", seed.email(17))
    page.fill("[name=password]", seed.PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/feed")
    for path in ("feed", "sessions", "members", "me", "checkout", "members/4"):
        page.goto(f"{names.URL}{path}")
        assert fits(page), path
    page.goto(f"{names.URL}sessions")
    if page.query_selector("text=You have a seat") is None:
        page.click("text=Book a seat >> nth=0")
        assert page.text_content(".notice") == "Your seat is booked."
    assert said == []


def test_the_loop_and_the_wrong_certificate_are_seen(page: Any, sample: Sample) -> None:
    sample.switch_on("redirects/loop", "tls/expired")
    for url, words in ((f"https://{names.WWW}/", "ERR_TOO_MANY_REDIRECTS"), (f"https://{names.API}/", "ERR_CERT_")):
        with pytest.raises(playwright.Error, match=words):
            page.goto(url)
