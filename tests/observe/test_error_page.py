"""What an address that does not exist shows."""

from launchready.facts.error_page import ErrorPage
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.error_page import error_page
from tests.observe.look import look, target
from tests.observe.servers import says
from tests.observe.site import go, page, site

CLUB, HTTP = "https://club.example", "http://club.example"
SITE = Subject.site("club.example")
DJANGO = """<title>Page not found</title><p>You're seeing this error because you have <code>DEBUG = True</code> in your
Django settings file.<table><tr><td>SECRET_KEY</td><td class="code"><pre>'k8s-very-much-a-secret'</pre></td></tr></table>"""


async def seen(answers: dict, **more) -> tuple[list, list]:
    async with site(answers) as club, club.dial() as dial:
        found = await look(error_page, dial, **more)
        return found, club.asked


async def test_a_debug_page_at_an_address_that_no_site_has():
    debug = page(DJANGO, "Server: WSGIServer/0.2 CPython/3.11.4", status="404 Not Found")
    found, asked = await seen({CLUB: debug, HTTP: go(f"{CLUB}/")})
    first, second = found
    assert isinstance(first, ErrorPage)
    assert (first.subject, first.host, first.status, first.content_type) == (SITE, "club.example", 404, "text/html")
    assert first.trail == ("debug:django",)
    assert first.secret_names == ("SECRET_KEY",)
    assert first.versions == ("server: WSGIServer/0.2 CPython/3.11.4",)
    assert first.url.startswith(f"{CLUB}/launchready-")
    assert second.url.startswith(f"{CLUB}/api/launchready-")
    assert "k8s-very" not in repr(found)
    assert len(asked) == 2


async def test_a_trace_in_the_data_of_an_api():
    trace = b'{"error": "x", "stack": "Error: x\\n at list (/app/server.js:10:5)\\n at next (/app/router.js:2:1)"}'

    def answer(request):
        if request.path.startswith("/api/"):
            return says(trace, "500 Internal Server Error", ("Content-Type: application/json",))
        return page("gone", status="404 Not Found")

    found, _ = await seen({CLUB: answer})
    assert [one.trail for one in found] == [(), ("trace:node",)]
    assert found[1].secret_names == ()


async def test_redirects_are_followed_to_the_page_that_visitors_see():
    found, _ = await seen({CLUB: go("https://app.club.example/login"), "https://app.club.example": page("<h1>Sign in")})
    assert [(one.url, one.host, one.status) for one in found] == [
        ("https://app.club.example/login", "app.club.example", 200)
    ] * 2


async def test_a_wall_and_a_closed_port_are_gaps():
    wall = page("<title>Just a moment...</title>", "cf-mitigated: challenge", status="403 Forbidden")
    found, _ = await seen({CLUB: wall})
    assert [one.reason for one in found if isinstance(one, Gap)] == [GapReason.BLOCKED] * 2
    async with site({CLUB: page()}) as club, club.dial("club.example:443:127.0.0.1:1") as dial:
        found = await look(error_page, dial)
    assert {(one.subject, one.reason) for one in found if isinstance(one, Gap)} == {(SITE, GapReason.FAILED)}


async def test_a_site_at_a_port_of_its_own():
    async with (
        site({HTTP: page("gone", status="404 Not Found")}) as club,
        club.dial(f"club.example:8080:127.0.0.1:{club.ports['http']}") as dial,
    ):
        own = target("club.example", url="http://club.example:8080/", scheme="http", port=8080)
        found = await look(error_page, dial, own)
    assert [one.url.startswith("http://club.example:8080/") for one in found] == [True, True]
