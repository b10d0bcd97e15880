"""What a check answered for one subject, before words are put to it."""

from dataclasses import dataclass

from launchready.model.check import Check
from launchready.model.fact import Gap
from launchready.model.finding import Finding
from launchready.model.subject import Subject
from launchready.model.words import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Status with its findings and the gaps kept beside them.

    `why` says why a NOT_APPLICABLE does not apply, or what broke in an ERROR.
    """

    check: Check
    subject: Subject
    status: Status
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    why: str = ""
