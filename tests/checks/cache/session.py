"""cache/session-cacheable."""

from launchready.facts.revisit import Revisit
from launchready.model.words import GapReason, Level
from tests.checks.cache._visits import HOME, twice, visit
from tests.checks.cases import Case, Kind, gap

CACHEABLE = "cache/session-cacheable"
SESSION = ("sessionid",)
HIT = "x-cache: HIT"
DYNAMIC = "cf-cache-status: DYNAMIC"


def case(name: str, kind: Kind, *facts, **more) -> Case:
    return Case(check=CACHEABLE, name=name, kind=kind, facts=facts, **more)


def kept(name: str, *facts, text: str = "", **more) -> Case:
    levels, groups = (Level.IMPORTANT,), ("cache:club.example",)
    return case(name, Kind.FAILING, *facts, levels=levels, cases=(text,), groups=groups, **more)


def silent(name: str, *facts, **more) -> Case:
    return case(name, Kind.TRAP, *facts, **more)


CASES = (
    case("no session for strangers", Kind.PASSING, twice(visit("public, max-age=300")), notes=0),
    case("a session that nobody keeps", Kind.PASSING, twice(visit("private, no-store", SESSION))),
    kept("public for five minutes", twice(visit("public, max-age=300", SESSION))),
    kept("for a second", twice(visit("s-maxage=1", SESSION))),
    kept("two strangers, one session, the first out of a cache", twice(visit(None, SESSION, cache=HIT), visit(None, SESSION), same_session=True), text="same"),
    kept("kept once and passed on once", twice(visit("public, max-age=300", SESSION), visit("public, max-age=300", SESSION, cache=DYNAMIC)), notes=0),
    kept("for shared caches alone", twice(visit("s-maxage=60", SESSION))),
    kept("a miss that may be kept", twice(visit("s-maxage=60", SESSION, cache="x-cache: MISS"))),
    kept("public, and for how long is left to the cache", twice(visit("public", SESSION))),
    kept("by the header for caches in front", twice(visit("private", SESSION, shared_control="max-age=60, public"))),
    kept("the first answer only", twice(visit("public, max-age=60", SESSION), visit("no-store"))),
    kept("two strangers, one session, out of a cache", twice(visit("max-age=60", SESSION, cache=HIT), same_session=True), text="same"),
    kept("two strangers, one session, by its age", twice(visit(None, SESSION), visit(None, SESSION, cache="age: 1"), same_session=True), text="same"),
    kept("two strangers, one session, and it may be kept", twice(visit("public, max-age=60", SESSION), same_session=True), text="same"),
    kept("two pages are one finding", twice(visit("public, max-age=300", SESSION)), twice(visit("public, max-age=300", SESSION), url="https://club.example/about"), places=(HOME, "https://club.example/about")),
    kept("the worse page speaks", twice(visit("public, max-age=300", SESSION)), twice(visit("max-age=60", SESSION, cache=HIT), url="https://club.example/about", same_session=True), text="same", places=("https://club.example/about", HOME)),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Revisit),)),
    case("asked again, a wall answered", Kind.UNKNOWN, twice(visit()), gaps=(gap(Revisit, reason=GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    silent("Cloudflare passes it on", twice(visit("public, max-age=300", SESSION, cache="cf-cache-status: DYNAMIC")), notes=1),
    silent("one page is passed on, and another needs no words", twice(visit("public, max-age=300", SESSION, cache=DYNAMIC)), twice(visit("private", SESSION), url="https://club.example/about"), notes=1),
    silent("only the first visitor got a session, and it is passed on", twice(visit("public, max-age=300", SESSION, cache=DYNAMIC), visit("public, max-age=300", cache=DYNAMIC)), notes=1),
    silent("passed on, and without a session", twice(visit("public, max-age=300", cache=DYNAMIC)), notes=0),
    silent("passed on, and private anyway", twice(visit("private", SESSION, cache=DYNAMIC)), notes=0),
    silent("a cache rule passes it by", twice(visit("s-maxage=60", SESSION, cache="cf-cache-status: BYPASS")), notes=1),
    silent("the edge gives each visitor of a stored page a session", twice(visit("public, max-age=0", SESSION, cache="x-vercel-cache: PRERENDER"))),
    silent("a hit without the cookie: it was taken out", twice(visit("s-maxage=60", SESSION, cache="x-cache: MISS"), visit("s-maxage=60", cache=HIT))),
    silent("must be asked for again each time", twice(visit("public, max-age=0, must-revalidate", SESSION))),
    silent("no time in shared caches", twice(visit("public, max-age=300, s-maxage=0", SESSION))),
    silent("private outranks public", twice(visit("public, private, max-age=300", SESSION))),
    silent("kept without its cookie", twice(visit('public, max-age=300, no-cache="Set-Cookie"', SESSION))),
    silent("the header for caches in front forbids it", twice(visit("public, max-age=300", SESSION, shared_control="no-store"))),
    silent("a browser may keep it, no shared cache is asked to", twice(visit("max-age=300", SESSION))),
    silent("a counter's cookie", twice(visit("public, max-age=300", ("_ga", "locale")))),
    silent("a session that is the same word for all, uncached", twice(visit("private", SESSION), same_session=True)),
    silent("an age that the app writes, and sessions that differ", twice(visit("public, max-age=300", SESSION, cache="age: 3")), notes=0),
    silent("somebody else's page", twice(visit("public, max-age=300", SESSION), url="https://pay.provider.test/")),
    silent("a page that was opened once more elsewhere", twice(visit(), url=HOME)),
)  # fmt: skip
