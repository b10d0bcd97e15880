"""headers/framing-open."""

from launchready.facts.page import FormPurpose, Page
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import LITERAL, Case, Kind, declared, gap
from tests.checks.headers._pages import HOME, LOGIN, SAFE, form, page

OPEN = "headers/framing-open"
GROUP = ("headers:club.example",)
I, O = Level.IMPORTANT, Level.OPTIONAL
CLOSED = {"csp": "frame-ancestors 'self'"}
HOST = Subject.host("club.example")


def case(name: str, kind: Kind, *facts, **more) -> Case:
    return Case(check=OPEN, name=name, kind=kind, facts=facts, **more)


def opened(name: str, *facts, level: Level = I, text: str = "", **more) -> Case:
    return case(name, Kind.FAILING, *facts, levels=(level,), cases=(text,), groups=GROUP, **more)


CASES = (
    case("both headers", Kind.PASSING, page(**SAFE), page(LOGIN, **SAFE)),
    case("frame-ancestors alone", Kind.PASSING, page(LOGIN, csp="default-src 'self'; frame-ancestors 'none'")),
    case("X-Frame-Options alone", Kind.PASSING, page(LOGIN, frame_options="deny")),
    opened("a login without either", page(**SAFE), page(LOGIN), values={"what": "login"}),
    opened("a login and a checkout", page("https://club.example/checkout"), page(LOGIN), values={"what": "login and checkout"}),
    opened("a login form on the front page", page(forms=(form(FormPurpose.LOGIN),))),
    opened("a login in XHTML", page(LOGIN, content_type="application/xhtml+xml")),
    opened("a sign-up", page("https://club.example/join", forms=(form(FormPurpose.SIGN_UP),))),
    opened("a payment form", page("https://club.example/book", forms=(form(FormPurpose.PAYMENT),)), values={"what": "checkout"}),
    opened("a payment by its address", page("https://club.example/checkout/retreat"), values={"what": "checkout"}),
    opened("frame-ancestors in a meta element only", page(LOGIN, csp_meta="frame-ancestors 'none'"), text="ignored"),
    opened("ALLOW-FROM", page(LOGIN, frame_options="ALLOW-FROM https://partner.example"), text="ignored"),
    opened("a typing error", page(LOGIN, frame_options="SAME-ORIGIN"), text="ignored"),
    opened("two invalid values", page(LOGIN, frame_options="yes, no"), text="ignored"),
    opened("a star outranks X-Frame-Options", page(LOGIN, csp="frame-ancestors *", frame_options="DENY"), text="everybody"),
    opened("every site by https", page(LOGIN, csp="frame-ancestors https:"), text="everybody"),
    opened("ALLOWALL", page(LOGIN, frame_options="ALLOWALL"), text="everybody"),
    opened("two logins, each in its way", page(LOGIN), page("https://app.club.example/login", frame_options="ALLOWALL"), target=declared("app.club.example")),
    opened("a policy without frame-ancestors", page(LOGIN, csp="default-src 'self'")),
    opened("a policy that only reports is no policy", page(LOGIN, csp="", frame_options="")),
    opened("a front page without a form", page(), level=O, text="elsewhere"),
    opened("a front page, and a login that is closed", page(), page(LOGIN, **CLOSED), level=O, text="elsewhere"),
    opened("ALLOW-FROM where nobody signs in", page(frame_options="ALLOW-FROM https://a.example"), level=O, text="elsewhere"),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Page),)),
    case("a wall stands before the site", Kind.UNKNOWN, gaps=(gap(Page, HOST, GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    case("the policy is longer than what is kept", Kind.UNKNOWN, page(LOGIN, csp="img-src " + "x" * 1992), reasons=(GapReason.NOT_RECORDED,)),
    case("a widget that says it may be embedded", Kind.TRAP, page(csp="frame-ancestors *"), page(LOGIN, **CLOSED), notes=1),
    case("a widget by ALLOWALL", Kind.TRAP, page("https://club.example/widget", frame_options="ALLOWALL"), notes=1),
    case("partners by name", Kind.TRAP, page(LOGIN, csp="frame-ancestors 'self' https://*.partner.example")),
    case("two policies, one of them closed", Kind.TRAP, page(LOGIN, csp="frame-ancestors *, frame-ancestors 'self'")),
    case("the same value twice", Kind.TRAP, page(LOGIN, frame_options="SAMEORIGIN, SAMEORIGIN")),
    case("two values that shut it off", Kind.TRAP, page(LOGIN, frame_options="DENY, SAMEORIGIN")),
    case("an empty list of ancestors", Kind.TRAP, page(LOGIN, csp="frame-ancestors")),
    case("somebody else's login", Kind.TRAP, page(**SAFE), page("https://login.provider.test/login")),
    case("an error page", Kind.TRAP, page(**SAFE), page("https://club.example/gone", 400)),
    case("a page of somebody else that was not seen", Kind.TRAP, page(**SAFE), gaps=(gap(Page, Subject.host("login.provider.test")),)),
    case("a file", Kind.TRAP, page(**SAFE), page("https://club.example/guide", content_type="application/pdf")),
    case("a linked page that was not seen", Kind.TRAP, page(**SAFE), gaps=(gap(Page, HOST),)),
    case("seen twice, the rendered view counts", Kind.TRAP, page(LOGIN, **SAFE), page(LOGIN, rendered=True, **SAFE)),
    case("a view that a script moved to, without an answer", Kind.TRAP, page(**SAFE), page(LOGIN, 0, rendered=True)),
    case("on this machine", Kind.TRAP, page(HOME), target=LITERAL, status=Status.NOT_APPLICABLE),
)  # fmt: skip
