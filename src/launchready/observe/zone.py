"""Who answers for the zone: the parent's word, and each server that it names, asked directly."""

import asyncio
from collections.abc import AsyncIterator

from launchready.facts.dns import Delegation, NameServer, Rcode, ZoneRecords
from launchready.formats.spf_names import is_spf
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.dial import Dial, Server
from launchready.observe.dns_reply import DnsReply
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.resolver import ask, recurse, tells
from launchready.observe.zone_cut import ROOT, ParentSide, ServerAddress, parent_side, zone_for
from launchready.observe.zone_gap import no_dns, zone_gap

LOSSY = "packets get lost on the line from here, so a server's silence says nothing"
SILENT = frozenset({Rcode.TIMEOUT, Rcode.UNREACHABLE, Rcode.GARBLED})


@gatherer(makes=(Delegation,))
async def delegation(scope: Scope) -> AsyncIterator[Observation]:
    """Look at the delegation of the target's registrable domain."""
    apex = scope.target.apex
    if scope.target.is_literal:
        yield no_dns(Delegation, apex)
        return
    soa, zone = await asyncio.gather(recurse(scope.dial, apex, "SOA"), zone_for(scope.dial, apex))
    if not tells(soa) and not await _is_about_the_zone(scope.dial, soa):
        yield zone_gap(Delegation, apex, _reason(soa), f"the DNS resolver gave no answer at all ({soa.rcode})")
        return
    if zone != apex:
        yield zone_gap(Delegation, apex, GapReason.NOT_RUN, f"{apex} is part of the zone {zone}, which others run")
        return
    side = await parent_side(scope.dial, apex)
    if side.unsure:
        yield zone_gap(
            Delegation, apex, GapReason.TIMED_OUT, f"the address of {', '.join(side.unsure)} could not be looked up"
        )
        return
    seen = await _delegation(scope.dial, side, recursion_works=tells(soa))
    if scope.dial.line_loses and any(server.rcode in SILENT for server in seen.servers):
        yield zone_gap(Delegation, apex, GapReason.TIMED_OUT, LOSSY)
        return
    yield seen


@gatherer(makes=(ZoneRecords,))
async def records(scope: Scope) -> AsyncIterator[Observation]:
    """Read the records at the zone's top by a resolver."""
    apex = scope.target.apex
    if scope.target.is_literal:
        yield no_dns(ZoneRecords, apex)
        return
    soa, mx, txt = await asyncio.gather(*(recurse(scope.dial, apex, rrtype) for rrtype in ("SOA", "MX", "TXT")))
    silent = next((reply for reply in (mx, txt) if not tells(reply)), None)
    if silent is not None:
        yield zone_gap(ZoneRecords, apex, _reason(silent), f"{apex} {silent.rrtype}: {silent.rcode}")
        return
    serial = soa.records[0].split()[2] if soa.records and not soa.cnames else ""
    yield ZoneRecords(
        subject=Subject.zone(apex),
        soa_serial=int(serial) if serial.isdigit() else None,
        mx=tuple(sorted(map(_exchanger, mx.records))),
        spf=tuple(sorted(filter(is_spf, txt.records))),
        txt_count=len(txt.records),
    )


def _exchanger(record: str) -> str:
    """Preference and host, without the final dot; the host of a null MX is the dot (RFC 7505)."""
    preference, _, host = record.lower().partition(" ")
    return f"{preference} {host.removesuffix('.') or host}"


def _reason(reply: DnsReply) -> GapReason:
    return GapReason.TIMED_OUT if reply.rcode is Rcode.TIMEOUT else GapReason.FAILED


async def _is_about_the_zone(dial: Dial, reply: DnsReply) -> bool:
    """Whether a failure is the zone's and not the resolver's own: it says so, or it answers other questions."""
    return reply.rcode is Rcode.SERVFAIL or tells(await recurse(dial, ROOT, "NS"))


async def _delegation(dial: Dial, side: ParentSide, *, recursion_works: bool) -> Delegation:
    at = sorted(side.servers, key=lambda server: (server.name, server.address))
    told = await asyncio.gather(*(_ask_server(dial, side, server) for server in at))
    servers = tuple(server for server, _ in told)
    # Without a word of the parent's own servers, an answer of a resolver where the zone's server should
    # stand means that something in between takes our packets (hotel networks, some providers).
    direct = side.answered or any(server.rcode not in SILENT and not between for server, between in told)
    child = {name for server in servers if server.authoritative for name in server.child_ns}
    if not child:
        child = set((await recurse(dial, side.zone, "NS", cd=True)).records) if recursion_works else set()
    return Delegation(
        subject=Subject.zone(side.zone),
        parent=side.parent,
        parent_answered=side.answered,
        parent_ns=side.ns if side.answered else (),
        child_ns=tuple(sorted(child)),
        servers=servers if direct else (),
        unresolved_ns=side.unresolved,
        ds=side.ds if side.ds is not None else await _has(dial, side.zone, "DS"),
        dnskey=await _has(dial, side.zone, "DNSKEY"),
        recursion_works=recursion_works,
        port_53_open=direct,
    )


async def _has(dial: Dial, zone: str, rrtype: str) -> bool | None:
    """Whether a resolver finds records of a type, checked or not; None when it tells nothing."""
    reply = await recurse(dial, zone, rrtype, cd=True)
    return bool(reply.records) if tells(reply) else None


async def _ask_server(dial: Dial, side: ParentSide, at: ServerAddress) -> tuple[NameServer, bool]:
    """One server's word on its zone, and whether a resolver in between seems to have spoken for it."""
    server = Server(at.address)
    soa, ns = await asyncio.gather(
        *(ask(dial, server, side.zone, rrtype, rd=False, found_as=at.name) for rrtype in ("SOA", "NS"))
    )
    if soa.rcode in SILENT:
        # Before a server is called dead it is tried by TCP, which repairs loss.
        by_tcp = await ask(dial, server, side.zone, "SOA", rd=False, tcp=True, found_as=at.name)
        soa = by_tcp if by_tcp.came else soa
    return (
        NameServer(
            name=at.name,
            address=at.address,
            rcode=soa.rcode,
            authoritative=_authoritative(soa),
            child_ns=tuple(sorted(ns.records)) if ns.aa and not ns.cnames else (),
        ),
        soa.came and soa.ra and not soa.aa,
    )


def _authoritative(reply: DnsReply) -> bool | None:
    if not tells(reply):
        return None
    return reply.rcode is Rcode.NOERROR and reply.aa and bool(reply.records) and not reply.cnames
