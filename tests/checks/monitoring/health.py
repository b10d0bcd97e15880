"""monitoring/health-missing."""

from dataclasses import replace

from launchready.facts.health import HealthAnswer, HealthEndpoint, HealthForm
from launchready.facts.page import Call, FormPurpose, Link, Page
from launchready.model.subject import Subject
from launchready.model.target import HostRole
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import CLUB, Case, Kind, declared, gap
from tests.checks.headers._pages import cookie, form, page

MISSING = "monitoring/health-missing"
NOT_APPLICABLE = Status.NOT_APPLICABLE
ASKED = ("/health", "/healthz", "/api/health")


def answer(host: str = "club.example", **more) -> HealthAnswer:
    return HealthAnswer(subject=Subject.host(host), asked=ASKED, **more)


def endpoint(path: str = "/api/health", status: int = 200, **more) -> HealthEndpoint:
    words = {"form": HealthForm.JSON, "up": True, "database": True, "first_byte_seconds": 0.1}
    return HealthEndpoint(url=f"https://club.example{path}", path=path, status=status, **{**words, **more})


def call(url: str = "https://club.example/api/me", method: str = "GET", kind: str = "application/json", **more) -> Call:
    host, _, path = url.removeprefix("https://").partition("/")
    return Call(
        url=url, scheme="https", host=host, path=f"/{path}", method=method, status=200, content_type=kind, **more
    )


def case(name: str, kind: Kind, *facts, **more) -> Case:
    return Case(check=MISSING, name=name, kind=kind, facts=facts, **more)


def none(name: str, *facts, text: str = "", **more) -> Case:
    return case(name, Kind.FAILING, *facts, levels=(Level.OPTIONAL,), cases=(text,), **more)


def files(name: str, *facts) -> Case:
    return case(name, Kind.TRAP, answer(), *facts, status=NOT_APPLICABLE)


LINK = Link(url="https://club.example/login", scheme="https", host="club.example", path="/login", sign_in=True)
CASES = (
    case("it says ok and names the database", Kind.PASSING, answer(endpoint=endpoint()), page(), notes=1),
    case("a word is enough", Kind.PASSING, answer(endpoint=endpoint("/up", form=HealthForm.TEXT, database=False)), notes=1),
    case("where a builder keeps its functions", Kind.PASSING, answer(), answer("abc.supabase.test", endpoint=endpoint()), notes=1),
    case("at the API's host", Kind.PASSING, answer(), answer("api.club.example", endpoint=endpoint()), notes=1),
    none("a form and nothing", answer(), page(forms=(form(FormPurpose.LOGIN),))),
    none("a session and nothing", answer(), page(cookies=(cookie(),))),
    none("calls for data and nothing", answer(), page(rendered=True, calls=(call(),))),
    none("a call that sends", answer(), page(rendered=True, calls=(call(method="POST", kind=""),))),
    none("a call with a session", answer(), page(rendered=True, calls=(call(kind="", with_session=True),))),
    none("people sign in", answer(), page(links=(LINK,))),
    none("a declared API", answer(), page(), target=declared("api.club.example", role=HostRole.API)),
    none("a declared app", answer(), page(), target=declared("app.club.example")),
    none("a builder's own host is closed", answer(), page(cookies=(cookie(),)), gaps=(gap(HealthAnswer, Subject.host("abc.supabase.test")),)),
    none("a builder's own host asks for a sign-in", answer(), answer("abc.supabase.test", locked=("/functions/v1/health",)), page(cookies=(cookie(),))),
    none("every address shows the start page", answer(catch_all=True), page(cookies=(cookie(),)), text="catch-all"),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(HealthAnswer),)),
    case("a wall stands before the host", Kind.UNKNOWN, gaps=(gap(HealthAnswer, Subject.host(CLUB.host), GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    case("one host has none, and a wall stands before the other", Kind.UNKNOWN, answer("api.club.example"), page(cookies=(cookie(),)), gaps=(gap(HealthAnswer, Subject.host(CLUB.host), GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    case("it asks for a sign-in", Kind.UNKNOWN, answer(locked=("/health",)), page(cookies=(cookie(),)), reasons=(GapReason.NO_ACCESS,)),
    case("a shell, and its scripts were not run", Kind.UNKNOWN, answer(), page(shell=True), reasons=(GapReason.NO_ACCESS,)),
    case("no page was seen", Kind.UNKNOWN, answer(), gaps=(gap(Page),), reasons=(GapReason.NO_ACCESS,)),
    case("it says that the database is down", Kind.TRAP, answer(endpoint=endpoint(status=503, up=False)), page(cookies=(cookie(),)), notes=1),
    case("one host has it, another has none", Kind.TRAP, answer(endpoint=endpoint()), answer("api.club.example"), page(cookies=(cookie(),))),
    files("only files", page()),
    files("a shell that a browser filled, and nothing is called", page(shell=True), page(shell=True, rendered=True)),
    files("counters and fonts", page(rendered=True, calls=(call("https://region1.google-analytics.com/collect", "POST"), call("https://plausible.io/api", "POST")))),
    files("a link within, and a sign-in at another company's", page(links=(replace(LINK, sign_in=False), replace(LINK, url="https://id.provider.test/", host="id.provider.test")))),
    files("parts of pages, and a look whether one is there", page(rendered=True, calls=(call("https://club.example/part", kind="text/html"), call("https://club.example/there", "HEAD", "")))),
    files("texts in a file", page(rendered=True, calls=(call("https://club.example/locales/en.json"),))),
    files("a search at another company's", page(forms=(form(FormPurpose.SEARCH, method="get"),))),
    files("a newsletter form of another company", page(forms=(form(FormPurpose.OTHER, "https://list.provider.test/join"),))),
)  # fmt: skip
