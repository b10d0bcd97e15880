"""Render a site as the engine would, with the browser of this machine."""

import os
from typing import Any

import pytest

from launchready.facts.page import Page, PageRole
from launchready.model.fact import Fact, Gap
from launchready.observe.browser import family, rendered
from launchready.observe.browser.program import find_program
from launchready.observe.grants import Grants
from tests.observe.look import look
from tests.observe.site import Answer, Site, site

PROGRAM = find_program()
needs_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(not PROGRAM, reason="no Chromium-family browser on this machine, or no playwright"),
]
# What needs the whole life of a browser, or breaks one, starts its own.
in_one_browser = [*needs_browser, pytest.mark.usefixtures("shared_browser"), pytest.mark.asyncio(loop_scope="module")]
TRUE = "https://club.example/"


async def render(answers: dict[str, Answer], *pins: str, program: str = PROGRAM, **more: Any) -> list[Fact | Gap]:
    found, _ = await render_site(answers, *pins, program=program, **more)
    return found


async def render_site(
    answers: dict[str, Answer], *pins: str, program: str = PROGRAM, **more: Any
) -> tuple[list[Fact | Gap], Site]:
    """What was seen, and the site with what it was asked."""
    # Chromium looks for issuers by itself, at the address that the site's certificate names.
    async with site(answers) as made, made.dial(*pins, "pki.example.test:80:127.0.0.1:1") as dial:
        return await look(rendered, dial, grants=Grants(browser=program), **more), made


def page(found: list[Fact | Gap], role: PageRole = PageRole.LANDING) -> Page:
    (one,) = (item for item in found if isinstance(item, Page) and item.role is role)
    return one


def gap(found: list[Fact | Gap]) -> Gap:
    (one,) = (item for item in found if isinstance(item, Gap))
    return one


def left_over() -> list[str]:
    """Processes of a browser that this test has started, and that still run."""
    mine = os.getpid()
    return [process.command for process in family.of("--launchready-session=") if process.parent in {mine, 1}]
