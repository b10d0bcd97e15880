"""cache/shared-uncached."""

from launchready.facts.revisit import Revisit
from launchready.model.words import GapReason, Level, Status
from tests.checks.cache._visits import twice, visit
from tests.checks.cases import LITERAL, Case, Kind, gap

UNCACHED = "cache/shared-uncached"
SLOW = 1.4


def case(name: str, kind: Kind, *facts, **more) -> Case:
    return Case(check=UNCACHED, name=name, kind=kind, facts=facts, **more)


def felt(name: str, *facts, text: str = "", count: int = 1) -> Case:
    return case(
        name,
        Kind.FAILING,
        *facts,
        levels=(Level.OPTIONAL,) * count,
        cases=(text,) * count,
        groups=("cache:club.example",) * count,
    )


def silent(name: str, *facts, **more) -> Case:
    return case(name, Kind.TRAP, *facts, **more)


CASES = (
    case("fast", Kind.PASSING, twice(visit("no-cache"))),
    felt("slow both times", twice(visit("private, no-store", seconds=SLOW))),
    felt("slow, and nothing is said", twice(visit(None, seconds=SLOW))),
    felt("slow data", twice(visit(seconds=SLOW), url="https://club.example/api/events", content_type="application/json")),
    felt("slow behind a long line", twice(visit(seconds=SLOW), round_trip_seconds=0.2)),
    felt("a miss each time", twice(visit("s-maxage=0", seconds=SLOW, cache="x-cache: MISS"))),
    felt("two pages", twice(visit(seconds=SLOW)), twice(visit(seconds=SLOW), url="https://club.example/events"), count=2),
    felt("heavy, and made each time", twice(visit(seconds=0.4, bytes=400_000)), text="heavy"),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Revisit),)),
    case("one page did not answer again", Kind.UNKNOWN, twice(visit()), gaps=(gap(Revisit),), reasons=(GapReason.TIMED_OUT,)),
    silent("only the first was slow: it woke up", twice(visit(seconds=SLOW), visit(seconds=0.1))),
    silent("the line is slow, not the server", twice(visit(seconds=0.9), round_trip_seconds=0.3)),
    silent("heavy, and a file", twice(visit(seconds=0.05, bytes=400_000))),
    silent("a cache answered", twice(visit(seconds=SLOW), visit(seconds=SLOW, cache="x-cache: Hit from cloudfront"))),
    silent("it has an age", twice(visit(seconds=SLOW, cache="age: 20"))),
    silent("made at build time", twice(visit(seconds=SLOW, cache="x-vercel-cache: PRERENDER"))),
    silent("each stranger gets another page", twice(visit(seconds=SLOW), same_body=False)),
    silent("each stranger gets a cookie", twice(visit(cookies=("sessionid",), seconds=SLOW))),
    silent("one of them gets a cookie", twice(visit(seconds=SLOW), visit(cookies=("cart",), seconds=SLOW))),
    silent("an error", twice(visit(seconds=SLOW, status=503))),
    silent("a file of another kind", twice(visit(seconds=SLOW), content_type="application/pdf")),
    silent("somebody else's page", twice(visit(seconds=SLOW), url="https://pay.provider.test/")),
    silent("on this machine", twice(visit(seconds=SLOW)), target=LITERAL, status=Status.NOT_APPLICABLE),
)  # fmt: skip
