"""Facts as bytes: one JSON object a line, so that a killed run loses at most its last line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import msgspec

from launchready.engine.catalog import fact_kinds
from launchready.facts.release import Build
from launchready.model.fact import Fact, Gap
from launchready.model.run import Accepted, Consent, Effort
from launchready.model.target import Target
from launchready.model.words import Level, Source

BUNDLE_SCHEMA = "launchready/bundle/1"
FACT_BYTES = 256 * 1024
BUNDLE_BYTES = 20 * 1024 * 1024
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A finding of the previous run, enough to say whether it is gone.

    `doors` are where it stood: `scheme://host`, or `host@address` for one address alone.
    """

    fingerprint: str
    group: str
    check: str
    subject: str
    level: Level = Level.OPTIONAL
    title: str = ""
    doors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A thing to do as it was last listed: the first has the number 1."""

    fingerprint: str
    check: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """This is on purpose, ask me again on a date."""

    fingerprint: str
    check: str
    accepted: Accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What a recheck waits for: the fix of a check, and the build that was live when the problem was seen.

    `since` is when that build was first seen (RFC 3339, UTC). `build` is None where no earlier run names one.
    """

    check: str
    build: Build | None = None
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first line of a bundle: all that the judging needs beside facts.

    `previous_at` and `previous` are the run before; `sources` what could be reached; `profile` and
    `levels` the policy of the run, which a replay keeps unless it is given another. `awaits` is set in a
    recheck: the verdict on the record leaves it out, because what is not live yet still stands in the way.
    """

    schema: str = BUNDLE_SCHEMA
    tool: str
    run: str
    verb: str
    as_of: datetime
    target: Target
    profile: str
    sources: tuple[Source, ...]
    consent: tuple[Consent, ...] = ()
    previous_at: str = ""
    previous: tuple[Before, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    levels: dict[str, Level] = field(default_factory=dict)
    awaits: Awaited | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The last line: what it cost, and what broke into it."""

    effort: Effort
    interrupted: str = ""


class Line(msgspec.Struct, tag_field="line", frozen=True, omit_defaults=True):
    """One line of a bundle."""


class StartLine(Line, tag="start", frozen=True):
    """Opens a bundle."""

    start: Start


class FactLine(Line, tag="fact", frozen=True, omit_defaults=True):
    """A fact. `look` is 1, 2 for a second look; `at` and `part` are set for baselines only."""

    kind: str
    fact: msgspec.Raw
    look: int = 1
    part: str = ""
    at: str = ""


class GapLine(Line, tag="gap", frozen=True, omit_defaults=True):
    """A gap."""

    gap: Gap
    look: int = 1


class AgainLine(Line, tag="again", frozen=True):
    """Says which kinds the second look gathered."""

    kinds: tuple[str, ...]


class BugLine(Line, tag="bug", frozen=True):
    """A crash of ours, kept for the report."""

    where: str
    trace: str


class EndLine(Line, tag="end", frozen=True):
    """Closes a bundle."""

    end: End


AnyLine = StartLine | FactLine | GapLine | AgainLine | BugLine | EndLine
_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[AnyLine] = msgspec.json.Decoder(AnyLine)


def encode(line: AnyLine) -> bytes:
    """Give one line with its newline."""
    return _ENCODER.encode(line) + b"\n"


def fact_line(fact: Fact, *, look: int = 1, part: str = "", at: str = "") -> FactLine:
    """Wrap a fact."""
    return FactLine(kind=type(fact).__name__, fact=msgspec.Raw(_ENCODER.encode(fact)), look=look, part=part, at=at)


def fact_of(line: FactLine) -> Fact | None:
    """Unwrap a fact; None for a kind or shape that this version does not know."""
    kind = fact_kinds().get(line.kind)
    if kind is None:
        return None
    try:
        return msgspec.json.decode(line.fact, type=kind)
    except (msgspec.ValidationError, RecursionError):
        return None


def lines_of(data: bytes) -> Iterator[AnyLine]:
    """Read the lines of a bundle, stopping at the first that is not whole (a killed run)."""
    for raw in data.splitlines():
        try:
            yield _DECODER.decode(raw)
        except (msgspec.ValidationError, msgspec.DecodeError, RecursionError):
            return
