import json

import pytest

from launchready.facts.exposed import Shape
from launchready.formats.exposed_tools import recognise

TOOLS = sorted(set(Shape) - {shape for shape in Shape if shape.value in {
    *("env", "git-head", "git-config", "sql-dump", "archive", "sqlite", "private-key", "aws", "php-settings", "npmrc", "compose"),
    *("service-account", "agent-settings", "venv", "ds-store")}})  # fmt: skip
PAGE = b"<!doctype html><html><head><title>Calm Club</title></head><body><h1>Welcome home</h1><p>240 members.</p></body></html>"
ROWS = "".join(f"<tr><td>{n}</td><td>member{n}@club.example</td></tr>" for n in range(5))
OFFICE = f"<!doctype html><html><title>Admin dashboard</title><body><h1>Members</h1><table>{ROWS}</table></body></html>"
LISTING = b'<html><head><title>Index of /uploads/</title></head><body><h1>Index of /uploads/</h1><a href="../">../</a><a href="a.pdf">a.pdf</a>'
ENV = b'{"activeProfiles":["prod"],"propertySources":[{"name":"systemProperties","properties":{"spring.datasource.password":{"value":"******"}'
MAP = b'{"version":3,"sources":["../../src/App.tsx"],"sourcesContent":["export const a = 1"],"mappings":"AAAA"}'
OPENAPI = b'{"openapi":"3.1.0","info":{"title":"Club"},"paths":{"/members/{id}":{"get":{}}}}'


@pytest.mark.parametrize("shape", TOOLS)
@pytest.mark.parametrize("body", [PAGE, b"", b"{}", b"[]", b"not found", b"{" * 5000, b"\x00", b"<html>" * 9000])
def test_ordinary_answers_come_from_no_tool(shape, body):
    assert recognise(shape, body) is None


@pytest.mark.parametrize(
    ("shape", "body", "names"),
    [
        (Shape.ACTUATOR, ENV, ("spring.datasource.password",)),
        (Shape.ACTUATOR, json.dumps({"_links": {"self": {}, "env": {}, "env-toMatch": {}, "heapdump": {}, "health": {}}}).encode(), ("env", "heapdump")),
        (Shape.PHPINFO, b"<html><title>PHP 8.2.1 - phpinfo()</title>", ()),
        (Shape.SERVER_STATUS, b"<h1>Apache Server Status for club.example (via 127.0.0.1)</h1>", ()),
        (Shape.PPROF, b"<html><head><title>/debug/pprof/</title></head><body>goroutine", ()),
        (Shape.DEV_SERVER, b'import "/node_modules/vite/dist/client/env.mjs"', ()),
        (Shape.LISTING, LISTING, ("a.pdf",)),
        (Shape.OPENAPI, OPENAPI, ("/members/{id}",)),
        (Shape.GRAPHQL, b'{"data":{"__schema":{"queryType":{"name":"Query"}}}}', ()),
        (Shape.SOURCE_MAP, MAP, ("../../src/App.tsx",)),
        (Shape.SOURCE_MAP, b")]}'\n" + MAP, ("../../src/App.tsx",)),
        (Shape.TOOL, b"<html><title>Laravel Telescope</title>", ("Laravel Telescope",)),
        (Shape.TOOL, b"<html>Sidekiq<li>Busy</li><li>Retries</li>", ("Sidekiq",)),
        (Shape.ADMIN, OFFICE.encode(), ()),
        (Shape.ADMIN, b"<html>Sidekiq<li>Busy</li><li>Retries</li>", ("Sidekiq",)),
    ],
)  # fmt: skip
def test_tools_by_their_words(shape, body, names):
    found = recognise(shape, body)
    assert found is not None
    assert found.names == names
    assert not found.behind_login


@pytest.mark.parametrize(
    ("shape", "body"),
    [
        (Shape.ACTUATOR, b'{"_links": {"self": {}, "health": {}, "info": {}}}'),
        (Shape.ACTUATOR, b'{"_links": {"env": {}}}'),
        (Shape.GRAPHQL, b'{"data": null, "errors": [{"message": "introspection is off"}]}'),
        (Shape.SOURCE_MAP, b'{"version":3,"sources":["a.ts"],"sourcesContent":[],"mappings":"AAAA"}'),
        (Shape.SOURCE_MAP, b'{"version":3,"sources":["a.ts"],"sourcesContent":[null],"mappings":"AAAA"}'),
        (Shape.OPENAPI, b'{"openapi":"3.1.0"}'),
        (Shape.DEV_SERVER, b"<!doctype html><script>__vite__</script>"),
        (Shape.TOOL, b"<html>Sidekiq is busy"),
        (Shape.PPROF, b"<title>/debug/pprof/</title>"),
    ],
)
def test_what_only_resembles_them(shape, body):
    assert recognise(shape, body) is None


def test_a_tool_that_asks_for_a_password():
    found = recognise(Shape.TOOL, b"<html><title>phpMyAdmin</title><link href=pmahomme/css><input id=input_username>")
    assert found is not None
    assert found.behind_login


@pytest.mark.parametrize(
    "page",
    [
        OFFICE.replace("<table>", "<input type=password><table>"),
        OFFICE.replace("<h1>Members", "<h1>Sign in"),
        OFFICE.replace("Admin dashboard", "Calm Club"),
        "<!doctype html><html><title>Admin</title><body><h1>Admin</h1></body></html>",
        "Admin: 1@club.example 2@club.example 3@club.example",
        "<!doctype html><html><title>Admin</title>" + "<div>" * 9000,
    ],
)
def test_what_is_no_open_office(page):
    assert recognise(Shape.ADMIN, page.encode()) is None


HEADS = "<!doctype html><html><title>Admin</title><body><h1>Admin dashboard</h1>"
TWO = "".join(
    f"<tr><td>Member {n}</td><td>member{n}@club.example</td><td><button>Delete</button></td></tr>" for n in (17, 42)
)


@pytest.mark.parametrize(
    "people",
    [
        f"<table><thead><tr><th>Name</th></tr></thead>{TWO}</table>",
        "<ul><li>member17@club.example <a href=/admin/users/1/edit>Edit</a></li></ul>",
        "<div class=card><div><p>Member 17</p><p>member17@club.example</p></div><div><span><button aria-label='Ban member'><svg></svg></button></span></div></div>",
        "<div>member17@club.example <form method=post action=/admin/1><input type=submit value='Löschen'></form></div>",
    ],
)  # fmt: skip
def test_an_office_may_show_one_person_and_what_can_be_done_to_her(people):
    assert recognise(Shape.ADMIN, f"{HEADS}{people}".encode()) is not None


@pytest.mark.parametrize(
    "page",
    [
        f"{HEADS}<p>Ask our back office: office@club.example</p><button>Subscribe</button>",
        f"{HEADS}<table><tr><td>Opening hours</td><td><button>Edit</button></td></tr></table><p>office@club.example</p>",
        f"{HEADS}<div><button>Delete</button><p>{'Words. ' * 80}</p><p>office@club.example</p></div>",
        f"{HEADS}<i><i><i><i><i><button>Delete</button></i></i></i></i> office@club.example</i>",
        f"<title>Team</title><h1>Our team</h1><table>{TWO}</table>",
        f"{HEADS}<h2>Please log in</h2><table>{TWO}</table>",
        f"{HEADS}<button>Delete</button>",
    ],
)
def test_a_contact_and_a_button_are_no_office(page):
    assert recognise(Shape.ADMIN, page.encode()) is None


def test_an_office_may_show_people_without_a_table():
    people = " ".join(f"<p>member{n}@club.example</p>" for n in range(3))
    assert recognise(Shape.ADMIN, f"<!doctype html><title>Dashboard</title><h2>x</h2>{people}".encode()) is not None


def test_an_empty_folder_is_told_from_a_full_one():
    found = recognise(
        Shape.LISTING, b"<html><title>Index of /uploads/</title><a href='../'>..</a><a href='?C=N'>Name</a>"
    )
    assert found is not None
    assert not found.filled
