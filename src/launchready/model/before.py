"""How the world was at one time, for a report that compares."""

from dataclasses import dataclass

from launchready.model.run import RunResult


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One DNS record set: name, type, values."""

    name: str
    type: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The first look at a target: when, its DNS records, and its verdict then."""

    target: str
    as_of: str
    records: tuple[RecordRow, ...]
    run: RunResult
