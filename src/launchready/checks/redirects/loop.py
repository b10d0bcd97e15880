"""Visitors who are sent round in a circle and never see a page."""

from collections.abc import Iterator, Sequence

from launchready.checks.redirects.ways import ROUND, Way, front, reading, ways
from launchready.facts.http import End, Hop, Platform, RedirectChain
from launchready.formats.url import Url
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Level

WITHOUT_COOKIES = (
    "Programs that keep no cookies (search engines, link previews in chats) go round in a circle; browsers do not."
)
CLOUDFLARE = "cloudflare"


@check(
    "redirects/loop",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(RedirectChain,),
    uses=(Platform,),
    levels={Level.BLOCKER},
    if_unknown=Level.BLOCKER,
)
def loop(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The same request comes back."""
    told: set[tuple[str, ...]] = set()
    every = ways(seen)
    for way in every:
        chain = way.browser
        if chain is None or chain.end not in ROUND:
            continue
        doors = tuple(sorted({front(_url(hop)) for hop in circle(chain)}))
        if doors not in told:
            told.add(doors)
            yield _finding(way, chain, doors, seen, ctx)
    if any(way.only_without_cookies for way in every):
        yield Note(WITHOUT_COOKIES)


def circle(chain: RedirectChain) -> tuple[Hop, ...]:
    """The hops that come again and again; the last one where nothing comes twice."""
    if chain.end is not End.LOOP:
        return chain.hops[-1:]
    first = next((number for number, hop in enumerate(chain.hops) if hop.url == chain.final_url), 0)
    return chain.hops[first:]


def loop_group(chain: RedirectChain) -> str:
    """What all findings share that come from this circle: the first of its hosts by name.

    A check that the group names speaks for it. Behind Cloudflare an address that leads to itself has a cause of its
    own, with steps for each host; the check of that cause comes before ours.
    """
    hops = circle(chain)
    itself = len({hop.url for hop in hops}) == 1 and hops[0].scheme == "https" and _cloudflare(hops)
    causes = "cdn/flexible-tls+redirects/loop" if itself else "redirects/loop"
    return f"{causes}:{min((hop.host for hop in hops), default=chain.entry_host)}"


def _finding(way: Way, chain: RedirectChain, doors: tuple[str, ...], seen: Seen, ctx: Context) -> Finding:
    hops = circle(chain)
    stops = list(dict.fromkeys(hop.url for hop in hops))
    hosts = sorted({hop.host for hop in hops})
    return Finding(
        level=Level.BLOCKER,
        values={
            "url": chain.entry if chain.entry in stops or not stops else stops[0],
            "circle": " → ".join((*stops, stops[0])) if stops else chain.entry,
            "host": ctx.target.host if ctx.target.host in hosts else min(hosts, default=chain.entry_host),
            "hosts": hosts,
            "zone": ctx.target.apex,
            "hops": len(chain.hops),
        },
        places=tuple(Place.url(door) for door in doors),
        case=_cause(way, chain, hops, seen.first(Platform)),
        group=loop_group(chain),
    )


def _cause(way: Way, chain: RedirectChain, hops: Sequence[Hop], platform: Platform | None) -> str:
    """A guess at what sends visitors round, from the shape of the circle."""
    if chain.end is End.TOO_MANY:
        return "endless"
    if way.without is not None and way.without.end not in ROUND:
        return "cookies"
    if len({(hop.scheme, hop.host, hop.port) for hop in hops}) > 1:
        return "two-rules"
    if len({hop.url for hop in hops}) == 1 and hops[0].scheme == "https":
        return "flexible" if _own_cloudflare(hops, platform) else "itself"
    return ""


def _own_cloudflare(hops: Sequence[Hop], platform: Platform | None) -> bool:
    """Whether the owner's own Cloudflare answered. Hosts that run on Cloudflare send its headers too."""
    if platform is not None and platform.host and platform.cdn != CLOUDFLARE:
        return False
    return _cloudflare(hops)


def _cloudflare(hops: Sequence[Hop]) -> bool:
    return any(hop.cf_ray or CLOUDFLARE in hop.server.lower() for hop in hops)


def _url(hop: Hop) -> Url:
    return reading(hop.url) or Url(hop.scheme, hop.host, hop.port, hop.path)
