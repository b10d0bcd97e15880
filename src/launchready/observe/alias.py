"""Where aliases and delegated sub-zones of the target lead, and whether anything is still there.

A provider's page for a name that nobody has claimed is a hint, no proof: providers change such pages
and many ask for a proof of ownership, so what can be claimed is the reference data's word.
"""

import asyncio
from collections.abc import AsyncIterator

from launchready.facts.dns import Alias, Rcode, Resolution, TargetState, View, ViewKind
from launchready.facts.names import HostNames
from launchready.formats.names import bought_domain, can_be_bought, within
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.dial import Dial, Server
from launchready.observe.dns_reply import Referral
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import Exchange, HttpFailure, HttpFailureKind, Web
from launchready.observe.outcome import body_text
from launchready.observe.resolver import ask, recurse, tells
from launchready.observe.zone_cut import parent_side
from launchready.reference import Claimable, Reference, Takeover

PAGE_SECONDS = 30.0


@gatherer(makes=(Alias,), needs=(Resolution, HostNames))
async def alias(scope: Scope) -> AsyncIterator[Observation]:
    """Follow each alias to its end, and each failing name to the sub-zone it may stand in."""
    target = scope.target
    if target.is_literal:
        yield _gap(target.host, GapReason.NOT_RUN, "an address has no DNS of its own")
        return
    ours = [one for one in scope.seen.all(Resolution) if scope.wants(one.subject)]
    looks = [_alias(scope, one.subject.host_name, view) for one in ours if (view := _telling(one)) is not None]
    looks += [
        _subzone(scope, one.subject.host_name) for one in ours if _fails(one) and one.subject.host_name != target.apex
    ]
    told = {(found.subject, type(found)): found for found in await asyncio.gather(*looks) if found is not None}
    for found in told.values():  # several names of one sub-zone tell the same
        yield found


def _telling(resolution: Resolution) -> View | None:
    """The view that tells most about a chain: a resolver's that answered, else any with a chain."""
    chains = [view for view in resolution.views if view.cnames]
    return min(chains, key=lambda view: (view.kind is not ViewKind.RECURSIVE, not view.answered), default=None)


def _fails(resolution: Resolution) -> bool:
    views = [view for view in resolution.views if view.kind is ViewKind.RECURSIVE]
    return not any(view.answered or view.cnames for view in views)


async def _alias(scope: Scope, host: str, view: View) -> Observation | None:
    end = view.cnames[-1]
    if end == host or end in view.cnames[:-1]:
        return None  # a loop leads nowhere, and nobody else can step in
    if not view.answered:
        reason = GapReason.TIMED_OUT if view.rcode is Rcode.TIMEOUT else GapReason.FAILED
        return _gap(host, reason, f"{end}, the target of {host}, was not answered ({view.rcode})")
    known = _takeover(scope.reference, view.cnames)
    if view.addresses:
        state = await _state_of_page(scope.dial, host, known)
    else:
        state = await _state_of_name(scope.dial, end, view.rcode)
    return Alias(
        subject=Subject.host(host),
        rrtype="CNAME",
        target=end,
        registrable=bought_domain(end),
        state=state,
        provider=known.platform if known else "",
        claimable=_claimable(known, state),
    )


def _takeover(reference: Reference, chain: tuple[str, ...]) -> Takeover | None:
    """The provider of the first link that is known: it is what the owner typed, the rest is the provider's own."""
    return next((known for name in chain if (known := reference.takeover_of(name)) is not None), None)


def _claimable(known: Takeover | None, state: TargetState) -> str:
    """The reference's word, where the sign that it goes with was seen."""
    if known is None or (state is TargetState.NXDOMAIN and not known.on_nxdomain):
        return Claimable.UNKNOWN.value
    return known.claimable.value


async def _state_of_name(dial: Dial, name: str, rcode: Rcode) -> TargetState:
    if rcode is not Rcode.NXDOMAIN:
        return TargetState.NODATA
    return TargetState.NXDOMAIN_UNREGISTERED if await _is_unregistered(dial, name) else TargetState.NXDOMAIN


async def _is_unregistered(dial: Dial, name: str) -> bool:
    """Whether the domain above a missing name does not exist either, so that anybody may buy it."""
    domain = bought_domain(name)
    if not can_be_bought(domain):
        return False
    soa, ns = await asyncio.gather(recurse(dial, domain, "SOA"), recurse(dial, domain, "NS"))
    return soa.rcode is Rcode.NXDOMAIN and ns.rcode is Rcode.NXDOMAIN


async def _state_of_page(dial: Dial, host: str, known: Takeover | None) -> TargetState:
    """Whether the provider shows its page for nobody's names; asked only where such a page is known."""
    if known is None or not known.marks:
        return TargetState.SERVES
    try:
        async with asyncio.timeout(PAGE_SECONDS):
            exchange = await _page(dial, host)
    except TimeoutError:
        return TargetState.UNREACHABLE
    if exchange is None:
        return TargetState.UNREACHABLE
    fits = not known.statuses or exchange.status in known.statuses
    text = body_text(exchange).lower()
    return TargetState.UNCLAIMED_PAGE if fits and any(mark in text for mark in known.marks) else TargetState.SERVES


async def _page(dial: Dial, host: str) -> Exchange | None:
    """The page as visitors get it; a provider has no certificate for a name that nobody has claimed."""
    web = Web.of(dial)
    for url, verify in ((f"https://{host}/", True), (f"http://{host}/", True), (f"https://{host}/", False)):
        try:
            exchange = await web.get(url, verify=verify)
        except HttpFailure as failure:
            if failure.kind in {HttpFailureKind.BUDGET, HttpFailureKind.PRIVATE}:
                return None
            continue
        if exchange.status // 100 != 3:
            return exchange
    return None


async def _subzone(scope: Scope, host: str) -> Observation | None:
    """Where the servers of a sub-zone lead, for a name at which resolvers fail; None when it stands in none."""
    if not within(host, scope.target.apex):
        return None
    below = await _delegated(scope.dial, host, scope.target.apex)
    if below is None:
        return None
    for server in below.servers:
        reply = await recurse(scope.dial, server, "A")
        if reply.rcode is Rcode.NXDOMAIN:
            return Alias(
                subject=Subject.host(below.zone),
                rrtype="NS",
                target=server,
                registrable=bought_domain(server),
                state=await _state_of_name(scope.dial, server, reply.rcode),
            )
    provider = scope.reference.dns_host_of(below.servers)
    return Alias(
        subject=Subject.host(below.zone),
        rrtype="NS",
        target=below.servers[0],
        registrable=bought_domain(below.servers[0]),
        state=TargetState.UNREACHABLE,
        provider=provider.slug if provider else "",
        claimable=(Claimable.YES if provider and provider.zone_claimable else Claimable.UNKNOWN).value,
    )


async def _delegated(dial: Dial, host: str, apex: str) -> Referral | None:
    """The referral to a zone between the domain and the name, by one of the domain's own servers."""
    side = await parent_side(dial, apex)
    for server in side.servers[:2]:
        reply = await ask(dial, Server(server.address), host, "NS", rd=False, found_as=server.name)
        below = reply.referral()
        if tells(reply) and below is not None and below.servers and below.zone != apex and within(below.zone, apex):
            return below
    return None


def _gap(host: str, reason: GapReason, detail: str) -> Gap:
    return Gap(fact=Alias.__name__, subject=Subject.host(host), reason=reason, detail=detail)
