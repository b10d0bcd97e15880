"""Finds what the user means by an id: a check, a fingerprint, or the number in the last verdict."""

from dataclasses import dataclass

from launchready.app.request import UsageError
from launchready.model.run import FindingLine, ResultLine, RunResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A check, with the finding when one was meant."""

    check: str
    line: ResultLine | None = None
    finding: FindingLine | None = None


def choose(text: str, run: RunResult | None, check_ids: tuple[str, ...]) -> Choice:
    """Resolve an id. Raises `UsageError` that says what to write instead."""
    if text in check_ids:
        line = next((x for x in run.results if x.check == text and x.findings), None) if run else None
        return Choice(check=text, line=line, finding=line.findings[0] if line else None)
    if run is not None:
        wanted = text
        if text.isdigit() and len(text) <= 2:
            top = run.verdict.top
            if not 1 <= int(text) <= len(top):
                msg = f"The last verdict lists {len(top)} things to do; {text} is none of them."
                raise UsageError(msg)
            wanted = top[int(text) - 1]
        for line in run.results:
            for finding in line.findings:
                if finding.fingerprint == wanted:
                    return Choice(check=line.check, line=line, finding=finding)
    close = [name for name in check_ids if text in name]
    advice = f"Did you mean {', '.join(close[:3])}?" if close else "launchready explain lists all ids."
    msg = f"{text!r} is no check, no fingerprint, and no number of the last verdict. {advice}"
    raise UsageError(msg)
