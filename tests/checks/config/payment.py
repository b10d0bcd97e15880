"""config/payment-test-mode."""

from dataclasses import replace

from launchready.facts.asset import Asset
from launchready.facts.page import Page
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import Confidence, GapReason, Level, Status
from tests.checks.cases import CLUB, LOCALHOST, PREVIEW, Case, Kind, gap
from tests.checks.content._site import BUNDLE, HOME, file, key, page, seen_by_browser

ID = "config/payment-test-mode"
B, I = Level.BLOCKER, Level.IMPORTANT
HOST = Subject.host(CLUB.host)
TEST, LIVE = key(BUNDLE, test=True), key(HOME, test=False)
SHELL = page(shell=True, words=0)
STAGING = replace(CLUB, url="https://staging.club.example/", host="staging.club.example")


def case(name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, **more)


def paid(name: str, *facts: Fact, text: str = "", level: Level = B, provider: str = "stripe", **more) -> Case:
    return case(
        name,
        Kind.FAILING,
        *facts,
        levels=(level,),
        cases=(text,),
        groups=(f"config/payment-test-mode:{provider}",),
        **more,
    )


def silent(name: str, *facts: Fact, **more) -> Case:
    return case(name, Kind.TRAP, *facts, status=Status.NOT_APPLICABLE, **more)


CASES = (
    case("the live key", Kind.PASSING, page(payment_keys=(LIVE,))),
    case(
        "the live key in the file of a shell",
        Kind.PASSING,
        SHELL,
        seen_by_browser(SHELL),
        file(payment_keys=(key(BUNDLE, test=False),)),
    ),
    paid(
        "the test key in the page",
        page(payment_keys=(key(HOME, test=True),)),
        sure=(Confidence.CONFIRMED,),
        places=(HOME,),
    ),
    paid(
        "the test key of one provider, the live key of another",
        page(payment_keys=(key(HOME, test=True), key(HOME, test=False, provider="paypal"))),
    ),
    paid(
        "the test key, and a file that was not fetched",
        page(payment_keys=(key(HOME, test=True),)),
        gaps=(gap(Asset),),
        reasons=(),
    ),
    paid("the test key in a file of a shell", SHELL, file(payment_keys=(TEST,))),
    paid(
        "a test link of another provider",
        page(payment_keys=(key(HOME, test=True, provider="mercado-pago"),)),
        provider="mercado-pago",
    ),
    paid("test on one page, live on another", page(payment_keys=(LIVE,)), file(payment_keys=(TEST,)), text="both"),
    paid(
        "both in one file, which may choose",
        page(),
        file(payment_keys=(TEST, key(BUNDLE, test=False))),
        text="switch",
        level=I,
        sure=(Confidence.POSSIBLE,),
    ),
    case(
        "two providers",
        Kind.FAILING,
        page(payment_keys=(key(HOME, test=True), key(HOME, test=True, provider="paypal"))),
        levels=(B, B),
        cases=("", ""),
    ),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Page, HOST),), reasons=(GapReason.TIMED_OUT,)),
    case("no page at all", Kind.UNKNOWN, reasons=(GapReason.NOT_RECORDED,)),
    case("a shell without a browser", Kind.UNKNOWN, SHELL, file(), reasons=(GapReason.NO_ACCESS,)),
    case("the files could not be fetched", Kind.UNKNOWN, page(), gaps=(gap(Asset),), reasons=(GapReason.TIMED_OUT,)),
    silent("nobody pays here", page(), file()),
    silent("a preview", page("https://club.vercel.app/", payment_keys=(TEST,)), target=PREVIEW),
    silent("a test copy", page("https://staging.club.example/", payment_keys=(TEST,)), target=STAGING),
    silent("on this machine", page("http://localhost:5173/", payment_keys=(TEST,)), target=LOCALHOST),
)
