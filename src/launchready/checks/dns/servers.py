"""The servers that answer for the zone, asked at the parent (RFC 1034, 2182, 5936; DNSSEC by RFC 4033)."""

from collections.abc import Iterable, Iterator

from launchready.checks.dns.standing import no_zone, servers_cause
from launchready.facts.dns import Delegation, NameServer, Rcode, ZoneTransfer
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, GapReason, Level

ENOUGH_SERVERS = 2
"""RFC 2182 section 5: at least two."""

WITHOUT_AUTHORITY = frozenset({Rcode.REFUSED, Rcode.SERVFAIL, Rcode.NXDOMAIN, Rcode.OTHER})


@check(
    "dns/lame-delegation",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ZONE,
    needs=(Delegation,),
    levels={Level.BLOCKER, Level.IMPORTANT},
)
def lame_delegation(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The parent names servers that do not answer with authority."""
    if (why := no_zone(ctx.target)) is not None:
        yield why
        return
    zone = seen.first(Delegation)
    if zone is None:
        return
    if not zone.parent_ns:
        yield _nobody_named(zone)
        return
    good = [server for server in zone.servers if server.authoritative]
    if not good:
        yield _all_dead(zone)
        return
    families = {_family(server) for server in good}
    dead = sorted({server.name for server in zone.servers if _is_dead(server, families)} | set(zone.unresolved_ns))
    if dead:
        yield _lame(zone, dead, Level.IMPORTANT, "")


@check(
    "dns/delegation-mismatch",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ZONE,
    needs=(Delegation,),
    levels={Level.IMPORTANT},
)
def delegation_mismatch(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The registrar's list of name servers and the zone's own differ."""
    if (why := no_zone(ctx.target)) is not None:
        yield why
        return
    zone = seen.first(Delegation)
    if zone is None:
        return
    if not zone.parent_ns:
        yield _nobody_named(zone)
        return
    parent, child = _plain(zone.parent_ns), _plain(zone.child_ns)
    if not child:
        yield _gap(zone, GapReason.FAILED, "the domain's own servers did not say which name servers it has")
    elif parent != child:
        yield Finding(
            level=Level.IMPORTANT,
            values={
                "zone": zone.subject.name,
                "at_registrar": sorted(parent),
                "in_zone": sorted(child),
                "only_at_registrar": sorted(parent - child),
                "only_in_zone": sorted(child - parent),
            },
            places=(Place.record(zone.subject.name, "NS"),),
            group=servers_cause(zone.subject.name),
        )


@check(
    "dns/single-nameserver",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ZONE,
    needs=(Delegation,),
    levels={Level.OPTIONAL},
)
def single_nameserver(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The whole domain hangs on one server."""
    if (why := no_zone(ctx.target)) is not None:
        yield why
        return
    zone = seen.first(Delegation)
    if zone is None:
        return
    names = _plain(zone.parent_ns)
    if not names:
        yield _nobody_named(zone)
    elif len(names) < ENOUGH_SERVERS:
        yield Finding(
            level=Level.OPTIONAL,
            values={"zone": zone.subject.name, "server": min(names)},
            places=(Place.record(zone.subject.name, "NS"),),
        )


@check(
    "dns/zone-transfer-open",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ZONE,
    needs=(ZoneTransfer,),
    levels={Level.IMPORTANT},
)
def zone_transfer_open(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A name server hands the list of all names to anybody."""
    if (why := no_zone(ctx.target)) is not None:
        yield why
        return
    for transfer in seen.all(ZoneTransfer):
        handed_out = {server: count for server, count in transfer.allowed if count}
        if handed_out:
            yield Finding(
                level=Level.IMPORTANT,
                values={
                    "zone": transfer.subject.name,
                    "servers": sorted(handed_out),
                    "count": max(handed_out.values()),
                },
                places=(Place.record(transfer.subject.name, "AXFR"),),
            )
        elif not transfer.asked:
            yield Gap(
                fact="ZoneTransfer",
                subject=transfer.subject,
                reason=GapReason.TIMED_OUT,
                detail="no name server of the domain answered the question",
            )


@check(
    "dns/dnssec-unsigned",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ZONE,
    needs=(Delegation,),
    levels={Level.OPTIONAL},
)
def dnssec_unsigned(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Answers about the domain carry no signature that a resolver can check."""
    if (why := no_zone(ctx.target)) is not None:
        yield why
        return
    zone = seen.first(Delegation)
    if zone is None:
        return
    if zone.ds is None:
        yield _gap(zone, GapReason.FAILED, "the registry did not say whether the domain is signed")
    elif not zone.ds:
        yield Finding(
            level=Level.OPTIONAL,
            values={"zone": zone.subject.name},
            places=(Place.record(zone.subject.name, "DS"),),
            case="half" if zone.dnskey else "",
        )


def _nobody_named(zone: Delegation) -> Outcome:
    if zone.parent_answered:
        return NotApplicable("The domain is not delegated: its registry names no server for it.")
    return _gap(zone, GapReason.TIMED_OUT, f"the registry of {zone.subject.name} did not say which name servers it has")


def _all_dead(zone: Delegation) -> Outcome:
    """Judge a zone of which no server answered us.

    A provider's line that answers port 53 itself makes every server look dead: as long as a
    resolver gets an answer, or nobody at all answered us, it may be our line.
    """
    if not zone.port_53_open:
        return _gap(zone, GapReason.NO_ACCESS, "from this line no name server can be asked directly")
    if zone.recursion_works:
        return _gap(zone, GapReason.FAILED, "no name server answered us, though resolvers still get answers")
    dead = sorted(_plain([*zone.parent_ns, *zone.unresolved_ns]))
    return _lame(zone, dead, Level.BLOCKER, "all")


def _is_dead(server: NameServer, families: set[bool]) -> bool:
    """Whether the server does not answer for the zone, as far as our own line can tell.

    Silence counts only where another server of the same address family answered in this run:
    a machine without IPv6 hears nothing from any IPv6 address.
    """
    if server.authoritative:
        return False
    if server.authoritative is False or server.rcode in WITHOUT_AUTHORITY:
        return True
    return _family(server) in families


def _family(server: NameServer) -> bool:
    """True for IPv6."""
    return ":" in server.address


def _lame(zone: Delegation, dead: list[str], level: Level, case: str) -> Finding:
    name = zone.subject.name
    return Finding(
        level=level,
        values={"zone": name, "servers": dead, "at_registrar": sorted(_plain(zone.parent_ns))},
        places=(Place.record(name, "NS"),),
        case=case,
        group=servers_cause(name),
    )


def _plain(names: Iterable[str]) -> set[str]:
    """Names as the DNS compares them: without case, without the last dot."""
    return {name.lower().rstrip(".") for name in names}


def _gap(zone: Delegation, reason: GapReason, detail: str) -> Gap:
    return Gap(fact="Delegation", subject=zone.subject, reason=reason, detail=detail)
