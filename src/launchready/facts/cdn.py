"""What stands in front of the site's server, and whether one gets past it."""

from dataclasses import dataclass

from launchready.model.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseName(Fact):
    """The names that the reverse DNS has for an address of the site (subject: ADDRESS); empty when it has none."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectAnswer:
    """What an address of the zone's own names answered when asked for the site itself.

    `found_as` are the names or records that lead to it. `same_page`: it is the site's page (None: the two answers do
    not tell). `through_cdn`: the answer bears a CDN's marks. `platform` is the slug of the platform whose network it
    is, empty for none.
    """

    address: str
    found_as: tuple[str, ...]
    reached: bool
    status: int = 0
    same_page: bool | None = None
    through_cdn: bool = False
    platform: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins(Fact):
    """The search for the server behind a CDN (subject: SITE). `cdn` is its slug, empty when there is none.

    `skipped` counts addresses of the zone that are the CDN's or that may not be contacted.
    """

    cdn: str
    asked: tuple[DirectAnswer, ...] = ()
    skipped: int = 0
