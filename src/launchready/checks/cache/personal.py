"""Whether a member's page comes out of a shared cache to somebody else, or a stranger's page to members."""

from collections.abc import Iterator, Sequence

from launchready.facts.cache_trial import CacheRow, CacheTrial, Step, Visitor
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Effect, GapReason, Level, Source

UNCLEAR = (
    "Your cache does not say what it keeps. If nothing before your app keeps pages, say so: no_cache = true under"
    " [acting] in launchready.toml. Or let it say HIT or MISS in a header X-Cache."
)
WHO = {Visitor.STRANGER: "stranger", Visitor.FIRST: "member", Visitor.SECOND: "other member"}
_GIVEN = {Visitor.STRANGER: "stranger", Visitor.SECOND: ""}


@check(
    "cache/personal-shared",
    area=Area.MEMBERS_DATA,
    stage=2,
    over=SubjectKind.SITE,
    needs=(CacheTrial,),
    levels={Level.BLOCKER, Level.IMPORTANT},
    source=Source.ACCOUNTS,
    effect=Effect.CHANGE,
    second_look=False,
)
def personal_shared(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A page of one member was handed to another visitor."""
    for trial in seen.all(CacheTrial):
        shared = [row for row in trial.rows if row.step is Step.SHARED]
        given = {row.visitor for row in shared if row.visitor is not Visitor.FIRST and row.marker}
        if given:
            yield Finding(
                level=Level.BLOCKER,
                values={"page": trial.page, "table": table(shared), "control": _control(shared)},
                places=(Place.url(trial.page),),
                case="both" if len(given) > 1 else _GIVEN[given.pop()],
            )
        if trial.whole:
            continue
        probe = next((row for row in trial.rows if row.step is Step.PROBE), None)
        if probe is None:
            detail = f"what the cache in front of {trial.page} keeps could not be seen"
            yield Gap(fact="CacheTrial", subject=subject, reason=GapReason.NOT_RUN, detail=detail, ask=UNCLEAR)
        elif probe.as_before and probe.asks_sign_in:
            yield Finding(
                level=Level.IMPORTANT,
                values={"page": trial.page, "table": table(trial.rows), "control": _control((probe,))},
                places=(Place.url(trial.page),),
                case="logged-out",
            )


def table(rows: Sequence[CacheRow]) -> str:
    """What each visitor got, in the order of asking: short, because a value of a text is cut at 300 characters."""
    lines = []
    for row in rows:
        age = f", {row.age} s old" if row.age else ""
        marked = ", member's text" if row.marker else ""
        lines.append(f"{WHO[row.visitor]} {row.status} {row.cache}{age}{marked}")
    return "; ".join(lines)


def _control(rows: Sequence[CacheRow]) -> str:
    return next((row.cache_control for row in rows if row.cache_control), "") or "not sent"
