"""robots.txt as the site serves it."""

from launchready.formats.page import is_html
from launchready.formats.robots import disallows_all
from launchready.formats.url import Url
from launchready.observe.gatherer import Scope
from launchready.observe.http import Exchange
from launchready.observe.outcome import ask, barrier, target_of


async def robots_blocked(scope: Scope, url: Url) -> bool | None:
    """Whether robots.txt closes the site; None when that could not be read (RFC 9309 section 2.3.1)."""
    where = Url(url.scheme, url.host, url.port, "/robots.txt")
    answer = await ask(scope, where)
    target = target_of(answer, where) if isinstance(answer, Exchange) else None
    if isinstance(target, Url):
        answer = await ask(scope, target)
    if not isinstance(answer, Exchange) or answer.status >= 500 or barrier(answer, scope.reference) is not None:
        return None
    # An app that answers every path with its start page has no robots.txt.
    if answer.status != 200 or is_html(answer.headers, answer.body):
        return False
    return disallows_all(answer.body.decode("utf-8", "replace"))
