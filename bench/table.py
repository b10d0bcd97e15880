"""A part of the bench is a few rows: what was measured, the figure, its bound, and whether that is met."""

import os
import platform
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `met` is None where there is no bound."""

    what: str
    figure: str
    bound: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a headline, what was run, its rows."""

    title: str
    command: str
    rows: tuple[Row, ...]

    @property
    def met(self) -> bool:
        return all(row.met is not False for row in self.rows)

    def markdown(self) -> str:
        head = [
            f"## {self.title}",
            "",
            f"`{self.command}`",
            "",
            "| what | measured | bound | met |",
            "|---|---|---|---|",
        ]
        words = {True: "yes", False: "**no**", None: ""}
        rows = [f"| {row.what} | {row.figure} | {row.bound} | {words[row.met]} |" for row in self.rows]
        return "\n".join([*head, *rows, ""])


def at_most(what: str, figure: float, bound: float, unit: str = "", digits: int = 2) -> Row:
    """A figure that may not be above its bound."""
    return Row(what, f"{figure:.{digits}f}{unit}", f"≤ {bound:g}{unit}", figure <= bound)


def median_of(numbers: Sequence[float], unit: str, digits: int = 2) -> str:
    """Median, with the least and the most beside it."""
    parts = (statistics.median(numbers), min(numbers), max(numbers))
    middle, least, most = (f"{part:.{digits}f}" for part in parts)
    return f"{middle}{unit} ({least}–{most})"


def machine() -> str:
    """What the figures depend on; names no machine and no path."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {sys.version.split()[0]}"


def load() -> str:
    return " ".join(f"{part:.2f}" for part in os.getloadavg())
