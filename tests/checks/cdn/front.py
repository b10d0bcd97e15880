"""cdn/flexible-tls, cdn/absent and cdn/stacked."""

from launchready.facts.cdn import ReverseName
from launchready.facts.dns import NameRole, Rcode, Resolution, View, ViewKind
from launchready.facts.http import Platform, RedirectChain
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import Confidence, GapReason, Level, Status
from tests.checks.cases import CLUB, LITERAL, LOCALHOST, PREVIEW, Case, Kind, gap
from tests.checks.redirects._ways import FLARE, HTTP, HTTPS, WWW, way

FLEXIBLE, ABSENT, STACKED = "cdn/flexible-tls", "cdn/absent", "cdn/stacked"
NOT_APPLICABLE = Status.NOT_APPLICABLE
SITE = Subject.site(CLUB.host)
CDN_IP, RENTED_IP, OTHER_IP, LAB_IP = "104.16.0.9", "65.21.0.9", "8.8.8.9", "127.53.1.1"


def case(check: str, name: str, kind: Kind, *facts: Fact, **more) -> Case:
    return Case(check=check, name=name, kind=kind, facts=facts, **more)


def runs(host: str = "", cdn: str = "", builder: str = "") -> Platform:
    return Platform(subject=SITE, dns_host="", cdn=cdn, host=host, builder=builder)


def at(*addresses: str, host: str = CLUB.host, cnames: tuple[str, ...] = ()) -> Resolution:
    view = View(kind=ViewKind.RECURSIVE, server="192.0.2.53", rcode=Rcode.NOERROR, addresses=addresses, cnames=cnames)
    return Resolution(subject=Subject.host(host), roles=(NameRole.CANONICAL,), views=(view,))


def called(*names: str, ip: str = OTHER_IP) -> ReverseName:
    return ReverseName(subject=Subject.address(CLUB.host, ip), names=names)


LOOP = way(HTTPS, f"301 {HTTPS}", on={HTTPS: FLARE})
FRONT = way(HTTPS, "200", on={HTTPS: FLARE})
CIRCLES = (
    case(FLEXIBLE, "Cloudflare in front, and no circle", Kind.PASSING, FRONT, runs(cdn="cloudflare")),
    case(FLEXIBLE, "Cloudflare in front of one of two names", Kind.PASSING, FRONT, way(WWW, "200")),
    case(FLEXIBLE, "it answers with itself", Kind.FAILING, LOOP, runs(cdn="cloudflare"), levels=(Level.BLOCKER,), groups=("cdn/flexible-tls+redirects/loop:club.example",), places=(HTTPS,)),
    case(FLEXIBLE, "the owner's Cloudflare before a host that is known", Kind.FAILING, LOOP, runs(host="render", cdn="cloudflare"), levels=(Level.BLOCKER,)),
    case(FLEXIBLE, "no host is known, and the answers name Cloudflare", Kind.FAILING, LOOP, runs(), levels=(Level.BLOCKER,)),
    case(FLEXIBLE, "only the number of the answer gives it away", Kind.FAILING, way(HTTPS, f"301 {HTTPS}", on={HTTPS: {"cf_ray": True}}), levels=(Level.BLOCKER,)),
    case(FLEXIBLE, "only the name of the server does", Kind.FAILING, way(HTTPS, f"301 {HTTPS}", on={HTTPS: {"server": "Cloudflare"}}), levels=(Level.BLOCKER,)),
    case(FLEXIBLE, "the same circle by two entries", Kind.FAILING, LOOP, way(HTTPS + "launchready-1a2b3c4d/page?lr=1", f"301 {HTTPS}launchready-1a2b3c4d/page?lr=1", on={HTTPS: FLARE}), levels=(Level.BLOCKER,)),
    case(FLEXIBLE, "who runs it was not seen", Kind.FAILING, LOOP, levels=(Level.BLOCKER,)),
    case(FLEXIBLE, "nothing was seen", Kind.UNKNOWN, gaps=(gap(RedirectChain),)),
    case(FLEXIBLE, "a wall stands in front", Kind.UNKNOWN, gaps=(gap(RedirectChain, reason=GapReason.BLOCKED),)),
    case(FLEXIBLE, "no Cloudflare", Kind.TRAP, way(HTTPS, "200"), status=NOT_APPLICABLE),
    case(FLEXIBLE, "the app sends everybody round by itself", Kind.TRAP, way(HTTPS, f"301 {HTTPS}"), status=NOT_APPLICABLE),
    case(FLEXIBLE, "two rules behind Cloudflare", Kind.TRAP, way(HTTPS, f"301 {WWW}", f"301 {HTTPS}", on={HTTPS: FLARE, WWW: FLARE})),
    case(FLEXIBLE, "http that answers with itself", Kind.TRAP, way(HTTP, f"301 {HTTP}", on={HTTP: FLARE})),
    case(FLEXIBLE, "a host that runs on Cloudflare by itself", Kind.TRAP, LOOP, runs(host="render"), status=NOT_APPLICABLE),
)  # fmt: skip


def bare(name: str, *facts: Fact, **more) -> Case:
    return case(
        ABSENT,
        name,
        Kind.FAILING,
        *facts,
        **{"levels": (Level.IMPORTANT,), "groups": ("cdn/absent:club.example",), **more},
    )


SERVERS = (
    case(ABSENT, "a CDN in front", Kind.PASSING, runs(cdn="cloudflare"), at(CDN_IP)),
    case(ABSENT, "a CDN's address, though nothing else gave it away", Kind.PASSING, runs(), at(CDN_IP)),
    case(ABSENT, "a CDN that is known, at an address that is not", Kind.PASSING, runs(cdn="fastly"), at(RENTED_IP)),
    case(ABSENT, "a host with its own edge", Kind.PASSING, runs(host="vercel"), at(OTHER_IP)),
    case(ABSENT, "an alias to a host with its own edge", Kind.PASSING, runs(), at(OTHER_IP, cnames=("x.netlify.app",))),
    case(ABSENT, "a host that is known by name", Kind.PASSING, runs(host="fly"), at(OTHER_IP)),
    case(ABSENT, "a builder", Kind.PASSING, runs(builder="replit"), at(OTHER_IP)),
    bare("a rented server by its network", runs(host="hetzner"), at(RENTED_IP), sure=(Confidence.CONFIRMED,)),
    bare("a rented server by its reverse name", runs(), at(OTHER_IP), called("a1.servers.test"), sure=(Confidence.LIKELY,)),
    bare("an alias to a rented server", runs(), at(LAB_IP, cnames=("a1.servers.test",))),
    case(ABSENT, "nothing was seen", Kind.UNKNOWN, gaps=(gap(Platform), gap(Resolution))),
    case(ABSENT, "nobody knows whose address it is", Kind.UNKNOWN, runs(), at(OTHER_IP), called(), reasons=(GapReason.NO_ACCESS,)),
    case(ABSENT, "its address was not seen", Kind.UNKNOWN, runs(), gaps=(gap(Resolution, Subject.host(CLUB.host)),), reasons=(GapReason.TIMED_OUT,)),
    case(ABSENT, "one address of nobody's network, and one of somebody's", Kind.UNKNOWN, runs(), at(LAB_IP, OTHER_IP), reasons=(GapReason.NO_ACCESS,)),
    case(ABSENT, "an address of nobody's network", Kind.TRAP, runs(), at(LAB_IP), status=NOT_APPLICABLE),
    case(ABSENT, "an address kept for examples", Kind.TRAP, runs(), at("192.0.2.9"), status=NOT_APPLICABLE),
    case(ABSENT, "an address written as a number", Kind.TRAP, runs(), target=LITERAL, status=NOT_APPLICABLE),
    case(ABSENT, "this machine", Kind.TRAP, runs(), target=LOCALHOST, status=NOT_APPLICABLE),
    case(ABSENT, "a name that the host owns", Kind.TRAP, runs(), at(OTHER_IP, host=PREVIEW.host), target=PREVIEW),
    case(ABSENT, "no address at all, judged by itself", Kind.TRAP, runs(), at()),
)  # fmt: skip


def twice(name: str, *facts: Fact, level: Level = Level.OPTIONAL, words: str = "") -> Case:
    return case(
        STACKED, name, Kind.FAILING, *facts, levels=(level,), cases=(words,), groups=("cdn/stacked:club.example",)
    )


BOTH = runs(host="vercel", cdn="cloudflare")
STACKS = (
    case(STACKED, "a CDN in front of a plain host", Kind.PASSING, runs(host="hetzner", cdn="cloudflare")),
    case(STACKED, "a CDN in front of who knows what", Kind.PASSING, runs(cdn="cloudflare")),
    twice("Cloudflare in front of Vercel", BOTH, FRONT),
    twice("and the certificate behind it fails", BOTH, FRONT, way(WWW, "526", on={WWW: FLARE}), level=Level.IMPORTANT, words="failing"),
    twice("and no certificate can be agreed on behind it", BOTH, way(HTTPS, "525", on={HTTPS: FLARE}), level=Level.IMPORTANT, words="failing"),
    case(STACKED, "nothing was seen", Kind.UNKNOWN, gaps=(gap(Platform),)),
    case(STACKED, "no CDN of the owner's: the host's own edge", Kind.TRAP, runs(host="vercel"), status=NOT_APPLICABLE),
    case(STACKED, "the CDN is the host", Kind.TRAP, runs(host="cloudflare", cdn="cloudflare")),
    case(STACKED, "the host's own edge stands there as the CDN", Kind.TRAP, runs(host="vercel", cdn="vercel")),
)  # fmt: skip

CASES = (*CIRCLES, *SERVERS, *STACKS)
