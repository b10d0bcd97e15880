"""dns/registration-expiring."""

from dataclasses import replace
from datetime import timedelta

from launchready.facts.registration import Registration
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import AS_OF, CLUB, LITERAL, PREVIEW, Case, Kind, gap

ID = "dns/registration-expiring"
ZONE = Subject.zone(CLUB.apex)
B, I = Level.BLOCKER, Level.IMPORTANT


def known(days: float | None, *statuses: str, registrar: str = "Sample Names") -> Registration:
    when = None if days is None else AS_OF + timedelta(days=days)
    return Registration(
        subject=ZONE, registrar=registrar, expires_at=when, statuses=statuses, server="rdap.registry.example"
    )


def case(name: str, kind: Kind, *facts: Registration, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, **more)


def failing(name: str, level: Level, fact: Registration, text: str = "", **more) -> Case:
    return case(name, Kind.FAILING, fact, levels=(level,), cases=(text,), groups=("registration:club.example",), **more)


CASES = (
    case("paid for a year", Kind.PASSING, known(365, "active")),
    case("thirty days exactly", Kind.PASSING, known(30)),
    failing("twenty-nine days", I, known(29.9)),
    failing("a week", I, known(7)),
    failing("six days", B, known(6.9)),
    failing(
        "one day, and the registrar is not named",
        B,
        known(1, registrar=""),
        values={"days": "1 day", "registrar": "the company where you bought it"},
    ),
    failing("this very hour", B, known(0)),
    failing("two days ago", B, known(-2), "expired", values={"days": "2 days", "registrar": "Sample Names"}),
    failing("being deleted", B, known(-40, "redemption period"), "lost"),
    failing("about to be free for all", B, known(None, "pending delete"), "lost"),
    failing(
        "on hold at the registrar", B, known(200, "client hold", "active"), "held", values={"states": ["client hold"]}
    ),
    failing("on hold at the registry, without a date", B, known(None, "server hold"), "held"),
    case("the registry did not answer", Kind.UNKNOWN, gaps=(gap(Registration, ZONE),)),
    case("the registry keeps the date to itself", Kind.UNKNOWN, known(None, "active"), reasons=(GapReason.NO_ACCESS,)),
    case("the old date while it renews by itself", Kind.TRAP, known(-3, "auto renew period"), notes=1),
    case(
        "states that lock nothing but transfers",
        Kind.TRAP,
        known(300, "client transfer prohibited", "client delete prohibited"),
    ),
    case("a name of the host", Kind.TRAP, target=PREVIEW, status=Status.NOT_APPLICABLE),
    case(
        "the domain of the host, which is not the founder's",
        Kind.TRAP,
        replace(known(1), subject=Subject.zone(PREVIEW.apex)),
        target=PREVIEW,
        status=Status.NOT_APPLICABLE,
    ),
    case(
        "an address written as a number",
        Kind.TRAP,
        gaps=(gap(Registration, Subject.zone("127.0.0.1")),),
        target=LITERAL,
        status=Status.NOT_APPLICABLE,
    ),
)
