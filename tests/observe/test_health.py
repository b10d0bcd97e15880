"""The usual addresses of a health endpoint."""

import json

from launchready.facts.health import HealthAnswer, HealthForm
from launchready.facts.page import Call
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import HostRole
from launchready.model.words import GapReason
from launchready.observe import health as module
from launchready.observe.health import PATHS, health
from tests.checks.cases import declared
from tests.checks.headers._pages import page as seen_page
from tests.observe.look import look
from tests.observe.servers import says
from tests.observe.site import go, page, site

CLUB = "https://club.example"
HOME = seen_page(f"{CLUB}/")
OK = says(b'{"status": "ok", "database": "ok"}', "200 OK", ("Content-Type: application/json",))


async def seen(answers: dict, *pages, target="club.example", pins: tuple[str, ...] = ()) -> tuple[list, list]:
    async with site(answers) as club, club.dial(*pins) as dial:
        found = await look(health, dial, target, facts=pages or (HOME,))
        return found, club.asked


async def test_the_first_endpoint_ends_the_search():
    (one,), asked = await seen({f"{CLUB}/api/health": OK, CLUB: page("gone", status="404 Not Found")})
    assert isinstance(one, HealthAnswer)
    assert one.subject == Subject.host("club.example")
    assert one.asked == ("/health", "/healthz", "/api/health")
    assert one.endpoint
    assert (one.endpoint.url, one.endpoint.path, one.endpoint.status) == (f"{CLUB}/api/health", "/api/health", 200)
    assert (one.endpoint.form, one.endpoint.up, one.endpoint.database) == (HealthForm.JSON, True, True)
    assert not one.catch_all
    assert len(asked) == 4
    assert asked[0].path.startswith("/launchready-")
    assert asked[1].headers["accept"].startswith("application/json")


async def test_nothing_there_costs_thirteen_requests():
    (one,), asked = await seen({CLUB: page("gone", status="404 Not Found")})
    assert one == HealthAnswer(subject=Subject.host("club.example"), asked=PATHS)
    assert len(asked) == 13
    assert asked[0].path.startswith("/launchready-")


async def test_an_app_that_shows_its_start_page_everywhere():
    (one,), _ = await seen({CLUB: page("<div id=root></div>")})
    assert one.endpoint is None
    assert one.catch_all


async def test_data_that_answers_every_address_is_no_endpoint():
    (one,), _ = await seen({CLUB: OK})
    assert (one.endpoint, one.catch_all) == (None, True)


async def test_a_slash_that_the_app_adds_is_followed_and_nothing_else():
    (one,), _ = await seen(
        {f"{CLUB}/health": go("/health/"), f"{CLUB}/health/": OK, f"{CLUB}/healthz": go("/login"), f"{CLUB}/login": OK}
    )
    assert one.endpoint
    assert one.endpoint.path == "/health"
    (one,), _ = await seen({f"{CLUB}/healthz": go("/login"), f"{CLUB}/login": OK})
    assert one.endpoint is None


async def test_it_says_that_it_is_down():
    down = says(json.dumps({"status": "down"}).encode(), "503 Service Unavailable", ("Content-Type: application/json",))
    (one,), _ = await seen({f"{CLUB}/healthz": down})
    assert one.endpoint
    assert (one.endpoint.up, one.endpoint.status) == (False, 503)


async def test_an_answer_too_long_to_read_is_none():
    (one,), _ = await seen({f"{CLUB}/health": says(b'{"status": "ok", "x": "' + b"x" * 600_000 + b'"}')})
    assert one.endpoint is None


async def test_a_locked_one_is_named():
    (one,), _ = await seen({f"{CLUB}/health": says(b"no", "401 Unauthorized")})
    assert (one.endpoint, one.locked) == (None, ("/health",))


async def test_what_frameworks_call_theirs():
    up = says(b'{"status":"UP"}', "200 OK", ("Content-Type: application/vnd.spring-boot.actuator.v3+json",))
    empty = says(b"", "204 No Content")
    for path, answer in (("/actuator/health", up), ("/health/live", up), ("/_health", empty), ("/api/status", OK)):
        (one,), _ = await seen({f"{CLUB}{path}": answer, CLUB: page("gone", status="404 Not Found")})
        assert one.endpoint
        assert (one.endpoint.path, one.endpoint.up) == (path, True)


async def test_a_firewall_that_refuses_the_actuator_locks_nothing():
    refused = page(
        "<title>Attention Required! | Cloudflare</title>", "server: cloudflare", "cf-ray: 1-LHR", status="403 Forbidden"
    )
    for answer in (refused, says(b"no", "403 Forbidden")):
        (one,), _ = await seen({f"{CLUB}/actuator/health": answer, CLUB: page("gone", status="404 Not Found")})
        assert isinstance(one, HealthAnswer)
        assert (one.endpoint, one.locked) == (None, ())
    (one,), _ = await seen(
        {f"{CLUB}/health": says(b"no", "401 Unauthorized"), CLUB: page("gone", status="404 Not Found")}
    )
    assert one.locked == ("/health",)
    (one,), _ = await seen(
        {f"{CLUB}/actuator/health": says(b"no", "401 Unauthorized"), CLUB: page("gone", status="404 Not Found")}
    )
    assert one.locked == ("/actuator/health",)
    (one,), _ = await seen({CLUB: refused})
    assert isinstance(one, Gap)


async def test_walls_are_gaps():
    wall = page("<title>Just a moment...</title>", "cf-mitigated: challenge", status="403 Forbidden")
    for answers in ({CLUB: wall}, {f"{CLUB}/up": wall}, {CLUB: says(b"no", "401 Unauthorized")}):
        (one,), _ = await seen(answers)
        assert isinstance(one, Gap)
        assert (one.subject, one.reason) == (Subject.host("club.example"), GapReason.BLOCKED)
        assert one.ask
    (one,), _ = await seen({CLUB: page()}, pins=("club.example:443:127.0.0.1:1",))
    assert (one.reason, one.detail) == (GapReason.FAILED, "https://club.example did not answer (refused)")


async def test_an_address_that_breaks_off_is_passed_over():
    (one,), _ = await seen({f"{CLUB}/health": lambda _: b"nonsense\r\n\r\n", f"{CLUB}/up": OK})
    assert one.endpoint
    assert one.endpoint.path == "/up"


async def test_the_page_that_visitors_land_on_names_the_host():
    www = "https://www.club.example"
    (one,), asked = await seen({f"{www}/up": OK}, seen_page(f"{www}/"), seen_page("https://elsewhere.example/"))
    assert one.subject == Subject.host("www.club.example")
    assert {request.host for request in asked} == {"www.club.example"}
    _, asked = await seen({CLUB: page("gone", status="404 Not Found")}, seen_page("https://other.example/"))
    assert {request.host for request in asked} == {"club.example"}


async def test_hosts_of_the_api_are_asked_too():
    api = "https://api.club.example"
    calls = tuple(
        Call(url=f"https://{host}/x", scheme="https", host=host, path="/x", method="GET", status=200)
        for host in ("club.example", "api.club.example", "abc.supabase.co", "supabase.co", "cdn.provider.test")
    )
    pins = ("abc.supabase.co:443:127.0.0.1:1",)
    home = seen_page(f"{CLUB}/", calls=calls, rendered=True)
    found, _ = await seen({f"{api}/health": OK, CLUB: page()}, home, HOME, pins=pins)
    assert [one.subject.host_name for one in found] == ["club.example", "api.club.example", "abc.supabase.co"]
    assert found[1].endpoint
    target = declared("api.club.example", "*.club.example", role=HostRole.API)
    found, _ = await seen({f"{api}/health": OK, CLUB: page()}, target=target)
    assert [one.subject.host_name for one in found] == ["club.example", "api.club.example"]


async def test_functions_of_a_builders_backend_have_one_address(monkeypatch):
    monkeypatch.setattr(module, "_FUNCTIONS", "other.example")  # the one whose certificate this server has
    url = "https://abc.other.example/rest/v1/events"
    call = Call(url=url, scheme="https", host="abc.other.example", path="/rest", method="GET", status=200)
    functions = {"https://abc.other.example/functions/v1/health": OK}
    found, asked = await seen({**functions, CLUB: page()}, seen_page(f"{CLUB}/", calls=(call,)))
    assert found[1].endpoint
    assert found[1].endpoint.url == "https://abc.other.example/functions/v1/health"
    there = [request.path for request in asked if request.host == "abc.other.example"]
    assert len(there) == 2
    assert there[0].startswith("/functions/v1/launchready-")
