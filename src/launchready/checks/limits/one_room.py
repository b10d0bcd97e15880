"""Whether everybody gets in who sits in one room: they share one address, and limits count by address."""

from collections.abc import Iterator, Mapping

from launchready.checks.limits.people import nobody_signs_in
from launchready.facts.asset import Asset
from launchready.facts.limits import LoginTries, TriesEnd, hosts_talked_to
from launchready.facts.page import Page, unseen_by_markup
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable, Value
from launchready.model.limit import Limit, SignInService
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Confidence, GapReason, Level, Source

AT_ONCE = 60
"""Seconds in which a room signs in after it was asked to."""
HOUR = 3600
NOBODY = NotApplicable("Nobody signs in here, as far as can be seen without an account.")
APART = NotApplicable(
    "Your guests do not share one connection, and no sign-in service with a quota for mails was seen."
)
BROWSER = "Install the browser extra: pipx install 'launchready[browser]', and Chromium, then look again."
TRY = "Let me try the sign-in: launchready audit --deep. Or sign in with all the phones from one Wi-Fi, once, before."
_LIMITS = frozenset(TriesEnd) - {TriesEnd.ALL_MADE, TriesEnd.TIME, TriesEnd.NOT_TRIED}


@check(
    "limits/one-room",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Page,),
    uses=(Asset, LoginTries),
    levels={Level.BLOCKER, Level.OPTIONAL},
    source=Source.ANSWERS,
)
def one_room(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """More guests are expected than the limits let in."""
    pages = seen.all(Page)
    if not pages:
        return
    target = ctx.target
    service = ctx.reference.sign_in_service_of(hosts_talked_to(pages, seen.all(Asset)))
    if service is None and nobody_signs_in(pages):
        yield NOBODY
        return
    if service is None and unseen_by_markup(pages):
        detail = "the page is built by its scripts"
        yield Gap(fact="Page", subject=subject, reason=GapReason.NO_ACCESS, detail=detail, ask=BROWSER)
        return
    if target.one_room:
        yield from _by_address(subject, target, service, seen)
    elif service is None or service.mails is None:
        yield APART
        return
    mails = service.mails if service else None
    if service is not None and mails is not None and target.guests > mails.within(HOUR):
        words = {**_of(service, mails), "what": "mails", "where": service.mails_where}
        yield _finding(target, "mails", Confidence.POSSIBLE, words)


def _by_address(subject: Subject, target: Target, service: SignInService | None, seen: Seen) -> Iterator[Outcome]:
    if service is not None:
        yield from _by_service(target, service)
        return
    tries = seen.first(LoginTries)
    if tries is not None and tries.ended in _LIMITS:
        let_in = tries.made - 1
        if target.guests > let_in:
            # An invented account was tried: the limit may count by account rather than by address.
            many = "1 wrong password" if let_in == 1 else f"{let_in} wrong passwords"
            values: dict[str, Value] = {"tries": many, "window": _seconds(round(tries.seconds)), "url": tries.url}
            yield _finding(target, "app", Confidence.LIKELY, values)
        return
    if tries is None or tries.made < target.guests:
        known = _made(tries.made) if tries is not None else "it was not tried"
        detail = f"nothing tells how many of {target.guests} guests are let in from one address; {known}"
        yield Gap(fact="LoginTries", subject=subject, reason=GapReason.NOT_RUN, detail=detail, ask=TRY)


def _made(tries: int) -> str:
    return "only one try was made" if tries == 1 else f"only {tries} tries were made"


def _by_service(target: Target, service: SignInService) -> Iterator[Finding]:
    """The tighter of the documented limits on signing in and signing up. Only failed sign-ins may be counted."""
    known = (("sign-ups", service.sign_up), ("sign-ins", None if service.counts else service.sign_in))
    over = [
        (limit.within(AT_ONCE), what, limit) for what, limit in known if limit and target.guests > limit.within(AT_ONCE)
    ]
    if over:
        _, what, limit = min(over, key=lambda one: one[0])
        # An owner may have moved the documented limit.
        yield _finding(target, "", Confidence.LIKELY, {"what": what, **_of(service, limit)})


def _of(service: SignInService, limit: Limit) -> dict[str, Value]:
    return {"limit": limit.number, "window": _window(limit), "by": service.name, "change": service.change}


def _finding(target: Target, case: str, confidence: Confidence, values: Mapping[str, Value]) -> Finding:
    return Finding(
        level=Level.BLOCKER if target.live_demo else Level.OPTIONAL,
        confidence=confidence,
        values={"by": "", "what": "", "where": "", "change": "", "url": target.url, "guests": target.guests, **values},
        places=(Place.url(target.url),),
        case=case,
    )


def _window(limit: Limit) -> str:
    for size, word, one in ((86400, "day", "a day"), (3600, "hour", "an hour"), (60, "minute", "a minute")):
        if limit.seconds >= size:
            count = limit.seconds // size
            return one if count == 1 else f"{count} {word}s"
    return _seconds(limit.seconds)


def _seconds(count: int) -> str:
    return "a second" if count <= 1 else f"{count} seconds"
