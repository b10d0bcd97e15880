"""Opens a few pages twice as strangers, to see whether a cache answers and whether everybody gets the same."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from launchready.facts.page import Page, PageRole, best_views
from launchready.facts.revisit import Revisit, Visit
from launchready.formats.cache_control import SHARED_POLICY_HEADERS, signs
from launchready.formats.cookies import looks_like_session, names
from launchready.formats.cookies import parse as parse_cookie
from launchready.formats.names import within
from launchready.formats.plain import plain
from launchready.formats.sameness import digest
from launchready.formats.url import MASK, Url, masked, parse
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.dial import Dial
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import Exchange, HttpFailure, HttpFailureKind, Web
from launchready.observe.outcome import REDIRECTS, Missing, barrier

MOST = 4
# Long enough for a cache to have stored the first answer; a run waits for it.
APART_SECONDS = 0.5
LONGEST_ROUND = 8.0
_DATA = ("application/json", "application/graphql-response+json")
# A value shorter than this may be a word, the same for everybody on purpose.
_SHORTEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class _Seen:
    answer: Exchange
    at: float


@gatherer(makes=(Revisit,), needs=(Page,))
async def revisit(scope: Scope) -> AsyncIterator[Observation]:
    """Open up to four pages twice, half a second apart, on connections of their own, without cookies."""
    site = Subject.site(scope.target.host)
    wanted = _chosen(scope)
    if not wanted:
        nothing = Missing(GapReason.NOT_RUN, "no page of the site was seen that could be opened twice")
        yield nothing.gap(Revisit, site)
        return
    async with scope.dial.fresh() as dial:
        started = time.monotonic()
        first: list[_Seen | Missing] = []
        for url in wanted:
            # One after the other, or our own visits would slow each other down; where each takes long, fewer do.
            if not first or time.monotonic() - started < LONGEST_ROUND:
                first.append(await _open(scope, dial, url))
        await asyncio.sleep(max(0.0, started + APART_SECONDS - time.monotonic()))
        trips: dict[str, float] = {}
        for url, before in zip(wanted, first, strict=False):
            after = before if isinstance(before, Missing) else await _open(scope, dial, url)
            if isinstance(before, _Seen) and isinstance(after, _Seen):
                trips[url.host] = trips.get(url.host) or before.answer.phases.tcp or after.answer.phases.tcp
                yield _compared(site, url, before, after, trips[url.host])
            else:
                yield next(one for one in (before, after) if isinstance(one, Missing)).gap(Revisit, site)


def _chosen(scope: Scope) -> list[Url]:
    """The landing page, the login, then the slowest pages, then calls that a page makes without a session."""
    target = scope.target
    own = [page for page in best_views(scope.seen.all(Page)) if _is_own(scope, page.subject.host_name)]
    shown = [page for page in own if page.status < 400 and page.role is not PageRole.ROUTE]
    order = {PageRole.LANDING: 0, PageRole.LOGIN: 1}
    pages = sorted(shown, key=lambda page: (order.get(page.role, 2), -round(page.first_byte_seconds, 1), -page.bytes))
    calls = [
        call.url
        for page in shown
        for call in page.calls
        if call.method == "GET" and call.status == 200 and call.content_type in _DATA and not call.with_session
        if within(call.host, target.apex)
    ]
    urls = (parse(text) for text in dict.fromkeys((*(page.url for page in pages), *calls)) if MASK not in text)
    return [url for url in urls if isinstance(url, Url)][:MOST]


def _is_own(scope: Scope, host: str) -> bool:
    return within(host, scope.target.apex) or any(host == declared.name for declared in scope.target.hosts)


async def _open(scope: Scope, dial: Dial, url: Url) -> _Seen | Missing:
    """One request of a stranger. A certificate that others judge does not keep us out."""
    for verify in (True, False):
        try:
            at = time.monotonic()
            answer = await Web.of(dial).send("GET", url, verify=verify)
        except HttpFailure as failure:
            if verify and failure.kind is HttpFailureKind.TLS:
                continue
            return Missing(_reason(failure.kind), f"{masked(url)} did not answer again: {plain(failure.detail, 80)}")
        return barrier(answer, scope.reference) or _moved(url, answer) or _Seen(answer, at)
    raise AssertionError  # the second try verifies nothing, so it cannot fail by the certificate


def _moved(url: Url, answer: Exchange) -> Missing | None:
    if answer.status in REDIRECTS:
        return Missing(GapReason.UNSTABLE, f"{masked(url)} showed a page before and led elsewhere when asked again")
    return None


def _reason(kind: HttpFailureKind) -> GapReason:
    if kind in {HttpFailureKind.CONNECT_TIMED_OUT, HttpFailureKind.TIMED_OUT}:
        return GapReason.TIMED_OUT
    return GapReason.NOT_RUN if kind is HttpFailureKind.BUDGET else GapReason.FAILED


def _compared(site: Subject, url: Url, first: _Seen, second: _Seen, round_trip: float) -> Revisit:
    one, other = first.answer, second.answer
    whole = not one.truncated and not other.truncated
    return Revisit(
        subject=site,
        url=masked(url),
        host=url.host,
        content_type=one.content_type,
        first=_visit(one),
        second=_visit(other),
        apart_seconds=round(second.at - first.at, 2),
        same_body=whole and digest(one.body) == digest(other.body),
        same_session=bool(_sessions(one.set_cookies) & _sessions(other.set_cookies)),
        round_trip_seconds=round(round_trip, 4),
    )


def _visit(answer: Exchange) -> Visit:
    shared = next((value for name in SHARED_POLICY_HEADERS if (value := answer.header(name))), "")
    controls = answer.all("cache-control")
    cookies = names(answer.set_cookies)
    return Visit(
        status=answer.status,
        first_byte_seconds=round(answer.phases.first_byte, 3),
        bytes=len(answer.body),
        whole=not answer.truncated,
        cache_control=plain(", ".join(controls), 200) if controls else None,
        shared_control=plain(shared, 200),
        cache=signs(answer.headers),
        cookies=cookies,
        session_cookies=tuple(name for name in cookies if looks_like_session(name)),
    )


def _sessions(lines: Iterable[str]) -> set[tuple[str, str]]:
    """Session cookies by name and value, compared in memory and never recorded."""
    read = (parse_cookie(line) for line in lines)
    return {
        (cookie.name, cookie.value)
        for cookie in read
        if cookie is not None and looks_like_session(cookie.name) and len(cookie.value) >= _SHORTEST_SECRET
    }
