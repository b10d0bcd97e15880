"""One name's addresses as one server gives them: A and AAAA joined into one view."""

import asyncio
from collections.abc import Sequence

from launchready.facts.dns import Rcode, View, ViewKind
from launchready.formats.names import registrable
from launchready.observe.dial import Dial, Server
from launchready.observe.dns_reply import MAX_CHAIN, DnsReply, Referral
from launchready.observe.resolver import ask, recurse, tells
from launchready.observe.zone_cut import ServerAddress, addresses_of, parent_side, usable, within_zone, zone_for

TYPES = ("A", "AAAA")
AUTHORITIES = 3


async def resolver_views(dial: Dial, name: str) -> tuple[View, ...]:
    """What each of the user's resolvers says."""
    return tuple(await asyncio.gather(*(_resolver_view(dial, server, name) for server in dial.resolvers)))


async def quick_view(dial: Dial, name: str) -> View:
    """What the first resolver that answers says. A name that does not exist is not asked for IPv6 too."""
    v4 = await recurse(dial, name, "A")
    v6 = v4 if v4.rcode is Rcode.NXDOMAIN else await recurse(dial, name, "AAAA")
    return _joined(ViewKind.RECURSIVE, v4.server, v4, v6)


async def authority_views(dial: Dial, name: str) -> tuple[View, ...]:
    """What up to three of the zone's own servers say; only who speaks with authority has a view."""
    zone = await zone_for(dial, registrable(name))
    side = await parent_side(dial, zone)
    return await _ask_authorities(dial, name, zone, side.servers, deeper=True)


async def _resolver_view(dial: Dial, server: Server, name: str) -> View:
    v4, v6 = await asyncio.gather(*(ask(dial, server, name, rrtype) for rrtype in TYPES))
    rcode = _outcome(v4, v6)
    if rcode is not Rcode.SERVFAIL:
        return _joined(ViewKind.RECURSIVE, str(server), v4, v6)
    # CD=1 tells broken DNSSEC (answers then) from dead servers and CNAME loops (RFC 4035 section 3.2.2).
    unchecked, chain = await asyncio.gather(ask(dial, server, name, "A", cd=True), _links(dial, server, name))
    return View(
        kind=ViewKind.RECURSIVE,
        server=str(server),
        rcode=rcode,
        cnames=chain,
        checking_disabled=unchecked.rcode,
        ede=tuple(dict.fromkeys((*v4.ede, *v6.ede, *unchecked.ede))),
    )


async def _links(dial: Dial, server: Server, name: str) -> tuple[str, ...]:
    """The CNAME chain link by link: a resolver that has met a loop says SERVFAIL and shows no link."""
    chain: list[str] = []
    at = name
    while len(chain) < MAX_CHAIN:
        reply = await ask(dial, server, at, "CNAME", cd=True)
        if not reply.records:
            break
        at = reply.records[0]
        chain.append(at)
        if at == name or at in chain[:-1]:
            break
    return tuple(chain)


async def _ask_authorities(
    dial: Dial, name: str, zone: str, servers: Sequence[ServerAddress], *, deeper: bool
) -> tuple[View, ...]:
    asked = servers[:AUTHORITIES]
    pairs = await asyncio.gather(*(_ask_both(dial, server, name) for server in asked))
    if deeper:
        below = next((found for v4, _ in pairs if (found := _subzone(v4, zone)) is not None), None)
        if below is not None:
            return await _ask_authorities(dial, name, below.zone, await _servers_of(dial, below), deeper=False)
    views = (
        _authority_view(zone, server.name, v4, v6)
        for server, (v4, v6) in zip(asked, pairs, strict=True)
        if not _speaks_for_another(v4) and not _speaks_for_another(v6)
    )
    return tuple(views)


async def _ask_both(dial: Dial, at: ServerAddress, name: str) -> tuple[DnsReply, DnsReply]:
    server = Server(at.address)
    v4, v6 = await asyncio.gather(*(ask(dial, server, name, t, rd=False, found_as=at.name) for t in TYPES))
    return v4, v6


def _subzone(reply: DnsReply, zone: str) -> Referral | None:
    """Where a server sends us on: the name stands in a zone below the one that was asked."""
    if reply.rcode is not Rcode.NOERROR or reply.aa or reply.records or reply.cnames:
        return None
    referral = reply.referral()
    deeper = referral is not None and referral.zone != zone and within_zone(referral.zone, zone)
    return referral if deeper else None


async def _servers_of(dial: Dial, referral: Referral) -> list[ServerAddress]:
    names = referral.servers[:AUTHORITIES]
    found = await asyncio.gather(*(_first_address(dial, name, referral) for name in names))
    return [ServerAddress(name=name, address=address) for name, address in zip(names, found, strict=True) if address]


async def _first_address(dial: Dial, name: str, referral: Referral) -> str:
    glue = referral.addresses(name) if within_zone(name, referral.zone) else ()
    addresses = await usable(dial, glue or (await addresses_of(dial, name))[0])
    return next(iter(addresses), "")


def _speaks_for_another(reply: DnsReply) -> bool:
    """An answer without authority: a lame server, or a resolver in between that took our packet."""
    return reply.came and not reply.aa and (reply.ra or tells(reply))


def _authority_view(zone: str, server: str, v4: DnsReply, v6: DnsReply) -> View:
    """A chain that leaves the zone is an answer: what stands at its end is for others to say."""
    leaving = next((reply for reply in (v4, v6) if reply.came and _leaves(reply, zone)), None)
    if leaving is None:
        return _joined(ViewKind.AUTHORITATIVE, server, v4, v6)
    inside = [within_zone(name, zone) for name in leaving.cnames]
    until = inside.index(False) + 1 if False in inside else len(inside)
    return View(
        kind=ViewKind.AUTHORITATIVE,
        server=server,
        rcode=Rcode.NOERROR,
        cnames=leaving.cnames[:until],
        ttl=leaving.ttl,
    )


def _leaves(reply: DnsReply, zone: str) -> bool:
    if not reply.cnames or reply.loops:
        return False
    if not all(within_zone(name, zone) for name in reply.cnames):
        return True
    return not reply.records and _points_below(reply, zone)


def _points_below(reply: DnsReply, zone: str) -> bool:
    """Whether the authority section refers the chain's end to a zone of its own."""
    referral = reply.referral_for(reply.end)
    return referral is not None and referral.zone != zone


def _outcome(v4: DnsReply, v6: DnsReply) -> Rcode:
    """One outcome of two questions: an address settles it; servers that stumble over AAAA alone are common."""
    rcodes = (v4.rcode, v6.rcode)
    if v4.addresses or v6.addresses:
        return Rcode.NOERROR
    if Rcode.NXDOMAIN in rcodes and Rcode.NOERROR not in rcodes:
        return Rcode.NXDOMAIN
    return next((reply.rcode for reply in (v4, v6) if not tells(reply)), Rcode.NOERROR)


def _joined(kind: ViewKind, server: str, v4: DnsReply, v6: DnsReply) -> View:
    told = [reply for reply in (v4, v6) if tells(reply)]
    return View(
        kind=kind,
        server=server,
        rcode=_outcome(v4, v6),
        cnames=v4.cnames or v6.cnames,
        addresses=tuple(dict.fromkeys((*v4.addresses, *v6.addresses))),
        ttl=min((reply.ttl for reply in told if reply.ttl is not None), default=None),
        authenticated=bool(told) and all(reply.ad for reply in told),
        ede=tuple(dict.fromkeys((*v4.ede, *v6.ede))),
    )
