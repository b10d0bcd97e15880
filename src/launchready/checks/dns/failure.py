"""SERVFAIL, and what is behind it: told apart by the same question with CD=1 and by EDE (RFC 4035, 8914)."""

from collections.abc import Iterator
from enum import StrEnum

from launchready.checks.dns.standing import (
    NO_DNS,
    Standing,
    loops,
    recursive_views,
    resolution,
    servers_cause,
    standing,
    unseen,
    wanted,
)
from launchready.facts.dns import Delegation, NameRole, Rcode, Resolution, View
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Level

BOGUS_EDE = frozenset(range(6, 13))
"""RFC 8914 section 4: bogus, signature expired or not yet valid, DNSKEY, RRSIGs, zone key or NSEC missing."""

DEAD_EDE = frozenset({22, 23})
"""RFC 8914 section 4: no reachable authority, network error."""


class Cause(StrEnum):
    """Why a resolver gives up: the cases of the text."""

    DNSSEC = "dnssec"
    LOOP = "loop"
    SERVERS = "servers"
    OTHER = ""


@check(
    "dns/servfail",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Resolution,),
    uses=(Delegation,),
    levels={Level.BLOCKER},
    if_unknown=Level.BLOCKER,
)
def servfail(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Resolvers give up on a name instead of answering."""
    if ctx.target.is_literal:
        yield NO_DNS
        return
    if resolution(seen, ctx.target.host) is None:
        yield unseen(seen, ctx.target.host)
    zone = seen.first(Delegation)
    failing: dict[tuple[Cause, str], list[str]] = {}
    for name in wanted(seen):
        host = name.subject.host_name
        cause = cause_of(name, zone)
        if cause is not None:
            failing.setdefault((cause, host if cause is Cause.LOOP else ctx.target.apex), []).append(host)
        elif _cannot_tell(name):
            yield unseen(seen, host)
        elif any(view.rcode is Rcode.SERVFAIL for view in recursive_views(name)):
            yield Note(f"One DNS server failed on {host} while another answered; that passes by itself.")
    for (cause, about), hosts in failing.items():
        yield _finding(cause, about, hosts, ctx.target.apex)


def cause_of(name: Resolution, zone: Delegation | None) -> Cause | None:
    """Why visitors get no answer about this name; None when some do, or when too little was seen."""
    if not name.addresses and loops(name):
        return Cause.LOOP
    views = recursive_views(name)
    failing = [view for view in views if view.rcode is Rcode.SERVFAIL]
    answered = any(view.answered for view in views)
    if not failing:
        return None
    # Resolvers that do not validate still answer: half of the visitors are lost all the same.
    validated = any(view.authenticated for view in views)
    if not validated and any(_bogus(view, zone, alone=not answered) for view in failing):
        return Cause.DNSSEC
    if answered:
        return None
    if any(code in DEAD_EDE for view in failing for code, _ in view.ede) or _all_dead(zone):
        return Cause.SERVERS
    return Cause.OTHER if len(failing) == len(views) else None


def _bogus(view: View, zone: Delegation | None, *, alone: bool) -> bool:
    """Whether it is the signatures that this resolver refuses.

    With CD=1 the resolver answers without validating: a bogus zone answers, a loop or a dead server
    does not. A SERVFAIL that was only a moment looks the same, so an unsigned zone is none.
    """
    if view.checking_disabled is Rcode.SERVFAIL:
        return False
    if any(code in BOGUS_EDE for code, _ in view.ede):
        return True
    signed = zone.ds if zone is not None else None
    answers = view.checking_disabled in (Rcode.NOERROR, Rcode.NXDOMAIN)
    return answers and (signed is True or (signed is None and alone))


def _all_dead(zone: Delegation | None) -> bool:
    if zone is None or not zone.port_53_open or not zone.servers:
        return False
    return not any(server.authoritative for server in zone.servers)


def _cannot_tell(name: Resolution) -> bool:
    """Whether the name is one that must work and nobody answered about it."""
    must = {NameRole.CANONICAL, NameRole.DECLARED} & set(name.roles)
    return bool(must) and standing(name) in (Standing.UNSEEN, Standing.FAILS)


def _finding(cause: Cause, about: str, hosts: list[str], zone: str) -> Finding:
    """One finding a cause: every name of a zone fails with its zone."""
    rrtype = {Cause.DNSSEC: "DS", Cause.LOOP: "CNAME", Cause.SERVERS: "NS", Cause.OTHER: "A"}[cause]
    groups = {Cause.DNSSEC: f"dnssec:{about}", Cause.LOOP: f"alias:{about}", Cause.SERVERS: servers_cause(about)}
    return Finding(
        level=Level.BLOCKER,
        values={"zone": zone, "host": hosts[0], "hosts": hosts},
        places=(Place.record(about, rrtype),),
        case=cause.value,
        group=groups.get(cause, f"servfail:{about}"),
    )
