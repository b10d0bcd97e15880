"""How visitors are led: in how many steps, and whether for good."""

from collections.abc import Iterator

from launchready.checks.redirects.ways import ROUND, browsed, door, front, is_near, leads
from launchready.facts.http import End, Hop, RedirectChain
from launchready.formats.url import Url
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Level

LONG, VERY_LONG = 3, 5
"""Two are normal (http to https, then to the canonical host); each costs a phone up to half a second."""

TEMPORARY = frozenset({302, 303, 307})


@check(
    "redirects/long",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(RedirectChain,),
    levels={Level.IMPORTANT, Level.OPTIONAL},
)
def long(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Visitors are handed on many times before a page comes; the longest way is reported."""
    answered = [chain for chain in browsed(seen) if chain.end is End.ANSWER]
    counted = [(_own_redirects(chain, ctx.target), chain) for chain in answered]
    count, worst = max(counted, key=lambda pair: pair[0], default=(0, None))
    if worst is None or count <= LONG:
        return
    yield Finding(
        level=Level.IMPORTANT if count > VERY_LONG else Level.OPTIONAL,
        values={
            "url": worst.entry,
            "count": count,
            "final": worst.final_url,
            "way": " → ".join((*(hop.url for hop in worst.hops[:-1]), worst.final_url)),
            "host": ctx.target.host,
            "zone": ctx.target.apex,
        },
        places=(Place.url(worst.entry),),
    )


@check(
    "redirects/temporary",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(RedirectChain,),
    levels={Level.OPTIONAL},
)
def temporary(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The step to https or to the canonical host is marked as only for now."""
    found: dict[str, tuple[Hop, Url]] = {}
    for chain in browsed(seen):
        if chain.end not in ROUND:
            for hop, led in leads(chain):
                if hop.status in TEMPORARY and _settles(hop, led, ctx.target):
                    found.setdefault(door(hop), (hop, led))
    if not found:
        return
    first, led = next(iter(found.values()))
    yield Finding(
        level=Level.OPTIONAL,
        values={
            "url": door(first),
            "to": front(led),
            "status": first.status,
            "urls": sorted(found),
            "host": first.host,
            "zone": ctx.target.apex,
        },
        places=tuple(Place.url(url) for url in sorted(found)),
    )


def _own_redirects(chain: RedirectChain, target: Target) -> int:
    """The redirects that the founder's own hosts send; what a sign-in does after that is not theirs."""
    return sum(is_near(hop.host, target) for hop in chain.hops[:-1])


def _settles(hop: Hop, led: Url, target: Target) -> bool:
    """Whether a redirect only moves the visitor to the safe scheme or to the canonical host."""
    doors = {target.apex, f"www.{target.apex}", target.host}
    if not {hop.host, led.host} <= doors or (hop.scheme, led.scheme) == ("https", "http"):
        return False
    return hop.scheme != led.scheme or hop.host != led.host
