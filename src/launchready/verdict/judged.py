"""A result with its words, as the verdict reads it."""

from dataclasses import dataclass

from launchready.model.check import Check
from launchready.model.run import FindingLine, ResultLine
from launchready.model.words import Confidence, Level, Source, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One result line beside its check.

    `if_unknown` is what an UNKNOWN means here: the check's word for the hosts that must work,
    OPTIONAL for hosts that were merely found.
    """

    check: Check
    line: ResultLine
    if_unknown: Level

    @property
    def answered(self) -> bool:
        """Whether the check gave an answer."""
        return self.line.status in {Status.PASS, Status.FAIL, Status.NOT_APPLICABLE}

    @property
    def open_findings(self) -> tuple[FindingLine, ...]:
        """The findings that count: not accepted."""
        return tuple(finding for finding in self.line.findings if finding.accepted is None)

    def blocks(self, finding: FindingLine) -> bool:
        """Whether a finding may block: CONFIRMED, or LIKELY where it rests on the repository."""
        sure = finding.confidence is Confidence.CONFIRMED or (
            finding.confidence is Confidence.LIKELY and self.check.source is Source.REPO
        )
        return finding.level is Level.BLOCKER and sure

    def matters(self, finding: FindingLine) -> bool:
        """Whether a finding is one to mend first: IMPORTANT, or a blocker that is not sure."""
        if finding.confidence is Confidence.POSSIBLE:
            return False
        return finding.level is Level.IMPORTANT or (finding.level is Level.BLOCKER and not self.blocks(finding))
