"""cache/session-cacheable."""

from launchready.facts.revisit import Revisit
from launchready.model.words import GapReason, Level
from tests.checks.cache._visits import HOME, twice, visit
from tests.checks.cases import Case, Kind, gap

CACHEABLE = "cache/session-cacheable"
SESSION = ("sessionid",)
HIT = "x-cache: HIT"


def case(name: str, kind: Kind, *facts, **more) -> Case:
    return Case(check=CACHEABLE, name=name, kind=kind, facts=facts, **more)


def kept(name: str, *facts, text: str = "") -> Case:
    return case(name, Kind.FAILING, *facts, levels=(Level.IMPORTANT,), cases=(text,), groups=("cache:club.example",))


def silent(name: str, *facts, **more) -> Case:
    return case(name, Kind.TRAP, *facts, **more)


CASES = (
    case("no session for strangers", Kind.PASSING, twice(visit("public, max-age=300"))),
    case("a session that nobody keeps", Kind.PASSING, twice(visit("private, no-store", SESSION))),
    kept("public for five minutes", twice(visit("public, max-age=300", SESSION))),
    kept("for shared caches alone", twice(visit("s-maxage=60", SESSION))),
    kept("a miss that may be kept", twice(visit("s-maxage=60", SESSION, cache="x-cache: MISS"))),
    kept("public, and for how long is left to the cache", twice(visit("public", SESSION))),
    kept("by the header for caches in front", twice(visit("private", SESSION, shared_control="max-age=60, public"))),
    kept("the first answer only", twice(visit("public, max-age=60", SESSION), visit("no-store"))),
    kept("two strangers, one session, out of a cache", twice(visit("max-age=60", SESSION, cache=HIT), same_session=True), text="same"),
    kept("two strangers, one session, by its age", twice(visit(None, SESSION), visit(None, SESSION, cache="age: 1"), same_session=True), text="same"),
    kept("two strangers, one session, and it may be kept", twice(visit("public, max-age=60", SESSION), same_session=True), text="same"),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Revisit),)),
    case("asked again, a wall answered", Kind.UNKNOWN, twice(visit()), gaps=(gap(Revisit, reason=GapReason.BLOCKED),), reasons=(GapReason.BLOCKED,)),
    silent("Cloudflare passes it on", twice(visit("public, max-age=300", SESSION, cache="cf-cache-status: DYNAMIC")), notes=1),
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
    silent("an age that the app writes, and sessions that differ", twice(visit("public, max-age=300", SESSION, cache="age: 3"))),
    silent("somebody else's page", twice(visit("public, max-age=300", SESSION), url="https://pay.provider.test/")),
    silent("a page that was opened once more elsewhere", twice(visit(), url=HOME)),
)  # fmt: skip
