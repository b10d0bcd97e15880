"""The 48-hour answer: work by one person, waits beside each other, what to start with."""

from collections.abc import Sequence
from dataclasses import dataclass

from launchready.model.run import FortyEightHours
from launchready.model.words import Level, Who
from launchready.verdict.rank import Cause

WINDOW_HOURS = 48.0
WORK_HOURS = 16.0
"""What one person can really work in two days."""


@dataclass(frozen=True, slots=True)
class _Task:
    work: float
    wait: float
    name: str


def forty_eight_hours(causes: Sequence[Cause], *, blind: Sequence[str]) -> FortyEightHours:
    """Say whether it can be made ready in two days. `blind` names what could not be looked at.

    Each effort is counted by its longer estimate, which is what stands beside it in every report, so that the whole
    is the sum of its parts. A cause that several findings share counts once.
    """
    open_causes = _first(causes)
    tasks = sorted(
        (_Task(c.lead.fix.effort_hours[1], c.lead.fix.wait_hours, c.judged.check.id) for c in open_causes),
        key=lambda task: (-task.wait, task.name),
    )
    work = round(sum(task.work for task in tasks), 2)
    wait = max((task.wait for task in tasks), default=0.0)
    redesign = [c for c in open_causes if c.lead.fix.redesign and c.lead.level is Level.BLOCKER]
    engineer = sum(c.lead.fix.who is Who.ENGINEER for c in open_causes)
    reasons = [f"{c.judged.check.id} needs a redesign" for c in redesign]
    if work > WORK_HOURS:
        reasons.append(f"{work:g} hours of work are more than one person has in two days")
    if critical_path(tasks) > WINDOW_HOURS:
        reasons.append(f"{tasks[0].name} waits longer than two days")
    answer = "NO" if reasons else "YES"
    conditions = [f"{name} was not looked at" for name in blind]
    if engineer:
        conditions.append("one of them needs an engineer" if engineer == 1 else f"{engineer} of them need an engineer")
    if answer == "YES" and conditions:
        answer = "YES_IF"
    return FortyEightHours(
        answer=answer,
        work_hours_p90=work,
        wait_hours=round(wait, 1),
        start_with=tasks[0].name if tasks else None,
        because=tuple(reasons or conditions),
        needs_engineer=engineer,
    )


def _first(causes: Sequence[Cause]) -> list[Cause]:
    """Give what must be done before it is shown: the blockers, or the important ones when none blocks."""
    blockers = [c for c in causes if c.lead.level is Level.BLOCKER]
    return blockers or [c for c in causes if c.lead.level is Level.IMPORTANT]


def critical_path(tasks: Sequence[_Task]) -> float:
    """Give the hours until all is done when the longest wait is started first."""
    worked, end = 0.0, 0.0
    for task in tasks:
        worked += task.work
        end = max(end, worked + task.wait)
    return end
