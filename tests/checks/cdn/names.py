"""cdn/origin-open and cdn/unproxied."""

from launchready.facts.cdn import DirectAnswer, Origins
from launchready.facts.dns import Resolution
from launchready.facts.http import HostAnswer, Platform
from launchready.model.fact import Fact
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import LITERAL, Case, Kind, gap
from tests.checks.cdn.front import CDN_IP, OTHER_IP, RENTED_IP, SITE, at, runs
from tests.checks.redirects._ways import answer, dead

OPEN, BESIDE = "cdn/origin-open", "cdn/unproxied"
NOT_APPLICABLE = Status.NOT_APPLICABLE
I, O = Level.IMPORTANT, Level.OPTIONAL


def case(check: str, name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=check, name=name, kind=kind, facts=facts, **more)


def asked(*found: DirectAnswer, cdn: str = "cloudflare") -> Origins:
    return Origins(subject=SITE, cdn=cdn, asked=found)


def direct(ip: str = OTHER_IP, **more) -> DirectAnswer:
    given = {"found_as": ("mail.club.example",), "reached": True, "status": 200, "same_page": True, **more}
    return DirectAnswer(address=ip, **given)


GROUP = ("cdn/origin-open:club.example",)
ORIGINS = (
    case(OPEN, "no address gives it away", Kind.PASSING, asked()),
    case(
        OPEN, "the mail server is the web server", Kind.FAILING, asked(direct()), levels=(I,), cases=("",), groups=GROUP
    ),
    case(
        OPEN,
        "two addresses, one finding",
        Kind.FAILING,
        asked(direct(), direct("2001:4860:4860::8888")),
        levels=(I,),
        places=(f"{OTHER_IP} A", "2001:4860:4860::8888 AAAA"),
    ),
    case(OPEN, "a rented server", Kind.FAILING, asked(direct(RENTED_IP, platform="hetzner")), levels=(I,)),
    case(
        OPEN, "a host that many share", Kind.FAILING, asked(direct(platform="heroku")), levels=(O,), cases=("platform",)
    ),
    case(OPEN, "nothing was asked", Kind.UNKNOWN, gaps=(gap(Origins),)),
    case(OPEN, "the site gave no page", Kind.UNKNOWN, gaps=(gap(Origins, reason=GapReason.FAILED),)),
    case(OPEN, "no CDN in front", Kind.TRAP, asked(cdn=""), status=NOT_APPLICABLE),
    case(OPEN, "the start page of a host that many share", Kind.TRAP, asked(direct(same_page=False))),
    case(OPEN, "two answers that do not tell", Kind.TRAP, asked(direct(same_page=None))),
    case(OPEN, "the firewall is closed", Kind.TRAP, asked(direct(reached=False, same_page=None))),
    case(OPEN, "it went through the CDN", Kind.TRAP, asked(direct(through_cdn=True))),
)

BEHIND = runs(cdn="cloudflare")
APP = "https://app.club.example/"
PROXIED = (BEHIND, at(CDN_IP), answer("https://club.example/"))
BESIDES = (
    case(BESIDE, "everything stands behind it", Kind.PASSING, *PROXIED, at(CDN_IP, host="app.club.example"), answer(APP)),
    case(BESIDE, "the app does not", Kind.FAILING, *PROXIED, at(OTHER_IP, host="app.club.example"), answer(APP), levels=(O,), groups=("cdn/unproxied:club.example",)),
    case(BESIDE, "two names, one finding", Kind.FAILING, *PROXIED, at(OTHER_IP, host="app.club.example"), answer(APP), at(OTHER_IP, host="blog.club.example"), answer("https://blog.club.example/"), levels=(O,)),
    case(BESIDE, "nothing was seen", Kind.UNKNOWN, gaps=(gap(Platform), gap(Resolution), gap(HostAnswer))),
    case(BESIDE, "no CDN in front", Kind.TRAP, runs(), at(OTHER_IP), at(RENTED_IP, host="app.club.example"), answer(APP), status=NOT_APPLICABLE),
    case(BESIDE, "an address written as a number", Kind.TRAP, target=LITERAL, status=NOT_APPLICABLE),
    case(BESIDE, "mail, files and shells", Kind.TRAP, *PROXIED, *(at(OTHER_IP, host=f"{label}.club.example") for label in ("mail", "ftp", "mx1")), *(answer(f"https://{label}.club.example/") for label in ("mail", "ftp", "mx1"))),
    case(BESIDE, "a name at a host that is a CDN itself", Kind.TRAP, *PROXIED, at(OTHER_IP, host="app.club.example", cnames=("x.vercel-dns.com",)), answer(APP)),
    case(BESIDE, "the site's own address", Kind.TRAP, BEHIND, at(OTHER_IP), at(OTHER_IP, host="app.club.example"), answer("https://club.example/"), answer(APP)),
    case(BESIDE, "a name that serves nothing", Kind.TRAP, *PROXIED, at(OTHER_IP, host="app.club.example"), dead(APP)),
    case(BESIDE, "a name whose address was not seen", Kind.TRAP, *PROXIED, answer(APP)),
    case(BESIDE, "a name of others", Kind.TRAP, *PROXIED, at(OTHER_IP, host="pay.example"), answer("https://pay.example/")),
    case(BESIDE, "a CDN in front of a CDN", Kind.TRAP, runs(host="vercel", cdn="cloudflare"), at(CDN_IP), at(OTHER_IP, host="app.club.example"), answer(APP), status=NOT_APPLICABLE),
    case(BESIDE, "a name that answers with an error", Kind.TRAP, *PROXIED, at(OTHER_IP, host="app.club.example"), answer(APP, 400)),
    case(BESIDE, "a name without an address any more", Kind.TRAP, *PROXIED, at(host="app.club.example"), answer(APP)),
)  # fmt: skip

CASES = (*ORIGINS, *BESIDES)
