"""Keeps the founder's word that a finding is on purpose, until a date."""

from contextlib import suppress
from datetime import UTC, date, datetime

from launchready.app.choose import choose
from launchready.app.consent import Person
from launchready.app.recorded import find_record, newest
from launchready.app.request import Request, UsageError
from launchready.engine import catalog
from launchready.engine.assemble import assemble, stamp
from launchready.engine.record import Mark
from launchready.engine.wire import Acceptance
from launchready.facts.drift import Part
from launchready.model.run import Accepted, FindingLine, ResultLine
from launchready.model.words import Level
from launchready.reference import load

DRIFT = "drift/"
LONGEST_REASON = 500


def accept(
    text: str, url: str, request: Request, *, reason: str, until: str, person: Person, sure: bool = False
) -> list[str]:
    """Accept every finding that the id means; gives their titles. Raises `UsageError`.

    What stands in the way of showing the site is named and asked about first, unless `sure`. Accepting a drift makes
    the present state its new baseline: "that was me".
    """
    today = datetime.now(UTC).date()
    _check(reason, until, today)
    kept = find_record(url, request)
    bundle = newest(kept)
    run = assemble(bundle, kept.policy, load()).run
    choice = choose(text, run, tuple(check.id for check in catalog.checks()), kept.record.numbers())
    lines = [line for line in run.results if line.check == choice.check and line.findings]
    chosen = _chosen(lines, choice.finding, whole=text == choice.check)
    if not chosen:
        msg = f"{choice.check} has no finding on record, so there is nothing to accept."
        raise UsageError(msg)
    blockers = [finding.title for _, finding in chosen if finding.level is Level.BLOCKER]
    if blockers and not sure:
        _ask(blockers, until, person)
    for line, finding in chosen:
        accepted = Accepted(reason=reason[:LONGEST_REASON], until=until, at=today.isoformat())
        kept.record.accept(Acceptance(fingerprint=finding.fingerprint, check=line.check, accepted=accepted))
    left = [f for line in lines if not line.accepted for f in line.findings if (line, f) not in chosen]
    if choice.check.startswith(DRIFT) and not left:
        mark = Mark(run=bundle.start.run, at=stamp(bundle.start.as_of))
        part = Part(choice.check.removeprefix(DRIFT))
        with suppress(OSError):  # a full disk: the acceptance above holds, the baseline follows with the next one
            kept.record.set_marks({**kept.record.marks(), part: mark})
    return [finding.title for _, finding in chosen]


def _chosen(
    lines: list[ResultLine], finding: FindingLine | None, *, whole: bool
) -> list[tuple[ResultLine, FindingLine]]:
    return [(line, f) for line in lines for f in line.findings if whole or f == finding]


def _ask(titles: list[str], until: str, person: Person) -> None:
    """Ask whether a blocker is really meant. Raises `UsageError` where nobody says yes."""
    said = "; ".join(title.rstrip(".") for title in titles)
    if not person.there:
        msg = f"This stands in the way of showing your site: {said}. If it is on purpose, add --yes."
        raise UsageError(msg)
    person.tell(f"This stands in the way of showing your site: {said}.")
    if not person.yes(f"Is it on purpose, and shall I leave it out of the answer until {until}?"):
        msg = "Nothing was accepted."
        raise UsageError(msg)


def _check(reason: str, until: str, today: date) -> None:
    try:
        day = date.fromisoformat(until)
    except ValueError:
        msg = f"--until: {until!r} is no date. Write YYYY-MM-DD."
        raise UsageError(msg) from None
    if day < today:
        msg = f"--until: {until} is over. Write a day to come."
        raise UsageError(msg)
    if not reason.strip():
        msg = "--reason: write in a few words why it is on purpose."
        raise UsageError(msg)
