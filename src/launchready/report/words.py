"""What people read instead of enums, hours and counts."""

from launchready.model.run import Fix, FortyEightHours, RunResult
from launchready.model.words import Answer, Confidence, Effect, GapReason, Level, Source, Status, Who

ANSWER = {
    Answer.READY: "YES, SHOW IT.",
    Answer.READY_IF: "YES, IF YOU FIRST",
    Answer.NOT_YET: "NOT YET.",
    Answer.CANNOT_TELL: "I COULD NOT LOOK.",
    Answer.NOT_LOOKED_AT: "not looked at",
}
ANSWER_SAID = {
    Answer.READY: "Yes, show it",
    Answer.READY_IF: "Yes, if you first …",
    Answer.NOT_YET: "Not yet",
    Answer.CANNOT_TELL: "I could not look",
    Answer.NOT_LOOKED_AT: "Not looked at",
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
BAR_ANSWER = {"yes": "yes", "no": "no", "not_looked_at": "not looked at"}
STATUS = {
    Status.PASS: "fine",
    Status.FAIL: "found",
    Status.UNKNOWN: "not looked at",
    Status.NOT_APPLICABLE: "does not apply",
    Status.ERROR: "a bug of ours",
}
CONFIDENCE = {
    Confidence.CONFIRMED: "seen for certain",
    Confidence.LIKELY: "very likely",
    Confidence.POSSIBLE: "a question, not a finding",
}
EFFECT = {
    Effect.LOOK: "just looking",
    Effect.ASK: "knocking on doors",
    Effect.CHANGE: "trying it out",
    Effect.STRESS: "pushing it hard",
    Effect.SPEND: "spending a little",
}
SOURCE = {
    Source.OUTSIDE: "the public address",
    Source.BROWSER: "a browser on this machine",
    Source.REPO: "the code",
    Source.TOKEN: "read access at your providers",
    Source.DB: "read access to the database",
    Source.TELEMETRY: "what your app reports about itself",
    Source.MAILBOX: "a mailbox",
    Source.ACCOUNTS: "two test members",
    Source.ANSWERS: "a few answers from you",
}
TARGET = {
    "p95": "How long 19 of 20 visitors wait at most",
    "Lighthouse mobile": "Lighthouse, on a phone",
    "errors": "Visits that end in an error",
    "alert": "How soon somebody is told",
}
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
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


def day(stamp: str) -> str:
    """Give a time (RFC 3339, UTC) as its day: 24 November 2026."""
    year, month, number = stamp[:4], stamp[5:7], stamp[8:10]
    if not (month.isdecimal() and number.isdecimal() and 1 <= int(month) <= len(_MONTHS)):
        return stamp
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def moment(stamp: str) -> str:
    """Give a time (RFC 3339, UTC) as people write it: 24 November 2026, 07:26 UTC."""
    return f"{day(stamp)}, {stamp[11:16]} UTC" if len(stamp) > len("2026-11-24T07") else day(stamp)


def host(run: RunResult) -> str:
    """Give the address without what everybody leaves out."""
    return run.target.url.partition("://")[2].rstrip("/")


def in_the_way(run: RunResult) -> str:
    """Say how many causes block."""
    blocking = {f.group for line in run.results for f in line.findings if f.level is Level.BLOCKER and not f.accepted}
    things = len(blocking)
    return "One thing stands in the way" if things == 1 else f"{count(things).capitalize()} things stand in the way"


def headline(run: RunResult) -> str:
    """Give the answer as one line that anybody understands."""
    verdict = run.verdict
    lead = ANSWER[verdict.answer]
    if verdict.answer is Answer.NOT_YET:
        return f"{lead} {in_the_way(run)}: {work_line(verdict.forty_eight_hours)}"
    if verdict.answer is Answer.CANNOT_TELL:
        return f"{lead} What I could not see may stand in the way, so I say neither yes nor no."
    if verdict.answer is Answer.READY_IF:
        return f"{lead} {'; '.join(verdict.conditions[:3])}{' …' if len(verdict.conditions) > 3 else ''}."
    return f"{lead} Nothing stands in the way of what I could look at."


def next_step(run: RunResult) -> str:
    """Give the one next command."""
    if run.verdict.top:
        return "launchready fix 1"
    if run.verdict.answer is Answer.CANNOT_TELL and not run.asks:
        return "launchready doctor"
    if run.verdict.answer is Answer.CANNOT_TELL:
        return f"let me in as said above, then launchready audit {run.target.url}"
    return f"launchready audit {run.target.url} --all"


def bar_counts(run: RunResult) -> str:
    """Count the minimum bar."""
    answers = [line.answer for line in run.verdict.minimum_bar]
    return f"{answers.count('yes')} yes · {answers.count('no')} no · {answers.count('not_looked_at')} not looked at"
