"""What was seen, and what could not be seen."""

from dataclasses import dataclass

from launchready.model.subject import Subject
from launchready.model.words import GapReason

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Base of everything seen. Facts carry no adjectives and no display strings."""

    subject: Subject

    def identity(self) -> tuple[str, ...]:
        """Give what counts as the same from run to run; empty: drift does not watch it."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An observation that is missing: a value, never an exception, never a pass.

    `fact` is the class name of the fact that is missing.
    """

    fact: str
    subject: Subject
    reason: GapReason
    detail: str
    ask: str = ""
