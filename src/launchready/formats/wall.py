"""Tells a barrier in front of a site from the site's own answer (RFC 9110; sans-I/O).

What a wall hides was not seen. A challenge or a limit is UNKNOWN with how to let us in, never a finding:
Internet.nl (#1806) blames sites for the headers of their firewall's page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

Headers = Sequence[tuple[str, str]]

# A barrier names itself early; a page that only talks about barriers does so further down.
_LOOK_AT = 16_384


class WallRule(Protocol):
    """How one company's barrier looks; `reference.WallRule` fulfils it."""

    @property
    def who(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def statuses(self) -> tuple[int, ...]: ...
    @property
    def headers(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def marks(self) -> tuple[str, ...]: ...
    @property
    def let_us_in(self) -> str: ...


class SignInRule(Protocol):
    """How a host's own sign-in looks; `reference.SignInRule` fulfils it."""

    @property
    def who(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def statuses(self) -> tuple[int, ...]: ...
    @property
    def locations(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def headers(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def marks(self) -> tuple[str, ...]: ...
    @property
    def open_up(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Wall:
    """A barrier: `kind` is challenge, rate-limit or forbidden; `who` a slug, `name` the word for people."""

    kind: str
    who: str
    name: str
    how_to_let_us_in: str


@dataclass(frozen=True, slots=True)
class SignInWall:
    """A sign-in of the host itself in front of the site; not `certain`: a bare 401 that names nobody."""

    who: str
    name: str
    how_to_open: str
    certain: bool = True


def recognise(status: int, headers: Headers, body_start: str, walls: Iterable[WallRule]) -> Wall | None:
    """The barrier that gave this answer, or None for the site's own answer.

    `walls` are asked in order; the first that fits decides. A 401 is never a wall (see `sign_in_wall`).
    """
    if status == 401:
        return None
    low = body_start[:_LOOK_AT].lower()
    for rule in walls:
        if _fits(rule.statuses, rule.headers, rule.marks, status=status, headers=headers, low=low):
            if rule.kind == "own":
                return None
            return Wall(rule.kind, rule.who, rule.name, rule.let_us_in)
    return None


def sign_in_wall(
    status: int, headers: Headers, location: str, body_start: str, rules: Iterable[SignInRule]
) -> SignInWall | None:
    """The host's own sign-in or warning page in front of the site, or None.

    The app's own login (a redirect within its host, a JSON 401 of its API) is none. `location` is
    the absolute target of a redirect, empty when there is none.
    """
    low = body_start[:_LOOK_AT].lower()
    api = status == 401 and _has(headers, (("content-type", "json"),))
    for rule in rules:
        fits = _fits(rule.statuses, rule.headers, rule.marks, status=status, headers=headers, low=low)
        if fits and not api and (not rule.locations or _leads(location, rule.locations)):
            return SignInWall(rule.who, rule.name, rule.open_up)
    if status == 401 and not api:
        return SignInWall("unknown", "the site", "Let visitors open this page without signing in.", certain=False)
    return None


def _fits(
    statuses: tuple[int, ...],
    wanted: tuple[tuple[str, str], ...],
    marks: tuple[str, ...],
    *,
    status: int,
    headers: Headers,
    low: str,
) -> bool:
    """Whether each group that is given has an entry that matches."""
    return (
        (not statuses or status in statuses)
        and (not wanted or _has(headers, wanted))
        and (not marks or any(mark in low for mark in marks))
    )


def _has(headers: Headers, wanted: tuple[tuple[str, str], ...]) -> bool:
    """Whether some header has a wanted name, and the wanted part in its value; names and values without case."""
    return any(
        name.lower() == wanted_name and part in value.lower() for name, value in headers for wanted_name, part in wanted
    )


def _leads(location: str, targets: tuple[tuple[str, str], ...]) -> bool:
    """Whether a redirect leads to one of the (host suffix, part of path and query) pairs."""
    try:
        parts = urlsplit(location)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    rest = f"{parts.path}?{parts.query}".lower()
    return any(
        (not suffix or host == suffix or host.endswith("." + suffix)) and part in rest for suffix, part in targets
    )
