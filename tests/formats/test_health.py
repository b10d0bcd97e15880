import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.facts.health import HealthForm
from launchready.formats.health import LONGEST, Reading, read

JSON, TEXT, PAGE = HealthForm.JSON, HealthForm.TEXT, HealthForm.PAGE
RAILS = '<!DOCTYPE html><html><body style="background-color: {}"></body></html>'


def said(value: object, status: int = 200) -> Reading | None:
    return read(status, "application/json", json.dumps(value).encode())


@pytest.mark.parametrize(
    ("value", "up", "database"),
    [
        ({"status": "ok"}, True, False),
        ({"status": "UP", "components": {"db": {"status": "UP"}}}, True, True),
        ({"status": "pass", "checks": {"postgres:responseTime": [{"status": "pass"}]}}, True, True),
        ({"ok": True, "database": "ok"}, True, True),
        ({"healthy": True, "services": [{"name": "redis"}]}, True, True),
        ({"status": 200}, True, False),
        ({"status": 503}, False, False),
        ({"message": "pong"}, True, False),
        ({"message": "OK.", "note": "Hello"}, True, False),
        ({"isHealthy": True}, True, False),
        ({"status": {"http": "ok"}}, True, False),
        ({"status": "degraded"}, False, False),
        ({"status": "ok", "ready": False}, False, False),
        ("OK", True, False),
        ("database is up: ok", None, False),
        ({"status": "paused", "colour": "blue"}, None, False),
        ({"status": 7}, None, False),
        ({"status": ["ok"]}, None, False),
        ({"status": {"code": 1}}, None, False),
        ({"status": "ok" * 200}, None, False),
        ({"error": "not found"}, None, False),
        ([{"status": "ok"}], None, False),
        ({"status": "ok", "a": {"b": {"c": {"d": {"e": "database"}}}}}, True, False),
    ],
)
def test_data(value: object, up: bool | None, database: bool):
    reading = said(value)
    assert (reading.up if reading else None) is up
    if reading:
        assert reading.form is (TEXT if isinstance(value, str) else JSON)
        assert reading.database is database


@pytest.mark.parametrize(
    ("text", "up", "database"),
    [
        ("ok", True, False),
        (" OK\n", True, False),
        ("Healthy", True, False),
        ("pong", True, False),
        ("ok - database up", True, True),
        ("UNHEALTHY", False, False),
        ("down: database", False, True),
        ("Welcome to the club", None, False),
        ("ok " * 100, None, False),
        ("", None, False),
    ],
)
def test_words(text: str, up: bool | None, database: bool):
    reading = read(200, "text/plain", text.encode())
    assert (reading.up if reading else None) is up
    if reading:
        assert (reading.form, reading.database) == (TEXT, database)


@pytest.mark.parametrize(
    ("body", "up"),
    [
        (RAILS.format("green"), True),
        (RAILS.format("red"), False),
        (RAILS.format("green").replace("></body>", ">Our health programme</body>"), None),
        ("<!doctype html><title>ok</title>", None),
        ("<html><body>ok</body></html>", None),
        (RAILS.format("blue"), None),
    ],
)
def test_a_page_counts_only_where_it_is_a_colour(body: str, up: bool | None):
    reading = read(200, "text/html", body.encode())
    assert reading == (None if up is None else Reading(PAGE, up, database=False))


def test_an_error_is_never_up():
    assert said({"status": "ok"}, 503) == Reading(JSON, up=False, database=False)
    assert read(500, "text/html", RAILS.format("green").encode()) == Reading(PAGE, up=False, database=False)
    assert read(503, "", b"ok") == Reading(TEXT, up=False, database=False)


def test_nothing_to_add_to_the_status_is_up():
    assert read(204, "", b"") == Reading(TEXT, up=True, database=False)


def test_what_is_no_answer_about_health():
    assert said({"status": "ok"}, 404) is None
    assert read(200, "application/json", b'{"status": "ok"') is None
    assert read(200, "application/json", b"[" * 5000) is None
    assert read(200, "text/plain", b"ok" + b" " * LONGEST) is None


@given(
    st.integers(200, 599), st.sampled_from(["", "text/html", "application/json", "text/plain"]), st.binary(max_size=300)
)
def test_any_answer_is_read(status: int, kind: str, body: bytes):
    reading = read(status, kind, body)
    assert reading is None or not (reading.up and status >= 400)
