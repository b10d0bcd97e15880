"""Writes a run down while it happens: what was seen before a kill is on disk and replays."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from launchready.engine.bundle import Bundle
from launchready.engine.wire import (
    BUNDLE_BYTES,
    FACT_BYTES,
    AgainLine,
    AnyLine,
    BugLine,
    End,
    EndLine,
    GapLine,
    StartLine,
    encode,
    fact_line,
)
from launchready.model.fact import Fact, Gap
from launchready.model.words import GapReason
from launchready.observe.gatherer import Gatherer, Observation


@dataclass(slots=True, kw_only=True)
class Journal:
    """Appends lines to a bundle file and keeps the bundle in memory beside it.

    A full disk does not end the run: `lost` then says what could not be kept.
    `look` is 2 while the second look is on.
    """

    bundle: Bundle
    file: IO[bytes] | None
    look: int = 1
    lost: str = ""
    written: int = 0

    @classmethod
    def open(cls, bundle: Bundle, path: Path | None) -> "Journal":
        """Start the file (None: nothing is kept) with its first lines."""
        journal = cls(bundle=bundle, file=None)
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                journal.file = path.open("xb", buffering=0)
            except OSError as problem:
                journal.lost = f"The record could not be started in {path.parent}: {problem.strerror}."
        journal._write(StartLine(start=bundle.start))
        for fact in bundle.world.facts:
            journal._write(fact_line(fact, at=bundle.inherited[type(fact).__name__]))
        for gap in bundle.world.gaps:
            journal._write(GapLine(gap=gap))
        if bundle.second is not None:
            journal.again(bundle.second.kinds)
            for fact in bundle.second.facts:
                journal._write(fact_line(fact, look=2))
            for gap in bundle.second.gaps:
                journal._write(GapLine(gap=gap, look=2))
        for part, (at, facts) in sorted(bundle.baseline.items()):
            for fact in facts:
                journal._write(fact_line(fact, part=part.value, at=at))
        return journal

    def started(self, gatherer: Gatherer) -> None:
        """Nothing to keep."""

    def finished(self, gatherer: Gatherer) -> None:
        """Nothing to keep."""

    def saw(self, observation: Observation) -> Observation:
        """Keep a fact or a gap. A fact too large to keep becomes a gap, here and in the answer."""
        if isinstance(observation, Gap):
            self._write(GapLine(gap=observation, look=self.look))
            return observation
        line = fact_line(observation, look=self.look)
        if len(line.fact) <= FACT_BYTES and self.written < BUNDLE_BYTES - 4 * FACT_BYTES:
            self.written += len(line.fact)
            self._write(line)
            return observation
        gap = Gap(
            fact=type(observation).__name__,
            subject=observation.subject,
            reason=GapReason.FAILED,
            detail="there was more of it than a record holds",
        )
        self._write(GapLine(gap=gap, look=self.look))
        return gap

    def broke(self, gatherer: Gatherer, trace: str) -> None:
        """Keep the traceback of our own crash."""
        self.bundle.bugs.append((gatherer.name, trace))
        self._write(BugLine(where=gatherer.name, trace=trace))

    def again(self, kinds: Sequence[type[Fact]]) -> None:
        """Say that the second look saw these kinds."""
        self._write(AgainLine(kinds=tuple(kind.__name__ for kind in kinds)))

    def close(self, end: End) -> None:
        """Write the last line and put everything on disk."""
        self.bundle.end = end
        self._write(EndLine(end=end))
        if self.file is not None:
            self.file.close()

    def _write(self, line: AnyLine) -> None:
        if self.file is None:
            return
        data = encode(line)
        try:
            self.file.write(data)
        except OSError as problem:
            self.lost = f"The record is cut off: {problem.strerror}. The answer below is whole."
            self.file.close()
            self.file = None
