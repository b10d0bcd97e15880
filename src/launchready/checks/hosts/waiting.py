"""What stands between a visitor and the page: a host's own sign-in, or an app that sleeps."""

from collections.abc import Iterator

from launchready.facts.http import FirstByte, HostAnswer
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, GapReason, Level

WAKING_SECONDS = 10.0
"""Free plans that sleep take 20 to 60 s to answer again; a slow page that is awake takes less than this."""

AWAKE_SECONDS = 3.0
"""Later requests of an app that was only asleep are faster than this."""


@check(
    "hosts/login-wall",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(HostAnswer,),
    levels={Level.BLOCKER},
    if_unknown=Level.BLOCKER,
)
def login_wall(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The link that is shared ends at the sign-in of the host, not of the app."""
    host = ctx.target.host
    answers = [fact for fact in seen.all(HostAnswer) if fact.subject.host_name == host]
    walled = next((fact for fact in answers if fact.sign_in), None)
    if walled is not None:
        yield Finding(
            level=Level.BLOCKER,
            values={"host": host, "url": ctx.target.url, "who": walled.sign_in},
            places=(Place.url(f"{walled.scheme}://{host}/"),),
            group=f"host:{host}",
        )
    elif not any(fact.reached and fact.scheme == ctx.target.scheme for fact in answers):
        gaps = [gap for gap in seen.gaps(HostAnswer) if gap.subject.host_name == host]
        detail = f"{ctx.target.origin} gave no answer to judge"
        own = Gap(fact="HostAnswer", subject=Subject.host(host), reason=GapReason.FAILED, detail=detail)
        yield from gaps or [own]


@check(
    "hosts/asleep",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(FirstByte,),
    levels={Level.BLOCKER, Level.IMPORTANT},
    second_look=False,
)
def asleep(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The first visitor waits long, the next ones do not: the app was switched off between visits."""
    own = Subject.host(ctx.target.host)
    yield from (gap for gap in seen.gaps(FirstByte) if gap.subject == own)
    wait = seen.of(FirstByte, own)
    if wait is None or wait.first_seconds <= WAKING_SECONDS:
        return
    if wait.later_seconds is None:
        detail = "the first answer was slow, and no later one was there to compare"
        yield Gap(fact="FirstByte", subject=own, reason=GapReason.TIMED_OUT, detail=detail)
    elif wait.later_seconds <= AWAKE_SECONDS:
        yield Finding(
            level=Level.BLOCKER if ctx.target.live_demo else Level.IMPORTANT,
            values={
                "host": ctx.target.host,
                "seconds": round(wait.first_seconds),
                "later": round(wait.later_seconds, 1),
            },
            places=(Place.url(f"{ctx.target.origin}/"),),
        )
