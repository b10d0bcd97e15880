"""cookies/session-insecure."""

from dataclasses import replace

from launchready.facts.cookie import AnswerCookies
from launchready.facts.page import CookieSeen
from launchready.formats.cookies import looks_like_session
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import CLUB, LITERAL, Case, Kind, gap
from tests.checks.headers._pages import LOGIN, cookie, page

INSECURE = "cookies/session-insecure"
GROUP = "cookies:club.example"
B, I, O = Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL
ALL = "secure http_only lax"


def answer(*cookies: CookieSeen, url: str = "https://club.example/", followed: bool = False) -> AnswerCookies:
    scheme, _, rest = url.partition("://")
    return AnswerCookies(
        subject=Subject.host(rest.partition("/")[0]),
        url=url,
        scheme=scheme,
        status=301 if followed else 200,
        followed=followed,
        cookies=cookies,
    )


def named(name: str, flags: str = "") -> CookieSeen:
    """A cookie whose name decides whether it is a session, as in a run."""
    return cookie(name, flags, session=looks_like_session(name))


def case(name: str, kind: Kind, *facts, **more) -> Case:
    return Case(check=INSECURE, name=name, kind=kind, facts=facts, **more)


def lacks(name: str, *facts, level: Level = B, text: str = "", **more) -> Case:
    return case(name, Kind.FAILING, *facts, levels=(level,), cases=(text,), groups=(GROUP,), **more)


def harmless(name: str, *cookies: CookieSeen, **more) -> Case:
    return case(name, Kind.TRAP, answer(*cookies), **more)


HTTP = {"url": "http://club.example/", "followed": True}
CASES = (
    case("all flags", Kind.PASSING, answer(cookie(flags=ALL))),
    case("no cookie at all", Kind.PASSING, answer(), page()),
    lacks("no flag", answer(cookie())),
    lacks("without Secure", answer(cookie(flags="http_only lax"))),
    lacks("without Secure, at the login", answer(), page(LOGIN, cookies=(cookie("connect.sid", "http_only lax"),))),
    lacks("for other sites, without Secure", answer(cookie(flags="http_only none"))),
    lacks("set by http before it leads to https", answer(cookie(flags="http_only lax"), **HTTP), answer(), text="by-http", values={"missing": ("Secure",)}),
    lacks("the first of two that lack the same is named", answer(cookie()), page(LOGIN, cookies=(cookie(),)), values={"url": "https://club.example/"}),
    lacks("asked for by http, answered by https", answer(cookie()), target=replace(CLUB, scheme="http", url="http://club.example/")),
    lacks("beside Clerk, a session of another kind", answer(named("__client_uat", "secure lax"), cookie("connect.sid", "secure lax")), level=I, text="http-only"),
    case("a number with https", Kind.FAILING, answer(cookie(host="127.0.0.1"), url="https://127.0.0.1/"), target=replace(LITERAL, scheme="https", url="https://127.0.0.1/"), levels=(B,)),
    lacks("readable by scripts", answer(cookie(flags="secure lax")), level=I, text="http-only"),
    lacks("a token that a header sets", answer(named("sb-abc-auth-token", "secure lax")), level=I, text="http-only"),
    lacks("a prefix is no HttpOnly", answer(named("__Host-session", "secure lax")), level=I, text="http-only"),
    lacks("Remix's session, readable by scripts", answer(named("__session", "secure lax")), level=I, text="http-only"),
    lacks("without SameSite", answer(cookie(flags="secure http_only")), level=O, text="same-site"),
    lacks("the worst of two answers counts", answer(cookie(flags="secure http_only")), page(LOGIN, cookies=(cookie(),))),
    lacks("the worst came first", answer(cookie()), page(LOGIN, cookies=(cookie(flags="secure http_only"),))),
    case("two cookies", Kind.FAILING, answer(cookie(), cookie("auth_token", "secure lax")), levels=(B, I), cases=("", "http-only")),
    case("the way over www", Kind.FAILING, answer(cookie(host="www.club.example"), url="https://www.club.example/"), levels=(B,), groups=("cookies:www.club.example",)),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(AnswerCookies),)),
    case("a wall stands before the site", Kind.UNKNOWN, page(), gaps=(gap(AnswerCookies, reason=GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    harmless("counters", named("_ga"), named("_fbp"), named("_hjSession_1"), named("ajs_anonymous_id"), named("ph_session")),
    harmless("CSRF that scripts read", named("csrftoken"), named("XSRF-TOKEN"), named("next-auth.csrf-token")),
    harmless("bot checks and load balancers", named("cf_clearance"), named("__cf_bm"), named("AWSALB"), named("ARRAffinity")),
    harmless("consent and language", named("cookie_consent"), named("locale"), named("NEXT_LOCALE"), named("theme")),
    harmless("a flag that only says so", named("logged_in", "secure"), named("__client_uat", "secure lax")),
    harmless("Clerk's token of one minute, which its script reads", named("__session", "secure lax"), named("__client_uat", "secure lax")),
    harmless("a promise that browsers hold it to", named("__Secure-session", "http_only lax")),
    harmless("for other sites on purpose", cookie(flags="secure http_only none")),
    case("by http, with Secure: browsers refuse it", Kind.TRAP, answer(cookie(flags=ALL), **HTTP), answer()),
    case("by http, an answer that leads nowhere", Kind.TRAP, answer(cookie(), url="http://club.example/old"), answer()),
    case("set by a script of the sign-in library", Kind.TRAP, answer(), page(LOGIN, rendered=True, cookies=(cookie("sb-abc-auth-token", by_script=True), cookie(flags=ALL))), notes=1),
    case("another cookie of a script, and one of the server", Kind.TRAP, answer(cookie(flags=ALL)), page(rendered=True, cookies=(cookie("theme", session=False, by_script=True),)), notes=0),
    case("a cookie of a page that is no session", Kind.TRAP, answer(), page(cookies=(named("theme"),))),
    case("http alone, on its way to https", Kind.TRAP, answer(cookie(), **HTTP), status=Status.NOT_APPLICABLE),
    case("http alone, and only the page was seen", Kind.TRAP, page("http://club.example/"), status=Status.NOT_APPLICABLE),
    case("a cookie of somebody else", Kind.TRAP, answer(), page(cookies=(cookie(host="provider.test"),)), answer(cookie(), url="https://login.provider.test/")),
    case("a page by http", Kind.TRAP, answer(), page("http://club.example/old", cookies=(cookie(),))),
    case("there is no https", Kind.TRAP, answer(cookie(), url="http://club.example/"), page("http://club.example/", cookies=(cookie(),)), status=Status.NOT_APPLICABLE),
    case("on this machine", Kind.TRAP, answer(cookie(), url="http://127.0.0.1/"), target=LITERAL, status=Status.NOT_APPLICABLE),
)  # fmt: skip
