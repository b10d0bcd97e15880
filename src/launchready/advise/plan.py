"""What to do, in which order: one task for each cause, and the two days in which one person does them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from launchready.model.advice import Task
from launchready.model.run import FindingLine, ResultLine, RunResult
from launchready.model.words import Confidence, Level

WORK_HOURS = 16.0
"""What one person can really work in two days; the verdict counts by the same figure."""
WINDOW_HOURS = 48.0
WAITS = 0.1
"""From this many hours on, a wait is worth naming."""
_CONFIDENCE = {Confidence.CONFIRMED: 0, Confidence.LIKELY: 1, Confidence.POSSIBLE: 2}


@dataclass(frozen=True, slots=True)
class _Cause:
    lead: FindingLine
    line: ResultLine
    others: tuple[str, ...]


def tasks(run: RunResult) -> tuple[Task, ...]:
    """Give every task: those of the verdict by their numbers, then the rest, the worst and surest first."""
    causes = _causes(run)
    numbers = {name: number for number, name in enumerate(run.verdict.top, 1)}
    ranked = sorted(causes, key=lambda cause: (numbers.get(cause.lead.fingerprint, len(causes) + 1), *_rank(cause)))
    first = _first(run, ranked)
    return tuple(_task(cause, numbers.get(cause.lead.fingerprint), first=cause is first) for cause in ranked)


def urgent(listed: Iterable[Task]) -> tuple[Task, ...]:
    """Give the tasks of the last verdict: what blocks and what is important, as far as its seven lines went."""
    return tuple(task for task in listed if task.number is not None)


def two_days(listed: Sequence[Task]) -> tuple[Task, ...]:
    """Give the tasks of the next two days with their hours: blockers before the rest, the longest wait first.

    The work of one person, each task by its longer estimate; waits run beside the work. What would not be done
    within the two days is left out, unless it blocks.
    """
    wanted = [task for task in listed if task.sure and task.level is not Level.OPTIONAL]
    worked = 0.0
    found = []
    for task in sorted(wanted, key=lambda task: (task.level.rank, -task.wait_hours, task.effort_hours[1])):
        until = worked + task.effort_hours[1]
        fits = until <= WORK_HOURS and until + task.wait_hours <= WINDOW_HOURS
        if fits or task.level is Level.BLOCKER:
            done = round(until + task.wait_hours, 2)
            found.append(replace(task, starts_at=round(worked, 2), worked_at=round(until, 2), done_at=done))
            worked = until
    return tuple(found)


def _causes(run: RunResult) -> list[_Cause]:
    groups: dict[str, list[tuple[FindingLine, ResultLine]]] = {}
    for line in run.results:
        for finding in line.findings:
            if not (finding.accepted or line.accepted):
                groups.setdefault(finding.group or finding.fingerprint, []).append((finding, line))
    return [_cause(members, set(run.verdict.top)) for members in groups.values()]


def _cause(members: list[tuple[FindingLine, ResultLine]], top: set[str]) -> _Cause:
    """Let the finding speak that the verdict lets speak, else the worst and surest."""
    members.sort(key=lambda pair: (pair[0].fingerprint not in top, *_key(pair[0])))
    (lead, line), rest = members[0], members[1:]
    return _Cause(lead, line, tuple(finding.fingerprint for finding, _ in rest))


def _key(finding: FindingLine) -> tuple[int, int, str]:
    return (finding.level.rank, _CONFIDENCE[finding.confidence], finding.fingerprint)


def _rank(cause: _Cause) -> tuple[int, int, int, float, str]:
    level, sure, name = _key(cause.lead)
    return (level, sure, -len(cause.others), cause.lead.fix.effort_hours[1], name)


def _first(run: RunResult, ranked: Sequence[_Cause]) -> _Cause | None:
    """Give the cause to start with because its wait is the longest, where anything waits and there is a choice."""
    start = run.verdict.forty_eight_hours.start_with
    waiting = (cause for cause in ranked if cause.line.check == start and cause.lead.fix.wait_hours >= WAITS)
    return next(waiting, None) if len(ranked) > 1 else None


def _task(cause: _Cause, number: int | None, *, first: bool) -> Task:
    lead = cause.lead
    return Task(
        number=number,
        check=cause.line.check,
        fingerprint=lead.fingerprint,
        title=lead.title,
        level=lead.level,
        who=lead.fix.who,
        at=lead.fix.at,
        effort_hours=lead.fix.effort_hours,
        wait_hours=lead.fix.wait_hours,
        mends=(lead.fingerprint, *cause.others),
        first=first,
        sure=lead.confidence is not Confidence.POSSIBLE,
        command=f"launchready fix {number or lead.fingerprint}",
    )
