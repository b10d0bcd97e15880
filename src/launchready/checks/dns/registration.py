"""Whether the domain itself is about to be lost: its registration runs out, or the registry has taken it down."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from launchready.checks.dns.standing import no_zone
from launchready.facts.registration import Registration
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, GapReason, Level

URGENT_DAYS = 7
SOON_DAYS = 30
# States of the Registry Grace Period and EPP (RFC 3915, RFC 5731), in RDAP's words (RFC 8056).
LOST = frozenset({"redemption period", "pending delete", "pending restore"})
HELD = frozenset({"client hold", "server hold"})
RENEWING = "auto renew period"
NOT_BOUGHT = NotApplicable("This name is not rented at a registry, so it cannot run out.")
ASK = "Log in where you bought the domain: its page shows until when it is paid. Switch automatic renewal on."


@check(
    "dns/registration-expiring",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ZONE,
    needs=(Registration,),
    levels={Level.BLOCKER, Level.IMPORTANT},
)
def registration_expiring(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The domain runs out within 30 days, or the registry has switched it off."""
    if no_zone(ctx.target) is not None:
        yield NOT_BOUGHT
        return
    for fact in seen.all(Registration):
        states = set(fact.statuses)
        if states & LOST:
            yield _finding(fact, Level.BLOCKER, "lost", ctx.as_of)
        elif states & HELD:
            yield _finding(fact, Level.BLOCKER, "held", ctx.as_of)
        elif fact.expires_at is None:
            detail = f"the registry of {fact.subject.name} does not tell until when the domain is paid"
            yield Gap(fact="Registration", subject=fact.subject, reason=GapReason.NO_ACCESS, detail=detail, ask=ASK)
        elif RENEWING in states:
            # Registries renew on the day by themselves and may show the old date while the registrar can still undo it.
            yield Note(f"The registry has just renewed {fact.subject.name} by itself. See that the bill was paid.")
        else:
            yield from _by_date(fact, fact.expires_at, ctx.as_of)


def _by_date(fact: Registration, expires_at: datetime, as_of: datetime) -> Iterator[Outcome]:
    days = (expires_at - as_of).total_seconds() / 86400
    if days < 0:
        yield _finding(fact, Level.BLOCKER, "expired", as_of)
    elif days < SOON_DAYS:
        yield _finding(fact, Level.BLOCKER if days < URGENT_DAYS else Level.IMPORTANT, "", as_of)


def _finding(fact: Registration, level: Level, case: str, as_of: datetime) -> Finding:
    expires_at = fact.expires_at
    days = round(abs(expires_at - as_of) / timedelta(days=1)) if expires_at else 0
    return Finding(
        level=level,
        values={
            "zone": fact.subject.name,
            "date": f"{expires_at.day} {expires_at:%B %Y}" if expires_at else "a date that the registry does not tell",
            "days": "less than a day" if not days else "1 day" if days == 1 else f"{days} days",
            "registrar": fact.registrar or "the company where you bought it",
            "states": [state for state in fact.statuses if state in LOST | HELD],
        },
        places=(Place.record(fact.subject.name, "registration"),),
        case=case,
        group=f"registration:{fact.subject.name}",
    )
