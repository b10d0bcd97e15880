"""Opens an address that no site has, among the pages and under /api, to see what an error shows."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

from launchready.facts.dns import Resolution
from launchready.facts.error_page import ErrorPage
from launchready.formats.page import is_html
from launchready.formats.response import page_headers
from launchready.formats.trail import secret_names, trail
from launchready.formats.url import Url, masked, parse
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.chains import entries
from launchready.observe.follow import Walk, follow
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.outcome import Missing, body_text, in_order


@gatherer(makes=(ErrorPage,), needs=(Resolution,))
async def error_page(scope: Scope) -> AsyncIterator[Observation]:
    """Follow both addresses to their end; the first of them is asked by the redirect chains, too."""
    async for walk in in_order(follow(scope, url) for url in _nowhere(scope)):
        yield _reduced(scope, walk)


def _nowhere(scope: Scope) -> Iterator[Url]:
    target = scope.target
    deep = next(
        entry.url
        for entry in entries(target)
        if entry.deep and (entry.url.scheme, entry.url.host) == (target.scheme, target.host)
    )
    yield deep
    yield replace(deep, path=f"/api{deep.path}")


def _reduced(scope: Scope, walk: Walk) -> Observation:
    site = Subject.site(scope.target.host)
    if isinstance(walk.end, Missing):
        return walk.end.gap(ErrorPage, site)
    if not walk.answers:
        nothing = Missing(GapReason.FAILED, f"{walk.entry.origin} did not answer ({walk.end.end.value})")
        return nothing.gap(ErrorPage, site)
    answer = walk.answers[-1]
    url = parse(answer.url)
    text = body_text(answer)
    found = trail(text, status=answer.status, is_page=is_html(answer.headers, answer.body))
    return ErrorPage(
        subject=site,
        url=masked(url) if isinstance(url, Url) else masked(walk.entry),
        host=url.host if isinstance(url, Url) else walk.entry.host,
        status=answer.status,
        content_type=answer.content_type,
        trail=found,
        secret_names=secret_names(text) if found else (),
        versions=page_headers(answer.headers).versions,
    )
