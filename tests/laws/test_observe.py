"""One door to the world, one clock, and no opinion on the way in."""

import ast
from pathlib import Path

import pytest

from tests.laws.source import imports, place, python_files, tree

OPENS = {
    *("socket", "create_connection", "open_connection", "open_unix_connection", "create_datagram_endpoint"),
    *("sock_connect", "getaddrinfo", "gethostbyname", "AsyncClient", "Client", "urlopen"),
}
# The sockets themselves: streams (opened by connect.py for dial.py) and DNS messages (to servers that dial.py names).
DOOR = {"connection.py", "dns_wire.py"}
WALL_CLOCK = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
HAS_A_CLOCK = {"app", "tour"}
"""`app` says when it is (everything else is told); `tour` is a world of its own. Stopwatches are no clocks."""


def called(path: Path) -> list[tuple[int, str]]:
    """Every call as (line, last word of what is called)."""
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return [(call.lineno, call.func.attr) for call in calls if isinstance(call.func, ast.Attribute)] + [
        (call.lineno, call.func.id) for call in calls if isinstance(call.func, ast.Name)
    ]


@pytest.mark.parametrize("path", [path for path in python_files("observe") if path.name not in DOOR], ids=place)
def test_only_the_door_opens_a_connection(path: Path):
    assert not [(line, name) for line, name in called(path) if name in OPENS]


def users_of(name: str) -> set[str]:
    return {path.name for path in python_files() for _, imported in imports(path) if imported == name}


def test_streams_are_opened_for_the_dial_alone():
    assert users_of("launchready.observe.connection.open_socket") == {"connect.py"}
    assert users_of("launchready.observe.connect.Connector") == {"dial.py"}


def clock_readings(path: Path) -> list[str]:
    return [
        place(path, node.lineno)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WALL_CLOCK
        and ast.unparse(node.func.value).split(".")[-1] in {"datetime", "date", "time", "dt"}
    ]


def test_the_app_has_the_only_clock():
    read = {hit for path in python_files() for hit in clock_readings(path)}
    assert not {hit for hit in read if hit.split("/")[2] not in HAS_A_CLOCK}


@pytest.mark.parametrize("path", python_files("observe"), ids=place)
def test_a_gatherer_has_no_opinion(path: Path):
    opinions = (
        "launchready.checks",
        "launchready.model.finding",
        "launchready.model.words.Level",
        "launchready.verdict",
    )
    assert not [(line, name) for line, name in imports(path) if name.startswith(opinions)]


@pytest.mark.parametrize("path", python_files("facts"), ids=place)
def test_a_fact_holds_no_raw_bytes(path: Path):
    """Reductions, not bodies: a fact has no room for what was sent."""
    fields = [node for node in ast.walk(tree(path)) if isinstance(node, ast.AnnAssign)]
    assert not [(node.lineno, ast.unparse(node.target)) for node in fields if "bytes" in ast.unparse(node.annotation)]
