"""hosts/login-wall, asleep."""

from dataclasses import replace

from launchready.facts.http import FirstByte, HostAnswer
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level
from tests.checks.cases import CLUB, Case, Kind, gap
from tests.checks.dns._pages import page
from tests.checks.hosts.required import answer, dead

BLOCKER, IMPORTANT = (Level.BLOCKER,), (Level.IMPORTANT,)
HOST = Subject.host(CLUB.host)
TO_HTTPS = {"scheme": "http", "page": None, "leads_to": "https://club.example/"}
LW, AS = "hosts/login-wall", "hosts/asleep"

WALL = (
    Case(check=LW, name="the page opens", kind=Kind.PASSING, facts=(answer(), answer(**TO_HTTPS))),
    Case(
        check=LW, name="the host's sign-in", kind=Kind.FAILING, facts=(answer(401, sign_in="vercel"),), levels=BLOCKER
    ),
    Case(
        check=LW,
        name="a redirect to the host's sign-in",
        kind=Kind.FAILING,
        facts=(answer(page=None, leads_to="https://vercel.com/sso-api", sign_in="vercel"),),
        levels=BLOCKER,
    ),
    Case(
        check=LW,
        name="a challenge",
        kind=Kind.UNKNOWN,
        facts=(answer(**TO_HTTPS),),
        gaps=(gap(HostAnswer, HOST, GapReason.BLOCKED),),
        reasons=(GapReason.BLOCKED,),
    ),
    Case(check=LW, name="nothing answers", kind=Kind.UNKNOWN, facts=(dead(),), reasons=(GapReason.FAILED,)),
    Case(check=LW, name="nothing was seen", kind=Kind.UNKNOWN, gaps=(gap(HostAnswer),)),
    Case(
        check=LW, name="the app's own login page", kind=Kind.TRAP, facts=(answer(page=page(has_password_field=True)),)
    ),
    Case(
        check=LW, name="the app leads to its own login", kind=Kind.TRAP, facts=(answer(page=None, leads_to="/login"),)
    ),
    Case(
        check=LW,
        name="a sign-in in front of another host",
        kind=Kind.TRAP,
        facts=(answer(), answer(401, host="admin.club.example", sign_in="cloudflare")),
    ),
)


def wait(first: float, later: float | None) -> FirstByte:
    return FirstByte(subject=HOST, first_seconds=first, later_seconds=later)


ASLEEP = (
    Case(check=AS, name="awake", kind=Kind.PASSING, facts=(wait(0.3, 0.2),)),
    Case(check=AS, name="it wakes up", kind=Kind.FAILING, facts=(wait(27.4, 0.3),), levels=IMPORTANT),
    Case(
        check=AS,
        name="it wakes up, and a live demo is planned",
        kind=Kind.FAILING,
        target=replace(CLUB, live_demo=True),
        facts=(wait(27.4, 0.3),),
        levels=BLOCKER,
    ),
    Case(
        check=AS, name="no later answer", kind=Kind.UNKNOWN, facts=(wait(27.4, None),), reasons=(GapReason.TIMED_OUT,)
    ),
    Case(check=AS, name="no answer at all", kind=Kind.UNKNOWN, gaps=(gap(FirstByte, HOST),)),
    Case(check=AS, name="slow every time", kind=Kind.TRAP, facts=(wait(12.0, 11.0),)),
    Case(check=AS, name="a slow first answer that is no sleep", kind=Kind.TRAP, facts=(wait(9.0, 0.2),)),
)

CASES = (*WALL, *ASLEEP)
