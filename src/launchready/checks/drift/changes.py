"""What has changed since the state that the founder acknowledged."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime

from launchready.checks.redirects.foreign import foreign, foreign_group
from launchready.checks.redirects.loop import loop_group
from launchready.checks.redirects.ways import ROUND, front, other_gaps, reading
from launchready.facts.dns import Delegation, ZoneRecords
from launchready.facts.drift import Change, Drift, Part
from launchready.facts.http import End, RedirectChain
from launchready.facts.tls import TlsEndpoint
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable, Value
from launchready.model.place import Place, PlaceKind
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, GapReason, Level

_WATCHED = {Part.DNS: "the DNS", Part.REDIRECTS: "the way to your site", Part.CERTIFICATE: "the certificates"}
FIRST_LOOK = NotApplicable("This is the first look that could be compared: a sound one becomes the baseline.")

_DNS_CASES = {"Delegation": "nameservers", "ZoneRecords": "mail", "Resolution": "address"}
_COOKIES = " with cookies"
_ENDS = {
    End.LOOP: "a circle without an end",
    End.TOO_MANY: "ever new addresses",
    End.BAD_LOCATION: "an address that is none",
    End.REFUSED: "a server that refuses",
    End.UNREACHABLE: "a server that is not there",
    End.NO_ADDRESS: "a name without an address",
    End.PRIVATE_ADDRESS: "a private address",
    End.TLS_FAILED: "a security warning",
    End.BROKEN: "a broken answer",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a changed way into the site means for visitors: equal effects are one finding."""

    level: Level
    case: str
    before: str = ""
    now: str = ""
    group: str = ""


@check(
    "drift/dns",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Drift,),
    uses=(Delegation, ZoneRecords),
    levels={Level.IMPORTANT, Level.OPTIONAL},
)
def dns(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Name servers, mail servers or addresses are others than before."""
    drift = yield from _compared(Part.DNS, subject, seen)
    if drift is None:
        return
    # What could not be seen this time is no change, and no proof that there is none.
    yield from (*seen.gaps(Delegation), *seen.gaps(ZoneRecords))
    for change in drift.changes:
        case = _DNS_CASES.get(change.kind, "address")
        yield Finding(
            level=Level.OPTIONAL if case == "address" else Level.IMPORTANT,
            values={
                "name": change.what,
                "zone": ctx.target.apex,
                "before": change.before,
                "now": change.now,
                "since": _day(drift),
            },
            places=(Place(PlaceKind.RECORD, f"{change.what} {case}: {', '.join(change.now)}"),),
            case=case,
        )


@check(
    "drift/redirects",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Drift,),
    uses=(RedirectChain,),
    levels={Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL},
)
def redirects(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Visitors are led another way, or to another place, than before."""
    drift = yield from _compared(Part.REDIRECTS, subject, seen)
    if drift is None:
        return
    yield from other_gaps(seen)[:1]
    effects: dict[Effect, list[Change]] = {}
    for change in drift.changes:
        effects.setdefault(_effect(change, seen, ctx), []).append(change)
    for effect, changes in effects.items():
        entries = sorted({change.what.removesuffix(_COOKIES) for change in changes})
        values: dict[str, Value] = {
            "url": entries[0],
            "entries": entries,
            "before": effect.before or _way(changes[0].before),
            "now": effect.now or _way(changes[0].now),
            "since": _day(drift),
            "host": ctx.target.host,
            "zone": ctx.target.apex,
        }
        # The place names the new state, so that the next change is another finding.
        states = [effect.now] if effect.now else [f"{change.what}: {_way(change.now)}" for change in changes]
        yield Finding(
            level=effect.level,
            values=values,
            places=tuple(Place(PlaceKind.STEP, f"{effect.case or 'way'}: {state}") for state in states),
            case=effect.case,
            group=effect.group,
        )


@check(
    "drift/certificate",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Drift,),
    uses=(TlsEndpoint,),
    levels={Level.OPTIONAL},
)
def certificate(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The certificate has another issuer or other names; a renewal is no change."""
    drift = yield from _compared(Part.CERTIFICATE, subject, seen)
    if drift is None:
        return
    yield from (gap for gap in seen.gaps(TlsEndpoint) if gap.subject.host_name == ctx.target.host)
    same: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for change in drift.changes:
        same.setdefault((change.before, change.now), []).append(change.what)
    for (before, now), hosts in same.items():
        names_only = before[0] == now[0]
        yield Finding(
            level=Level.OPTIONAL,
            values={
                "hosts": hosts,
                "host": hosts[0],
                "zone": ctx.target.apex,
                "before": before[1:] if names_only else before[0],
                "now": now[1:] if names_only else now[0],
                "since": _day(drift),
            },
            places=tuple(Place(PlaceKind.STEP, f"certificate of {host}: {', '.join(now)}") for host in hosts),
            case="names" if names_only else "",
        )


def _compared(part: Part, subject: Subject, seen: Seen) -> Generator[Outcome, None, Drift | None]:
    """Give the comparison of one part; where there is none, say why and give None."""
    drift = next((fact for fact in seen.all(Drift) if fact.part is part), None)
    if drift is None:
        detail = f"not all of {_WATCHED[part]} was seen in this look, so nothing could be compared"
        yield Gap(fact="Drift", subject=subject, reason=GapReason.NOT_RECORDED, detail=detail)
        return None
    if not drift.baseline_at:
        yield FIRST_LOOK
        return None
    return drift


def _effect(change: Change, seen: Seen, ctx: Context) -> Effect:
    """How much a changed way matters: a circle, a wrong end, another end, or only other steps."""
    chain = next((fact for fact in seen.all(RedirectChain) if _is_about(change, fact)), None)
    before, now = _ended(change.before), _ended(change.now)
    if before == now:
        return Effect(Level.OPTIONAL, "")
    if chain is not None and chain.end in ROUND:
        return Effect(Level.BLOCKER, "loop", before, now, loop_group(chain))
    if chain is not None and foreign(chain, ctx):
        return Effect(Level.BLOCKER, "foreign", before, chain.final_origin, foreign_group(chain))
    return Effect(Level.IMPORTANT, "moved", before, now)


def _is_about(change: Change, chain: RedirectChain) -> bool:
    return change.what == f"{chain.entry}{_COOKIES if chain.with_cookies else ''}"


def _ended(identity: tuple[str, ...]) -> str:
    """Where a way ended: the front door of the last host, or what was found there instead of a page."""
    *hops, end = identity
    if End(end) is not End.ANSWER:
        return _ENDS[End(end)]
    url = reading(hops[-1].partition(" ")[2])
    return front(url) if url is not None else hops[-1]


def _way(identity: tuple[str, ...]) -> str:
    return " → ".join(identity)


def _day(drift: Drift) -> str:
    """The day of the acknowledged state."""
    at = datetime.fromisoformat(drift.baseline_at)
    return f"{at.day} {at:%B %Y}"
