"""Whether the owner's word stands at a host: in its DNS by two resolvers, or at its own https."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from launchready.formats.proof import FILE, RECORD, in_page, in_text
from launchready.formats.url import Url, parse
from launchready.observe import trust
from launchready.observe.dial import Dial, DialError
from launchready.observe.http import Exchange, HttpFailure, Web
from launchready.observe.outcome import REDIRECTS, body_text, location_of
from launchready.observe.resolver import ask
from launchready.observe.views import resolver_views

SECONDS = 12.0
RESOLVERS = 2
"""One resolver may be lied to, or lie: the record counts when two hold it."""
MOST_HOPS = 3


class Way(StrEnum):
    """Where the word stood."""

    RECORD = "DNS record"
    FILE = "file"
    META = "meta tag"


@dataclass(frozen=True, slots=True)
class Place:
    """A host whose control is to be shown, and the port of its https."""

    host: str
    port: int = 443


async def proof_at(dial: Dial, place: Place, word: str) -> Way | None:
    """Look for the word at one host; the first place that holds it. Never raises for what the world does."""
    try:
        async with asyncio.timeout(SECONDS):
            if await _in_record(dial, place.host, word):
                return Way.RECORD
            return await _at_https(dial, place, word)
    except (TimeoutError, DialError):
        return None


async def _in_record(dial: Dial, host: str, word: str) -> bool:
    """Whether every resolver holds it, and there are two."""
    servers = set(dial.resolvers)
    if len(servers) < RESOLVERS:
        return False
    replies = await asyncio.gather(*(ask(dial, server, f"{RECORD}.{host}", "TXT") for server in servers))
    return all(any(in_text(record, word) for record in reply.records) for reply in replies)


async def _at_https(dial: Dial, place: Place, word: str) -> Way | None:
    """Whether it is served under the host's own certificate, at an address that each resolver gives."""
    if not trust.verifying(dial.settings.ca_file).has_roots:
        return None  # nothing to verify a certificate against: anybody could answer
    addresses = await _addresses(dial, place)
    if addresses is None:
        return None
    for way, path in ((Way.FILE, FILE), (Way.META, "/")):
        answers = [await _own_answer(dial, Url("https", place.host, place.port, path), one) for one in addresses]
        if all(answer is not None and _holds(answer, way, word) for answer in answers):
            return way
    return None


async def _addresses(dial: Dial, place: Place) -> Sequence[str | None] | None:
    """One address for each resolver's answer; None where one of them gives none that may be asked."""
    if dial.pins.by_host(place.host, place.port) is not None:
        return (None,)
    found: list[str] = []
    for view in await resolver_views(dial, place.host):
        allowed = next((one for one in view.addresses if dial.judge(one, host=place.host) is None), "")
        if not allowed:
            return None
        found.append(allowed)
    return tuple(dict.fromkeys(found)) or None


async def _own_answer(dial: Dial, url: Url, address: str | None) -> Exchange | None:
    """The answer, redirects followed within the very same origin only."""
    for _ in range(MOST_HOPS + 1):
        try:
            answer = await Web.of(dial).get(url, address=address)
        except HttpFailure:
            return None
        if answer.status not in REDIRECTS:
            return answer if answer.status == 200 else None
        target = parse(location_of(answer) or "", url)
        if not isinstance(target, Url) or target.origin != url.origin:
            return None
        url = target
    return None


def _holds(answer: Exchange, way: Way, word: str) -> bool:
    text = body_text(answer)
    return in_text(text, word) if way is Way.FILE else in_page(text, word)
