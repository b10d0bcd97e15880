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
WHO = {Visitor.STRANGER: "a stranger", Visitor.FIRST: "the member", Visitor.SECOND: "another member"}


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
        given = [row for row in shared if row.visitor is not Visitor.FIRST and row.marker]
        if given:
            yield Finding(
                level=Level.BLOCKER,
                values={
                    "page": trial.page,
                    "to": " and ".join(dict.fromkeys(WHO[row.visitor] for row in given)),
                    "table": table(shared),
                    "control": _control(shared),
                },
                places=(Place.url(trial.page),),
            )
        if trial.whole:
            continue
        probe = next((row for row in trial.rows if row.step is Step.PROBE), None)
        if probe is None:
            detail = f"what the caches before {trial.page} keep cannot be seen"
            yield Gap(fact="CacheTrial", subject=subject, reason=GapReason.NOT_RUN, detail=detail, ask=UNCLEAR)
        elif probe.as_before and probe.asks_sign_in:
            yield Finding(
                level=Level.IMPORTANT,
                values={"page": trial.page, "to": "", "table": table(trial.rows), "control": _control((probe,))},
                places=(Place.url(trial.page),),
                case="logged-out",
            )


def table(rows: Sequence[CacheRow]) -> str:
    """What each visitor got, in the order of asking."""
    lines = []
    for row in rows:
        age = f", {row.age} s old" if row.age else ""
        marked = ", with the member's own text" if row.marker else ""
        lines.append(f"{WHO[row.visitor]} {row.status} ({row.cache}{age}{marked})")
    return "; ".join(lines)


def _control(rows: Sequence[CacheRow]) -> str:
    return next((row.cache_control for row in rows if row.cache_control), "") or "no Cache-Control at all"
