"""What there is to see on a front page, as it is sent."""

import pytest

from launchready.facts.page import Page, PageRole
from launchready.facts.sight import Body, Sight
from launchready.observe.pages import pages
from tests.observe.look import look
from tests.observe.servers import says
from tests.observe.site import page, site

HOME = "https://club.example/"


async def sight(answer: bytes) -> Sight | None:
    async with site({HOME: answer}) as made, made.dial() as dial:
        found = await look(pages, dial)
    (landing,) = (one for one in found if isinstance(one, Page) and one.role is PageRole.LANDING)
    return landing.sight


@pytest.mark.parametrize(
    ("answer", "body", "letters", "things", "later", "stock"),
    [
        (page("<title>Calm</title><h1>Hi you</h1><a href=/in>In</a>"), Body.PAGE, 7, 1, False, ""),
        (page("<title>Calm</title><img src=/a.png>"), Body.PAGE, 0, 1, False, ""),
        (page("<title>Calm</title><div id=root></div><script src=/a.js></script>"), Body.PAGE, 0, 0, True, ""),
        (page("<img src=/p.svg alt='Your app will live here!'>"), Body.PAGE, 0, 1, False, "lovable-picture"),
        (page("<b>Fatal error</b>: no in <b>/a.php</b> on line <b>3</b>"), Body.PAGE, 28, 0, False, "php"),
        (page(""), Body.NOTHING, 0, 0, False, ""),
        (says(b"no healthy upstream", headers=["Content-Type: text/plain"]), Body.TEXT, 17, 0, False, "server"),
        (says(b'{"a": 1}', headers=["Content-Type: application/json"]), Body.DATA, 7, 0, False, ""),
        (says(b"\x00\x01", headers=["Content-Type: application/octet-stream"]), Body.FILE, 0, 0, False, ""),
    ],
)
async def test_what_stands_there(answer: bytes, body: Body, letters: int, things: int, later: bool, stock: str):
    assert await sight(answer) == Sight(body=body, letters=letters, things=things, later=later, stock=stock)


async def test_what_we_cannot_unpack_is_not_whole():
    found = await sight(page("packed", "Content-Encoding: br"))
    assert found is not None
    assert (found.body, found.whole) == (Body.NOTHING, False)


async def test_a_page_built_to_break_parsers_has_no_sight():
    assert await sight(page("<div>" * 5000)) is None
