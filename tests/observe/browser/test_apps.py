"""Three single-page apps in a real browser: what their markup hides is seen, what is wrong with them is named."""

import msgspec
import pytest

from launchready.facts.page import AddressKind, ConsoleKind, FormPurpose, Page, PageRole, Where, unseen_by_markup
from launchready.model.fact import Fact, Gap
from launchready.observe.pages import pages
from tests.observe.browser.apps import ROOTS, app
from tests.observe.browser.rendering import in_one_browser, page, render
from tests.observe.look import look
from tests.observe.site import site

pytestmark = in_one_browser
ALL = ("mixed", "localhost", "console", "socket", "cors", "cookie")


def signs_in(one: Page) -> bool:
    return [form.purpose for form in one.forms] == [FormPurpose.LOGIN] and "password" in one.forms[0].fields


@pytest.mark.parametrize("name", sorted(ROOTS))
async def test_an_app_without_faults_is_seen_and_clean(name: str):
    found = await render(app(name))
    landing, login = page(found), page(found, PageRole.LOGIN)
    assert len(found) == 2
    assert (landing.url, landing.status, landing.rendered, landing.shell) == ("https://club.example/", 200, True, False)
    assert landing.words > 20
    assert [link.url for link in landing.links if link.sign_in] == ["https://club.example/login"]
    assert landing.meta.title == "Calm Club"
    assert ("https://club.example/api/club.json", 200, "") in {(c.url, c.status, c.failed) for c in landing.calls}
    assert login.url == "https://club.example/login"
    assert signs_in(login)
    for one in (landing, login):
        assert not [resource for resource in one.resources if resource.failed or resource.status >= 400]
        assert not [call for call in one.calls if call.failed or call.status >= 400]
        assert not one.console
        assert not one.written
        assert not one.cookies


@pytest.mark.parametrize("name", sorted(ROOTS))
async def test_what_is_planted_is_seen(name: str):
    found = await render(app(name, *ALL), "api.club.example:443:127.0.0.1:1")
    landing = page(found)
    fate = {(call.url, call.failed) for call in landing.calls}
    assert fate >= {
        ("http://localhost:3001/api/members", "private"),
        ("ws://club.example/live", "mixed-content"),
        ("https://api.club.example/feed", "refused"),
    }
    loaded = {(one.url, one.kind.value): one for one in landing.resources}
    assert loaded["http://static.club.example/widget.js", "script"].failed == "mixed-content"
    assert not loaded["http://static.club.example/widget.js", "script"].in_markup
    assert loaded["http://static.club.example/team.png", "image"].failed == "failed"
    said = {(line.kind, line.text) for line in landing.console}
    assert (ConsoleKind.ERROR, "Could not load the calendar of …") in said
    assert any(kind is ConsoleKind.UNCAUGHT and text.startswith("TypeError: ") for kind, text in said)
    assert [(one.host, one.kind, one.used) for one in landing.written if one.where is Where.CALL] == [
        ("localhost", AddressKind.LOCALHOST, True)
    ]
    (cookie,) = landing.cookies
    assert (cookie.name, cookie.by_script, cookie.session, cookie.secure) == ("session_token", True, True, True)
    assert signs_in(page(found, PageRole.LOGIN))


@pytest.mark.parametrize("name", sorted(ROOTS))
async def test_without_a_browser_only_a_shell_is_seen(name: str):
    async with site(app(name, *ALL)) as made, made.dial() as dial:
        found = await look(pages, dial)
    seen = [one for one in found if isinstance(one, Page)]
    assert "https://club.example/" in {one.url for one in unseen_by_markup(seen)}
    assert not any(one.calls or one.console for one in seen)


@pytest.mark.parametrize("name", ["plain", "react"])
async def test_a_sign_in_that_the_server_does_not_know_is_reached_from_inside(name: str):
    found = await render(app(name, catch_all=False))
    login = page(found, PageRole.LOGIN)
    assert login.url == "https://club.example/login"
    assert signs_in(login)


async def test_an_app_that_falls_over_stays_a_shell():
    found = await render(app("react", "white"))
    landing = page(found)
    assert (landing.shell, landing.words, landing.rendered) == (True, 0, True)
    assert [line.text for line in landing.console] == ["Error: The settings of this app are missing"]
    assert unseen_by_markup([landing]) == ()


async def test_nothing_private_is_kept():
    found: list[Fact | Gap] = await render(app("plain", *ALL))
    wire = msgspec.json.encode(found).decode()
    assert "abc" not in wire
    assert "member@" not in wire
    assert len(wire) < 256 * 1024
