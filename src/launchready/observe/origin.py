"""Looks for the server behind a CDN among the zone's own names, as somebody who wants to get past the CDN would.

Only names that the zone itself tells are tried, and each address is asked once for the site's own page.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from ipaddress import ip_network

from launchready.facts.cdn import DirectAnswer, Origins
from launchready.facts.dns import Resolution, ZoneRecords
from launchready.facts.http import End, Platform, RedirectChain
from launchready.formats.page import same_site, sketch
from launchready.formats.spf_names import spf_names
from launchready.formats.url import Url
from launchready.model.subject import Subject
from launchready.model.words import Effect, GapReason
from launchready.observe.chains import entries
from launchready.observe.exchange import Exchange, HttpFailure
from launchready.observe.follow import follow
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import Web
from launchready.observe.outcome import Missing, in_order
from launchready.observe.views import quick_view
from launchready.reference import PlatformKind

MOST_ADDRESSES = 8
SPF = "SPF"
# Labels that people point at the server itself because a CDN cannot carry what runs there.
LABELS = ("direct", "origin", "cpanel", "ftp", "ssh", "server", "webmail", "smtp", "mail", "dev", "staging")


@gatherer(makes=(Origins,), needs=(Platform, Resolution, ZoneRecords, RedirectChain), effect=Effect.ASK)
async def origins(scope: Scope) -> AsyncIterator[Observation]:
    """Ask every address that the zone's own names give away, where a CDN stands in front."""
    site = Subject.site(scope.target.host)
    platform = scope.seen.first(Platform)
    if platform is None:
        yield Missing(GapReason.FAILED, "who stands in front of the site was not seen").gap(Origins, site)
        return
    if not platform.cdn or scope.target.is_literal:
        yield Origins(subject=site, cdn="")
        return
    walk = await follow(scope, next(entries(scope.target)).url)
    if isinstance(walk.end, Missing):
        yield walk.end.gap(Origins, site)
        return
    if walk.end.end is not End.ANSWER:
        yield Missing(GapReason.FAILED, "the site gave no page to compare with").gap(Origins, site)
        return
    if scope.dial.pins.by_host(walk.at.host, walk.at.port) is not None:
        detail = f"{walk.at.host} is tied to one address by --resolve, so no other one can be asked for it"
        yield Missing(GapReason.NOT_RUN, detail).gap(Origins, site)
        return
    found = await _candidates(scope, walk.at.host)
    wanted = {ip: names for ip, names in found.items() if _is_open(scope, ip, walk.at.host)}
    page = walk.answers[-1]
    asked = [
        one
        async for one in in_order(
            _direct(scope, walk.at, page, ip, names) for ip, names in list(wanted.items())[:MOST_ADDRESSES]
        )
    ]
    yield Origins(subject=site, cdn=platform.cdn, asked=tuple(asked), skipped=len(found) - len(asked))


async def _candidates(scope: Scope, host: str) -> dict[str, tuple[str, ...]]:
    """Addresses that names of the zone lead to, with those names; the site's own addresses are no secret."""
    told: dict[str, set[str]] = {}
    own: set[str] = set()
    for fact in scope.seen.all(Resolution):
        name = fact.subject.host_name
        if name in {host, scope.target.host}:
            own |= set(fact.addresses)
        for ip in fact.addresses:
            told.setdefault(ip, set()).add(name)
    if scope.target.owns_zone:
        names = [f"{label}.{scope.target.apex}" for label in LABELS]
        for name, view in zip(names, await asyncio.gather(*(quick_view(scope.dial, n) for n in names)), strict=True):
            for ip in view.addresses:
                told.setdefault(ip, set()).add(name)
    for ip in _in_spf(scope):
        told.setdefault(ip, set()).add(SPF)
    return {ip: tuple(sorted(names)) for ip, names in sorted(told.items()) if ip not in own}


def _in_spf(scope: Scope) -> Iterator[str]:
    """Single addresses that the zone's mail record spells out; a whole network names no server."""
    for records in scope.seen.all(ZoneRecords):
        for network in (ip_network(text, strict=False) for line in records.spf for text in spf_names(line).addresses):
            if network.num_addresses == 1:
                yield str(network.network_address)


def _is_open(scope: Scope, ip: str, host: str) -> bool:
    """Whether an address may be contacted and is not the CDN's own."""
    return not scope.reference.is_cdn_address(ip) and scope.dial.judge(ip, host=host) is None


async def _direct(scope: Scope, url: Url, page: Exchange, ip: str, names: tuple[str, ...]) -> DirectAnswer:
    platform = scope.reference.platform_of_address(ip)
    slug = platform.slug if platform else ""
    try:
        answer = await Web.of(scope.dial).get(url, address=ip, verify=False)
    except HttpFailure:
        return DirectAnswer(address=ip, found_as=names, reached=False, platform=slug)
    known, seen = (sketch(one.status, one.headers, one.body, url=url) for one in (page, answer))
    return DirectAnswer(
        address=ip,
        found_as=names,
        reached=True,
        status=answer.status,
        same_page=same_site(known, seen),
        through_cdn=_bears_marks(scope, answer),
        platform=slug,
    )


def _bears_marks(scope: Scope, answer: Exchange) -> bool:
    """Whether a CDN of any owner carried the answer."""
    marks = [mark for one in scope.reference.platforms if one.kind is PlatformKind.CDN for mark in one.headers]
    return any(part in (answer.header(name) or "").lower() for name, part in marks if answer.header(name) is not None)
