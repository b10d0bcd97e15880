"""cors/own-frontend-refused."""

from launchready.checks.cors.frontend import NEEDS_A_BROWSER
from launchready.facts.cors import Asked, Cors, Endpoint
from launchready.facts.page import Page
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.target import HostRole
from launchready.model.words import Confidence, GapReason, Level, Status
from tests.checks.cases import Case, Kind, declared, gap
from tests.checks.cors._asked import API, call, cors, page, said, script, silent
from tests.checks.redirects._ways import answer, dead

ID = "cors/own-frontend-refused"
GROUP = "cors:api.club.example"
WITH_API = declared("api.club.example", role=HostRole.API)
NOT_APPLICABLE = Status.NOT_APPLICABLE
LANDING = cors(*silent())


def case(name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, **more)


def refused(name: str, *facts: Fact, words: str = "", group: str = GROUP, **more) -> Case:
    return case(name, Kind.FAILING, *facts, levels=(Level.BLOCKER,), cases=(words,), groups=(group,), **more)


def api(*replies, **more) -> Cors:
    return cors(*(replies or silent()), url=API, endpoint=Endpoint.DECLARED, **more)


SPELT = cors(*silent(), url=f"{API}me", endpoint=Endpoint.NAMED)
FETCHED = cors(*silent(), url=f"{API}events", endpoint=Endpoint.FETCHED)
NO = call(f"{API}me", 0, "cors")
WELL = call(f"{API}me")
PROJECT = "https://sample.lovable.app/functions/v1/hello"
CASES = (
    case("the call went well", Kind.PASSING, LANDING, page(WELL)),
    case("a declared interface that lets it in", Kind.PASSING, LANDING, api(said(Asked.OWN), said(Asked.OWN, method="OPTIONS")), page(rendered=False), script("api.club.example"), target=WITH_API),
    refused("the browser kept the answer from the page", LANDING, page(NO), values={"origin": "https://club.example"}),
    refused("one call found nobody, and the scripts spell out the interface", LANDING, api(), SPELT, page(call(f"{API}me", 0, "refused")), script("api.club.example"), target=WITH_API, words="asked"),
    refused("another host lets it in", LANDING, api(), SPELT, cors(said(Asked.OWN), url="https://img.club.example/", endpoint=Endpoint.NAMED), page(rendered=False), script("api.club.example"), target=WITH_API, words="asked"),
    refused("twice at one host", LANDING, page(NO, call(f"{API}you", 0, "cors"))),
    refused("a function at the app's own host elsewhere", LANDING, page(call(PROJECT, 0, "cors")), group="cors:sample.lovable.app"),
    refused("the scripts spell out an address of the declared interface", LANDING, api(), SPELT, page(rendered=False), script("api.club.example"), script("stats.example"), target=WITH_API, words="asked", sure=(Confidence.LIKELY,), gaps=(gap(Cors, Subject.host("img.club.example")),), reasons=()),
    refused("the page does", LANDING, api(), SPELT, page(rendered=False), dead("https://app.club.example/"), answer("https://club.example/", hosts=("api.club.example",)), target=WITH_API, words="asked"),
    refused("of a host that nobody declared, an address in a call", LANDING, FETCHED, page(rendered=False), script("api.club.example"), words="spelt"),
    refused("of a declared host, too", LANDING, api(), FETCHED, page(rendered=False), script("api.club.example"), target=WITH_API, words="asked"),
    refused("by what is sent, which is asked by OPTIONS alone", LANDING, cors(*silent("OPTIONS"), url=f"{API}login", endpoint=Endpoint.CALLED), page(rendered=False), script("api.club.example"), target=WITH_API, words="asked"),
    case("nothing was asked", Kind.UNKNOWN, gaps=(gap(Cors), gap(Page))),
    case("a shell without a browser, its scripts name a project", Kind.UNKNOWN, LANDING, page(rendered=False, shell=True), script("sample.lovable.app"), reasons=(GapReason.NO_ACCESS,)),
    case("a shell whose scripts name nobody", Kind.TRAP, LANDING, page(rendered=False, shell=True), script("stats.example", "club.example"), status=NOT_APPLICABLE),
    case("the interface was not seen", Kind.UNKNOWN, LANDING, page(rendered=False), script("api.club.example"), gaps=(gap(Cors, Subject.host("api.club.example")),), target=WITH_API),
    case("which of its addresses are called was not seen", Kind.UNKNOWN, LANDING, api(), page(rendered=False), script("api.club.example"), target=WITH_API, reasons=(GapReason.NO_ACCESS,), asks=(NEEDS_A_BROWSER,)),
    case("nor by the browser, which did not sign in", Kind.UNKNOWN, LANDING, api(), page(), script("api.club.example"), target=WITH_API, reasons=(GapReason.NO_ACCESS,), asks=("",)),
    case("an address that is put together from parts", Kind.UNKNOWN, LANDING, cors(*(said(asked, None, method, status=404) for method in ("GET", "OPTIONS") for asked in (Asked.OWN, Asked.ANY)), url=f"{API}users/", endpoint=Endpoint.NAMED), page(rendered=False), script("api.club.example"), target=WITH_API),
    case("the other side was broken", Kind.UNKNOWN, LANDING, page(call(f"{API}me", 502, "cors")), reasons=(GapReason.FAILED,)),
    case("one address refuses, another is broken", Kind.TRAP, LANDING, SPELT, cors(said(Asked.OWN, None, status=500), said(Asked.OWN, None, "OPTIONS", status=500), url=f"{API}you", endpoint=Endpoint.NAMED), page(rendered=False), script("api.club.example"), target=WITH_API),
    case("the other side failed", Kind.UNKNOWN, LANDING, page(call(f"{API}me", 500, "cors")), reasons=(GapReason.FAILED,)),
    case("the other side was tired", Kind.UNKNOWN, LANDING, page(call(f"{API}me", 429, "cors")), reasons=(GapReason.FAILED,)),
    case("a declared app is no interface", Kind.TRAP, LANDING, SPELT, page(rendered=False), script("api.club.example"), target=declared("api.club.example"), status=NOT_APPLICABLE),
    case("a tracker of others refuses", Kind.TRAP, LANDING, page(call("https://stats.example/collect", 0, "cors")), status=NOT_APPLICABLE),
    case("it calls only itself", Kind.TRAP, LANDING, page(call("https://club.example/api/me")), status=NOT_APPLICABLE),
    case("the interface is for servers only", Kind.TRAP, LANDING, api(), page(), script(), target=WITH_API, status=NOT_APPLICABLE),
    case("the interface says no to a question and yes to a call", Kind.TRAP, LANDING, api(), page(WELL), script("api.club.example"), target=WITH_API),
    case("a call that failed for another reason", Kind.TRAP, LANDING, page(call(f"{API}me", 0, "refused"))),
    case("the interface answers by GET alone", Kind.TRAP, LANDING, api(said(Asked.OWN, "*"), *silent("OPTIONS")), page(rendered=False), script("api.club.example"), target=WITH_API),
    case("the interface is broken, judged by itself", Kind.TRAP, LANDING, cors(said(Asked.OWN, None, status=502), said(Asked.OWN, None, "OPTIONS", status=502), url=f"{API}me", endpoint=Endpoint.NAMED), page(rendered=False), script("api.club.example"), target=WITH_API),
    case("an address in a call at which nothing stands", Kind.TRAP, LANDING, cors(*(said(asked, None, method, status=404) for method in ("GET", "OPTIONS") for asked in (Asked.OWN, Asked.ANY)), url=f"{API}old", endpoint=Endpoint.FETCHED), page(rendered=False), script("api.club.example"), status=NOT_APPLICABLE),
    case("an address in a call that lets the page in", Kind.TRAP, LANDING, cors(said(Asked.OWN, "*"), url=f"{API}events", endpoint=Endpoint.FETCHED), page(rendered=False), script("api.club.example"), status=NOT_APPLICABLE),
    case("the browser saw the call go well", Kind.TRAP, LANDING, FETCHED, page(WELL), script("api.club.example")),
    case("a host that scripts name for pictures", Kind.TRAP, LANDING, cors(*silent(), url="https://img.club.example/", endpoint=Endpoint.NAMED), page(rendered=False), script("img.club.example"), status=NOT_APPLICABLE),
)  # fmt: skip
