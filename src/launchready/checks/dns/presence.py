"""Names that should lead somewhere and do not (RFC 1034; negative answers by RFC 2308)."""

from collections.abc import Iterator

from launchready.checks.dns.standing import (
    NO_DNS,
    Standing,
    address_record,
    cause_of,
    counts,
    no_zone,
    recursive_views,
    resolution,
    standing,
    unseen,
    wanted,
    www_of,
)
from launchready.facts.dns import NameRole, Rcode, Resolution
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, NotApplicable, Note, WantedRecord
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Level


@check(
    "dns/canonical-missing",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Resolution,),
    levels={Level.BLOCKER},
    if_unknown=Level.BLOCKER,
)
def canonical_missing(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The address that is to be shown leads nowhere."""
    if ctx.target.is_literal:
        yield NO_DNS
        return
    host = ctx.target.host
    name = resolution(seen, host)
    if name is not None and standing(name) is Standing.MISSING:
        yield _missing(name, seen, ctx.target, Level.BLOCKER, case=_why_missing(name, seen, ctx.target))
    elif name is None or standing(name) is not Standing.SERVES:
        yield unseen(seen, host)
    elif any(view.answered and not view.addresses for view in recursive_views(name)):
        yield Note(
            f"A DNS server still remembers that {host} had no address; it asks anew within minutes, at most a day."
        )


@check(
    "dns/apex-missing",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Resolution,),
    levels={Level.IMPORTANT},
)
def apex_missing(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The bare domain leads nowhere while www works."""
    yield from _beside(ctx.target.apex, www_of(ctx.target), seen, ctx.target, Level.IMPORTANT)


@check(
    "dns/www-missing",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Resolution,),
    levels={Level.IMPORTANT, Level.OPTIONAL},
)
def www_missing(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Www before the domain leads nowhere while the bare domain works."""
    yield from _beside(www_of(ctx.target), ctx.target.apex, seen, ctx.target, _www_level(ctx.target))


@check(
    "dns/doubled-name",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Resolution,),
    levels={Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL},
)
def doubled_name(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The wanted record stands at name.zone.zone, because the form appended the domain."""
    if (why := no_zone(ctx.target)) is not None:
        yield why
        return
    if resolution(seen, ctx.target.host) is None:
        yield unseen(seen, ctx.target.host)
    for name in wanted(seen):
        stands = standing(name)
        if stands in (Standing.UNSEEN, Standing.FAILS):
            yield unseen(seen, name.subject.host_name)
        elif stands is Standing.MISSING and name.doubled:
            yield _doubled(name, ctx.target)


def _beside(host: str, other: str, seen: Seen, target: Target, level: Level) -> Iterator[Outcome]:
    """Judge apex or www, of which the other one is there."""
    if (why := no_zone(target)) is not None:
        yield why
        return
    if not counts(target, host):
        yield NotApplicable(f"{host} is not part of what you asked about.")
        return
    name = resolution(seen, host)
    if name is None or standing(name) in (Standing.UNSEEN, Standing.FAILS):
        yield unseen(seen, host)
    elif standing(name) is Standing.MISSING:
        beside = resolution(seen, other)
        if beside is None or standing(beside) in (Standing.UNSEEN, Standing.FAILS):
            yield unseen(seen, other)
        elif standing(beside) is Standing.MISSING:
            yield NotApplicable(f"{other} has no address either.")
        else:
            yield _missing(name, seen, target, level, case="alias" if name.cnames else "")


def _missing(name: Resolution, seen: Seen, target: Target, level: Level, *, case: str) -> Finding:
    host = name.subject.host_name
    records = () if case else _records(name, seen, target)
    return Finding(
        level=level,
        values={"host": host, "zone": target.apex, "target": name.cnames[-1] if name.cnames else ""},
        places=(Place.record(host, "A"),),
        case=case or ("" if records else "unknown"),
        group=cause_of(name),
        records=records,
    )


def _why_missing(name: Resolution, seen: Seen, target: Target) -> str:
    """Tell a name that its host does not know, and a domain that is not registered, from a lost record."""
    if not target.owns_zone:
        return "platform"
    if name.cnames:
        return "alias"
    return "unregistered" if _is_unregistered(seen, target) else ""


def _is_unregistered(seen: Seen, target: Target) -> bool:
    """Whether the domain itself is unknown: the top of a zone that exists has records, so it is never NXDOMAIN."""
    apex = resolution(seen, target.apex)
    if apex is None or any(standing(name) is Standing.SERVES for name in wanted(seen)):
        return False
    answered = [view.rcode for view in apex.views if view.answered]
    return bool(answered) and all(rcode is Rcode.NXDOMAIN for rcode in answered)


def _records(name: Resolution, seen: Seen, target: Target) -> tuple[WantedRecord, ...]:
    """The records to write, as far as what was seen tells their values; what was typed twice comes first."""
    host, zone = name.subject.host_name, target.apex
    if name.doubled:
        return tuple(address_record(host, value, zone) for value in name.doubled)
    beside = resolution(seen, {zone: www_of(target), www_of(target): zone}.get(host, ""))
    if beside is None or standing(beside) is not Standing.SERVES:
        return ()
    if host != zone:
        return (WantedRecord("CNAME", host, zone, zone),)
    usable = [value for value in beside.addresses if value not in beside.refused]
    return tuple(address_record(host, value, zone) for value in usable)


def _www_level(target: Target) -> Level:
    """Less matters where the config says that the bare domain is the address and nobody lists www."""
    unused = www_of(target) not in {declared.name for declared in target.hosts}
    settled = target.canonical_declared and target.host == target.apex
    return Level.OPTIONAL if settled and unused else Level.IMPORTANT


def _doubled(name: Resolution, target: Target) -> Finding:
    host, zone = name.subject.host_name, target.apex
    return Finding(
        level=_level_of(name, target),
        values={"host": host, "zone": zone, "doubled": f"{host}.{zone}", "found": list(name.doubled)},
        places=(Place.record(f"{host}.{zone}", "A"),),
        group=cause_of(name),
        records=tuple(address_record(host, value, zone) for value in name.doubled),
    )


def _level_of(name: Resolution, target: Target) -> Level:
    """The level of the record that is missing."""
    if {NameRole.CANONICAL, NameRole.DECLARED} & set(name.roles):
        return Level.BLOCKER
    return Level.IMPORTANT if NameRole.APEX in name.roles else _www_level(target)
