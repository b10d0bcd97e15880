"""The cookies that the site sets on the ways into it, with their flags and without their values."""

from collections.abc import AsyncIterator
from datetime import datetime

from launchready.facts.cookie import AnswerCookies
from launchready.facts.dns import Resolution
from launchready.formats.response import cookies_seen
from launchready.formats.url import Url, masked, parse
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.chains import entries
from launchready.observe.follow import follow
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import Exchange
from launchready.observe.outcome import REDIRECTS, Missing, in_order


@gatherer(makes=(AnswerCookies,), needs=(Resolution,))
async def cookies(scope: Scope) -> AsyncIterator[Observation]:
    """Follow every entry as its redirects are followed (the answers are shared), and read what each answer sets."""
    told: set[str] = set()
    async for walk in in_order(follow(scope, entry.url) for entry in entries(scope.target)):
        for answer in walk.answers:
            url = parse(answer.url)
            if isinstance(url, Url) and answer.url not in told:
                told.add(answer.url)
                yield _reduced(url, answer, scope.as_of)
        own = walk.entry.text == scope.target.url
        if own and isinstance(walk.end, Missing):
            yield walk.end.gap(AnswerCookies, Subject.site(scope.target.host))
    if not told:
        nothing = Missing(GapReason.FAILED, f"{scope.target.origin} gave no answer that could set a cookie")
        yield nothing.gap(AnswerCookies, Subject.site(scope.target.host))


def _reduced(url: Url, answer: Exchange, now: datetime) -> AnswerCookies:
    return AnswerCookies(
        subject=Subject.host(url.host),
        url=masked(url),
        scheme=url.scheme,
        status=answer.status,
        followed=answer.status in REDIRECTS,
        # An empty value is how many apps take a cookie back.
        cookies=cookies_seen([line for line in answer.set_cookies if not _is_empty(line)], url, now),
    )


def _is_empty(line: str) -> bool:
    return not line.partition(";")[0].partition("=")[2].strip(' "')
