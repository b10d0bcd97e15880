"""Where a finding stands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class PlaceKind(StrEnum):
    """The kinds of place that run/1 knows."""

    URL = "url"
    FILE = "file"
    RECORD = "record"
    STEP = "step"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One place: a URL (its query masked), a file and line, a DNS record, a step."""

    kind: PlaceKind
    name: str
    line: int | None = None
    commit: str | None = None

    @classmethod
    def url(cls, url: str) -> Self:
        """Point at a URL."""
        return cls(PlaceKind.URL, url)

    @classmethod
    def record(cls, name: str, rrtype: str) -> Self:
        """Point at the records of one name and type."""
        return cls(PlaceKind.RECORD, f"{name} {rrtype}")
