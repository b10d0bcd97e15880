"""content/not-indexable."""

from dataclasses import replace

from launchready.facts.page import FormPurpose, Meta, Page, PageHeaders, PageRole
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import CLUB, LOCALHOST, PREVIEW, Case, Kind, gap
from tests.checks.content._site import ABOUT, LOGIN, form, page, seen_by_browser

ID = "content/not-indexable"
NOINDEX = Meta(title="Calm Club", robots="noindex, nofollow")
HEADER = PageHeaders(robots_tag="noindex")
STAGING = replace(CLUB, url="https://staging.club.example/", host="staging.club.example")
SIGN_IN = (form(LOGIN, FormPurpose.LOGIN),)
HOST = Subject.host(CLUB.host)


def case(name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, **more)


def closed(name: str, *facts: Fact, text: str = "") -> Case:
    return case(
        name,
        Kind.FAILING,
        *facts,
        levels=(Level.IMPORTANT,),
        cases=(text,),
        groups=("content/not-indexable:club.example",),
    )


def silent(name: str, *facts: Fact, **more) -> Case:
    return case(name, Kind.TRAP, *facts, status=Status.NOT_APPLICABLE, **more)


CASES = (
    case("open to all", Kind.PASSING, page(robots_blocked=False)),
    closed("the page says noindex", page(meta=NOINDEX)),
    closed("the page says none", page(meta=Meta(robots="none"))),
    closed("a header says so", page(headers=HEADER), text="header"),
    closed("robots.txt says so", page(robots_blocked=True, meta=NOINDEX, headers=HEADER), text="robots"),
    closed("robots.txt alone says so", page(robots_blocked=True), text="robots"),
    closed("a page of few words", page(meta=NOINDEX, words=20)),
    closed("a login box in the corner of a page with just enough words", page(meta=NOINDEX, forms=SIGN_IN, words=120)),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Page, HOST),), reasons=(GapReason.TIMED_OUT,)),
    case("only a browser saw the front page", Kind.UNKNOWN, seen_by_browser(page()), reasons=(GapReason.NOT_RECORDED,)),
    case("only a linked page was seen", Kind.UNKNOWN, page(ABOUT, PageRole.LINKED), reasons=(GapReason.NOT_RECORDED,)),
    case(
        "a rule for another crawler",
        Kind.TRAP,
        page(headers=PageHeaders(robots_tag="otherbot: noindex"), meta=Meta(robots="noarchive")),
    ),
    case("a page further inside", Kind.TRAP, page(), page(ABOUT, PageRole.LINKED, meta=NOINDEX)),
    case("a script sets it for previews only", Kind.TRAP, page(), seen_by_browser(page(), meta=NOINDEX)),
    case("robots.txt could not be read", Kind.TRAP, page(robots_blocked=None)),
    silent("a preview", page("https://club.vercel.app/", meta=NOINDEX), target=PREVIEW),
    silent("a test copy", page("https://staging.club.example/", meta=NOINDEX), target=STAGING),
    silent("on this machine", page("http://localhost:5173/", meta=NOINDEX), target=LOCALHOST),
    silent("the site begins with its sign-in", page(meta=NOINDEX, forms=SIGN_IN, words=119)),
    silent(
        "the sign-in is built by scripts",
        page(meta=NOINDEX, shell=True, words=0),
        seen_by_browser(page(), forms=SIGN_IN, words=30, meta=NOINDEX),
    ),
    silent("an error page", page(meta=NOINDEX, status=503)),
)
