"""What the browser tells while a page loads, kept request by request. Takes DevTools events; does nothing itself."""

import time
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST = 400
"""More requests than this are not kept; the gate lets fewer out."""
_MOST_NOTED = 100

# These do not hold up a page: they run on, or nobody waits for them.
_IN_THE_BACK = frozenset({"EventSource", "WebSocket", "Ping", "Media", "Prefetch", "CSPViolationReport"})
_NETWORK = ("requestWillBeSent", "requestWillBeSentExtraInfo", "responseReceived", "responseReceivedExtraInfo")
_ENDS = ("loadingFinished", "loadingFailed")
_SOCKETS = ("webSocketCreated", "webSocketHandshakeResponseReceived", "webSocketFrameError")
EVENTS = (
    *(f"Network.{name}" for name in (*_NETWORK, *_ENDS, *_SOCKETS)),
    *("Audits.issueAdded", "Log.entryAdded"),
)


@dataclass(slots=True, kw_only=True)
class Asked:
    """One request of the page. Holds raw headers for a moment: never recorded."""

    url: str
    method: str = "GET"
    kind: str = ""
    initiator: str = ""
    frame: str = ""
    status: int = 0
    content_type: str = ""
    failure: str = ""
    blocked: str = ""
    cors: bool = False
    canceled: bool = False
    done: bool = False
    again: bool = False
    sent: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[tuple[str, str], ...] = ()
    first_byte: float = 0.0
    bytes: int = 0


@dataclass(slots=True, kw_only=True)
class Mixed:
    """An insecure address on a secure page, as the browser reports it."""

    url: str
    kind: str
    resolution: str


@dataclass(slots=True)
class Watch:
    """Everything that one page did. `frame` is its main frame.

    `forbidden`: addresses that the page's own policy (CSP) forbids, each with the directive.
    """

    frame: str
    asked: dict[str, Asked] = field(default_factory=dict)
    mixed: list[Mixed] = field(default_factory=list)
    forbidden: list[tuple[str, str]] = field(default_factory=list)
    log: list[tuple[str, str]] = field(default_factory=list)
    documents: list[Asked] = field(default_factory=list)
    cookie_lines: list[tuple[str, str]] = field(default_factory=list)
    moved: float = field(default_factory=time.monotonic)
    _known: set[tuple[str, str]] = field(default_factory=set)
    _sent_early: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def feed(self, name: str, event: Mapping[str, Any]) -> None:
        """Take one event."""
        match name.partition(".")[2]:
            case "requestWillBeSent":
                self._will_be_sent(event)
            case "requestWillBeSentExtraInfo":
                self._sent_with(str(event["requestId"]), event.get("headers", {}))
            case "responseReceived":
                self._answered(event)
            case "responseReceivedExtraInfo":
                self._headers(str(event["requestId"]), event.get("headers", {}))
            case "loadingFinished" | "loadingFailed":
                self._ended(event)
            case "webSocketCreated" | "webSocketHandshakeResponseReceived" | "webSocketFrameError":
                self._socket(event)
            case "issueAdded":
                self._issue(event["issue"].get("details", {}))
            case _:
                self._logged(event["entry"])

    @property
    def document(self) -> Asked | None:
        """The last page that the main frame was given."""
        return self.documents[-1] if self.documents else None

    def busy(self, held: Container[str] = ()) -> bool:
        """Whether something is under way that the page waits for. What was asked before is polling.

        `held` are addresses that were not let out: the browser does not always say that they ended.
        """
        return any(
            not (one.done or one.again or one.kind in _IN_THE_BACK or one.url in held) for one in self.asked.values()
        )

    def _will_be_sent(self, event: Mapping[str, Any]) -> None:
        key = str(event["requestId"])
        if key in self.asked:
            self._redirected(self.asked[key], event)
            return
        if len(self.asked) >= MOST:
            return
        request = event["request"]
        bare = (str(request["method"]), str(request["url"]).partition("?")[0])
        one = Asked(
            url=str(request["url"]),
            method=str(request["method"]),
            kind=str(event.get("type", "Other")),
            initiator=str(event.get("initiator", {}).get("type", "")),
            frame=str(event.get("frameId", "")),
            again=bare in self._known,
            sent=self._sent_early.pop(key, {}),
        )
        self.asked[key] = one
        self._known.add(bare)
        # What leads to no server (data:, mailto:) is never waited for; nor does it always end.
        one.done = not one.url.startswith(("http:", "https:"))
        if not one.again:
            self.moved = time.monotonic()
        if one.kind == "Document":
            one.again = False

    def _redirected(self, one: Asked, event: Mapping[str, Any]) -> None:
        """A document is where it ends; a call is what the page asked for."""
        if one.kind == "Document":
            one.url = str(event["request"]["url"])
            one.headers = ()

    def _sent_with(self, key: str, headers: Mapping[str, str]) -> None:
        if key in self.asked:
            self.asked[key].sent = headers
        elif len(self._sent_early) < MOST:
            self._sent_early[key] = headers

    def _answered(self, event: Mapping[str, Any]) -> None:
        one = self.asked.get(str(event["requestId"]))
        if one is None:
            return
        response = event["response"]
        one.status = int(response.get("status", 0))
        one.content_type = str(response.get("mimeType", ""))
        if one.kind == "Document" and one.frame == self.frame and one not in self.documents:
            self.documents.append(one)
        if not one.headers:
            one.headers = tuple((str(name).lower(), str(value)) for name, value in response.get("headers", {}).items())
        timing = response.get("timing") or {}
        one.first_byte = max(timing.get("receiveHeadersStart", 0.0) - timing.get("sendStart", 0.0), 0.0) / 1000

    def _headers(self, key: str, headers: Mapping[str, str]) -> None:
        """Keep the headers as they came: one value a line, where a header came more than once."""
        one = self.asked.get(key)
        pairs = tuple((name.lower(), line) for name, value in headers.items() for line in str(value).split("\n"))
        if one is None:
            return
        one.headers = pairs
        lines = [(one.url, value) for name, value in pairs if name == "set-cookie"]
        self.cookie_lines += lines[: _MOST_NOTED - len(self.cookie_lines)]

    def _ended(self, event: Mapping[str, Any]) -> None:
        one = self.asked.get(str(event["requestId"]))
        if one is None:
            return
        one.done = True
        if not one.again:
            self.moved = time.monotonic()
        one.bytes = int(event.get("encodedDataLength", 0))
        one.failure = str(event.get("errorText", ""))
        one.blocked = str(event.get("blockedReason", ""))
        one.canceled = bool(event.get("canceled", False))
        one.cors = "corsErrorStatus" in event

    def _socket(self, event: Mapping[str, Any]) -> None:
        key = str(event["requestId"])
        if "url" in event and len(self.asked) < MOST:
            self.asked[key] = Asked(url=str(event["url"]), kind="WebSocket", initiator="script")
            return
        one = self.asked.get(key)
        if one is None:
            return
        if "response" in event:
            one.status = int(event["response"].get("status", 0))
            one.sent = event["response"].get("requestHeaders") or {}
        else:
            one.failure = str(event.get("errorMessage", "")) or "failed"

    def _issue(self, details: Mapping[str, Any]) -> None:
        insecure = details.get("mixedContentIssueDetails")
        if insecure is not None and len(self.mixed) < _MOST_NOTED:
            found = Mixed(
                url=str(insecure.get("insecureURL", "")),
                kind=str(insecure.get("resourceType", "")),
                resolution=str(insecure.get("resolutionStatus", "")),
            )
            if found not in self.mixed:
                self.mixed.append(found)
        policy = details.get("contentSecurityPolicyIssueDetails")
        if policy is not None and not policy.get("isReportOnly") and len(self.forbidden) < _MOST_NOTED:
            self.forbidden.append((str(policy.get("blockedURL", "")), str(policy.get("violatedDirective", ""))))

    def _logged(self, entry: Mapping[str, Any]) -> None:
        if len(self.log) < _MOST_NOTED:
            self.log.append((str(entry.get("source", "")), str(entry.get("text", ""))))
