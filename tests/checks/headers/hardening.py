"""headers/hardening."""

from launchready.facts.page import Page
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import LOCALHOST, Case, Kind, gap
from tests.checks.headers._pages import LOGIN, SAFE, page

HARDENING = "headers/hardening"


def case(name: str, kind: Kind, *facts, **more) -> Case:
    return Case(check=HARDENING, name=name, kind=kind, facts=facts, **more)


def lacking(name: str, *facts) -> Case:
    return case(name, Kind.FAILING, *facts, levels=(Level.OPTIONAL,), cases=("",), groups=("headers:club.example",))


def without(*names: str, **more) -> dict:
    return {**{key: value for key, value in SAFE.items() if key not in names}, **more}


CASES = (
    case("all four", Kind.PASSING, page(**SAFE)),
    lacking("none of them", page()),
    lacking("no policy", page(**without("csp"))),
    lacking("an empty policy", page(**without("csp", csp=" ; "))),
    lacking("sniffing allowed", page(**without("content_type_options"))),
    lacking("nosniff misspelt", page(**without(content_type_options="no-sniff"))),
    lacking("no referrer policy", page(**without("referrer_policy"))),
    lacking("a referrer policy that tells all", page(**without(referrer_policy="unsafe-url"))),
    lacking("a referrer policy that no browser knows", page(**without(referrer_policy="never"))),
    lacking("no permissions policy", page(**without("permissions_policy"))),
    lacking("the login alone, and it is one remark", page(**SAFE), page(LOGIN), page("https://club.example/a")),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Page),)),
    case(
        "a wall stands before the site",
        Kind.UNKNOWN,
        gaps=(gap(Page, Subject.host("club.example"), GapReason.BLOCKED),),
        reasons=(GapReason.BLOCKED,),
    ),
    case("the policy stands in a meta element", Kind.TRAP, page(**without("csp", csp_meta="default-src 'self'"))),
    case("a policy for frames only", Kind.TRAP, page(**without(csp="frame-ancestors 'none'"))),
    case("a policy with inline scripts", Kind.TRAP, page(**without(csp="script-src 'self' 'unsafe-inline'"))),
    case("nosniff twice, in capitals", Kind.TRAP, page(**without(content_type_options="NOSNIFF, nosniff"))),
    case("a fall-back for old browsers", Kind.TRAP, page(**without(referrer_policy="no-referrer, strict-origin"))),
    case("an error page without them", Kind.TRAP, page(**SAFE), page("https://club.example/gone", 404)),
    case("somebody else's page", Kind.TRAP, page(**SAFE), page("https://pay.provider.test/")),
    case("on this machine", Kind.TRAP, page("http://localhost:5173/"), target=LOCALHOST, status=Status.NOT_APPLICABLE),
)
