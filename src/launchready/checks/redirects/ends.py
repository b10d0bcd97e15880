"""Whether all ways in end at one address, and keep the page that was asked for."""

from collections.abc import Iterator, Mapping

from launchready.checks.redirects.foreign import foreign
from launchready.checks.redirects.ways import browsed, door, is_near, leads, other_gaps, reading, signs_in
from launchready.facts.http import End, Hop, HostAnswer, PageSketch, RedirectChain
from launchready.formats.url import PROBE, Url
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Level

FAILURE = 400
ONE_CANONICAL = "The site stands at several addresses; each tells search engines which one counts, and nobody signs in."

Ends = Mapping[str, list[RedirectChain]]


@check(
    "redirects/split",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(RedirectChain,),
    uses=(HostAnswer,),
    levels={Level.BLOCKER, Level.IMPORTANT},
    if_unknown=Level.IMPORTANT,
)
def split(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The ways in do not end on one origin. That http is served beside https is judged in http-served."""
    yield from other_gaps(seen)[:1]
    good = [chain for chain in browsed(seen) if chain.end is End.ANSWER and not _leaves(chain, ctx)]
    # A host whose front door is an error page is no second site; its own checks speak of it.
    broken = {chain.entry_host for chain in good if not chain.deep and chain.hops[-1].status >= FAILURE}
    ends: dict[str, list[RedirectChain]] = {}
    for deep in (False, True):
        there = _ends([chain for chain in good if chain.deep is deep and chain.entry_host not in broken])
        if len(there) > 1:
            for place, chains in there.items():
                ends.setdefault(place, []).extend(chains)
    if not ends:
        return
    fronts = _fronts(ends, seen)
    level = _level(ends, fronts, members=signs_in(seen, ctx.target))
    if level is None:
        yield Note(ONE_CANONICAL)
    else:
        yield _split(ends, level, ctx.target)


@check(
    "redirects/path-lost",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(RedirectChain,),
    levels={Level.IMPORTANT},
)
def path_lost(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A redirect to another scheme or host drops the page that was asked for."""
    yield from other_gaps(seen)[:1]
    told: set[str] = set()
    for chain in browsed(seen):
        if chain.path_kept is not False or _leaves(chain, ctx):
            continue
        lost = _lost(chain)
        if lost is None or door(lost[0]) in told:
            continue
        hop, led = lost
        told.add(door(hop))
        yield Finding(
            level=Level.IMPORTANT,
            values={
                "from": f"{hop.scheme}://{hop.host}",
                "host": hop.host,
                "url": chain.entry,
                "to": led.text,
                "zone": ctx.target.apex,
                "target": led.host,
            },
            places=(Place.url(door(hop)),),
            case="query" if led.path.endswith(hop.path.rstrip("/")) else "",
        )


def _leaves(chain: RedirectChain, ctx: Context) -> bool:
    """Whether the way ends outside the founder's site, which is foreign-host's to judge or a sign-in."""
    url = reading(chain.final_url)
    return url is None or bool(foreign(chain, ctx)) or not is_near(url.host, ctx.target)


def _ends(chains: list[RedirectChain]) -> Ends:
    """The hosts at which the chains end, by https where any does."""
    safe = [chain for chain in chains if chain.final_origin.startswith("https:")]
    ends: dict[str, list[RedirectChain]] = {}
    for chain in safe or chains:
        ends.setdefault(chain.final_origin, []).append(chain)
    return ends


def _fronts(ends: Ends, seen: Seen) -> dict[str, PageSketch]:
    """The front pages of the ends, where they were seen."""
    answers = {f"{fact.scheme}://{fact.subject.host_name}": fact.page for fact in seen.all(HostAnswer)}
    return {origin: page for origin in ends if (page := answers.get(origin)) is not None}


def _level(ends: Ends, fronts: Mapping[str, PageSketch], *, members: bool) -> Level | None:
    """Blocks when each end has members of its own; None when only search engines would care."""
    sessions = [origin for origin, chains in ends.items() if any(_own_sessions(chain.hops[-1]) for chain in chains)]
    if len(sessions) > 1:
        return Level.BLOCKER
    links = {page.canonical_link for page in fronts.values()}
    agreed = len(fronts) == len(ends) and len(links) == 1 and links != {""}
    return Level.IMPORTANT if members or not agreed else None


def _own_sessions(hop: Hop) -> bool:
    """Whether the host sets a session that its other hosts do not get."""
    return not set(hop.session_cookies) <= set(hop.wide_cookies)


def _split(ends: Ends, level: Level, target: Target) -> Finding:
    origins = sorted(ends)
    keep = f"https://{target.host}" if f"https://{target.host}" in ends else origins[0]
    others = [origin for origin in origins if origin != keep]
    return Finding(
        level=level,
        values={
            "ends": origins,
            "keep": keep,
            "others": others,
            "host": keep.partition("://")[2],
            "other": others[0].partition("://")[2],
            "zone": target.apex,
        },
        places=tuple(Place.url(f"{origin}/") for origin in origins),
        case="sessions" if level is Level.BLOCKER else "",
    )


def _lost(chain: RedirectChain) -> tuple[Hop, Url] | None:
    """The redirect at which the path or the query is lost, if it leads to another scheme or host.

    What an app does with an unknown path on its own address is the app's affair.
    """
    for hop, led in leads(chain):
        asked = reading(hop.url)
        if asked is None or _holds(led, asked):
            continue
        moves = (hop.scheme, hop.host, hop.port) != (led.scheme, led.host, led.port)
        return (hop, led) if moves else None
    return None


def _holds(led: Url, asked: Url) -> bool:
    """Whether an address still names the page: as it was, or behind a prefix, with our probe where it was asked."""
    if not led.path.rstrip("/").endswith(asked.path.rstrip("/")):
        return False
    return PROBE not in (asked.query or "").split("&") or PROBE in (led.query or "").split("&")
