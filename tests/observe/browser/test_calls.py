"""From what the browser tells to facts: no browser is needed to see that each word is understood."""

from types import SimpleNamespace
from typing import Any

import pytest

from launchready.facts.page import AddressKind, Call, Resource, ResourceKind, Where
from launchready.formats.address import Home
from launchready.observe.browser.calls import Reasons, called, calls, resources
from launchready.observe.browser.watch import MOST, Watch
from launchready.observe.dial import DialErrorKind
from tests.observe.browser.events import (
    MAIN,
    answered,
    failed,
    finished,
    mixed,
    raw_headers,
    sent,
    watched,
    with_headers,
)

API = "https://club.example/api"


def reasons(
    *,
    ours: Any = (),
    private: Any = (),
    full: bool = False,
    refused: dict[tuple[str, int], DialErrorKind] | None = None,
) -> Reasons:
    gate = SimpleNamespace(ours=set(ours), private=set(private), full=full)
    return Reasons(gate, SimpleNamespace(refused=refused or {}))  # type: ignore[arg-type]


def one_call(*events: Any, **more: Any) -> Call:
    (made,) = calls(watched(*events), reasons(**more))
    return made


def test_a_call_that_works():
    made = one_call(sent("1", f"{API}?token=abc"), answered("1", kind="Application/JSON"), finished("1"))
    assert made == Call(
        url=f"{API}?token=…",
        scheme="https",
        host="club.example",
        path="/api",
        method="GET",
        status=200,
        content_type="application/json",
    )


@pytest.mark.parametrize(
    ("event", "more", "word"),
    [
        (failed("1", blockedReason="mixed-content"), {}, "mixed-content"),
        (failed("1", blockedReason="csp"), {}, "policy"),
        (failed("1", corsErrorStatus={"corsError": "MissingAllowOriginHeader"}), {}, "cors"),
        (failed("1", "net::ERR_CONNECTION_REFUSED"), {"private": [API]}, "private"),
        (failed("1", "net::ERR_TUNNEL_CONNECTION_FAILED"), {}, "failed"),
        (
            failed("1", "net::ERR_TUNNEL_CONNECTION_FAILED"),
            {"refused": {("club.example", 443): DialErrorKind.PRIVATE}},
            "private",
        ),
        (
            failed("1", "net::ERR_TUNNEL_CONNECTION_FAILED"),
            {"refused": {("club.example", 443): DialErrorKind.REFUSED}},
            "refused",
        ),
        (
            failed("1", "net::ERR_TUNNEL_CONNECTION_FAILED"),
            {"refused": {("club.example", 443): DialErrorKind.TIMED_OUT}},
            "failed",
        ),
        # What we ended ourselves says nothing about the site.
        (
            failed("1", "net::ERR_TUNNEL_CONNECTION_FAILED"),
            {"refused": {("club.example", 443): DialErrorKind.BUDGET}},
            "",
        ),
        (failed("1", "net::ERR_BLOCKED_BY_CLIENT"), {"ours": [API]}, ""),
        (failed("1", "net::ERR_TUNNEL_CONNECTION_FAILED"), {"full": True}, ""),
        (failed("1", "net::ERR_ABORTED", canceled=True), {}, ""),
    ],
)
def test_why_a_call_came_to_nothing(event: Any, more: dict[str, Any], word: str):
    assert one_call(sent("1", API), event, **more).failed == word


@pytest.mark.parametrize(
    ("headers", "session"),
    [
        ({"Authorization": "Bearer x"}, True),
        ({"Cookie": "theme=dark; session_id=abc"}, True),
        ({"Cookie": "theme=dark; _ga=1"}, False),
        ({}, False),
    ],
)
@pytest.mark.parametrize("early", [True, False])
def test_a_call_with_a_session(headers: dict[str, str], session: bool, early: bool):
    events = [sent("1", API), with_headers("1", **headers)]
    assert one_call(*(reversed(events) if early else events)).with_session is session


def test_what_is_no_call_of_the_page():
    watch = watched(
        sent("1", API, kind="Other", by="preflight", method="OPTIONS"),
        sent("2", API, kind="Document", by="other"),
        sent("3", "data:text/plain,hello"),
        sent("4", "https://video.example/stats", frame="a frame of somebody else"),
    )
    assert calls(watch, reasons()) == ()


def test_sockets():
    watch = watched(
        ("Network.webSocketCreated", {"requestId": "1", "url": "wss://club.example/live"}),
        (
            "Network.webSocketHandshakeResponseReceived",
            {"requestId": "1", "response": {"status": 101, "requestHeaders": {"Cookie": "sessionid=1"}}},
        ),
        ("Network.webSocketCreated", {"requestId": "2", "url": "ws://localhost:3001/live"}),
        ("Network.webSocketFrameError", {"requestId": "2", "errorMessage": "Establishing a tunnel via proxy failed."}),
        ("Network.webSocketFrameError", {"requestId": "9", "errorMessage": "never created"}),
        mixed("ws://club.example/live", "Resource"),
        mixed("http://club.example/api", "Resource"),
    )
    refused = {("localhost", 3001): DialErrorKind.PRIVATE}
    made = [(one.url, one.status, one.failed, one.with_session) for one in calls(watch, reasons(refused=refused))]
    assert made == [
        ("wss://club.example/live", 101, "", True),
        ("ws://localhost:3001/live", 0, "private", False),
        ("ws://club.example/live", 0, "mixed-content", False),
    ]


def named(url: str, kind: ResourceKind = ResourceKind.SCRIPT) -> Resource:
    return Resource(url=url, scheme=url.partition(":")[0], host="club.example", kind=kind, in_markup=True)


def shown(found: tuple[Resource, ...]) -> list[tuple[str, str, bool, int, str]]:
    return [(one.url, one.kind.value, one.in_markup, one.status, one.failed) for one in found]


def test_resources_that_the_markup_names_get_their_fate():
    watch = watched(
        sent("1", "https://club.example/a.js", kind="Script", by="parser"),
        answered("1", 404),
        sent("2", "https://club.example/b.js", kind="Script", by="script"),
        answered("2"),
        sent("3", "https://club.example/embed", kind="Document", by="parser", frame="another"),
        answered("3"),
        sent("4", "https://club.example/", kind="Document", by="other"),
        sent("5", "https://others.example/x.js", kind="Script", frame="another"),
    )
    markup = (named("https://club.example/a.js"), named("https://club.example/later.png", ResourceKind.IMAGE))
    assert shown(resources(markup, watch, reasons())) == [
        ("https://club.example/a.js", "script", True, 404, ""),
        ("https://club.example/later.png", "image", True, 0, ""),
        ("https://club.example/b.js", "script", False, 200, ""),
        ("https://club.example/embed", "frame", True, 200, ""),
    ]


def test_mixed_content():
    watch = watched(
        mixed("http://old.example/s.js", "Script"),
        sent("1", "http://old.example/s.js", kind="Script", by="parser"),
        failed("1", "", blockedReason="mixed-content"),
        mixed("http://old.example/w.js", "Script"),
        sent("2", "http://old.example/w.js", kind="Script", by="script"),
        failed("2", "", blockedReason="mixed-content"),
        mixed("http://old.example/frame", "Frame"),
        mixed("http://old.example/i.png", "Image", "MixedContentAutomaticallyUpgraded"),
        mixed("http://old.example/i.png", "Image", "MixedContentAutomaticallyUpgraded"),
        sent("3", "https://old.example/i.png", kind="Image", by="parser"),
        answered("3", 404),
        mixed("http://old.example/film.mp4", "Video", "MixedContentAutomaticallyUpgraded"),
        mixed("http://old.example/send", "Form", "MixedContentWarning"),
        mixed("data:", "Image"),
    )
    markup = (named("http://old.example/i.png", ResourceKind.IMAGE),)
    assert shown(resources(markup, watch, reasons())) == [
        ("http://old.example/i.png", "image", True, 404, ""),
        ("http://old.example/s.js", "script", True, 0, "mixed-content"),
        ("http://old.example/w.js", "script", False, 0, "mixed-content"),
        ("http://old.example/frame", "frame", True, 0, "mixed-content"),
    ]


def test_called_addresses_that_lead_nowhere_are_written_addresses():
    home = Home(frozenset({"club.example"}), lambda host: host.endswith(".preview.test"))
    made = calls(
        watched(
            sent("1", "http://localhost:3001/api"),
            sent("2", API),
            sent("3", "https://x.preview.test/api"),
        ),
        reasons(),
    )
    found = list(called(made, home, "https://club.example/"))
    assert [(one.host, one.kind, one.where, one.used) for one in found] == [
        ("localhost", AddressKind.LOCALHOST, Where.CALL, True),
        ("x.preview.test", AddressKind.PREVIEW, Where.CALL, True),
    ]


def test_the_document_is_where_it_ends():
    watch = watched(
        sent("1", "https://club.example/", kind="Document", by="other"),
        raw_headers("1", location="/home", set_cookie="a=1\nb=2"),
        sent("1", "https://club.example/home", kind="Document", by="other", redirectResponse={"status": 302}),
        raw_headers("1", X_Frame_Options="DENY", set_cookie="c=3"),
        answered("1", kind="text/html", timing={"sendStart": 20.0, "receiveHeadersStart": 145.0}),
        finished("1", 5000),
    )
    document = watch.document
    assert document is not None
    assert (document.url, document.status, document.bytes) == ("https://club.example/home", 200, 5000)
    assert document.headers == (("x-frame-options", "DENY"), ("set-cookie", "c=3"))
    assert document.first_byte == pytest.approx(0.125)
    assert [line for _, line in watch.cookie_lines] == ["a=1", "b=2", "c=3"]


def test_headers_of_an_answer_are_taken_where_no_raw_ones_came():
    watch = watched(sent("1", API), answered("1", headers={"Cache-Control": "no-store"}))
    assert watch.asked["1"].headers == (("cache-control", "no-store"),)


def test_polling_and_streams_keep_no_page_busy():
    watch = watched(sent("1", f"{API}?n=1"), answered("1"), finished("1"))
    assert not watch.busy()
    moved = watch.moved
    for name, event in (sent("2", f"{API}?n=2"), sent("3", "https://club.example/events", kind="EventSource")):
        watch.feed(name, event)
    assert not watch.busy()
    watch.feed(*finished("2"))
    assert watch.moved >= moved
    watch.feed(*sent("4", "https://club.example/other"))
    assert watch.busy()
    assert not watch.busy({"https://club.example/other"})


def test_an_endless_page_is_not_kept_in_memory():
    watch = watched(*(sent(str(n), f"{API}/{n}") for n in range(MOST + 50)))
    for name, event in (*(answered(str(n)) for n in range(MOST + 50)), finished("9999"), raw_headers("9999", a="b")):
        watch.feed(name, event)
    for n in range(500):
        watch.feed(*mixed(f"http://old.example/{n}", "Image"))
        watch.feed("Log.entryAdded", {"entry": {"source": "network", "text": f"line {n}"}})
        watch.feed(*with_headers(f"early {n}", a="b"))
    assert len(watch.asked) == MOST
    assert len(watch.mixed) == len(watch.log) == 100
    assert len(watch._sent_early) == MOST
    assert len(resources((), watch, reasons())) == 100
    watch.feed("Audits.issueAdded", {"issue": {"details": {"corsIssueDetails": {}}}})
    assert len(watch.mixed) == 100


def test_no_document_before_there_is_one():
    assert Watch(MAIN).document is None


def forbidden(url: str, directive: str, **more: Any) -> Any:
    details = {"blockedURL": url, "violatedDirective": directive, **more}
    return "Audits.issueAdded", {"issue": {"details": {"contentSecurityPolicyIssueDetails": details}}}


def test_what_the_pages_own_policy_forbids():
    watch = watched(
        forbidden("https://api.club.example/x", "connect-src"),
        forbidden("wss://api.club.example/live", "connect-src"),
        forbidden("https://api.club.example/trial", "connect-src", isReportOnly=True),
        forbidden("", "script-src", contentSecurityPolicyViolationType="kEvalViolation"),
        forbidden("https://video.example", "frame-src"),
        *(forbidden("", "img-src") for _ in range(200)),
    )
    assert [(one.url, one.failed) for one in calls(watch, reasons())] == [
        ("https://api.club.example/x", "policy"),
        ("wss://api.club.example/live", "policy"),
    ]
    frames = (
        named("https://video.example/embed", ResourceKind.FRAME),
        named("https://map.example/", ResourceKind.FRAME),
    )
    assert [one.failed for one in resources(frames, watch, reasons())] == ["policy", ""]
    assert len(watch.forbidden) == 100


def test_what_leads_to_no_server_is_never_waited_for():
    watch = watched(
        sent("1", "mailto:a@club.example", kind="Document"), sent("2", "data:image/png;base64,x", kind="Image")
    )
    assert not watch.busy()
    assert watch.document is None
