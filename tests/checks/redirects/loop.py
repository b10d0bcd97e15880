"""redirects/loop."""

from launchready.facts.http import End, Platform, RedirectChain
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import Level
from tests.checks.cases import CLUB, Case, Kind, gap
from tests.checks.redirects._ways import DEEP, FLARE, HTTP, HTTPS, WWW, WWW_HTTP, sound, way, with_cookies

ID = "redirects/loop"
BLOCKER = (Level.BLOCKER,)
COOKIE = {HTTPS: {"cookies": ("seen",)}}
ITSELF = way(HTTPS, f"301 {HTTPS}", on={HTTPS: FLARE})
APART = way(HTTPS, f"301 {WWW}", f"301 {HTTPS}")


def hosted(host: str, cdn: str = "") -> Platform:
    return Platform(subject=Subject.site(CLUB.host), dns_host="", cdn=cdn, host=host, builder="")


def failing(name: str, case: str, *facts: Fact, groups: tuple[str, ...] = ("redirects/loop:club.example",)) -> Case:
    return Case(check=ID, name=name, kind=Kind.FAILING, facts=facts, levels=BLOCKER, cases=(case,), groups=groups)


def passing(name: str, *facts: Fact, kind: Kind = Kind.TRAP, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, **more)


BY_CLOUDFLARE = ("cdn/flexible-tls+redirects/loop:club.example",)
CASES = (
    passing("every way ends with a page", *sound(), kind=Kind.PASSING, notes=0),
    failing(
        "Cloudflare speaks http to a server that leads to https, at every entry",
        "flexible",
        ITSELF,
        way(HTTP, f"301 {HTTPS}", f"301 {HTTPS}", on={HTTPS: FLARE}),
        way(WWW, f"301 {HTTPS}", f"301 {HTTPS}", on={HTTPS: FLARE}),
        way(HTTPS + DEEP, f"301 {HTTPS}{DEEP}", on={HTTPS: FLARE}),
        groups=BY_CLOUDFLARE,
    ),
    failing("Cloudflare is the owner's own", "flexible", ITSELF, hosted("render", "cloudflare"), groups=BY_CLOUDFLARE),
    failing("Cloudflare, host not recognised", "flexible", ITSELF, hosted("", ""), groups=BY_CLOUDFLARE),
    failing(
        "the host runs on Cloudflare, the owner does not", "itself", ITSELF, hosted("render"), groups=BY_CLOUDFLARE
    ),
    failing("an app behind a proxy sends everybody to https again", "itself", way(HTTPS, f"301 {HTTPS}")),
    failing("one rule adds www, another takes it away", "two-rules", APART, *sound(HTTPS, WWW)),
    failing("http and https lead to each other", "two-rules", way(HTTPS, f"301 {HTTP}", f"301 {HTTPS}", end=End.LOOP)),
    failing("a slash is added and taken away", "", way(HTTPS, f"301 {HTTPS}en", f"301 {HTTPS}en/", f"301 {HTTPS}en")),
    failing("http leads to itself", "", way(HTTP, f"301 {HTTP}")),
    failing(
        "only www goes round",
        "itself",
        *sound(WWW),
        way(WWW, f"301 {WWW}"),
        groups=("redirects/loop:www.club.example",),
    ),
    failing(
        "whoever has the cookie is sent back",
        "cookies",
        (first := way(HTTPS, f"302 {HTTPS}welcome", "200", on=COOKIE)),
        with_cookies(first, f"302 {HTTPS}welcome", f"302 {HTTPS}", on=COOKIE),
    ),
    failing(
        "with and without cookies",
        "itself",
        (first := way(HTTPS, f"302 {HTTPS}", on=COOKIE)),
        with_cookies(first, f"302 {HTTPS}", on=COOKIE),
    ),
    failing(
        "ever new addresses",
        "endless",
        way(HTTPS, *(f"302 {HTTPS}r/{number}" for number in range(10)), end=End.TOO_MANY),
    ),
    failing(
        "the end is not among the steps as they were recorded",
        "two-rules",
        way(HTTPS, f"301 {WWW}a", f"301 {HTTPS}b"),
    ),
    failing(
        "a loop without a step",
        "",
        bare := RedirectChain(
            subject=Subject.site(CLUB.host),
            entry=HTTPS,
            entry_scheme="https",
            entry_host=CLUB.host,
            deep=False,
            with_cookies=False,
            hops=(),
            end=End.LOOP,
            final_url=HTTPS,
            final_origin="https://club.example",
        ),
    ),
    Case(
        check=ID,
        name="two circles are two findings",
        kind=Kind.FAILING,
        facts=(way(HTTPS, f"301 {HTTPS}"), way(WWW, f"301 {WWW}")),
        levels=BLOCKER * 2,
        cases=("itself", "itself"),
        groups=("redirects/loop:club.example", "redirects/loop:www.club.example"),
    ),
    Case(check=ID, name="the target was not followed", kind=Kind.UNKNOWN, gaps=(gap(RedirectChain),)),
    Case(
        check=ID,
        name="it goes round without cookies; with them was not seen",
        kind=Kind.UNKNOWN,
        facts=(way(HTTPS, f"302 {HTTPS}", on=COOKIE),),
        gaps=(gap(RedirectChain),),
    ),
    passing(
        "a consent page sends back whoever has no cookie: browsers pass",
        (first := way(HTTPS, f"302 {HTTPS}", on=COOKIE)),
        with_cookies(first, f"302 {HTTPS}", "200", on=COOKIE),
        notes=1,
    ),
    passing("two hops from http to www are normal", way(HTTP, f"301 {HTTPS}", f"301 {WWW}", "200")),
    passing("a closed port 80", *sound(HTTP, WWW_HTTP), way(HTTP, f"301 {HTTPS}", end=End.REFUSED)),
    passing(
        "another entry was not followed", *sound(WWW), gaps=(gap(RedirectChain, Subject.host("www.club.example")),)
    ),
    passing("only the way with cookies was kept on record", with_cookies(way(HTTPS, "200"), "200")),
)
