"""redirects/long and redirects/temporary."""

from launchready.facts.http import End, RedirectChain
from launchready.model.fact import Fact
from launchready.model.words import Level
from tests.checks.cases import Case, Kind, gap
from tests.checks.redirects._ways import DEEP, HTTP, HTTPS, WWW, WWW_HTTP, sound, way

LONG, TEMPORARY = "redirects/long", "redirects/temporary"


def steps(count: int, entry: str = HTTP) -> RedirectChain:
    """A way of so many redirects, the first of them to https."""
    return way(entry, f"301 {HTTPS}", *(f"301 {HTTPS}{number}" for number in range(count - 1)), "200")


def long(name: str, *facts: Fact, level: Level = Level.OPTIONAL) -> Case:
    return Case(check=LONG, name=name, kind=Kind.FAILING, facts=facts, levels=(level,))


def short(name: str, *facts: Fact, kind: Kind = Kind.TRAP) -> Case:
    return Case(check=LONG, name=name, kind=kind, facts=facts)


LENGTHS = (
    short("at most two steps", *sound(), kind=Kind.PASSING),
    long("four steps", steps(4)),
    long("five steps", steps(5)),
    long("six steps", steps(6), level=Level.IMPORTANT),
    long("the longest counts", steps(4), steps(7, WWW_HTTP), steps(5, WWW), level=Level.IMPORTANT),
    Case(check=LONG, name="the target was not followed", kind=Kind.UNKNOWN, gaps=(gap(RedirectChain),)),
    short("three steps", steps(3)),
    short("a circle is judged by itself", way(HTTP, *(f"301 {HTTPS}{n}" for n in range(6)), end=End.TOO_MANY)),
    short(
        "a sign-in's own steps",
        way(
            HTTP,
            f"301 {HTTPS}",
            "302 https://login.provider.example/",
            *(f"302 https://login.provider.example/{n}" for n in range(6)),
            "200",
        ),
    ),
)


def passing(name: str, *facts: Fact, kind: Kind = Kind.TRAP) -> Case:
    return Case(check=TEMPORARY, name=name, kind=kind, facts=facts)


def only_now(name: str, *facts: Fact) -> Case:
    return Case(check=TEMPORARY, name=name, kind=Kind.FAILING, facts=facts, levels=(Level.OPTIONAL,))


STATUSES = (
    passing("permanent", *sound(), kind=Kind.PASSING),
    only_now("http to https by 302", way(HTTP, f"302 {HTTPS}", "200"), way(HTTP + DEEP, f"302 {HTTPS}{DEEP}", "404")),
    only_now("www to bare by 307", way(WWW, f"307 {HTTPS}", "200"), way(WWW_HTTP, f"303 {HTTPS}", "200")),
    Case(check=TEMPORARY, name="the target was not followed", kind=Kind.UNKNOWN, gaps=(gap(RedirectChain),)),
    passing("by 308", way(HTTP, f"308 {HTTPS}", "200")),
    passing("to a language", way(HTTPS, f"302 {HTTPS}en", "200")),
    passing("to a login on another host", way(HTTPS, "302 https://app.club.example/login", "200")),
    passing("down to http, judged by itself", way(HTTPS, f"302 {HTTP}", "200")),
    passing("a circle, judged by itself", way(HTTP, f"302 {HTTPS}", f"302 {HTTP}")),
)

CASES = (*LENGTHS, *STATUSES)
