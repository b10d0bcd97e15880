"""What a request came to: an answer, a way in which the site failed, or something we could not see."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, TypeVar

from launchready.facts.http import End
from launchready.formats.charset import decoded
from launchready.formats.names import is_literal, is_local
from launchready.formats.page import moves_to
from launchready.formats.plain import plain
from launchready.formats.url import Flaw, Url, masked, masked_text, parse
from launchready.formats.wall import recognise
from launchready.model.fact import Fact, Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe import endpoint
from launchready.observe.dial import Dial, DialError
from launchready.observe.gatherer import Scope
from launchready.observe.guard import AddressClass, classify
from launchready.observe.http import BODY_LIMIT, Exchange, HttpFailure, HttpFailureKind, Web
from launchready.reference import Reference

T = TypeVar("T")

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BODY_START = 16 * 1024


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The site failed in this way; `detail` is a code or an address, empty when the end says it all."""

    end: End
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """We could not see it; nothing is said about the site."""

    reason: GapReason
    detail: str
    ask: str = ""

    def gap(self, kind: type[Fact], subject: Subject) -> Gap:
        """The same as a gap about somebody."""
        return Gap(fact=kind.__name__, subject=subject, reason=self.reason, detail=self.detail, ask=self.ask)


Outcome = Exchange | NoAnswer | Missing


class _Manner(TypedDict):
    address: str | None
    cookies: Mapping[str, str] | None
    limit: int
    headers: Sequence[tuple[str, str]]
    keep: bool


_ENDS = {
    HttpFailureKind.REFUSED: End.REFUSED,
    HttpFailureKind.UNREACHABLE: End.UNREACHABLE,
    HttpFailureKind.NO_ADDRESS: End.NO_ADDRESS,
    HttpFailureKind.PRIVATE: End.PRIVATE_ADDRESS,
    HttpFailureKind.TLS: End.TLS_FAILED,
    HttpFailureKind.BROKEN: End.BROKEN,
    HttpFailureKind.TOO_LARGE_HEADERS: End.BROKEN,
}
# OpenSSL's X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY and ..._VERIFY_LEAF_SIGNATURE.
_MAYBE_INCOMPLETE = {20, 21}
_TIMED_OUT = {HttpFailureKind.CONNECT_TIMED_OUT, HttpFailureKind.TIMED_OUT}
# A failure of this kind still means that the port took our connection.
_CONNECTED = {
    HttpFailureKind.TIMED_OUT,
    HttpFailureKind.TLS,
    HttpFailureKind.BROKEN,
    HttpFailureKind.TOO_LARGE_HEADERS,
}
_WALL_SAYS = {
    "challenge": "asked us to prove that we are no robot, and showed us no page",
    "rate-limit": "said that we ask too often, and showed us no page",
    "forbidden": "refused us, and showed us no page",
}
_SLOW = "Look again in a few minutes. If it stays like this, ask your host why the site answers so slowly."


async def ask(
    scope: Scope,
    url: Url,
    *,
    address: str | None = None,
    cookies: Mapping[str, str] | None = None,
    verify: bool = True,
    limit: int = BODY_LIMIT,
    headers: Sequence[tuple[str, str]] = (),
    keep: bool = True,
) -> Outcome:
    """Make one request and say what came of it. `limit`, `headers` and `keep` as in `Web.get`."""
    refused = _written_private(scope.dial, url)
    if refused is not None:
        return refused
    more: _Manner = {"address": address, "cookies": cookies, "limit": limit, "headers": headers, "keep": keep}
    try:
        return await Web.of(scope.dial).get(url, verify=verify, **more)
    except HttpFailure as failure:
        if verify and failure.tls_code in _MAYBE_INCOMPLETE and await _browsers_complete(scope, url, failure):
            return await ask(scope, url, verify=False, **more)
        silent = failure.kind is HttpFailureKind.CONNECT_TIMED_OUT
        if silent and url.scheme == "http" and url.port == 80 and await _https_connects(scope.dial, url.host):
            # Firewalls close port 80 by dropping; with 443 open that is a closed port, not a lost packet.
            return NoAnswer(End.UNREACHABLE)
        return await _meaning(scope.dial, url, failure)


async def _browsers_complete(scope: Scope, url: Url, failure: HttpFailure) -> bool:
    """Whether browsers show the page all the same: they fetch an intermediate that is not sent (RFC 5280 4.2.2.1)."""
    try:
        seen = await endpoint.look(scope.dial, url.host, url.port, failure.address, scope.as_of)
    except DialError:
        return False
    return seen.chain_incomplete and seen.name_matches is True


async def _https_connects(dial: Dial, host: str) -> bool:
    try:
        await Web.of(dial).get(Url("https", host, 443, "/"))
    except HttpFailure as failure:
        return failure.kind in _CONNECTED
    return True


async def _meaning(dial: Dial, url: Url, failure: HttpFailure) -> NoAnswer | Missing:
    kind = failure.kind
    if kind in _TIMED_OUT:
        return Missing(GapReason.TIMED_OUT, f"{url.origin} did not answer in time", _SLOW)
    if kind is HttpFailureKind.DNS:
        return Missing(GapReason.FAILED, f"the name {url.host} could not be looked up")
    if kind is HttpFailureKind.BUDGET:
        return Missing(GapReason.NOT_RUN, f"{url.host} had its share of requests in this run")
    if kind is HttpFailureKind.UNREACHABLE and ":" in failure.address and not await dial.ipv6_here():
        return Missing(GapReason.NO_ACCESS, f"{url.host} answers over IPv6 only, and this machine has none")
    return NoAnswer(_ENDS[kind], _detail(failure))


def _detail(failure: HttpFailure) -> str:
    """A code that says more than the kind of failure does."""
    match failure.kind:
        case HttpFailureKind.TLS:
            return str(failure.tls_code) if failure.tls_code else plain(failure.detail, 80)
        case HttpFailureKind.PRIVATE:
            return failure.address
        case HttpFailureKind.TOO_LARGE_HEADERS:
            return failure.kind.value
        case _:
            return ""


def _written_private(dial: Dial, url: Url) -> NoAnswer | None:
    """Refuse an address that a site wrote as a local one, whatever a resolver says: it means the visitor's machine."""
    if dial.settings.literal_private or dial.pins.by_host(url.host, url.port) is not None:
        return None
    bare = url.host.strip("[]")
    local = is_local(bare) or (is_literal(bare) and classify(bare) is not AddressClass.PUBLIC)
    return NoAnswer(End.PRIVATE_ADDRESS, bare) if local else None


def barrier(answer: Exchange, reference: Reference) -> Missing | None:
    """The wall that answered in place of the site, as what we could not see; None for the site's own answer."""
    wall = recognise(answer.status, answer.headers, body_start(answer), reference.walls)
    if wall is None:
        return None
    return Missing(GapReason.BLOCKED, f"{wall.name} {_WALL_SAYS[wall.kind]}", wall.how_to_let_us_in)


def led_to(answer: Exchange, url: Url) -> str:
    """The masked address that an answer sends its visitor to; empty when it does not."""
    target = target_of(answer, url)
    if target is None:
        return ""
    return masked(target) if isinstance(target, Url) else masked_text(location_of(answer) or "")


def body_text(answer: Exchange) -> str:
    """The whole body as text, in the charset that it says."""
    return decoded(answer.body, answer.header("content-type") or "")


def body_start(answer: Exchange) -> str:
    """The first part of the body as text: walls and sign-ins name themselves early."""
    return decoded(answer.body[:_BODY_START], answer.header("content-type") or "")


def target_of(answer: Exchange, url: Url) -> Url | Flaw | None:
    """Where the answer sends its visitor, by Location or by a refresh within two seconds; None: nowhere."""
    written = location_of(answer)
    if written is None:
        return None
    target = parse(written, url)
    by_page = answer.status not in REDIRECTS
    # A page that loads itself again is a page; and browsers do not follow a refresh that is no address.
    return None if by_page and (target == url or not isinstance(target, Url)) else target


def location_of(answer: Exchange) -> str | None:
    """The Location of a redirect as written (empty when it has none), or a page's own refresh."""
    if answer.status in REDIRECTS:
        # Header bytes come as Latin-1; those of addresses are UTF-8 where they are not ASCII.
        raw = (answer.header("location") or "").encode("latin-1")
        return raw.decode("utf-8", "replace")
    if 200 <= answer.status < 300:
        return moves_to(answer.headers, answer.body)
    return None


async def in_order(work: Iterable[Coroutine[Any, Any, T]]) -> AsyncGenerator[T, None]:
    """Do everything at once and give the results in the order asked for: a record must not depend on luck."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        for task in tasks:
            yield await task
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
