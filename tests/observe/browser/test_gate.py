"""What the gate lets out: what a visitor's load asks for, and no more."""

from types import SimpleNamespace
from typing import Any

import pytest

from launchready.observe.browser.gate import MOST_DOCUMENTS, MOST_REQUESTS, TOO_MANY, Gate
from launchready.observe.budget import Effort, Requests
from launchready.observe.dial import Dial, DialSettings, Pin
from tests.observe.browser.events import MAIN

PAGE = "https://club.example/"


class Door:
    def __init__(self, **settings: Any) -> None:
        self.dial = Dial(DialSettings(**settings))
        self.secret = "s"
        self.shut_times = 0

    def shut(self) -> None:
        self.shut_times += 1


def gate(*, limit: int = 1000, **settings: Any) -> Gate:
    door = Door(**settings)
    return Gate(door, SimpleNamespace(), MAIN, Requests(limit, door.dial.effort))  # type: ignore[arg-type]


def decided(one: Gate, url: str = PAGE, kind: str = "XHR", method: str = "GET", frame: str = MAIN) -> str:
    return one.decide({"url": url, "method": method}, kind, frame)


@pytest.mark.parametrize(
    ("method", "kind", "passes"),
    [
        ("GET", "Document", True),
        ("POST", "Document", False),
        ("GET", "Script", True),
        ("POST", "Fetch", True),
        ("POST", "XHR", True),
        ("POST", "Ping", True),
        ("OPTIONS", "XHR", True),
        ("POST", "Image", False),
        ("PUT", "Fetch", False),
        ("DELETE", "XHR", False),
        ("PATCH", "Fetch", False),
    ],
)
def test_what_a_load_may_do(method: str, kind: str, passes: bool):
    one = gate()
    refusal = "Aborted" if kind == "Document" else "BlockedByClient"
    assert decided(one, kind=kind, method=method) == ("" if passes else refusal)
    assert one.ours == (set() if passes else {PAGE})


def test_nothing_is_posted_after_a_press():
    one = gate()
    one.careful = True
    assert decided(one, method="POST") == "BlockedByClient"
    assert decided(one) == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:3001/api",
        "https://app.localhost/",
        "http://127.0.0.1/",
        "http://10.1.2.3/",
        "https://[::1]:3000/",
        "http://169.254.169.254/latest",
    ],
)
def test_a_local_address_is_refused_as_the_visitors_own_machine_would(url: str):
    one = gate()
    assert decided(one, url) == "ConnectionRefused"
    assert one.private == {url}
    assert not one.ours


def test_a_local_target_reaches_what_is_local():
    assert decided(gate(literal_private=True), "http://localhost:3001/api") == ""
    assert decided(gate(pins=(Pin.parse("10.1.2.3:80:127.0.0.1:8080"),)), "http://10.1.2.3/") == ""


@pytest.mark.parametrize(
    "url", ["ftp://club.example/", "mailto:a@club.example", "blob:x", "javascript:1", "intent://x"]
)
def test_only_the_web_is_asked(url: str):
    assert decided(gate(), url, "Document") == "Aborted"


def test_a_page_that_moves_on_and_on_is_stopped():
    one = gate()
    assert [decided(one, kind="Document") for _ in range(MOST_DOCUMENTS + 2)][-3:] == ["", "Aborted", "Aborted"]
    assert decided(one, kind="Document", frame="another") == ""


def test_what_is_more_than_a_page_needs_is_left_out_and_thousands_shut_the_door():
    one = gate()
    answers = [decided(one, f"{PAGE}{n}", "Image") for n in range(TOO_MANY)]
    assert answers.count("") == MOST_REQUESTS
    assert not one.full
    assert decided(one, f"{PAGE}more", "Image") == "BlockedByClient"
    assert one.full
    assert one.door.shut_times == 1  # type: ignore[attr-defined]


def test_each_request_is_counted_and_has_a_budget():
    effort = Effort()
    one = gate()
    one.requests = Requests(2, effort)
    assert [decided(one) for _ in range(3)] == ["", "", "BlockedByClient"]
    assert effort.requests == 2
    assert decided(one, "https://other.example/") == ""
