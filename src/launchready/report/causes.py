"""The causes of a run in the order in which people act, as every report tells them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from launchready.model.run import Accepted, FindingLine, ResultLine, RunResult
from launchready.model.words import Answer, Confidence, Level, Source, Status

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing to do: the number that people name it by, the finding that speaks for it, and its other findings."""

    number: int
    finding: FindingLine
    line: ResultLine
    others: tuple[FindingLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPurpose:
    """One finding that stands on purpose."""

    finding: FindingLine
    line: ResultLine
    accepted: Accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """One reason why something was not seen, and the lines that it kept from an answer."""

    why: str
    ask: str
    lines: tuple[ResultLine, ...]


def things(run: RunResult) -> Iterator[Thing]:
    """Give the things to do, at most seven, the worst first."""
    places = {f.fingerprint: (f, line) for line in run.results for f in line.findings}
    groups: dict[str, list[FindingLine]] = {}
    for finding, line in places.values():
        if not (finding.accepted or line.accepted):
            groups.setdefault(finding.group, []).append(finding)
    for number, name in enumerate(run.verdict.top, 1):
        finding, line = places[name]
        others = tuple(f for f in groups.get(finding.group, ()) if f.fingerprint != name)
        yield Thing(number=number, finding=finding, line=line, others=others)


def further(run: RunResult) -> list[FindingLine]:
    """Give one finding for each cause that matters and did not fit into the list, the worst first."""
    shown = {thing.finding.group for thing in things(run)}
    found = [f for f in _open(run) if f.level is not Level.OPTIONAL and f.group not in shown]
    sure = [f for f in found if f.confidence is not Confidence.POSSIBLE]
    first: dict[str, FindingLine] = {}
    for finding in sorted(sure, key=lambda f: f.level.rank):
        first.setdefault(finding.group, finding)
    return list(first.values())


def on_purpose(run: RunResult) -> list[OnPurpose]:
    """Give what stands on purpose."""
    return [
        OnPurpose(finding=f, line=line, accepted=accepted)
        for line in run.results
        for f in line.findings
        if (accepted := f.accepted or line.accepted) is not None
    ]


def unseen(run: RunResult, reasons: dict[str, str]) -> list[Unseen]:
    """Give why things were not seen, the reason that kept most from an answer first. `reasons` words them."""
    found: dict[tuple[str, str], list[ResultLine]] = {}
    for line in run.results:
        if line.status is not Status.UNKNOWN:
            continue
        for gap in line.gaps[:1]:
            found.setdefault((f"{reasons[gap.reason]}: {gap.detail}", gap.ask), []).append(line)
    whole = [Unseen(why=why, ask=ask, lines=tuple(lines)) for (why, ask), lines in found.items()]
    return sorted(whole, key=lambda one: (-len(one.lines), one.why))


def areas_unseen(run: RunResult) -> tuple[list[str], list[str]]:
    """Give the areas that were not looked at, and those that this version cannot look at."""
    known = [name for name, a in run.verdict.areas.items() if a.known and a.answer is Answer.NOT_LOOKED_AT]
    return known, [name for name, a in run.verdict.areas.items() if not a.known]


def left_out(run: RunResult) -> dict[Source | None, list[str]]:
    """Give the checks that were not asked, by the access that would bring them in; None is permission alone."""
    wanted: dict[Source | None, list[str]] = {}
    for one in run.not_checked:
        wanted.setdefault(next(iter(one.needs), None), []).append(one.check)
    return dict(sorted(wanted.items(), key=lambda item: -len(item[1])))


def title_of(run: RunResult, check: str) -> str:
    """Give what stands in a check's findings, or the check's id where it has none."""
    return next((f.title for line in run.results if line.check == check for f in line.findings), check)


def cut(items: Sequence[T], most: int) -> tuple[Sequence[T], int]:
    """Give at most so many, and how many more there are."""
    return items[:most], max(0, len(items) - most)


def _open(run: RunResult) -> list[FindingLine]:
    return [f for line in run.results if not line.accepted for f in line.findings if not f.accepted]
