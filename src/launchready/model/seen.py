"""The facts handed to a check: those it declared, and no others."""

from collections.abc import Iterable
from typing import TypeVar

from launchready.model.fact import Fact, Gap
from launchready.model.subject import Subject

F = TypeVar("F", bound=Fact)


class Seen:
    """Facts and gaps of the declared kinds.

    Raises `LookupError` when a check reads a kind that it did not declare: our bug.
    """

    __slots__ = ("_declared", "_facts", "_gaps")

    def __init__(
        self,
        facts: Iterable[Fact],
        gaps: Iterable[Gap],
        declared: Iterable[type[Fact]],
    ) -> None:
        self._declared = frozenset(declared)
        self._facts: dict[type[Fact], list[Fact]] = {kind: [] for kind in self._declared}
        for fact in facts:
            if type(fact) in self._facts:
                self._facts[type(fact)].append(fact)
        names = {kind.__name__ for kind in self._declared}
        self._gaps = tuple(gap for gap in gaps if gap.fact in names)

    def all(self, kind: type[F]) -> tuple[F, ...]:
        """Give every fact of a kind, in the order seen."""
        return tuple(fact for fact in self._of(kind) if isinstance(fact, kind))

    def first(self, kind: type[F]) -> F | None:
        """Give the first fact of a kind, or None."""
        return next(iter(self.all(kind)), None)

    def of(self, kind: type[F], subject: Subject) -> F | None:
        """Give the fact of a kind about exactly this subject, or None."""
        return next((fact for fact in self.all(kind) if fact.subject == subject), None)

    def gaps(self, kind: type[Fact] | None = None) -> tuple[Gap, ...]:
        """Give the gaps of a kind, or all."""
        if kind is None:
            return self._gaps
        self._of(kind)
        return tuple(gap for gap in self._gaps if gap.fact == kind.__name__)

    def _of(self, kind: type[Fact]) -> list[Fact]:
        if kind not in self._declared:
            msg = f"{kind.__name__} is read but not declared in needs or uses"
            raise LookupError(msg)
        return self._facts[kind]
