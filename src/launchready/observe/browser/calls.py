"""What a page asked for, as facts: its calls, its resources, and why some of them came to nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from launchready.facts.page import Call, CallFailure, Resource, ResourceKind, Where, WrittenAddress
from launchready.formats.address import Address, Home
from launchready.formats.cookies import looks_like_session
from launchready.formats.plain import plain
from launchready.observe.browser.door import Door
from launchready.observe.browser.gate import Gate
from launchready.observe.browser.watch import Asked, Mixed, Watch
from launchready.observe.browser.written import read_address
from launchready.observe.dial import DialErrorKind
from launchready.observe.pins import canonical

MOST_CALLS = 100
MOST_RESOURCES = 200
_CALLS = frozenset({"XHR", "Fetch", "EventSource", "WebSocket", "Ping"})
_KINDS = {
    "Script": ResourceKind.SCRIPT,
    "Stylesheet": ResourceKind.STYLE,
    "Image": ResourceKind.IMAGE,
    "Font": ResourceKind.FONT,
    "Media": ResourceKind.MEDIA,
    "Document": ResourceKind.FRAME,
    "TextTrack": ResourceKind.MEDIA,
    "Manifest": ResourceKind.OTHER,
}
# The words of the browser's report on mixed content (DevTools protocol, MixedContentResourceType).
_MIXED_KINDS = {
    "Script": ResourceKind.SCRIPT,
    "Stylesheet": ResourceKind.STYLE,
    "Image": ResourceKind.IMAGE,
    "Audio": ResourceKind.MEDIA,
    "Video": ResourceKind.MEDIA,
    "Font": ResourceKind.FONT,
    "Frame": ResourceKind.FRAME,
    "PluginResource": ResourceKind.OBJECT,
    "PluginData": ResourceKind.OBJECT,
}
_BLOCKED, _UPGRADED = "MixedContentBlocked", "MixedContentAutomaticallyUpgraded"
# Failures of our own making: the run's budget, and what the gate held back.
_OURS = frozenset({DialErrorKind.BUDGET})


@dataclass(frozen=True, slots=True)
class Reasons:
    """Says why a request came to nothing; empty for what worked, and for what we ended ourselves."""

    gate: Gate
    door: Door

    def of(self, one: Asked) -> str:
        """Give a word of CallFailure, or an empty string."""
        for held, word in (
            (one.url in self.gate.ours, ""),
            (one.url in self.gate.private, CallFailure.PRIVATE),
            (one.blocked == "mixed-content", CallFailure.MIXED_CONTENT),
            (one.blocked == "csp", CallFailure.POLICY),
            (one.cors, CallFailure.CORS),
            (not one.failure or one.canceled or self.gate.full, ""),
        ):
            if held:
                return str(word)
        return self._at_the_door(one)

    def _at_the_door(self, one: Asked) -> str:
        address = read_address(one.url)
        place = (canonical(address.host), address.url.port) if address else ("", 0)
        kind = self.door.refused.get(place)
        if kind in _OURS:
            return ""
        if kind is DialErrorKind.PRIVATE:
            return CallFailure.PRIVATE
        refused = kind is DialErrorKind.REFUSED or "ERR_CONNECTION_REFUSED" in one.failure
        return CallFailure.REFUSED if refused else CallFailure.FAILED


def calls(watch: Watch, reasons: Reasons) -> tuple[Call, ...]:
    """Every call of the page's own scripts, each once, in the order made."""
    found: dict[tuple[str, str], Call] = {}
    for one in watch.asked.values():
        address = read_address(one.url)
        if address is None or one.kind not in _CALLS or not _is_own_frame(one, watch):
            continue
        made = _call(one, address, reasons.of(one))
        found.setdefault((made.method, made.url), made)
    for mixed in watch.mixed:
        address = read_address(mixed.url)
        if address is not None and mixed.resolution == _BLOCKED and address.scheme == "ws":
            blocked = Asked(url=mixed.url, kind="WebSocket")
            found.setdefault(("GET", address.shown), _call(blocked, address, CallFailure.MIXED_CONTENT))
    for url, directive in watch.forbidden:
        address = read_address(url)
        if address is not None and directive == "connect-src":
            made = _call(Asked(url=url), address, CallFailure.POLICY)
            found.setdefault((made.method, made.url), made)
    return tuple(found.values())[:MOST_CALLS]


def _call(one: Asked, address: Address, failed: str) -> Call:
    return Call(
        url=address.shown,
        scheme=address.scheme,
        host=address.host,
        path=address.path,
        method=plain(one.method, 10),
        status=one.status,
        failed=str(failed),
        content_type=plain(one.content_type.lower(), 80),
        with_session=_has_session(one.sent),
    )


def _has_session(headers: Mapping[str, str]) -> bool:
    low = {name.lower(): value for name, value in headers.items()}
    names = (pair.partition("=")[0].strip() for pair in low.get("cookie", "").split(";"))
    return "authorization" in low or any(map(looks_like_session, filter(None, names)))


def _is_own_frame(one: Asked, watch: Watch) -> bool:
    """Whether the page itself asked, or a worker of it, and no page embedded in it."""
    return one.frame in {"", watch.frame}


def resources(named: tuple[Resource, ...], watch: Watch, reasons: Reasons) -> tuple[Resource, ...]:
    """Join what the markup names with what was really asked for; nothing that a frame loads for itself."""
    found = {(one.url, one.kind): one for one in named}
    upgraded = {_secure(one.url) for one in watch.mixed if one.resolution == _UPGRADED}
    seen = list(_asked(watch, reasons, upgraded)) + list(_mixed(watch, reasons))
    for one, by_script in seen:
        known = found.get((one.url, one.kind))
        in_markup = known.in_markup and not by_script if known else not by_script
        found[one.url, one.kind] = replace(one, in_markup=in_markup)
    # Of a frame that the policy forbids, the browser names the origin alone, and asks for nothing.
    closed = {url.rstrip("/") for url, directive in watch.forbidden if directive == "frame-src"}
    for key, one in found.items():
        if one.kind is ResourceKind.FRAME and not one.status and not one.failed and _origin(one.url) in closed:
            found[key] = replace(one, failed=str(CallFailure.POLICY))
    return tuple(found.values())[:MOST_RESOURCES]


def _asked(watch: Watch, reasons: Reasons, upgraded: set[str]) -> Iterator[tuple[Resource, bool]]:
    for one in watch.asked.values():
        kind = _KINDS.get(one.kind)
        address = read_address(one.url)
        if kind is None or address is None or one.url in upgraded or one.initiator == "preflight":
            continue
        if kind is ResourceKind.FRAME:
            if one.frame != watch.frame:
                yield _resource(address, kind, one.status, reasons.of(one)), one.initiator == "script"
        elif _is_own_frame(one, watch):
            yield _resource(address, kind, one.status, reasons.of(one)), one.initiator == "script"


def _mixed(watch: Watch, reasons: Reasons) -> Iterator[tuple[Resource, bool]]:
    """What was asked for over http: refused, or asked for by https instead. The answer is then that of the twin."""
    for one in watch.mixed:
        kind = _MIXED_KINDS.get(one.kind)
        address = read_address(one.url)
        if kind is None or address is None:
            continue
        twin = _twin(one, watch)
        if one.resolution == _UPGRADED and twin is not None:
            yield _resource(address, kind, twin.status, reasons.of(twin)), twin.initiator == "script"
        elif one.resolution == _BLOCKED:
            by_script = any(a.url == one.url and a.initiator == "script" for a in watch.asked.values())
            yield _resource(address, kind, 0, CallFailure.MIXED_CONTENT), by_script


def _twin(one: Mixed, watch: Watch) -> Asked | None:
    secure = _secure(one.url)
    return next((asked for asked in watch.asked.values() if asked.url == secure), None)


def _origin(url: str) -> str:
    address = read_address(url)
    return address.url.origin if address else ""


def _secure(url: str) -> str:
    return url.replace("http://", "https://", 1)


def _resource(address: Address, kind: ResourceKind, status: int, failed: str) -> Resource:
    return Resource(
        url=address.shown,
        scheme=address.scheme,
        host=address.host,
        kind=kind,
        in_markup=False,
        status=status,
        failed=str(failed),
    )


def called(made: tuple[Call, ...], home: Home, place: str) -> Iterator[WrittenAddress]:
    """The addresses among the calls that lead where visitors cannot or should not get."""
    for one in made:
        address = read_address(one.url)
        kind = home.kind_of(address.url) if address else None
        if kind is not None:
            yield WrittenAddress(url=one.url, host=one.host, kind=kind, where=Where.CALL, place=place, used=True)
