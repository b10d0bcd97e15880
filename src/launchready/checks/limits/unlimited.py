"""Whether somebody may try passwords, or send a member mails, as often as he likes."""

from collections.abc import Iterator

from launchready.checks.limits.people import nobody_signs_in
from launchready.facts.limits import LoginTries, MailTries, TriesEnd
from launchready.facts.page import Page
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Confidence, Effect, GapReason, Level, Source

FEW = 12
MANY = 101
"""One more than OWASP ASVS 2.2.1 lets an hour have for one account."""


@check(
    "limits/login-unlimited",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(LoginTries,),
    uses=(Page,),
    levels={Level.OPTIONAL, Level.IMPORTANT},
    effect=Effect.STRESS,
    second_look=False,
)
def login_unlimited(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """No limit was met while an invented account was tried."""
    tries = seen.first(LoginTries)
    if tries is None:
        if nobody_signs_in(seen.all(Page)):
            yield NotApplicable("Nobody signs in here, as far as can be seen without an account.")
        return
    if tries.service:
        yield NotApplicable(
            f"{tries.service} signs people in and limits the tries itself; I do not strain its servers."
        )
        return
    if tries.ended is TriesEnd.NOT_TRIED:
        yield NotApplicable("People sign in here by a link or a code in a mail: there is no password to guess.")
        return
    if tries.ended not in {TriesEnd.ALL_MADE, TriesEnd.TIME}:
        yield Note(f"After {tries.made} tries the sign-in was refused or slowed down.")
        return
    if tries.made < FEW:
        detail = f"there was not enough time: no limit was met within {tries.made} of {FEW} tries"
        yield Gap(fact="LoginTries", subject=subject, reason=GapReason.TIMED_OUT, detail=detail)
        return
    many = tries.made >= MANY
    yield Finding(
        level=Level.IMPORTANT if many else Level.OPTIONAL,
        confidence=Confidence.CONFIRMED if many else Confidence.POSSIBLE,
        values={"url": tries.url, "made": tries.made, "seconds": round(tries.seconds)},
        places=(Place.url(tries.url),),
        case="many" if many else "",
    )


@check(
    "limits/mail-unlimited",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(MailTries,),
    uses=(Page,),
    levels={Level.IMPORTANT},
    source=Source.ACCOUNTS,
    effect=Effect.CHANGE,
    second_look=False,
)
def mail_unlimited(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A form that sends mail took every request for the same member."""
    tries = seen.first(MailTries)
    if tries is None:
        if nobody_signs_in(seen.all(Page)):
            yield NotApplicable(
                "Nobody signs in here and no form sends mail, as far as can be seen without an account."
            )
        return
    if not tries.url:
        yield NotApplicable("No form that sends a mail was found.")
        return
    if tries.ended is TriesEnd.ALL_MADE:
        yield Finding(
            level=Level.IMPORTANT,
            # Some apps answer the same and quietly send nothing; only the inbox knows.
            confidence=Confidence.LIKELY,
            values={"url": tries.url, "made": tries.made},
            places=(Place.url(tries.url),),
        )
        return
    yield Note(f"After {tries.made} requests the form refused.")
