"""What people read instead of enums, hours and counts."""

from launchready.model.run import Fix, FortyEightHours, RunResult
from launchready.model.words import Answer, GapReason, Level, Who

ANSWER = {
    Answer.READY: "YES, SHOW IT.",
    Answer.READY_IF: "YES, IF YOU FIRST",
    Answer.NOT_YET: "NOT YET.",
    Answer.CANNOT_TELL: "I COULD NOT LOOK.",
    Answer.NOT_LOOKED_AT: "not looked at",
}
AREA_ANSWER = {
    Answer.READY: "fine",
    Answer.READY_IF: "this week",
    Answer.NOT_YET: "stands in the way",
    Answer.CANNOT_TELL: "I could not look",
    Answer.NOT_LOOKED_AT: "not looked at",
}
LEVEL = {
    Level.BLOCKER: "before you show it",
    Level.IMPORTANT: "this week",
    Level.OPTIONAL: "when there is time",
}
REASON = {
    GapReason.NO_CONSENT: "you have not allowed it",
    GapReason.NO_ACCESS: "I have no access",
    GapReason.BLOCKED: "something kept me out",
    GapReason.FAILED: "it did not work",
    GapReason.TIMED_OUT: "no answer in time",
    GapReason.NOT_RUN: "it was not run",
    GapReason.NOT_RECORDED: "it is not on record",
    GapReason.NOT_PUBLISHED: "not published yet",
    GapReason.UNSTABLE: "two looks differ",
}
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count(number: int) -> str:
    """Give a number as a word up to ten."""
    return _SMALL[number] if number < len(_SMALL) else str(number)


def hours(value: float) -> str:
    """Give hours as people say them: 10 min, 2 h, 3 days."""
    if value < 0.95:
        return f"{max(5, round(value * 12) * 5)} min"
    if value <= 48:
        return f"{round(value):g} h"
    return f"{round(value / 24):g} days"


def who(fix: Fix) -> str:
    """Say who can do it, and where."""
    person = {Who.FOUNDER: "you", Who.AGENT: "your builder", Who.ENGINEER: "an engineer"}[fix.who]
    return f"{person}, at {fix.at}" if fix.at else person


def effort(fix: Fix) -> str:
    """Say how long it takes, and how long it then waits."""
    work = hours(fix.effort_hours[1])
    return f"{work}, then wait {hours(fix.wait_hours)}" if fix.wait_hours >= 0.1 else work


def work_line(days: FortyEightHours) -> str:
    """Say how much work and waiting it is, and who is needed."""
    parts = [f"about {hours(days.work_hours_p90)} of work"]
    if days.wait_hours >= 0.1:
        parts.append(f"then {hours(days.wait_hours)} of waiting")
    help_needed = (
        "You need nobody."
        if not days.needs_engineer
        else f"{count(days.needs_engineer).capitalize()} of them need{'s' * (days.needs_engineer == 1)} an engineer."
    )
    return f"{', '.join(parts)}. {help_needed}"


def headline(run: RunResult) -> str:
    """Give the answer as one line that anybody understands."""
    verdict = run.verdict
    lead = ANSWER[verdict.answer]
    if verdict.answer is Answer.NOT_YET:
        things = len(
            {f.group for line in run.results for f in line.findings if f.level is Level.BLOCKER and not f.accepted}
        )
        stands = "One thing stands" if things == 1 else f"{count(things).capitalize()} things stand"
        return f"{lead} {stands} in the way: {work_line(verdict.forty_eight_hours)}"
    if verdict.answer is Answer.CANNOT_TELL:
        return f"{lead} What I could not see may stand in the way, so I say neither yes nor no."
    if verdict.answer is Answer.READY_IF:
        return f"{lead} {'; '.join(verdict.conditions[:3])}{' …' if len(verdict.conditions) > 3 else ''}."
    return f"{lead} Nothing stands in the way of what I could look at."


def bar_counts(run: RunResult) -> str:
    """Count the minimum bar."""
    answers = [line.answer for line in run.verdict.minimum_bar]
    return f"{answers.count('yes')} yes · {answers.count('no')} no · {answers.count('not_looked_at')} not looked at"
