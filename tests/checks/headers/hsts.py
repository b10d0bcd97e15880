"""headers/hsts-missing and headers/hsts-breaks-subdomain."""

from launchready.facts.http import HostAnswer
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.target import HostRole, Target
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import CLUB, LOCALHOST, PREVIEW, WWW_CLUB, Case, Kind, declared, gap
from tests.checks.redirects._ways import HTTP, HTTPS, WWW, answer, dead, sound, way

MISSING, BREAKS = "headers/hsts-missing", "headers/hsts-breaks-subdomain"
NOT_APPLICABLE = Status.NOT_APPLICABLE
HOST = Subject.host(CLUB.host)
YEAR, ALL = {"hsts": "max-age=31536000"}, {"hsts": "max-age=31536000; includeSubDomains"}
LOGIN = {"has_password_field": True}
APP = "https://app.club.example/"
WITH_APP = declared("app.club.example")
GROUP = ("headers/hsts-missing:club.example",)
BLOG_HTTP, BLOG = "http://blog.club.example/", "https://blog.club.example/"


def absent(name: str, *facts: Fact, case: str = "", target: Target = CLUB, count: int = 1, **more) -> Case:
    return Case(
        check=MISSING,
        name=name,
        kind=Kind.FAILING,
        facts=facts,
        target=target,
        levels=(Level.IMPORTANT,) * count,
        cases=(case,) * count,
        groups=GROUP * count,
        **more,
    )


def case(check: str, name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=check, name=name, kind=kind, facts=facts, **more)


SENT = answer(HTTPS, **LOGIN, **YEAR)
ABSENT = (
    case(MISSING, "it is sent", Kind.PASSING, SENT),
    absent("a password field", answer(HTTPS, **LOGIN)),
    absent("a link to a sign-in", answer(HTTPS, has_sign_in_link=True)),
    absent("a session cookie", answer(HTTPS), way(HTTPS, "200", on={HTTPS: {"session_cookies": ("sessionid",)}})),
    absent("a login at another host of the domain", answer(HTTPS), answer(APP, **LOGIN, **YEAR)),
    absent("a declared app, and the site itself", answer(HTTPS), answer(APP), target=WITH_APP, count=2),
    absent("the app only", answer(HTTPS, **YEAR), answer(APP), target=WITH_APP),
    absent("the site ends at www", answer(HTTPS, 301, leads_to=WWW, **YEAR), answer(WWW, **LOGIN), way(HTTPS, f"301 {WWW}", "200")),
    absent("switched off", answer(HTTPS, hsts="max-age=0", **LOGIN), case="off"),
    absent("browsers ignore it", answer(HTTPS, hsts="includeSubDomains", **LOGIN), case="off"),
    absent("said by http only", answer(HTTPS, **LOGIN), answer(HTTP, **YEAR), way(HTTP, "200", on={HTTP: YEAR})),
    absent("an error page that switches it off", answer(HTTPS, 403, hsts="max-age=0", **LOGIN), case="off"),
    absent("the way ends where nothing was seen", answer(HTTPS, **LOGIN), way(HTTPS, "200", final_url="…")),
    case(MISSING, "nothing was seen", Kind.UNKNOWN, gaps=(gap(HostAnswer),)),
    case(MISSING, "a wall stands before the site", Kind.UNKNOWN, dead(HTTP), gaps=(gap(HostAnswer, HOST, GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    case(MISSING, "only an error page answered", Kind.UNKNOWN, answer(HTTPS, 403), answer(APP, 302, leads_to=HTTPS), target=WITH_APP, reasons=(GapReason.FAILED,)),
    case(MISSING, "nobody signs in", Kind.TRAP, answer(HTTPS), status=NOT_APPLICABLE),
    case(MISSING, "a declared host without members", Kind.TRAP, answer(HTTPS), target=declared("app.club.example", role=HostRole.OTHER), status=NOT_APPLICABLE),
    case(MISSING, "somebody else's sign-in", Kind.TRAP, answer(HTTPS), answer("https://login.provider.example/", **LOGIN), status=NOT_APPLICABLE),
    case(MISSING, "https does not work, judged by itself", Kind.TRAP, dead(HTTPS), answer(HTTP, **LOGIN), status=NOT_APPLICABLE),
    case(MISSING, "there is only http, at a port of its own", Kind.TRAP, answer("http://club.example/", **LOGIN), status=NOT_APPLICABLE),
    case(MISSING, "on this machine", Kind.TRAP, target=LOCALHOST, status=NOT_APPLICABLE),
    case(MISSING, "an error page without it, other pages with it", Kind.TRAP, answer(HTTPS, 403, **LOGIN), way(HTTPS, "200", on={HTTPS: YEAR})),
    case(MISSING, "the domain says it for all its hosts", Kind.TRAP, answer(HTTPS, **ALL), answer(APP, **LOGIN), target=WITH_APP),
    case(MISSING, "a domain ending that is https only", Kind.TRAP, answer(PREVIEW.url, **LOGIN), target=PREVIEW),
    case(MISSING, "www only hands over", Kind.TRAP, SENT, answer(WWW, 301, leads_to=HTTPS), target=CLUB),
    case(MISSING, "the front page hands over to another host", Kind.TRAP, answer(HTTPS, 302, leads_to="https://app.club.example/", **LOGIN), way(HTTPS, f"302 {APP}", "200"), answer(APP, **LOGIN, **YEAR)),
    case(MISSING, "www is shared, and the bare domain only hands over", Kind.TRAP, answer(WWW, **LOGIN, **YEAR), answer(HTTPS, 301, leads_to=WWW), target=WWW_CLUB),
    case(MISSING, "an app that was not reached, judged by itself", Kind.TRAP, SENT, dead(APP), target=WITH_APP),
)  # fmt: skip

CLAIM = answer(HTTPS, **ALL)
SHUT_OUT = (answer(BLOG_HTTP), dead(BLOG))


def shuts(name: str, *facts: Fact, **more) -> Case:
    return Case(
        check=BREAKS,
        name=name,
        kind=Kind.FAILING,
        facts=facts,
        levels=(Level.BLOCKER,),
        groups=("host:blog.club.example",),
        **more,
    )


SHUT = (
    case(BREAKS, "no such claim", Kind.PASSING, answer(HTTPS, **YEAR), *SHUT_OUT),
    case(BREAKS, "every host speaks https", Kind.PASSING, CLAIM, answer(BLOG_HTTP, 301, leads_to=BLOG), answer(BLOG)),
    shuts("a blog by http", CLAIM, *SHUT_OUT),
    shuts("a blog by http with a certificate of others", CLAIM, answer(BLOG_HTTP), dead(BLOG, "tls-failed")),
    shuts("a forwarding by http", CLAIM, answer(BLOG_HTTP, 301, leads_to=HTTPS), dead(BLOG)),
    shuts("the claim was seen on the way only", way(HTTPS, "200", on={HTTPS: ALL}), *SHUT_OUT),
    case(BREAKS, "nothing was seen", Kind.UNKNOWN, gaps=(gap(HostAnswer),)),
    case(BREAKS, "nothing was looked at", Kind.UNKNOWN),
    case(BREAKS, "a wall stands before the site", Kind.UNKNOWN, *SHUT_OUT, gaps=(gap(HostAnswer, HOST, GapReason.BLOCKED),)),
    case(BREAKS, "https does not work", Kind.TRAP, dead(HTTPS), answer(HTTP), status=NOT_APPLICABLE),
    case(BREAKS, "taken back", Kind.TRAP, answer(HTTPS, hsts="max-age=0; includeSubDomains"), *SHUT_OUT),
    case(BREAKS, "browsers ignore it", Kind.TRAP, answer(HTTPS, hsts="includeSubDomains"), *SHUT_OUT),
    case(BREAKS, "www claims what is below www only", Kind.TRAP, answer(WWW, **ALL), *SHUT_OUT),
    case(BREAKS, "a host that leads to its own broken https", Kind.TRAP, CLAIM, answer(BLOG_HTTP, 301, leads_to=BLOG), dead(BLOG)),
    case(BREAKS, "a host that shows no page", Kind.TRAP, CLAIM, answer(BLOG_HTTP, 404), dead(BLOG)),
    case(BREAKS, "a host that does not answer at all", Kind.TRAP, CLAIM, dead(BLOG_HTTP), dead(BLOG)),
    case(BREAKS, "https of the host was not seen", Kind.TRAP, CLAIM, answer(BLOG_HTTP)),
    case(BREAKS, "all ways are sound", Kind.TRAP, answer(HTTPS, **ALL), *sound()),
)  # fmt: skip

CASES = (*ABSENT, *SHUT)
