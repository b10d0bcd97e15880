"""The CAA set that a certificate authority would find for a host (RFC 8659 section 3)."""

import asyncio
from collections.abc import AsyncIterator

from dns.rdtypes.ANY.CAA import CAA

from launchready.facts.dns import Caa, NameRole, Rcode, Resolution, ViewKind
from launchready.formats.names import registrable, within
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.dial import Dial
from launchready.observe.dns_reply import MAX_TEXT, DnsReply
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.resolver import recurse, recurse_patiently, tells

_WANTED = frozenset({NameRole.CANONICAL, NameRole.APEX, NameRole.WWW, NameRole.DECLARED})


@gatherer(makes=(Caa,), needs=(Resolution,))
async def caa(scope: Scope) -> AsyncIterator[Observation]:
    """Climb for every host that somebody relies on."""
    target = scope.target
    if target.is_literal:
        yield _gap(target.host, GapReason.NOT_RUN, "an address has no DNS of its own")
        return
    relied_on = (one.subject.host_name for one in scope.seen.all(Resolution) if _WANTED & set(one.roles))
    hosts = [host for host in dict.fromkeys((target.host, *relied_on)) if scope.wants(Subject.host(host))]
    failing = {one.subject.host_name for one in scope.seen.all(Resolution) if _fails(one)}
    for found in await asyncio.gather(*(_climb(scope.dial, host, patient=host not in failing) for host in hosts)):
        yield found


def _fails(resolution: Resolution) -> bool:
    """Whether resolvers give up on the name altogether: then a repetition brings nothing new."""
    return not any(view.answered for view in resolution.views if view.kind is ViewKind.RECURSIVE)


async def _climb(dial: Dial, host: str, *, patient: bool) -> Observation:
    """From the host up to its top-level domain; the first set counts, also one at the end of an alias.

    All levels are asked at once: few zones have none, and a certificate authority climbs to the end.
    """
    labels = host.split(".")
    names = [".".join(labels[start:]) for start in range(len(labels))]
    own = registrable(host)
    looks = [
        recurse_patiently(dial, name, "CAA") if patient and within(name, own) else recurse(dial, name, "CAA")
        for name in names
    ]
    for reply in await asyncio.gather(*looks):
        if not tells(reply) and not within(reply.name, own):
            continue  # a registry's own zone that fails is a quirk of the resolver, not the owner's record
        if reply.rcode is Rcode.SERVFAIL:
            return Caa(subject=Subject.host(host), rcode=reply.rcode, found_at=reply.name, records=())
        if not tells(reply):
            reason = GapReason.TIMED_OUT if reply.rcode is Rcode.TIMEOUT else GapReason.FAILED
            return _gap(host, reason, f"{reply.name} CAA: {reply.rcode}")
        records = _records(reply)
        if records:
            return Caa(subject=Subject.host(host), rcode=Rcode.NOERROR, found_at=reply.end, records=records)
    return Caa(subject=Subject.host(host), rcode=Rcode.NOERROR, found_at="", records=())


def _records(reply: DnsReply) -> tuple[tuple[int, str, str], ...]:
    return tuple(
        sorted(
            (rdata.flags, rdata.tag.decode("ascii", "replace"), rdata.value.decode("utf-8", "replace")[:MAX_TEXT])
            for rdata in reply.rdata()
            if isinstance(rdata, CAA)
        )
    )


def _gap(host: str, reason: GapReason, detail: str) -> Gap:
    return Gap(fact=Caa.__name__, subject=Subject.host(host), reason=reason, detail=detail)
