"""Figures that judgement compares with, each with where it was read and when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Threshold:
    """One figure; `unit` is seconds or bytes."""

    value: float
    unit: str
    source: str
    read_on: date


FIRST_BYTE = Threshold(0.8, "seconds", "https://web.dev/articles/ttfb (good is 0.8 s or less)", date(2026, 11, 24))
"""A page that has not begun to come after this time feels slow, whatever follows."""

MADE_EACH_TIME = Threshold(
    0.2,
    "seconds",
    "https://developers.google.com/speed/docs/insights/Server (server response under 200 ms)",
    date(2026, 11, 24),
)
"""A stored answer comes faster than this; one that takes longer is being made."""

HEAVY_DOCUMENT = Threshold(256 * 1024, "bytes", "our own figure: half of what is read of a page", date(2026, 11, 24))
"""A page that is work to make and to send, each time."""

LONG_LIVED = Threshold(
    7 * 24 * 3600.0,
    "seconds",
    "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Caching (a year for hashed names; our own figure: a week,"
    " the pause between two visits of a weekly member)",
    date(2026, 11, 24),
)
"""A file whose name changes with its content may be kept at least this long."""

WORTH_COMPRESSING = Threshold(
    1400, "bytes", "Lighthouse, audit uses-text-compression: smaller files fit into one packet", date(2026, 11, 24)
)
"""Below this size compression saves no packet."""

MUCH_SENT = Threshold(1_000_000, "bytes", "the catalogue of checks: important over 1 MB", date(2026, 11, 24))
"""So much sent in vain at every visit is felt on a phone."""
