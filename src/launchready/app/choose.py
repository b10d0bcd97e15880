"""Finds what the user means by an id: a check, a fingerprint, or the number in the last verdict."""

from dataclasses import dataclass

from launchready.app.request import UsageError
from launchready.engine.wire import Numbered
from launchready.model.run import FindingLine, ResultLine, RunResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A check, with the finding when one was meant."""

    check: str
    line: ResultLine | None = None
    finding: FindingLine | None = None


def listed(run: RunResult) -> tuple[Numbered, ...]:
    """Give the things to do in the order in which a report numbers them."""
    known = {f.fingerprint: (line.check, f.title) for line in run.results for f in line.findings}
    return tuple(Numbered(fingerprint=name, check=known[name][0], title=known[name][1]) for name in run.verdict.top)


def choose(
    text: str, run: RunResult | None, check_ids: tuple[str, ...], numbers: tuple[Numbered, ...] | None = None
) -> Choice:
    """Resolve an id. Raises `UsageError` that says what to write instead.

    A number is the one of the list that was last shown (`numbers`), for a look in between moves the places.
    """
    if text in check_ids:
        line = next((x for x in run.results if x.check == text and x.findings), None) if run else None
        return Choice(check=text, line=line, finding=line.findings[0] if line else None)
    if run is not None:
        wanted = text
        meant = _meant(text, listed(run) if numbers is None else numbers)
        wanted = meant.fingerprint if meant else text
        for line in run.results:
            for finding in line.findings:
                if finding.fingerprint == wanted:
                    return Choice(check=line.check, line=line, finding=finding)
        if meant and run.changes and any(one.check == meant.check for one in run.changes.unseen):
            return Choice(check=meant.check)
        if meant:
            raise UsageError(_moved(text, meant))
    close = [name for name in check_ids if text in name]
    advice = f"Did you mean {', '.join(close[:3])}?" if close else "launchready explain lists all ids."
    msg = f"{text!r} is no check, no fingerprint, and no number of the last verdict. {advice}"
    raise UsageError(msg)


def _meant(text: str, numbers: tuple[Numbered, ...]) -> Numbered | None:
    """Give what a number stands for; None where the text is no number."""
    if not (text.isdecimal() and len(text) <= 2):
        return None
    if not 1 <= int(text) <= len(numbers):
        things = "one thing" if len(numbers) == 1 else f"{len(numbers)} things"
        msg = f"The last verdict lists {things} to do; {text} is none of them."
        raise UsageError(msg)
    return numbers[int(text) - 1]


def _moved(text: str, meant: Numbered) -> str:
    return (
        f"{text} was “{meant.title.rstrip('.')}”, and that is not open any more. Say the id instead: {meant.check}."
        " What is open now: launchready fix"
    )
