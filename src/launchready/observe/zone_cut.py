"""Where a zone begins and who serves it, told by the parent's own servers.

A recursive resolver hides a broken delegation: it prefers what the child says about itself to what
the parent says (RFC 2181 section 5.4.1), and it remembers. So the parent is asked without recursion.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from launchready.facts.dns import Rcode
from launchready.formats.names import within
from launchready.observe.dial import Dial, Server
from launchready.observe.dns_reply import DnsReply, Referral
from launchready.observe.resolver import ask, recurse, tells

MAX_SERVERS = 8
MAX_ADDRESSES = 13  # one for each letter of the root
PARENT_SERVERS = 3
ROOT = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAddress:
    """One name server at one address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentSide:
    """What stands above a zone.

    `answered`: one of the parent's servers told us directly, and then `ns` are the servers it names
    (none: it does not delegate the name). Otherwise `ns` are those that a resolver gave. `unresolved`
    have no address, `unsure` could not be looked up. `ds`: None when not seen.
    """

    zone: str
    parent: str
    answered: bool
    ns: tuple[str, ...]
    servers: tuple[ServerAddress, ...]
    unresolved: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    ds: bool | None = None


async def zone_of(dial: Dial, name: str) -> str | None:
    """The zone that holds the name, as a resolver sees it; None when none is told."""
    at = name
    while at:
        reply = await recurse(dial, at, "SOA", cd=True)
        if reply.records and not reply.cnames:
            return at
        if reply.authority_zone and not reply.cnames and within_zone(at, reply.authority_zone):
            return reply.authority_zone
        at = at.partition(".")[2]
    return None


async def zone_for(dial: Dial, apex: str) -> str:
    """The zone whose delegation matters for a registrable domain.

    The domain itself, also where it does not exist or a resolver fails: then its parent has to say
    whether it delegates it. Another only where that zone itself answers for the domain.
    """
    reply = await recurse(dial, apex, "SOA", cd=True)
    above = reply.authority_zone
    inside = reply.rcode is Rcode.NOERROR and not reply.records and not reply.cnames
    return above if inside and above and within_zone(apex, above) else apex


async def parent_side(dial: Dial, zone: str) -> ParentSide:
    """Look once per dial; delegation, transfer and the authoritative views share it."""

    async def look() -> ParentSide:
        return await _look(dial, zone)

    seen: ParentSide = await dial.once(("parent side", zone), look)
    return seen


async def addresses_of(dial: Dial, name: str) -> tuple[tuple[str, ...], bool]:
    """The addresses of a name server by a resolver, and whether the look-up told anything."""
    replies = await asyncio.gather(*(recurse(dial, name, rrtype) for rrtype in ("A", "AAAA")))
    found = tuple(address for reply in replies for address in reply.addresses)
    return found, bool(found) or all(map(tells, replies))


async def usable(dial: Dial, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Those that this machine can reach by its own protocols: IPv6 only where there is IPv6."""
    if any(":" in address for address in addresses) and not await dial.ipv6_here():
        return tuple(address for address in addresses if ":" not in address)
    return addresses


def within_zone(name: str, zone: str) -> bool:
    """Whether a name stands in a zone, the root included."""
    return zone == ROOT or within(name, zone)


async def _look(dial: Dial, zone: str) -> ParentSide:
    parent = await zone_of(dial, zone.partition(".")[2] or ROOT) or ROOT
    referral, ds = await _ask_parent(dial, zone, parent)
    by_resolver = referral is None
    if referral is None:
        reply = await recurse(dial, zone, "NS", cd=True)
        referral = Referral(zone=zone, servers=reply.records if not reply.cnames else (), glue=())
    names = referral.servers[:MAX_SERVERS]
    # Glue counts only for names inside the zone: for others the parent is no authority.
    found = await asyncio.gather(*(_addresses(dial, name, referral) for name in names))
    servers = [
        ServerAddress(name=name, address=address)
        for name, (addresses, _) in zip(names, found, strict=True)
        for address in await usable(dial, addresses)
    ]
    return ParentSide(
        zone=zone,
        parent=parent,
        answered=not by_resolver,
        ns=tuple(sorted(referral.servers)),
        servers=tuple(_one_of_each_first(servers))[:MAX_ADDRESSES],
        unresolved=tuple(name for name, (some, told) in zip(names, found, strict=True) if told and not some),
        unsure=tuple(name for name, (_, told) in zip(names, found, strict=True) if not told),
        ds=ds,
    )


async def _ask_parent(dial: Dial, zone: str, parent: str) -> tuple[Referral | None, bool | None]:
    """The first usable word of up to three of the parent's servers, and whether there is a DS."""
    names = (await recurse(dial, parent, "NS", cd=True)).records[:PARENT_SERVERS]
    found = await asyncio.gather(*(addresses_of(dial, name) for name in names))
    reachable = [(name, await usable(dial, addresses)) for name, (addresses, _) in zip(names, found, strict=True)]
    first = [(name, addresses[0]) for name, addresses in reachable if addresses]
    waiting = {asyncio.ensure_future(_word_of(dial, zone, name, address)) for name, address in first}
    try:
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                referral, ds = task.result()
                if referral is not None:
                    return referral, ds
    finally:
        for task in waiting:
            task.cancel()
    return None, None


async def _word_of(dial: Dial, zone: str, name: str, address: str) -> tuple[Referral | None, bool | None]:
    server = Server(address)
    ns, ds = await asyncio.gather(
        ask(dial, server, zone, "NS", rd=False, found_as=name), ask(dial, server, zone, "DS", rd=False, found_as=name)
    )
    return delegation_in(ns, zone), bool(ds.records) if ds.came and ds.aa and tells(ds) else None


def delegation_in(reply: DnsReply, zone: str) -> Referral | None:
    """What a server above the zone says about it; None when that is no usable word.

    A referral has no AA flag and its NS stand in the authority section (RFC 1034 section 4.3.2). An
    answer without AA comes from a resolver in between, not from the server that was asked.
    """
    referral = reply.referral()
    if reply.rcode is Rcode.NOERROR and referral is not None and referral.zone == zone:
        return referral if reply.aa or not reply.records else None
    if reply.aa and tells(reply) and not reply.records:
        return Referral(zone=zone, servers=(), glue=())
    return None


async def _addresses(dial: Dial, name: str, referral: Referral) -> tuple[tuple[str, ...], bool]:
    glue = referral.addresses(name) if within_zone(name, referral.zone) else ()
    return (glue, True) if glue else await addresses_of(dial, name)


def _one_of_each_first(servers: Iterable[ServerAddress]) -> list[ServerAddress]:
    """Order so that a cut at the end drops second addresses before it drops servers."""
    rank: dict[str, int] = {}
    ranked: list[tuple[int, ServerAddress]] = []
    for server in servers:
        rank[server.name] = rank.get(server.name, 0) + 1
        ranked.append((rank[server.name], server))
    return [server for _, server in sorted(ranked, key=lambda item: item[0])]
