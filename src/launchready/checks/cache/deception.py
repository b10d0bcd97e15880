"""Whether a member's page is kept under an address that only ends like a file (web cache deception)."""

from collections.abc import Iterator

from launchready.checks.cache.personal import UNCLEAR, table
from launchready.facts.cache_trial import CacheTrial, Step, Visitor
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Effect, GapReason, Level, Source


@check(
    "cache/deception",
    area=Area.MEMBERS_DATA,
    stage=2,
    over=SubjectKind.SITE,
    needs=(CacheTrial,),
    levels={Level.BLOCKER},
    source=Source.ACCOUNTS,
    effect=Effect.CHANGE,
    second_look=False,
)
def deception(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A stranger was handed a member's page at an address that ends like a file."""
    for trial in seen.all(CacheTrial):
        tried = [row for row in trial.rows if row.step is Step.SUFFIX]
        given = [row for row in tried if row.visitor is Visitor.STRANGER and row.marker]
        if given:
            yield Finding(
                level=Level.BLOCKER,
                values={"page": trial.page, "url": given[0].url, "table": table(tried)},
                places=(Place.url(trial.page),),
            )
        elif not tried:
            detail = f"this was not tried at {trial.page}: the cache in front of it might have kept a member's page"
            ask = "" if any(row.step is Step.PROBE for row in trial.rows) else UNCLEAR
            yield Gap(fact="CacheTrial", subject=subject, reason=GapReason.NOT_RUN, detail=detail, ask=ask)
