"""headers/debug-leak."""

from launchready.facts.error_page import ErrorPage
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import CLUB, LITERAL, Case, Kind, gap
from tests.checks.headers._pages import page

LEAK = "headers/debug-leak"
GROUP = "headers/debug-leak:club.example"
B, I, O = Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL


def error(url: str = "https://club.example/launchready-1/page?lr=1", status: int = 404, **more) -> ErrorPage:
    host = more.pop("host", "club.example")
    return ErrorPage(
        subject=Subject.site(CLUB.host), url=url, host=host, status=status, content_type="text/html", **more
    )


def case(name: str, kind: Kind, *facts, **more) -> Case:
    return Case(check=LEAK, name=name, kind=kind, facts=facts, **more)


def shown(name: str, *facts, level: Level = I, text: str = "", **more) -> Case:
    return case(name, Kind.FAILING, *facts, levels=(level,), cases=(text,), groups=(GROUP,), **more)


DJANGO = ("debug:django",)
CASES = (
    case("an error page of its own", Kind.PASSING, error(), page()),
    shown("Django's debug page at an unknown address", error(trail=DJANGO), values={"tools": ("Django",)}),
    shown("a trace in the data of an API", error("https://club.example/api/x/page", 500, trail=("trace:node",))),
    shown("a linked page that is broken", error(), page("https://club.example/events", 500, trail=("trace:python",))),
    shown("a kind that is new to the words", error(trail=("debug:novel",))),
    shown("settings with their values", error(trail=DJANGO, secret_names=("SECRET_KEY",)), level=B, text="secrets"),
    shown("phpinfo on a page", error(), page(trail=("debug:phpinfo",), secret_names=("DB_PASSWORD",)), level=B, text="secrets"),
    shown("the development server is live", error(), page(trail=("debug:vite",)), text="workshop"),
    case("both, a trace and a version", Kind.FAILING, error(trail=DJANGO, versions=("server: WSGIServer/0.2",)), levels=(I, O), cases=("", "versions")),
    case("a version in a header", Kind.FAILING, error(), page(versions=("server: nginx/1.25.3",)), levels=(O,), cases=("versions",), groups=("headers:versions:club.example",), places=("https://club.example/",)),
    case("the same version everywhere is one remark", Kind.FAILING, error(versions=("x-powered-by: PHP/8.1",)), page(versions=("x-powered-by: PHP/8.1",)), levels=(O,), cases=("versions",)),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(ErrorPage),)),
    case("a wall stands before the site", Kind.UNKNOWN, page(), gaps=(gap(ErrorPage, reason=GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    case("an article about stack traces", Kind.TRAP, error(), page("https://club.example/blog/traceback")),
    case("an article that lists settings", Kind.TRAP, error(secret_names=("SECRET_KEY",)), page(secret_names=("API_KEY",))),
    case("an app that shows its start page everywhere", Kind.TRAP, error(status=200)),
    case("an error of somebody else's host", Kind.TRAP, error(), error("https://login.provider.test/", host="login.provider.test", trail=DJANGO)),
    case("somebody else's page", Kind.TRAP, error(), page("https://forum.provider.test/", trail=DJANGO, versions=("server: a/1",))),
    case("on this machine", Kind.TRAP, error(trail=DJANGO), target=LITERAL, status=Status.NOT_APPLICABLE),
)  # fmt: skip
