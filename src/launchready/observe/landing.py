"""The page that a visitor lands on, and whether another host serves the same one."""

from launchready.facts.http import PageSketch
from launchready.formats.page import same_site, sketch
from launchready.formats.url import Flaw, Url, parse
from launchready.formats.wall import recognise
from launchready.observe.dial import Dial
from launchready.observe.gatherer import Scope
from launchready.observe.http import Exchange, HttpFailure, HttpFailureKind, Web

MOST_HOPS = 5
_WALL_START = 16 * 1024  # what a barrier shows stands at the top of its page


async def landing(dial: Dial, url: str) -> Exchange | None:
    """Follow a few redirects to a page; None when there is none. Certificates are not judged here."""
    for _ in range(MOST_HOPS):
        exchange = await _get(dial, url)
        if exchange is None:
            return None
        location = exchange.header("location")
        if exchange.status // 100 != 3 or not location:
            return exchange
        here = parse(exchange.url)
        there = parse(location, here if isinstance(here, Url) else None)
        if isinstance(there, Flaw):
            return None
        url = there.text
    return None


async def _get(dial: Dial, url: str) -> Exchange | None:
    """Verified first: that is the answer which others ask for too."""
    for verify in (True, False):
        try:
            return await Web.of(dial).get(url, verify=verify)
        except HttpFailure as failure:
            if failure.kind is not HttpFailureKind.TLS:
                return None
    return None


async def same_page(scope: Scope, host: str) -> bool | None:
    """Whether a host ends at the page that the target shows; None when either shows none or they do not tell."""
    own = _page(scope, await landing(scope.dial, scope.target.url))
    exchange = await landing(scope.dial, f"https://{host}/") or await landing(scope.dial, f"http://{host}/")
    other = _page(scope, exchange)
    if own is None or other is None or exchange is None:
        return None
    ends = parse(exchange.url)
    if isinstance(ends, Url) and ends.host != host:
        return False  # it sends the visitor on, to the right address or elsewhere
    return same_site(own, other)


def _page(scope: Scope, exchange: Exchange | None) -> PageSketch | None:
    if exchange is None or exchange.status >= 400:
        return None
    start = exchange.body[:_WALL_START].decode("utf-8", "replace")
    if recognise(exchange.status, exchange.headers, start, scope.reference.walls) is not None:
        return None
    url = parse(exchange.url)
    return sketch(exchange.status, exchange.headers, exchange.body, url=url) if isinstance(url, Url) else None
