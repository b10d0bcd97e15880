"""The ways into the site as visitors go them: the ground of the judgements about redirects."""

from collections.abc import Iterator
from dataclasses import dataclass

from launchready.facts.http import End, Hop, HostAnswer, PageSketch, RedirectChain
from launchready.formats.names import is_literal, is_local, within
from launchready.formats.url import Url, parse
from launchready.model.fact import Gap
from launchready.model.seen import Seen
from launchready.model.subject import SubjectKind
from launchready.model.target import HostRole, Target

ROUND = frozenset({End.LOOP, End.TOO_MANY})
INSIDE = frozenset({HostRole.APP, HostRole.ADMIN, HostRole.MEMBERS})
"""Roles of hosts behind whose door people are signed in."""


@dataclass(frozen=True, slots=True)
class Way:
    """One entry, followed without cookies and, where that may change something, with them."""

    without: RedirectChain | None
    with_cookies: RedirectChain | None

    @property
    def browser(self) -> RedirectChain | None:
        """How a browser fares, which keeps cookies; None when that was not seen."""
        if self.with_cookies is not None:
            return self.with_cookies
        if self.without is None or any(hop.cookies for hop in self.without.hops if hop.location):
            return None
        return self.without

    @property
    def only_without_cookies(self) -> bool:
        """Whether it goes round for programs that keep no cookies, and for no browser."""
        if self.without is None or self.with_cookies is None:
            return False
        return self.without.end in ROUND and self.with_cookies.end not in ROUND


def ways(seen: Seen) -> tuple[Way, ...]:
    """Every entry that was followed, in the order seen: the target's own first."""
    found: dict[str, Way] = {}
    for chain in seen.all(RedirectChain):
        way = found.get(chain.entry, Way(None, None))
        found[chain.entry] = Way(way.without, chain) if chain.with_cookies else Way(chain, way.with_cookies)
    return tuple(found.values())


def browsed(seen: Seen) -> Iterator[RedirectChain]:
    """The ways as browsers go them, where that was seen."""
    return (chain for way in ways(seen) if (chain := way.browser) is not None)


def other_gaps(seen: Seen) -> list[Gap]:
    """What is missing about entries other than the target's own, which the engine knows by itself."""
    return [gap for gap in seen.gaps(RedirectChain) if gap.subject.kind is SubjectKind.HOST]


def reading(text: str) -> Url | None:
    """A recorded address, taken apart."""
    url = parse(text)
    return url if isinstance(url, Url) else None


def leads(chain: RedirectChain) -> Iterator[tuple[Hop, Url]]:
    """Each redirect of a chain with the address that it leads to."""
    for hop in chain.hops:
        url = reading(hop.location)
        if url is not None:
            yield hop, url


def door(hop: Hop) -> str:
    """The front door of the host that a hop was made to."""
    return front(Url(hop.scheme, hop.host, hop.port, "/"))


def front(url: Url) -> str:
    """The front door of an address."""
    return f"{url.origin}/"


def is_ours(host: str, target: Target) -> bool:
    """Whether the founder named this host: the target's own, a declared one, and for a local target any local one."""
    if host == target.host:
        return True
    if target.is_literal and (is_local(host) or is_literal(host)):
        return True
    names = (declared.name for declared in target.hosts)
    return any(host == name or (name.startswith("*.") and within(host, name[2:])) for name in names)


def is_near(host: str, target: Target) -> bool:
    """Whether a host is the founder's by name, or stands in the founder's domain."""
    return within(host, target.apex) or is_ours(host, target)


def signs_in(seen: Seen, target: Target) -> bool:
    """Whether people sign in: a declared host says so, a form or a link shows it, or a session was set."""
    if any(host.role in INSIDE for host in target.hosts):
        return True
    if any(_asks(fact.page) for fact in seen.all(HostAnswer) if within(fact.subject.host_name, target.apex)):
        return True
    hops = (hop for chain in seen.all(RedirectChain) for hop in chain.hops)
    return any(hop.session_cookies for hop in hops if within(hop.host, target.apex))


def _asks(page: PageSketch | None) -> bool:
    return page is not None and (page.has_password_field or page.has_sign_in_link)
