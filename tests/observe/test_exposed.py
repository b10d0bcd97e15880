import asyncio
from typing import Any

import pytest

from launchready.facts.asset import Asset, AssetKind
from launchready.facts.exposed import ExposedFiles, ExposedTools, Shape
from launchready.facts.http import HostAnswer, Platform
from launchready.formats.url import Url, parse
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import DeclaredHost, HostRole
from launchready.model.words import Effect, GapReason
from launchready.observe.exposed import MOST_FILES, MOST_TOOLS, exposed_files, exposed_tools_open, neighbour
from tests.checks.cors._asked import page as seen_page
from tests.observe.look import look, target
from tests.observe.servers import says
from tests.observe.site import Site, go, page, site

HOME = {"https://club.example": page(status="404 Not Found"), "https://club.example/": page()}
ENV = says(b"SECRET_KEY=h7Gs9sQpLL\nPORT=3000\n", headers=["Content-Type: text/plain"])
WALL = page("<title>Just a moment...</title>", "cf-mitigated: challenge", "Server: cloudflare", status="403 Forbidden")


@pytest.fixture(autouse=True)
def brisk(monkeypatch):
    monkeypatch.setattr("launchready.observe.exposed.PAUSE_SECONDS", 0)


async def asked(
    made: Site, gatherer: Any = exposed_files, host: Any = "club.example", facts: Any = (), **more: Any
) -> Any:
    async with made.dial(**more) as dial:
        found = await look(gatherer, dial, host, facts)
    gaps = [one for one in found if isinstance(one, Gap)]
    return {one.subject.name: one for one in found if not isinstance(one, Gap)}, gaps


def asset(path: str, source_map: str = "") -> Asset:
    return Asset(
        subject=Subject.site("club.example"),
        url=f"https://club.example{path}",
        host="club.example",
        path=path,
        kind=AssetKind.SCRIPT,
        status=200,
        own_host=True,
        source_map=source_map,
    )


def test_it_knocks_only_where_it_may():
    assert exposed_files.effect is exposed_tools_open.effect is Effect.ASK


async def test_a_closed_site():
    async with site(HOME) as made:
        found, gaps = await asked(made)
    fact = found["club.example"]
    assert isinstance(fact, ExposedFiles)
    assert not gaps
    assert not fact.found
    assert not fact.decoys
    assert fact.asked[:3] == ("/.env", "/.git/config", "/.git/HEAD")
    assert "/club.zip" in fact.asked
    assert len(fact.asked) == MOST_FILES


async def test_what_lies_open_is_kept_by_name():
    answers = HOME | {
        "https://club.example/.env": ENV,
        "https://club.example/.git/HEAD": says(b"ref: refs/heads/main\n"),
    }
    async with site(answers) as made:
        found, _ = await asked(made)
    env, head = found["club.example"].found
    assert (env.path, env.shape, env.names, env.secret_names) == (
        "/.env",
        Shape.ENV,
        ("SECRET_KEY", "PORT"),
        ("SECRET_KEY",),
    )
    assert (env.status, env.content_type, env.size) == (200, "text/plain", 32)
    assert len(env.digest) == 8
    assert head.shape is Shape.GIT_HEAD
    assert "h7Gs9sQpLL" not in repr(found)


async def test_a_site_that_shows_the_same_everywhere():
    """An app made of scripts says 200 to all; a lure shows settings at every path."""
    async with site({"https://club.example": page()}) as made:
        found, _ = await asked(made)
    assert not found["club.example"].found
    async with site({"https://club.example": ENV, "https://club.example/": page()}) as made:
        found, _ = await asked(made)
    fact = found["club.example"]
    assert not fact.found
    assert "/.env" in fact.decoys


async def test_big_files_are_not_downloaded():
    dump = b"-- MySQL dump 10.13\nCREATE TABLE `members` (id int);\n" + b"INSERT INTO `members` VALUES (1);\n" * 20000
    answers = HOME | {"https://club.example/backup.sql": says(dump, headers=["Content-Type: application/sql"])}
    async with site(answers) as made:
        found, _ = await asked(made)
    (opened,) = found["club.example"].found
    assert (opened.names, opened.size) == (("members",), len(dump))


async def test_a_challenge_ends_it_at_once():
    answers = HOME | {"https://club.example/.env": ENV, "https://club.example/.env.production": WALL}
    async with site(answers) as made:
        found, (gap,) = await asked(made)
        assert not [one for one in made.asked if one.path == "/backup.sql"]
    assert [one.path for one in found["club.example"].found] == ["/.env"]
    assert (gap.subject, gap.reason) == (Subject.host("club.example"), GapReason.BLOCKED)
    assert gap.ask


async def test_a_limit_ends_it_too():
    async with site(HOME | {"https://club.example/.env": says(b"", "429 Too Many Requests")}) as made:
        found, (gap,) = await asked(made)
    assert found["club.example"].asked == ("/.env",)
    assert gap.reason is GapReason.BLOCKED


async def test_a_firewall_that_guards_some_paths_does_its_work():
    async with site(HOME | {"https://club.example/.env": says(b"no", "403 Forbidden")}) as made:
        found, gaps = await asked(made)
    assert not gaps
    assert found["club.example"].refused == ("/.env",)


async def test_a_firewall_that_refuses_all_hides_all():
    async with site({"https://club.example": says(b"no", "403 Forbidden"), "https://club.example/": page()}) as made:
        _, (gap,) = await asked(made)
    assert gap.reason is GapReason.BLOCKED


async def test_silence_is_no_closed_door(monkeypatch):
    async def hang_up(_: Any) -> bytes:
        return b""

    monkeypatch.setattr("launchready.observe.exposed._SECONDS", 3)
    async with site({"https://club.example": b"garbage\r\n\r\n", "https://club.example/": page()}) as made:
        found, (gap,) = await asked(made)
    assert not found
    assert gap.reason is GapReason.BLOCKED


async def test_slow_answers_are_a_gap(monkeypatch):
    async def slow(_: Any) -> bytes:
        await asyncio.sleep(2)
        return page()

    monkeypatch.setattr("launchready.observe.exposed._SECONDS", 0.5)
    async with site({"https://club.example": slow, "https://club.example/": page()}) as made:
        found, (gap,) = await asked(made)
    assert not found
    assert gap.reason is GapReason.TIMED_OUT
    monkeypatch.setattr("launchready.observe.exposed._SECONDS", 50)
    monkeypatch.setattr("launchready.observe.http.FIRST_BYTE_SECONDS", 0.3)
    async with site({"https://club.example": slow, "https://club.example/": page()}) as made:
        _, (gap,) = await asked(made)
    assert gap.reason is GapReason.TIMED_OUT


async def test_a_server_that_makes_strangers_wait_is_asked_four_at_a_time(monkeypatch):
    waiting = most = 0

    async def closed(_: Any) -> bytes:
        nonlocal waiting, most
        waiting += 1
        most = max(most, waiting)
        await asyncio.sleep(0.05)
        waiting -= 1
        return says(b"who are you", "401 Unauthorized")

    answers = {"https://club.example": closed, "https://club.example/": page(), "https://club.example/.npmrc": ENV}
    monkeypatch.setattr("launchready.observe.exposed.SLOW_SECONDS", 0.03)
    async with site(answers) as made:
        found, gaps = await asked(made)
    assert (most, gaps) == (4, [])
    one_by_one = found["club.example"].asked
    monkeypatch.setattr("launchready.observe.exposed.SLOW_SECONDS", 5)
    most = 0
    async with site(answers) as made:
        found, _ = await asked(made)
    assert (most, found["club.example"].asked) == (1, one_by_one)


async def test_the_budget_of_a_host_is_kept():
    async with site(HOME) as made:
        found, (gap,) = await asked(made, per_host_requests=4)
    assert len(found["club.example"].asked) == 3
    assert gap.reason is GapReason.NOT_RUN


async def test_a_site_that_gives_no_page_is_not_knocked_at():
    async with site({"https://club.example": go("https://club.example/")}) as made:
        found, (gap,) = await asked(made)
    assert not found
    assert (gap.subject, gap.reason) == (Subject.site("club.example"), GapReason.FAILED)
    async with site({"https://club.example": WALL}) as made:
        _, (gap,) = await asked(made)
    assert gap.reason is GapReason.BLOCKED


async def test_declared_hosts_are_asked_as_well():
    answers = HOME | {"https://api.club.example": page(status="404 Not Found"), "https://api.club.example/.env": ENV}
    what = target(
        "club.example",
        hosts=(
            DeclaredHost("api.club.example", HostRole.API),
            DeclaredHost("down.club.example"),
            DeclaredHost("club.example"),
        ),
    )
    up = HostAnswer(subject=Subject.host("api.club.example"), scheme="https", reached=True)
    down = HostAnswer(subject=Subject.host("down.club.example"), scheme="https", reached=False)
    async with site(answers) as made:
        found, gaps = await asked(made, host=what, facts=[up, down])
    assert not gaps
    assert set(found) == {"club.example", "api.club.example"}
    assert [one.path for one in found["api.club.example"].found] == ["/.env"]


async def test_where_visitors_end_is_what_counts():
    answers = {
        "https://club.example": go("https://www.club.example/"),
        "https://www.club.example": page(status="404 Not Found"),
        "https://www.club.example/": page(),
    }
    async with site(answers) as made:
        found, _ = await asked(made)
    assert set(found) == {"www.club.example"}
    elsewhere = {
        "https://club.example/": go("https://other.example/"),
        "https://other.example": page(),
        "https://club.example": page(),
    }
    async with site(elsewhere) as made:
        found, _ = await asked(made)
        assert made.counted("other.example") == 1
    assert set(found) == {"club.example"}


async def test_tools_and_what_the_pages_load():
    source = b'{"version":3,"sources":["src/App.tsx"],"names":["' + b"x" * 20000 + b'"],"sourcesContent":["export"]}'
    answers = HOME | {
        "https://club.example/openapi.json": says(b'{"openapi":"3.1.0","paths":{"/members":{}}}'),
        "https://club.example/assets/": page('<title>Index of /assets/</title><a href="app.js">app.js</a>'),
        "https://club.example/assets/app.js.map": says(source, headers=["Content-Type: application/json"]),
    }
    facts = [asset("/assets/app.js", "https://club.example/assets/app.js.map"), asset("/robots.js")]
    async with site(answers) as made:
        found, gaps = await asked(made, exposed_tools_open, facts=facts)
    fact = found["club.example"]
    assert isinstance(fact, ExposedTools)
    assert not gaps
    assert {one.shape for one in fact.found} == {Shape.OPENAPI, Shape.LISTING, Shape.SOURCE_MAP}
    assert len(fact.asked) <= MOST_TOOLS
    assert "/graphql?query=…" in fact.asked


async def test_what_the_site_is_built_with_decides_what_is_asked():
    from launchready.facts.page import CookieSeen, PageHeaders, Resource, ResourceKind

    def cookie(name: str) -> CookieSeen:
        return CookieSeen(name=name, session=True, secure=True, http_only=True, same_site="lax", host="club.example")

    wordpress = Resource(
        url="https://club.example/wp-content/a.js",
        scheme="https",
        host="club.example",
        kind=ResourceKind.SCRIPT,
        in_markup=True,
    )
    made_with = seen_page(
        cookies=tuple(map(cookie, ("laravel_session", "_club_session"))),
        resources=(wordpress,),
    )
    served_by = seen_page()
    facts = [
        made_with,
        served_by,
        Platform(subject=Subject.site("club.example"), dns_host="", cdn="", host="", builder="lovable"),
    ]
    async with site(HOME) as made:
        found, _ = await asked(made, facts=facts)
        assert {"/wp-config.php.bak", "/.cursor/mcp.json"} <= set(found["club.example"].asked)
        tools, _ = await asked(made, exposed_tools_open, facts=facts)
    assert {"/telescope", "/rails/info/properties"} <= set(tools["club.example"].asked)
    assert PageHeaders() == served_by.headers


@pytest.mark.parametrize(
    "path", ["/.env", "/backup.sql", "/.git/HEAD", "/debug/pprof/", "/@vite/client", "/serviceAccountKey.json"]
)
def test_a_made_up_neighbour_stands_in_the_same_folder(path):
    beside = neighbour(Url("https", "club.example", 443, path))
    assert beside.path != path
    assert beside.path.rstrip("/").rpartition("/")[0] == path.rstrip("/").rpartition("/")[0]
    assert beside.path.endswith("/") == path.endswith("/")
    assert beside == neighbour(Url("https", "club.example", 443, path))
    assert isinstance(parse(beside.text), Url)


def test_a_made_up_neighbour_keeps_the_ending():
    assert neighbour(Url("https", "club.example", 443, "/backup.sql")).path.endswith(".sql")
    assert neighbour(Url("https", "club.example", 443, "/.env")).path.startswith("/.env-")
