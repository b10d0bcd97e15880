"""cors/credentialed-reflection and cors/vary-missing."""

from dataclasses import replace

from launchready.facts.cors import Asked, Cors, Endpoint
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.target import Target
from launchready.model.words import GapReason, Level
from tests.checks.cases import CLUB, LITERAL, PREVIEW, Case, Kind, SampleData, gap
from tests.checks.cors._asked import API, SENT, cors, said, silent

READ, VARY = "cors/credentialed-reflection", "cors/vary-missing"
YES = {"credentials": True}
GROUP = "cors:club.example"
ME = "https://club.example/api/me"
HOST = Subject.host("api.club.example")
BLOCKED = gap(Cors, HOST, GapReason.BLOCKED)
SUFFIX_TARGET = replace(PREVIEW, host="vercel.app", url="https://vercel.app/")


def case(check: str, name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=check, name=name, kind=kind, facts=facts, **more)


def reads(
    name: str, *facts: Fact, level: Level = Level.IMPORTANT, words: str = "", target: Target = CLUB, **more
) -> Case:
    given = {"levels": (level,), "cases": (words,), "groups": (GROUP,), **more}
    return case(READ, name, Kind.FAILING, *facts, target=target, **given)


ALLOWED = said(Asked.OWN, **YES)
ALL = (ALLOWED, said(Asked.ANY, **YES), said(Asked.NULL, **YES))
REFLECTED = (
    case(READ, "it says nothing", Kind.PASSING, cors(*silent())),
    reads("a stranger's origin comes back", cors(*ALL)),
    reads("only to the browser's first question", cors(*silent("GET"), said(Asked.ANY, method="OPTIONS", **YES))),
    reads("null is let in", cors(ALLOWED, said(Asked.ANY, None), said(Asked.NULL, **YES)), words="null"),
    reads("a name that ends alike", cors(ALLOWED, said(Asked.PREFIX, **YES)), words="look-alike"),
    reads("a name that begins alike", cors(ALLOWED, said(Asked.SUFFIX, **YES)), words="look-alike"),
    reads("a name under a suffix that all share", cors(ALLOWED, said(Asked.SUBDOMAIN, **YES)), words="look-alike", target=SUFFIX_TARGET, reference=SampleData()),
    reads("its own host by http", cors(ALLOWED, said(Asked.PLAIN, **YES)), level=Level.OPTIONAL, words="plain"),
    reads("two addresses of one host, one finding", cors(*ALL), cors(*ALL, url=ME, endpoint=Endpoint.CALLED), values={"count": 2}, places=("https://club.example/", ME)),
    reads("beside addresses that let nobody read", cors(*ALL), cors(ALLOWED, said(Asked.ANY), said(Asked.NULL, **YES), url="https://club.example/a"), cors(ALLOWED, said(Asked.ANY, None, **YES), url="https://club.example/b"), levels=(Level.IMPORTANT,) * 2, cases=("", "null"), groups=(GROUP,) * 2, values={"count": 1}),
    reads("two hosts", cors(*ALL), cors(*ALL, url=API, endpoint=Endpoint.DECLARED), levels=(Level.IMPORTANT,) * 2, cases=("", ""), groups=(GROUP, "cors:api.club.example"), values={"count": 1}, notes=0),
    reads("personal data came back, but the cookie stays at home", cors(*ALL, personal=True, same_site="lax")),
    reads("personal data came back by a cookie that travels", cors(*ALL, personal=True, same_site="none"), level=Level.BLOCKER, words="read"),
    reads("the cookie travels, and nothing personal came", cors(*ALL, personal=False, same_site="none")),
    reads("an address written as a number", cors(*ALL), target=LITERAL),
    reads("one host was not seen", cors(*ALL), gaps=(BLOCKED,), reasons=(GapReason.BLOCKED,)),
    case(READ, "nothing was asked", Kind.UNKNOWN, gaps=(gap(Cors),)),
    case(READ, "a limit stopped us at the interface", Kind.UNKNOWN, cors(*silent()), gaps=(BLOCKED,), reasons=(GapReason.BLOCKED,)),
    case(READ, "reflected without cookies", Kind.TRAP, cors(said(Asked.OWN), said(Asked.ANY), said(Asked.NULL))),
    case(READ, "every site, without cookies", Kind.TRAP, cors(said(Asked.OWN, "*"), said(Asked.ANY, "*"), said(Asked.NULL, "*")), notes=0),
    case(READ, "every site and cookies, which browsers refuse", Kind.TRAP, cors(said(Asked.OWN, "*", **YES), said(Asked.ANY, "*", **YES), *silent("OPTIONS")), notes=1),
    case(READ, "its own names below it, on purpose", Kind.TRAP, cors(ALLOWED, said(Asked.SUBDOMAIN, **YES))),
    case(READ, "only itself", Kind.TRAP, cors(ALLOWED, said(Asked.ANY, None), said(Asked.PREFIX, None), said(Asked.SUFFIX, None))),
    case(READ, "it always names itself, whoever asks", Kind.TRAP, cors(ALLOWED, said(Asked.ANY, SENT[Asked.OWN], **YES))),
)  # fmt: skip

PUBLIC = {"cache_control": "public, max-age=600"}


def mixes(name: str, *facts: Fact, **more) -> Case:
    return case(VARY, name, Kind.FAILING, *facts, **{"levels": (Level.IMPORTANT,), "groups": (GROUP,), **more})


def varying(**more) -> Cors:
    return cors(said(Asked.OWN, **more), said(Asked.ANY, None, **more))


MIXED = (
    case(VARY, "it says so", Kind.PASSING, varying(vary_origin=True, **PUBLIC)),
    mixes("kept for ten minutes", varying(**PUBLIC)),
    mixes("kept by the caches in between", varying(cache_control="s-maxage=60")),
    mixes("public without a time", varying(cache_control="public")),
    mixes("a cache says that it had it", varying(hit=True)),
    mixes("it has an age", varying(age=1)),
    mixes("every origin comes back", cors(said(Asked.OWN, **PUBLIC), said(Asked.ANY, **PUBLIC))),
    case(VARY, "nothing was asked", Kind.UNKNOWN, gaps=(gap(Cors),)),
    case(VARY, "the interface was not seen", Kind.UNKNOWN, varying(), gaps=(BLOCKED,)),
    case(VARY, "no cache keeps it", Kind.TRAP, varying()),
    case(VARY, "kept by the visitor's browser alone", Kind.TRAP, varying(cache_control="private, max-age=600")),
    case(VARY, "kept for no time", Kind.TRAP, varying(cache_control="public, max-age=0")),
    case(VARY, "never to be stored, whatever a cache says", Kind.TRAP, varying(cache_control="no-store", hit=True)),
    case(VARY, "asked again each time", Kind.TRAP, varying(cache_control="no-cache, max-age=600")),
    case(VARY, "every site is allowed, whoever asks", Kind.TRAP, cors(said(Asked.OWN, "*", **PUBLIC), said(Asked.ANY, "*", **PUBLIC))),
    case(VARY, "the first question varies, which no cache keeps", Kind.TRAP, cors(*silent("GET"), said(Asked.OWN, method="OPTIONS", **PUBLIC))),
    case(VARY, "the same name for all", Kind.TRAP, cors(said(Asked.OWN, **PUBLIC), said(Asked.ANY, SENT[Asked.OWN], **PUBLIC))),
)  # fmt: skip

CASES = (*REFLECTED, *MIXED)
