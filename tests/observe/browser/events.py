"""What Chromium says over DevTools, in the words that were recorded from version 156."""

from collections.abc import Iterable
from typing import Any

from launchready.observe.browser.watch import Watch

MAIN = "MAIN-FRAME"
Event = tuple[str, dict[str, Any]]


def sent(
    key: str, url: str, *, kind: str = "Fetch", method: str = "GET", by: str = "script", frame: str = MAIN, **more: Any
) -> Event:
    request = {"url": url, "method": method}
    return "Network.requestWillBeSent", {
        "requestId": key,
        "request": request,
        "type": kind,
        "initiator": {"type": by},
        "frameId": frame,
        **more,
    }


def with_headers(key: str, **headers: str) -> Event:
    return "Network.requestWillBeSentExtraInfo", {"requestId": key, "headers": headers}


def answered(key: str, status: int = 200, kind: str = "application/json", **more: Any) -> Event:
    return "Network.responseReceived", {"requestId": key, "response": {"status": status, "mimeType": kind, **more}}


def raw_headers(key: str, **headers: str) -> Event:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return "Network.responseReceivedExtraInfo", {"requestId": key, "headers": named}


def finished(key: str, length: int = 100) -> Event:
    return "Network.loadingFinished", {"requestId": key, "encodedDataLength": length}


def failed(key: str, text: str = "net::ERR_FAILED", **more: Any) -> Event:
    return "Network.loadingFailed", {"requestId": key, "errorText": text, "canceled": False, **more}


def mixed(url: str, kind: str, resolution: str = "MixedContentBlocked") -> Event:
    details = {"resourceType": kind, "resolutionStatus": resolution, "insecureURL": url}
    return "Audits.issueAdded", {"issue": {"details": {"mixedContentIssueDetails": details}}}


def watched(*events: Event | Iterable[Event]) -> Watch:
    watch = Watch(MAIN)
    for name, event in events:  # type: ignore[misc]
        watch.feed(name, event)  # type: ignore[arg-type]
    return watch
