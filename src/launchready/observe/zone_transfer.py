"""Whether a name server hands the whole zone to strangers (RFC 5936). Records are counted and forgotten."""

import asyncio
from collections.abc import AsyncIterator

import dns.message

from launchready.facts.dns import ZoneTransfer
from launchready.formats import dns_records
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe import dns_wire
from launchready.observe.budget import DialError
from launchready.observe.dial import Dial, Server
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.resolver import way_to
from launchready.observe.zone_cut import ServerAddress, parent_side, zone_for
from launchready.observe.zone_gap import no_dns, zone_gap

MAX_RECORDS = 10_000
SECONDS = 2.0  # of transfer; connecting has its own time
CONNECT_SECONDS = 5.0


@gatherer(makes=(ZoneTransfer,))
async def transfer(scope: Scope) -> AsyncIterator[Observation]:
    """Ask each server once, at its first address."""
    apex = scope.target.apex
    if scope.target.is_literal:
        yield no_dns(ZoneTransfer, apex)
        return
    zone = await zone_for(scope.dial, apex)
    if zone != apex:
        yield zone_gap(ZoneTransfer, apex, GapReason.NOT_RUN, f"{apex} is part of the zone {zone}, which others run")
        return
    side = await parent_side(scope.dial, apex)
    once = {server.name: server for server in reversed(side.servers)}
    servers = sorted(once.values(), key=lambda server: server.name)
    counts = await asyncio.gather(*(_count(scope.dial, apex, server) for server in servers))
    asked = [(server.name, count) for server, count in zip(servers, counts, strict=True) if count is not None]
    if not asked:
        yield zone_gap(
            ZoneTransfer, apex, GapReason.FAILED, "no name server of the domain let itself be asked for the list"
        )
        return
    yield ZoneTransfer(
        subject=Subject.zone(apex),
        asked=tuple(name for name, _ in asked),
        allowed=tuple((name, count) for name, count in asked if count),
    )


async def _count(dial: Dial, zone: str, at: ServerAddress) -> int | None:
    """How many records a server gave away; 0: it refused; None: it took no connection."""
    query = dns_wire.question(zone, "AXFR", rd=False, cd=False, ad=False, edns=False)
    try:
        address, port = way_to(dial, Server(at.address), at.name)
        async with asyncio.timeout(dial.left(CONNECT_SECONDS)) as limit, dns_wire.tcp(address, port) as stream:
            limit.reschedule(None)
            dial.effort.queries += 1
            return await _read(query, *stream)
    except (DialError, OSError):  # a time-out while connecting is an OSError
        return None


async def _read(query: dns.message.Message, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int | None:
    """Count what comes until the second SOA. One lone SOA is no transfer; breaking off is a refusal."""
    records = starts = 0
    dns_wire.send(writer, query)
    try:
        async with asyncio.timeout(SECONDS):
            while starts < 2 and records < MAX_RECORDS:
                wire = await dns_wire.frame(reader)
                top = dns_records.head(wire)
                if top.id != query.id or top.rcode or not top.answers:
                    break
                answers, soas = dns_records.answers_and_starts(wire)
                if not starts and not soas:
                    break  # a transfer begins with the SOA (RFC 5936 section 2.2): this is some other answer
                starts += soas
                records += answers
    except TimeoutError:
        if not records:
            return None
    except (EOFError, OSError, ValueError):
        pass
    return min(records - min(starts, records), MAX_RECORDS)
