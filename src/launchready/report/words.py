"""What people read instead of enums, hours and counts."""

from launchready.formats.plain import LONGEST_ADDRESS
from launchready.model.run import Changes, FindingLine, Fix, RunResult
from launchready.model.words import Answer, Area, Confidence, Effect, GapReason, Level, Source, Status, Who
from launchready.report.causes import further, things
from launchready.verdict.areas import AREA_WORDS

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
MOST = 3
"""So many conditions stand in the one line of the answer."""
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count(number: int) -> str:
    """Give a number as a word up to ten."""
    return _SMALL[number] if number < len(_SMALL) else str(number)


def hours(value: float) -> str:
    """Give hours as people say them: 10 min, 2 h, 2 h 30 min, 3 days. Short ones to 5 minutes, so that sums agree."""
    minutes = max(5, round(value * 12) * 5)
    if minutes < 60:
        return f"{minutes} min"
    if value <= 10 and minutes % 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{round(value):g} h" if value <= 48 else f"{round(value / 24):g} days"


def who(fix: Fix) -> str:
    """Say who can do it, and where."""
    person = {Who.FOUNDER: "you", Who.AGENT: "your builder", Who.ENGINEER: "an engineer"}[fix.who]
    return f"{person}, at {fix.at}" if fix.at else person


def effort(fix: Fix) -> str:
    """Say how long it takes, and how long it then waits."""
    work = hours(fix.effort_hours[1])
    return f"{work}, then wait {hours(fix.wait_hours)}" if fix.wait_hours >= 0.1 else work


def work_line(run: RunResult) -> str:
    """Say how much work and waiting it is, and who is needed."""
    days = run.verdict.forty_eight_hours
    waiting = f", then {hours(days.wait_hours)} of waiting" if days.wait_hours >= 0.1 else ""
    return f"about {hours(days.work_hours_p90)} of work{waiting}. {helpers(run)}."


def counted(run: RunResult) -> list[FindingLine]:
    """Give what the hours are about, one finding for each cause: what blocks, else what is important."""
    found = [*(thing.finding for thing in things(run)), *further(run)]
    return [f for f in found if f.level is Level.BLOCKER] or [f for f in found if f.level is Level.IMPORTANT]


def helpers(run: RunResult) -> str:
    """Say who is needed besides her."""
    engineer = run.verdict.forty_eight_hours.needs_engineer
    if engineer:
        return f"{count(engineer).capitalize()} of them need{'s' * (engineer == 1)} an engineer"
    builder = any(f.fix.who is Who.AGENT for f in counted(run))
    return "You need nobody but your builder" if builder else "You need nobody"


def counted_once(run: RunResult) -> str:
    """Say that what has one cause is counted once, where several findings have one; else nothing."""
    shared = any(thing.others for thing in things(run))
    return "What has one cause is listed and counted once." if shared else ""


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
    blocking = [finding for finding in counted(run) if finding.level is Level.BLOCKER]
    if len(blocking) == 1:
        return "One thing stands in the way"
    return f"{count(len(blocking)).capitalize()} things stand in the way"


def conditions(run: RunResult) -> list[str]:
    """Give what must come first as sentences that she can act on; run/1 keeps them as `look at: …`, `mend: …`."""
    wanted = {source for one in run.not_checked for source in one.needs}
    way = ": add two test members" if Source.ACCOUNTS in wanted else ", by what I ask for below" * bool(run.asks)
    said = []
    for words in run.verdict.conditions:
        kind, _, rest = words.partition(": ")
        rest = rest.rstrip(".")
        if kind == "look at":
            own = way if rest == AREA_WORDS[Area.MEMBERS_DATA] else ""
            said.append(f"Let me look at your {rest}{own}.")
        elif kind in _CONDITION:
            said.append(f"{_CONDITION[kind]}: {rest}.")
        else:
            said.append(f"{words[:1].upper()}{words[1:].rstrip('.')}.")
    return said


_CONDITION = {"mend": "Mend this", "settle": "Find out whether this is so"}


def changed(changes: Changes) -> str:
    """Say how much is fixed and new, and what could not be seen again."""
    told = f"{count(len(changes.fixed))} fixed, {count(len(changes.new))} new"
    return f"{told}{unseen_again(changes)}."


def unseen_again(changes: Changes) -> str:
    """Say how much could not be seen again; empty where everything was."""
    unseen = len(changes.unseen)
    if not unseen:
        return ""
    return f", {count(unseen)} could not be seen again and still count{'s' * (unseen == 1)} as open"


def headline(run: RunResult) -> str:
    """Give the answer as one line that anybody understands."""
    verdict = run.verdict
    lead = ANSWER[verdict.answer]
    if verdict.answer is Answer.NOT_YET:
        return f"{lead} {in_the_way(run)}: {work_line(run)}"
    if verdict.answer is Answer.CANNOT_TELL:
        return f"{lead} What I could not see may stand in the way, so I say neither yes nor no."
    if verdict.answer is Answer.READY_IF:
        first = conditions(run)
        things_first = "one thing" if len(first) == 1 else f"{count(len(first))} things"
        more = f" And {count(len(first) - MOST)} more." if len(first) > MOST else ""
        return f"{lead} do {things_first}. {' '.join(first[:MOST])}{more}"
    return f"{lead} Nothing stands in the way of what I could look at."


def next_step(run: RunResult) -> str:
    """Give the one next command."""
    if run.verdict.top:
        return "launchready fix 1"
    if run.verdict.answer is Answer.CANNOT_TELL and not run.asks:
        return "launchready doctor"
    # A command that is cut in its middle is none.
    url = run.target.url if len(run.target.url) <= LONGEST_ADDRESS else "URL"
    if run.verdict.answer is Answer.CANNOT_TELL:
        return f"let me in as said above, then launchready audit {url}"
    return f"launchready audit {url} --all"


def bar_counts(run: RunResult) -> str:
    """Count the minimum bar."""
    answers = [line.answer for line in run.verdict.minimum_bar]
    return f"{answers.count('yes')} yes · {answers.count('no')} no · {answers.count('not_looked_at')} not looked at"
