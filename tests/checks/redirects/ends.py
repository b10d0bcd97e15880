"""redirects/split and redirects/path-lost."""

from launchready.facts.http import End, RedirectChain
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level
from tests.checks.cases import APP_CLUB, WWW_CLUB, Case, Kind, declared, gap
from tests.checks.redirects._ways import DEEP, HTTP, HTTPS, WWW, WWW_HTTP, answer, dead, sound, way, with_cookies

SPLIT, LOST = "redirects/split", "redirects/path-lost"
IMPORTANT = (Level.IMPORTANT,)
WWW_HOST = Subject.host("www.club.example")
SESSION = {"session_cookies": ("sessionid",), "cookies": ("sessionid",)}
WIDE = {**SESSION, "wide_cookies": ("sessionid",)}
BOTH = (*sound(WWW, WWW_HTTP), way(WWW, "200"), way(WWW + DEEP, "404"))
CANONICAL = {"canonical_link": HTTPS}


def both(**cookies) -> tuple[RedirectChain, ...]:
    return way(HTTPS, "200", on={HTTPS: cookies}), way(WWW, "200", on={WWW: cookies})


def split(name: str, *facts: Fact, level: Level = Level.IMPORTANT, **more) -> Case:
    case = "sessions" if level is Level.BLOCKER else ""
    return Case(check=SPLIT, name=name, kind=Kind.FAILING, facts=facts, levels=(level,), cases=(case,), **more)


def one(name: str, *facts: Fact, kind: Kind = Kind.TRAP, **more) -> Case:
    return Case(check=SPLIT, name=name, kind=kind, facts=facts, **more)


SPLITS = (
    one("all end at one address", *sound(), kind=Kind.PASSING),
    split("both forms of the domain show the site", *BOTH),
    split("www is the one that is shared", *BOTH, target=WWW_CLUB),
    split("only deep pages stay on www", *sound(WWW + DEEP), way(WWW + DEEP, "404")),
    split("both by http, where nothing speaks https", way(HTTP, "200"), way(WWW_HTTP, "200")),
    split("a third host of the domain", *sound(WWW, WWW_HTTP), way(WWW, "301 https://app.club.example/", "200")),
    split("each keeps its own session", *both(**SESSION), level=Level.BLOCKER),
    split("one session for the whole domain", *both(**WIDE)),
    split(
        "canonical link, but members sign in",
        *both(),
        answer(HTTPS, has_password_field=True, **CANONICAL),
        answer(WWW, **CANONICAL),
    ),
    split(
        "canonical link, and a link to a sign-in",
        *both(),
        answer(HTTPS, has_sign_in_link=True, **CANONICAL),
        answer(WWW, **CANONICAL),
    ),
    split(
        "canonical link, and a session at one of them",
        way(HTTPS, "200", on={HTTPS: SESSION}),
        way(WWW, "200"),
        answer(HTTPS, **CANONICAL),
        answer(WWW, **CANONICAL),
    ),
    split(
        "canonical link, but an app was declared",
        *both(),
        answer(HTTPS, **CANONICAL),
        answer(WWW, **CANONICAL),
        target=declared("app.club.example"),
    ),
    split("each calls itself canonical", *both(), answer(HTTPS, **CANONICAL), answer(WWW, canonical_link=WWW)),
    split("neither names a canonical address", *both(), answer(HTTPS), answer(WWW)),
    split("the front page of one was not seen", *both(), answer(HTTPS, **CANONICAL), dead(WWW)),
    split("found beside a gap", *BOTH, gaps=(gap(RedirectChain, WWW_HOST),)),
    Case(check=SPLIT, name="the target was not followed", kind=Kind.UNKNOWN, gaps=(gap(RedirectChain),)),
    Case(
        check=SPLIT,
        name="www was not followed",
        kind=Kind.UNKNOWN,
        facts=sound(WWW, WWW_HTTP),
        gaps=(gap(RedirectChain, WWW_HOST, GapReason.BLOCKED), gap(RedirectChain, Subject.host("club.example"))),
        reasons=(GapReason.BLOCKED,),
    ),
    one("one canonical link, nobody signs in", *both(), answer(HTTPS, **CANONICAL), answer(WWW, **CANONICAL), notes=1),
    one("www has no address", *sound(WWW, WWW_HTTP), way(WWW, "200", end=End.NO_ADDRESS)),
    one("www goes round in a circle", *sound(WWW, WWW_HTTP), way(WWW, f"301 {WWW}")),
    one("www gives a certificate warning", *sound(WWW), way(WWW, "200", end=End.TLS_FAILED)),
    one("www is an error page, judged by itself", *sound(WWW, WWW_HTTP), way(WWW, "404"), way(WWW + DEEP, "404")),
    one("www ends on staging, judged by itself", *sound(WWW), way(WWW, "301 https://staging.club.example/", "200")),
    one("http serves as well, judged by itself", *sound(WWW_HTTP, HTTP), way(HTTP, "200"), way(WWW_HTTP, "200")),
    one(
        "the front page hands over to a sign-in",
        *sound(),
        way(WWW_HTTP + "x", "302 https://login.provider.example/", "200"),
    ),
    one("http leads to www first", *sound(HTTP), way(HTTP, f"301 {WWW}", f"301 {HTTPS}", "200")),
    one("an app has one host", way("https://app.club.example/", "200"), target=APP_CLUB),
    one("a closed port 80", *sound(HTTP, WWW_HTTP), way(HTTP, "200", end=End.REFUSED)),
    one(
        "a cookie decides, and a browser ends where it should",
        *sound(WWW),
        (first := way(WWW, "200", on={WWW: {"cookies": ("seen",)}})),
        with_cookies(first, f"302 {HTTPS}", "200"),
    ),
)


def lost(name: str, *facts: Fact, case: str = "", **more) -> Case:
    return Case(check=LOST, name=name, kind=Kind.FAILING, facts=facts, levels=IMPORTANT, cases=(case,), **more)


def kept(name: str, *facts: Fact, kind: Kind = Kind.TRAP, **more) -> Case:
    return Case(check=LOST, name=name, kind=kind, facts=facts, **more)


PATH = DEEP.partition("?")[0]
LOSSES = (
    kept("every page is kept", *sound(), kind=Kind.PASSING),
    lost("www leads to the front page", *sound(WWW + DEEP), way(WWW + DEEP, f"301 {HTTPS}", "200")),
    lost("the step to https leads to the front page", *sound(HTTP + DEEP), way(HTTP + DEEP, f"301 {HTTPS}", "200")),
    lost("the query is dropped", *sound(WWW + DEEP), way(WWW + DEEP, f"301 {HTTPS}{PATH}", "404"), case="query"),
    lost(
        "one step loses it for several entries",
        way(WWW_HTTP + DEEP, f"301 {WWW}{DEEP}", f"301 {HTTPS}", "200"),
        way(WWW + DEEP, f"301 {HTTPS}", "200"),
    ),
    lost(
        "to the app on another host, without the page", way(HTTPS + DEEP, "302 https://app.club.example/login", "200")
    ),
    Case(check=LOST, name="the target was not followed", kind=Kind.UNKNOWN, gaps=(gap(RedirectChain),)),
    Case(
        check=LOST,
        name="www was not followed",
        kind=Kind.UNKNOWN,
        facts=sound(WWW),
        gaps=(gap(RedirectChain, WWW_HOST),),
    ),
    kept("not found, at the right address", *sound()),
    kept("the app sends an unknown page to its front page", way(HTTPS + DEEP, f"302 {HTTPS}", "200")),
    kept(
        "the app sends an unknown page to its login", way(WWW + DEEP, f"301 {HTTPS}{DEEP}", f"302 {HTTPS}login", "200")
    ),
    kept("behind a language", way(WWW + DEEP, f"301 {HTTPS}en/{DEEP}", "404", path_kept=True)),
    kept("inside the login's own query", way(WWW + DEEP, f"302 {HTTPS}login?next=…", "200", path_kept=True)),
    kept(
        "a slash is added on the way, and the app goes on",
        way(WWW + DEEP, f"301 {HTTPS}{PATH}/?lr=1", f"302 {HTTPS}", "200"),
    ),
    kept(
        "the query of a plain page",
        way(WWW + PATH, f"301 {HTTPS}{PATH}", f"302 {HTTPS}", "200", deep=True, path_kept=False),
    ),
    kept("it goes round in a circle", way(WWW + DEEP, f"301 {WWW}{DEEP}")),
    kept("a certificate warning", way(WWW + DEEP, f"301 {HTTPS}", end=End.TLS_FAILED)),
    kept("to a foreign host, judged by itself", way(WWW + DEEP, "301 https://old-name.example/", "200")),
    kept("the end only looks lost", way(WWW + DEEP, f"301 {HTTPS}{DEEP}", "404", path_kept=False)),
    kept("an address that cannot be read", way(WWW + DEEP, "200", path_kept=False, final_url="…")),
)

CASES = (*SPLITS, *LOSSES)
