"""What has changed since the state that the founder acknowledged."""

from collections.abc import Iterator
from dataclasses import dataclass

from launchready.checks.redirects.foreign import foreign, foreign_group
from launchready.checks.redirects.loop import loop_group
from launchready.checks.redirects.ways import ROUND, reading
from launchready.facts.drift import Change, Drift, Part
from launchready.facts.http import RedirectChain
from launchready.formats.url import Url
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place, PlaceKind
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, GapReason, Level

FIRST_LOOK = NotApplicable("This is the first look that could be compared: a sound one becomes the baseline.")

_DNS_CASES = {"Delegation": "nameservers", "ZoneRecords": "mail", "Resolution": "address"}
_COOKIES = " with cookies"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a changed way into the site means for visitors: equal effects are one finding."""

    level: Level
    case: str
    before: str
    now: str
    group: str = ""


@check(
    "drift/dns",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Drift,),
    levels={Level.IMPORTANT, Level.OPTIONAL},
)
def dns(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Name servers, mail servers or addresses are others than before."""
    drift = yield from _compared(Part.DNS, seen)
    for change in drift.changes if drift is not None else ():
        case = _DNS_CASES.get(change.kind, "address")
        yield Finding(
            level=Level.OPTIONAL if case == "address" else Level.IMPORTANT,
            values=_values(change.what, change.before, change.now, drift, ctx),
            places=(Place(PlaceKind.RECORD, f"{change.what} {case}: {', '.join(change.now)}"),),
            case=case,
        )
