"""Redirect chains: every way into the site, followed to its end; and how long its first answer took."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import unquote

from launchready.facts.dns import Resolution
from launchready.facts.http import End, FirstByte, RedirectChain
from launchready.formats.url import PROBE, Url, masked, parse
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import Target
from launchready.model.words import GapReason
from launchready.observe.follow import Walk, follow
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import HttpFailure, Web
from launchready.observe.outcome import Missing, in_order

# A free plan that sleeps takes longer than this to answer, a page that is awake hardly ever does.
SLEEPY_SECONDS = 10.0
LOSSY = "packets get lost on the line from here, so a slow first answer says nothing"


@dataclass(frozen=True, slots=True)
class Entry:
    """One way in; `is_target` for the address that we were given."""

    url: Url
    deep: bool
    is_target: bool


def entries(target: Target) -> Iterator[Entry]:
    """{http, https} × {bare domain, www} × {/, a deep path}, or what there is of it; the target's own first."""
    own = parse(target.url)
    here = own if isinstance(own, Url) else Url(target.scheme, target.host, target.port, target.path)
    yield Entry(here, deep=False, is_target=True)
    for origin in _origins(target):
        for deep in (False, True):
            path, query = (_deep_path(target.host), PROBE) if deep else ("/", None)
            url = Url(origin.scheme, origin.host, origin.port, path, query)
            if url != here:
                yield Entry(url, deep, is_target=False)


def _origins(target: Target) -> list[Url]:
    usual = {"http": 80, "https": 443}
    if target.port != usual[target.scheme]:
        return [Url(target.scheme, target.host, target.port, "/")]
    return [Url(scheme, host, port, "/") for scheme, port in usual.items() for host in entry_hosts(target)]


def entry_hosts(target: Target) -> tuple[str, ...]:
    """The hosts that visitors type: both forms of the domain when the site lives at one of them, else its host."""
    pair = (target.apex, f"www.{target.apex}")
    return pair if target.owns_zone and target.host in pair and not target.is_literal else (target.host,)


def _deep_path(host: str) -> str:
    """A path that no site has; the same from run to run, so that runs compare."""
    return f"/launchready-{sha256(host.encode()).hexdigest()[:8]}/page"


@gatherer(makes=(RedirectChain,), needs=(Resolution,))
async def chains(scope: Scope) -> AsyncIterator[Observation]:
    """Follow every entry; again with cookies where they might change the way."""
    told: set[Subject] = set()
    async for entry, walks in in_order(_both(scope, entry) for entry in entries(scope.target)):
        for with_cookies, walk in enumerate(walks):
            seen = _observation(scope.target, entry, walk, with_cookies=bool(with_cookies))
            # What is missing is told once a host, however many of its entries it hides.
            if isinstance(seen, Gap) and seen.subject in told:
                continue
            if isinstance(seen, Gap):
                told.add(seen.subject)
            yield seen


async def _both(scope: Scope, entry: Entry) -> tuple[Entry, list[Walk]]:
    walks = [await follow(scope, entry.url)]
    if walks[0].wants_cookies:
        walks.append(await follow(scope, entry.url, with_cookies=True))
    return entry, walks


def _observation(target: Target, entry: Entry, walk: Walk, *, with_cookies: bool) -> RedirectChain | Gap:
    site = Subject.site(target.host)
    if isinstance(walk.end, Missing):
        subject = site if entry.is_target else Subject.host(entry.url.host)
        return walk.end.gap(RedirectChain, subject)
    answered = walk.end.end is End.ANSWER
    return RedirectChain(
        subject=site,
        entry=masked(entry.url),
        entry_scheme=entry.url.scheme,
        entry_host=entry.url.host,
        deep=entry.deep,
        with_cookies=with_cookies,
        hops=walk.hops,
        end=walk.end.end,
        end_detail=walk.end.detail,
        final_url=masked(walk.at),
        final_origin=walk.at.origin,
        path_kept=keeps(entry.url, walk.at) if entry.deep and answered else None,
        is_target=entry.is_target,
    )


def keeps(asked: Url, final: Url) -> bool:
    """Whether path and query survived: as they were, behind a language prefix, or inside a sign-in's `next`."""
    query = final.query or ""
    if asked.path in unquote(unquote(query)):
        return True
    return final.path.rstrip("/").endswith(asked.path.rstrip("/")) and (asked.query or "") in query.split("&")


@gatherer(makes=(FirstByte,), needs=(RedirectChain,))
async def first_byte(scope: Scope) -> AsyncIterator[Observation]:
    """Tell how long the target's first answer of this run took, and a later one if that was long."""
    subject = Subject.host(scope.target.host)
    walk = await follow(scope, next(entries(scope.target)).url)
    if isinstance(walk.end, Missing):
        yield walk.end.gap(FirstByte, subject)
        return
    if walk.end.end is not End.ANSWER:
        missing = Missing(GapReason.FAILED, f"{scope.target.origin} gave no page to wait for")
        yield missing.gap(FirstByte, subject)
        return
    first = walk.answers[-1].phases.first_byte
    if first > SLEEPY_SECONDS and scope.dial.line_loses:
        yield Missing(GapReason.TIMED_OUT, LOSSY).gap(FirstByte, subject)
        return
    later = await _measured_again(scope, walk.at) if first > SLEEPY_SECONDS else None
    yield FirstByte(subject=subject, first_seconds=round(first, 3), later_seconds=later)


async def _measured_again(scope: Scope, url: Url) -> float | None:
    """One more request on a new connection, without the memory of the first."""
    async with scope.dial.fresh() as dial:
        try:
            answer = await Web.of(dial).get(url)
        except HttpFailure:
            return None
        return round(answer.phases.first_byte, 3)
