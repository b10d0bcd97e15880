"""One page of members asked for by a stranger, two test members and the stranger again (RFC 9111)."""

from dataclasses import dataclass
from enum import StrEnum

from launchready.model.fact import Fact


class Visitor(StrEnum):
    """Who asked."""

    STRANGER = "stranger"
    FIRST = "first-member"
    SECOND = "second-member"


class Step(StrEnum):
    """In which part of the trial: the stranger comes first, so that what a careless cache keeps is his page."""

    BEFORE = "before"
    PROBE = "probe"
    """The first member asks once for the address that the stranger asked for."""
    SHARED = "shared"
    SUFFIX = "suffix"
    """The page's address with something behind it that ends like a file."""


class QueryKey(StrEnum):
    """Whether addresses that differ in their query are one page to the caches."""

    APART = "apart"
    IGNORED = "ignored"
    NOT_STORED = "not-stored"
    """Such pages are not kept at all."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheRow:
    """One request. `cache` is what the caches said of it (a word of `formats.cache_control.CacheState`).

    `marker`: text that only the first member's pages show stood in the answer. `asks_sign_in`: it asked its
    visitor to sign in, or sent him there. `as_before`: it is the very answer that the stranger got before.
    """

    visitor: Visitor
    step: Step
    url: str
    status: int
    cache: str
    age: int = 0
    cache_control: str = ""
    marker: bool = False
    asks_sign_in: bool = False
    as_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheTrial(Fact):
    """The trial of one page (subject: SITE). `page` is its masked address.

    `whole`: it was gone through; else it ended before a member's page could have been kept.
    """

    page: str
    query: QueryKey
    rows: tuple[CacheRow, ...]
    whole: bool
