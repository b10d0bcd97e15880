"""limits/login-unlimited, limits/mail-unlimited and limits/one-room."""

from launchready.facts.limits import LoginTries, MailTries, TriesEnd
from launchready.facts.page import FormPurpose, Page
from launchready.model.fact import Fact
from launchready.model.words import Confidence, GapReason, Level, Status
from tests.checks.cases import Case, Kind, gap
from tests.checks.limits._tried import LINKED, PUBLIC, SHELL, SIGN_IN, form, mails, page, room, script, tried

LOGIN, MAIL, ROOM = "limits/login-unlimited", "limits/mail-unlimited", "limits/one-room"
NOT_APPLICABLE = Status.NOT_APPLICABLE
CONFIRMED, LIKELY, POSSIBLE = ((sure,) for sure in (Confidence.CONFIRMED, Confidence.LIKELY, Confidence.POSSIBLE))
SIGN_IN_AT = "https://club.example/login"
REFUSED = gap(LoginTries, reason=GapReason.NO_ACCESS, detail="the form took no try at all (status 419)")


def case(check: str, name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=check, name=name, kind=kind, facts=facts, **more)


LOGIN_CASES = (
    case(LOGIN, "a limit after the fifth", Kind.PASSING, tried(6, TriesEnd.TOO_MANY), notes=1),
    case(LOGIN, "forbidden after some", Kind.PASSING, tried(9, TriesEnd.FORBIDDEN)),
    case(LOGIN, "none in twelve", Kind.FAILING, tried(), levels=(Level.OPTIONAL,), cases=("",), sure=POSSIBLE),
    case(LOGIN, "none in twelve, and no time for more", Kind.FAILING, tried(40, TriesEnd.TIME, wanted=101), levels=(Level.OPTIONAL,), cases=("",)),
    case(LOGIN, "none in a hundred and one", Kind.FAILING, tried(101), levels=(Level.IMPORTANT,), cases=("many",), sure=CONFIRMED),
    case(LOGIN, "none in a hundred, as many as an hour may have", Kind.FAILING, tried(100, TriesEnd.TIME, wanted=101), levels=(Level.OPTIONAL,), cases=("",)),
    case(LOGIN, "nothing was tried", Kind.UNKNOWN, SIGN_IN),
    case(LOGIN, "not even the page was seen", Kind.UNKNOWN),
    case(LOGIN, "the form refuses what has no token of its own", Kind.UNKNOWN, SIGN_IN, gaps=(REFUSED,), reasons=(GapReason.NO_ACCESS,)),
    case(LOGIN, "there was time for eleven", Kind.UNKNOWN, tried(11, TriesEnd.TIME), reasons=(GapReason.TIMED_OUT,)),
    case(LOGIN, "there was no time", Kind.UNKNOWN, tried(4, TriesEnd.TIME), reasons=(GapReason.TIMED_OUT,)),
    case(LOGIN, "a page built by its scripts", Kind.UNKNOWN, SHELL, gaps=(gap(LoginTries, reason=GapReason.NO_ACCESS),)),
    case(LOGIN, "answers grow slower", Kind.TRAP, tried(4, TriesEnd.SLOWED)),
    case(LOGIN, "a challenge appears", Kind.TRAP, tried(7, TriesEnd.CHALLENGE)),
    case(LOGIN, "the page says too many, with the same status", Kind.TRAP, tried(7, TriesEnd.SAID)),
    case(LOGIN, "the app is taken away", Kind.TRAP, tried(11, TriesEnd.UNAVAILABLE)),
    case(LOGIN, "others sign people in", Kind.TRAP, tried(0, TriesEnd.NOT_TRIED, service="Supabase", url=""), status=NOT_APPLICABLE),
    case(LOGIN, "people sign in by a mail", Kind.TRAP, tried(0, TriesEnd.NOT_TRIED), status=NOT_APPLICABLE),
    case(LOGIN, "nobody signs in here", Kind.TRAP, PUBLIC, gaps=(gap(LoginTries, reason=GapReason.NO_ACCESS),), status=NOT_APPLICABLE),
    case(LOGIN, "a link to a sign-in that could not be tried", Kind.TRAP, LINKED, gaps=(REFUSED,), status=Status.UNKNOWN),
)  # fmt: skip

MAIL_CASES = (
    case(MAIL, "refused after the second", Kind.PASSING, mails(3, TriesEnd.TOO_MANY), notes=1),
    case(MAIL, "all five were taken", Kind.FAILING, mails(), levels=(Level.IMPORTANT,), sure=LIKELY),
    case(MAIL, "nothing was tried", Kind.UNKNOWN),
    case(MAIL, "five would be too much of the quota", Kind.UNKNOWN, gaps=(gap(MailTries, reason=GapReason.NOT_RUN),), reasons=(GapReason.NOT_RUN,)),
    case(MAIL, "no such form", Kind.TRAP, mails(0, TriesEnd.NOT_TRIED, url=""), status=NOT_APPLICABLE),
    case(MAIL, "nobody signs in here", Kind.TRAP, PUBLIC, gaps=(gap(MailTries, reason=GapReason.NO_ACCESS),), status=NOT_APPLICABLE),
    case(MAIL, "a page built by its scripts", Kind.UNKNOWN, SHELL, gaps=(gap(MailTries, reason=GapReason.NO_ACCESS),), reasons=(GapReason.NO_ACCESS,)),
    case(MAIL, "the page says too many", Kind.TRAP, mails(2, TriesEnd.SAID)),
)  # fmt: skip

CLUB_PROJECT = script("club.supabase.co")


def full(name: str, *facts: Fact, level: Level = Level.OPTIONAL, words: tuple[str, ...] = ("",), **more) -> Case:
    return case(ROOM, name, Kind.FAILING, *facts, levels=(level,) * len(words), cases=words, **more)


ROOM_CASES = (
    case(ROOM, "a limit that is wide enough", Kind.PASSING, SIGN_IN, script("club.clerk.accounts.dev"), target=room(20)),
    case(ROOM, "the app let as many tries through", Kind.PASSING, SIGN_IN, tried(101), target=room(40)),
    full("more than the service lets in, and mails", SIGN_IN, CLUB_PROJECT, words=("", "mails"), target=room(40), sure=(*LIKELY, *POSSIBLE), values={"window": "5 minutes", "by": "Supabase", "change": "its settings"}),
    full("the tighter of two limits counts", SIGN_IN, script("club.tighter.example"), target=room(40), values={"what": "sign-ups"}),
    full("before an audience", SIGN_IN, CLUB_PROJECT, level=Level.BLOCKER, words=("", "mails"), target=room(40, live=True)),
    full("ten seconds a time are a minute together", SIGN_IN, script("club.clerk.accounts.dev"), target=room(31), values={"window": "10 seconds"}),
    full("by a call of the page", page(forms=(form(host="club.supabase.co"),)), words=("mails",), target=room(20), values={"window": "an hour", "where": "its built-in mail"}),
    full("no form was seen, and a script names the service", PUBLIC, CLUB_PROJECT, words=("mails",), target=room(20)),
    full("each at home, still the mails", SIGN_IN, CLUB_PROJECT, words=("mails",), target=room(20, one_room=False)),
    full("the app's own limit", SIGN_IN, tried(6, TriesEnd.TOO_MANY), words=("app",), target=room(20), sure=LIKELY, reasons=(), values={"url": SIGN_IN_AT}),
    full("one guest more than the app's own limit", SIGN_IN, tried(6, TriesEnd.TOO_MANY), words=("app",), target=room(6)),
    full("a shell whose scripts name the service", SHELL, CLUB_PROJECT, words=("mails",), target=room(20)),
    case(ROOM, "nothing was seen", Kind.UNKNOWN, target=room(20), reasons=(GapReason.NOT_RECORDED,)),
    case(ROOM, "the page was not seen", Kind.UNKNOWN, gaps=(gap(Page),), target=room(20)),
    case(ROOM, "nobody tried", Kind.UNKNOWN, SIGN_IN, target=room(20), reasons=(GapReason.NOT_RUN,)),
    case(ROOM, "fewer were tried than will come", Kind.UNKNOWN, SIGN_IN, tried(12), target=room(20), reasons=(GapReason.NOT_RUN,)),
    case(ROOM, "a page built by its scripts", Kind.UNKNOWN, SHELL, target=room(20), reasons=(GapReason.NO_ACCESS,)),
    case(ROOM, "as many guests as the service lets in", Kind.TRAP, SIGN_IN, script("club.clerk.accounts.dev"), target=room(30)),
    case(ROOM, "as many guests as the app lets in", Kind.TRAP, SIGN_IN, tried(6, TriesEnd.TOO_MANY), target=room(5)),
    case(ROOM, "as many tries as guests, without a limit", Kind.TRAP, SIGN_IN, tried(20), target=room(20)),
    case(ROOM, "a limit that lets them all in", Kind.TRAP, SIGN_IN, tried(30, TriesEnd.TOO_MANY), target=room(20)),
    case(ROOM, "two guests and two mails", Kind.TRAP, SIGN_IN, CLUB_PROJECT, target=room(2)),
    case(ROOM, "nobody signs in here", Kind.TRAP, PUBLIC, target=room(20), status=NOT_APPLICABLE),
    case(ROOM, "each at home, and no quota known", Kind.TRAP, SIGN_IN, target=room(20, one_room=False), status=NOT_APPLICABLE),
    case(ROOM, "each at home, and a service that sends no mail", Kind.TRAP, SIGN_IN, script("x.clerk.accounts.dev"), target=room(99, one_room=False), status=NOT_APPLICABLE),
    case(ROOM, "a form of another kind", Kind.TRAP, page(forms=(form(FormPurpose.SEARCH),)), target=room(20), status=NOT_APPLICABLE),
)  # fmt: skip

CASES = (*LOGIN_CASES, *MAIL_CASES, *ROOM_CASES)
