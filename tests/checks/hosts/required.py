"""hosts/required-down."""

from dataclasses import replace

from launchready.facts.http import End, Hop, HostAnswer, RedirectChain
from launchready.model.subject import Subject
from launchready.model.target import HostRole
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import APP_CLUB, CLUB, Case, Kind, declared, gap
from tests.checks.dns._pages import page
from tests.checks.dns._seen import failing, missing, serves, silent

ID = "hosts/required-down"
BLOCKER = (Level.BLOCKER,)
APP = "app.club.example"
WITH_APP = declared(APP)
WITH_API = declared(APP, role=HostRole.API)


def hop(status: int = 200, host: str = CLUB.host, path: str = "/") -> Hop:
    return Hop(url=f"https://{host}{path}", scheme="https", host=host, port=443, path=path, status=status)


def chain(*statuses: int, end: End = End.ANSWER, **more) -> RedirectChain:
    """The link followed to its end; a loop or a refusal has no status of its own."""
    given = {"entry": CLUB.url, "entry_scheme": "https", "entry_host": CLUB.host, "deep": False, "with_cookies": False}
    hops = tuple(hop(status) for status in statuses)
    return RedirectChain(subject=Subject.site(CLUB.host), hops=hops, end=end, **{"is_target": True, **given, **more})


def answer(status: int = 200, scheme: str = "https", host: str = CLUB.host, **more) -> HostAnswer:
    return HostAnswer(
        subject=Subject.host(host), scheme=scheme, **{"reached": True, "page": page(status=status), **more}
    )


def dead(scheme: str = "https", host: str = CLUB.host, detail: str = "refused") -> HostAnswer:
    return HostAnswer(subject=Subject.host(host), scheme=scheme, reached=False, detail=detail)


FINE = (chain(200), answer())
REFUSED = chain(end=End.REFUSED)
CANONICAL = (
    Case(check=ID, name="it serves", kind=Kind.PASSING, facts=FINE),
    Case(
        check=ID,
        name="a server error",
        kind=Kind.FAILING,
        facts=(chain(502), answer(502)),
        levels=BLOCKER,
        cases=("error",),
        groups=("host:club.example",),
    ),
    Case(
        check=ID,
        name="a server error behind a redirect",
        kind=Kind.FAILING,
        facts=(chain(302, 500), answer(302)),
        levels=BLOCKER,
        cases=("error",),
    ),
    Case(
        check=ID,
        name="not found",
        kind=Kind.FAILING,
        facts=(chain(404), answer(404)),
        levels=BLOCKER,
        cases=("not-found",),
    ),
    Case(
        check=ID,
        name="refused on both doors",
        kind=Kind.FAILING,
        facts=(REFUSED, dead(), dead("http")),
        levels=BLOCKER,
        cases=("refused",),
    ),
    Case(
        check=ID,
        name="nothing answers in time",
        kind=Kind.UNKNOWN,
        gaps=(gap(RedirectChain), gap(HostAnswer, Subject.host(CLUB.host))),
    ),
    Case(
        check=ID,
        name="a wall",
        kind=Kind.UNKNOWN,
        facts=(answer(scheme="http"),),
        gaps=(gap(RedirectChain, reason=GapReason.BLOCKED),),
    ),
    Case(
        check=ID, name="no way there", kind=Kind.UNKNOWN, facts=(chain(end=End.UNREACHABLE), dead(detail="unreachable"))
    ),
    Case(check=ID, name="the link was not followed", kind=Kind.UNKNOWN, facts=(chain(200, is_target=False), answer())),
    Case(
        check=ID,
        name="https is refused but http serves: a matter of https-missing",
        kind=Kind.TRAP,
        status=Status.UNKNOWN,
        facts=(REFUSED, dead(), answer(scheme="http")),
    ),
    Case(
        check=ID,
        name="refused behind a redirect",
        kind=Kind.TRAP,
        status=Status.UNKNOWN,
        facts=(chain(301, end=End.REFUSED), answer(301)),
    ),
    Case(check=ID, name="a sign-in page of the app", kind=Kind.TRAP, facts=(chain(401), answer(401))),
    Case(check=ID, name="forbidden", kind=Kind.TRAP, facts=(chain(403), answer(403))),
    Case(
        check=ID,
        name="an error without cookies, a page with them",
        kind=Kind.TRAP,
        facts=(chain(500), chain(200, with_cookies=True), answer(500)),
    ),
    Case(check=ID, name="the deep path is not found", kind=Kind.TRAP, facts=(*FINE, chain(404, deep=True))),
    Case(
        check=ID,
        name="a circle: a matter of redirects/loop",
        kind=Kind.TRAP,
        status=Status.UNKNOWN,
        facts=(chain(301, 301, end=End.LOOP), answer(301)),
    ),
    Case(
        check=ID,
        name="a broken certificate: a matter of tls/*",
        kind=Kind.TRAP,
        status=Status.UNKNOWN,
        facts=(chain(end=End.TLS_FAILED), dead(detail="tls-failed")),
    ),
    Case(
        check=ID,
        name="nothing at / but the shared path is there",
        kind=Kind.TRAP,
        target=replace(CLUB, url="https://club.example/app", path="/app"),
        facts=(chain(200), answer(404)),
    ),
)

DECLARED = (
    Case(
        check=ID, name="the declared host serves", kind=Kind.PASSING, target=WITH_APP, facts=(*FINE, answer(host=APP))
    ),
    Case(
        check=ID,
        name="the declared host serves over http only",
        kind=Kind.PASSING,
        target=WITH_APP,
        facts=(*FINE, dead(host=APP), answer(scheme="http", host=APP)),
    ),
    Case(
        check=ID,
        name="a declared host redirects",
        kind=Kind.PASSING,
        target=WITH_APP,
        facts=(*FINE, answer(host=APP, page=None, leads_to="/login")),
    ),
    Case(
        check=ID,
        name="a declared host has an error",
        kind=Kind.FAILING,
        target=WITH_APP,
        facts=(*FINE, answer(503, host=APP)),
        levels=BLOCKER,
        cases=("error",),
        groups=("host:app.club.example",),
    ),
    Case(
        check=ID,
        name="a declared host refuses",
        kind=Kind.FAILING,
        target=WITH_APP,
        facts=(*FINE, serves(APP), dead(host=APP), dead("http", APP)),
        levels=BLOCKER,
        cases=("refused",),
    ),
    Case(
        check=ID,
        name="a declared host has no address",
        kind=Kind.FAILING,
        target=WITH_APP,
        facts=(*FINE, missing(APP)),
        levels=BLOCKER,
        cases=("missing",),
        groups=("name:app.club.example",),
    ),
    Case(
        check=ID,
        name="a declared host is slow",
        kind=Kind.UNKNOWN,
        target=WITH_APP,
        facts=FINE,
        gaps=(gap(HostAnswer, Subject.host(APP)),),
    ),
    Case(
        check=ID,
        name="its http redirects, its https is slow",
        kind=Kind.UNKNOWN,
        target=WITH_APP,
        facts=(*FINE, answer(301, "http", APP)),
        gaps=(gap(HostAnswer, Subject.host(APP)),),
    ),
    Case(
        check=ID,
        name="its name could not be seen",
        kind=Kind.UNKNOWN,
        target=WITH_APP,
        facts=(*FINE, silent(APP)),
        reasons=(GapReason.TIMED_OUT,),
    ),
    Case(
        check=ID,
        name="its name fails",
        kind=Kind.UNKNOWN,
        target=WITH_APP,
        facts=(*FINE, failing(APP)),
        reasons=(GapReason.FAILED,),
    ),
    Case(
        check=ID,
        name="it was not asked",
        kind=Kind.UNKNOWN,
        target=WITH_APP,
        facts=(*FINE, serves(APP)),
        reasons=(GapReason.FAILED,),
    ),
    Case(
        check=ID,
        name="it is not reached",
        kind=Kind.UNKNOWN,
        target=WITH_APP,
        facts=(*FINE, dead(host=APP, detail="unreachable")),
    ),
    Case(
        check=ID, name="an API has nothing at /", kind=Kind.TRAP, target=WITH_API, facts=(*FINE, answer(404, host=APP))
    ),
    Case(
        check=ID,
        name="a declared host wants a sign-in",
        kind=Kind.TRAP,
        target=WITH_APP,
        facts=(*FINE, answer(401, host=APP, sign_in="cloudflare")),
    ),
    Case(
        check=ID,
        name="the address itself and a wildcard are declared",
        kind=Kind.TRAP,
        target=declared(CLUB.host, "*.club.example"),
        facts=FINE,
    ),
    Case(
        check=ID,
        name="an undeclared host is down",
        kind=Kind.TRAP,
        target=APP_CLUB,
        facts=(chain(200), answer(host=APP), answer(500, host="old.club.example")),
    ),
)

CASES = (*CANONICAL, *DECLARED)
