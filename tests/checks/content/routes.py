"""content/deep-link-missing."""

from launchready.facts.page import Page, PageRole
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import Confidence, GapReason, Level, Status
from tests.checks.cases import CLUB, Case, Kind, gap
from tests.checks.content._site import ABOUT, LOGIN, link, page, seen_by_browser

ID = "content/deep-link-missing"
SHELL = page(shell=True, words=0)
EVENTS = "https://club.example/events"
LINKING = seen_by_browser(SHELL, links=(link(EVENTS), link(LOGIN)))
HOST = Subject.host(CLUB.host)


def case(name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, **more)


def route(url: str = EVENTS, status: int = 404, role: PageRole = PageRole.ROUTE, **more) -> Page:
    return page(url, role, status=status, words=3, **more)


def missing(name: str, *facts: Fact, **more) -> Case:
    return case(
        name,
        Kind.FAILING,
        *facts,
        levels=(Level.IMPORTANT,),
        cases=("",),
        groups=("content/deep-link-missing:club.example",),
        **more,
    )


CASES = (
    case("routes open with the app", Kind.PASSING, SHELL, LINKING, route(status=200, shell=True), notes=0),
    missing("a route that the app links to", SHELL, LINKING, route(), sure=(Confidence.CONFIRMED,), notes=0),
    missing(
        "two routes are one cause",
        SHELL,
        LINKING,
        route(),
        route(ABOUT),
        route("https://club.example/ok", 200, shell=True),
        sure=(Confidence.CONFIRMED,),
    ),
    missing("a route that only a script names", SHELL, route(), sure=(Confidence.LIKELY,)),
    missing("the sign-in", SHELL, route(LOGIN, role=PageRole.LOGIN)),
    missing(
        "a first page that comes ready made, and a page of the app that it leads to",
        page(links=(link(EVENTS),)),
        route(),
        sure=(Confidence.CONFIRMED,),
        notes=0,
    ),
    missing(
        "a way to it that only the page for what is missing shows",
        SHELL,
        route(),
        page(ABOUT, PageRole.LINKED, status=404, links=(link(EVENTS),)),
        sure=(Confidence.LIKELY,),
    ),
    missing("one is missing, another shows the app", SHELL, LINKING, route(), route(ABOUT, shell=True), notes=1),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Page, HOST),)),
    case("a shell without a browser, so no routes are known", Kind.UNKNOWN, SHELL, reasons=(GapReason.NO_ACCESS,)),
    case("no route was opened", Kind.UNKNOWN, SHELL, LINKING, reasons=(GapReason.NOT_RUN,)),
    case(
        "the sign-in shows itself in a browser",
        Kind.TRAP,
        SHELL,
        LINKING,
        route(LOGIN, role=PageRole.LOGIN, shell=True),
        seen_by_browser(route(LOGIN, role=PageRole.LOGIN)),
        notes=1,
    ),
    case(
        "an app of one page",
        Kind.TRAP,
        SHELL,
        seen_by_browser(SHELL, links=(link("https://club.example/"), link("https://other.example/news"))),
    ),
    case("the app answers 404 and shows itself", Kind.TRAP, SHELL, LINKING, route(shell=True), notes=1),
    case("the app shows its own page for what is not there", Kind.TRAP, SHELL, LINKING, route(status=200, shell=True)),
    case("a wall or an error is no missing page", Kind.TRAP, SHELL, LINKING, route(status=403), route(ABOUT, 500)),
    case(
        "a dead link on a site whose pages come from the server",
        Kind.TRAP,
        page(),
        route(ABOUT, role=PageRole.LINKED),
        status=Status.NOT_APPLICABLE,
    ),
    case(
        "a dead link of an app to a page that is none of its routes",
        Kind.TRAP,
        SHELL,
        LINKING,
        route(status=200, shell=True),
        route(ABOUT, role=PageRole.LINKED),
    ),
)
