"""One question to one DNS server, or to the user's resolvers.

It stands on the dial: pins move its packets too, and an address that was found rather than named is
judged before anything is sent to it.
"""

import asyncio
import time
from dataclasses import dataclass, field

import dns.flags

from launchready.facts.dns import Rcode
from launchready.observe import dns_wire
from launchready.observe.budget import DialError, DialErrorKind
from launchready.observe.dial import Dial, Server
from launchready.observe.dns_reply import DnsReply, Referral, answers_another, read_reply, unanswered

__all__ = ["DnsReply", "Referral", "ask", "recurse", "recurse_patiently", "tells", "way_to"]

AT_A_TIME = 16  # questions under way to one server; home routers drop bursts of more
SILENCES = 2  # questions after which a server that has never answered is not waited for any longer
HASTY_WAITS = (0.8,)
PAUSES = (1.5, 4.0)
HEDGE_SECONDS = 1.5  # silence of the first resolver after which the second is asked too


async def ask(  # noqa: PLR0913 - the header bits of a question
    dial: Dial,
    server: Server,
    name: str,
    rrtype: str,
    *,
    rd: bool = True,
    cd: bool = False,
    dnssec: bool = True,
    tcp: bool = False,
    attempt: int = 0,
    found_as: str = "",
    timeout: float = dns_wire.LONGEST_WAIT,  # noqa: ASYNC109 - the longest wait for one try
) -> DnsReply:
    """Ask once per dial; whoever asks the same again gets the same answer, unless for another `attempt`.

    `found_as` is the name under which the server's address was found (its NS name), for the pins and
    the guard; the resolvers that the user named pass both. `dnssec` asks whether the answer was
    validated (the reply's `ad`). Never raises for what the world does:
    time-outs, refusals and rubbish are values of `rcode`.
    """
    key = ("dns", server, name, rrtype, rd, cd, dnssec, tcp, attempt)

    async def look() -> DnsReply:
        line = _line(dial, server)
        outcome: dns_wire.Outcome
        try:
            address, port = way_to(dial, server, found_as)
            async with line.slots:
                waits = tuple(dial.left(min(wait, timeout)) for wait in line.waits(rd=rd))
                dial.effort.queries += 1
                way = _Way(address, port, waits, tcp=tcp)
                asked_at = time.monotonic()
                outcome = await _exchange(name, rrtype, way, rd=rd, cd=cd, ad=dnssec)
                line.note(outcome)
                if not (rd or tcp or isinstance(outcome, Rcode)) and time.monotonic() - asked_at > waits[0]:
                    dial.repeated[server.address] += 1
        except DialError as error:
            outcome = Rcode.UNREACHABLE if error.kind is DialErrorKind.PRIVATE else Rcode.TIMEOUT
        if not isinstance(outcome, Rcode) and answers_another(outcome, name):
            outcome = Rcode.GARBLED
        if isinstance(outcome, Rcode):
            return unanswered(server.address, name, rrtype, outcome)
        return read_reply(outcome, server.address, name, rrtype)

    return await dial.once(key, look)


async def recurse(dial: Dial, name: str, rrtype: str, *, cd: bool = False, attempt: int = 0) -> DnsReply:
    """The answer of the first resolver that tells anything; the other is asked when it is slow or fails."""
    waiting: set[asyncio.Task[DnsReply]] = set()
    servers = sorted(dial.resolvers, key=lambda server: _line(dial, server).silent)
    said: list[DnsReply] = []
    while servers or waiting:
        if servers:
            waiting.add(asyncio.ensure_future(ask(dial, servers.pop(0), name, rrtype, cd=cd, attempt=attempt)))
        done, waiting = await asyncio.wait(
            waiting, timeout=HEDGE_SECONDS if servers else None, return_when=asyncio.FIRST_COMPLETED
        )
        said += [task.result() for task in done]
        best = next((reply for reply in said if tells(reply)), None)
        if best is not None:
            for task in waiting:
                task.cancel()
            return best
    order = (Rcode.SERVFAIL, Rcode.REFUSED, Rcode.OTHER)
    return min(said, key=lambda reply: order.index(reply.rcode) if reply.rcode in order else len(order))


async def recurse_patiently(dial: Dial, name: str, rrtype: str) -> DnsReply:
    """As `recurse`, but a SERVFAIL is asked about again: resolvers that wait for slow servers give up for a while.

    They remember that for about five seconds (unbound: 5, BIND: 1), so the last try comes later than that.
    """
    reply = await recurse(dial, name, rrtype)
    for attempt, pause in enumerate(PAUSES, 1):
        if reply.rcode is not Rcode.SERVFAIL:
            break
        await asyncio.sleep(pause)
        reply = await recurse(dial, name, rrtype, attempt=attempt)
    return reply


def tells(reply: DnsReply) -> bool:
    """Whether the reply says that the name and its records exist, or that they do not."""
    return reply.rcode in {Rcode.NOERROR, Rcode.NXDOMAIN}


@dataclass(slots=True)
class _Line:
    """What this run has learnt about one server."""

    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_A_TIME))
    answers: int = 0
    silences: int = 0

    @property
    def silent(self) -> bool:
        """Whether it has been asked and has never answered."""
        return self.silences >= SILENCES and not self.answers

    def waits(self, *, rd: bool) -> tuple[float, ...]:
        if self.silent:
            return HASTY_WAITS
        return dns_wire.RECURSIVE_WAITS if rd else dns_wire.DIRECT_WAITS

    def note(self, outcome: dns_wire.Outcome) -> None:
        if isinstance(outcome, Rcode):
            self.silences += 1
        else:
            self.answers += 1


def _line(dial: Dial, server: Server) -> _Line:
    line: _Line = dial.memo.setdefault(("dns line", server), _Line())
    return line


@dataclass(frozen=True, slots=True)
class _Way:
    """Where the packets go and how long each try is waited for."""

    address: str
    port: int
    waits: tuple[float, ...]
    tcp: bool


def way_to(dial: Dial, server: Server, found_as: str = "") -> tuple[str, int]:
    """Where packets for a server go: pinned by its name, else by its address. DialError PRIVATE."""
    pinned = dial.pins.by_host(found_as, server.port) if found_as else None
    if pinned is not None:
        return pinned.address, pinned.port
    to = dial.route(server.address, server.port)
    if found_as and to == (server.address, server.port):
        refusal = dial.judge(server.address, host=found_as)
        if refusal is not None:
            raise DialError(DialErrorKind.PRIVATE, str(refusal), server.address)
    return to


async def _exchange(name: str, rrtype: str, way: _Way, *, rd: bool, cd: bool, ad: bool) -> dns_wire.Outcome:
    query = dns_wire.question(name, rrtype, rd=rd, cd=cd, ad=ad)
    if way.tcp:
        return await dns_wire.over_tcp(query, way.address, way.port)
    outcome = await dns_wire.over_udp(query, way.address, way.port, way.waits)
    if isinstance(outcome, Rcode):
        return outcome
    if outcome.rcode() in dns_wire.EDNS_REFUSED:
        # A server older than EDNS, or a box in between that drops it (RFC 6891 section 7).
        query = dns_wire.question(name, rrtype, rd=rd, cd=cd, ad=False, edns=False)
        again = await dns_wire.over_udp(query, way.address, way.port, way.waits)
        outcome = outcome if isinstance(again, Rcode) else again
    if outcome.flags & dns.flags.TC:
        # What was cut off may hold some records; one that holds none says nothing until TCP brings the rest.
        whole = await dns_wire.over_tcp(query, way.address, way.port)
        return outcome if isinstance(whole, Rcode) and outcome.answer else whole
    return outcome
