"""What to do, in a terminal: the order, the two days, or one task with its steps."""

from launchready.advise.tools import TOOLS, can_mend
from launchready.model.advice import FixSection, Task
from launchready.model.run import FindingLine, Fix, RunResult
from launchready.report.canvas import Canvas
from launchready.report.words import LEVEL, count, effort, headline, hours, who, work_line

MOST_PLACES = 8


def render_list(run: RunResult, *, width: int, colour: bool) -> str:
    """Give what to do in order."""
    canvas = Canvas(width=width, colour=colour)
    section = run.fix or FixSection()
    canvas.line(headline(run), run.verdict.answer.value)
    canvas.line()
    if not section.order:
        canvas.line("There is nothing to mend that I know of.", indent=1)
    elif section.two_days:
        _two_days(canvas, run, section)
    else:
        _by_level(canvas, section)
    if section.further:
        more = "after the two days" if section.two_days else "when there is time"
        canvas.line(f"-- {section.further} more {more}: launchready fix --all", "quiet", indent=1)
    if section.order:
        canvas.line(f"Next: {_next(section).command}", "strong", indent=1)
    return canvas.text()


def render_one(run: RunResult, *, width: int, colour: bool) -> str:
    """Give one task: what members see, the steps, how to publish, how to check."""
    canvas = Canvas(width=width, colour=colour)
    section = run.fix or FixSection()
    finding = next(f for line in run.results for f in line.findings if f.fingerprint == section.chosen)
    task = section.order[0] if section.order else None
    line = next(line for line in run.results if finding in line.findings)
    first = next(f for other in run.results if other.check == line.check for f in other.findings)
    name = line.check if first is finding else finding.fingerprint
    canvas.line(finding.title, finding.level.value)
    canvas.line(f"{LEVEL[finding.level]} · {who(finding.fix)} · {effort(finding.fix)}", "quiet")
    canvas.line()
    _seen(canvas, finding)
    if task and len(task.mends) > 1:
        canvas.line(f"This mends {count(len(task.mends))} findings: they have one cause.")
        canvas.line()
    _steps(canvas, finding.fix)
    # By the check, not by a number: numbers move with every look.
    canvas.line(f"When it is done: launchready recheck {line.check}", "strong")
    if any(can_mend(tool, finding.fix.where) for tool in TOOLS):
        tools = "|".join(tool.slug for tool in TOOLS if can_mend(tool, finding.fix.where))
        canvas.line(f"As a text to paste: launchready fix {name} --prompt {tools}", "quiet")
    return canvas.text()


def _by_level(canvas: Canvas, section: FixSection) -> None:
    level = None
    for task in section.order:
        if task.level is not level:
            level = task.level
            canvas.line(f"-- {LEVEL[level]}", "quiet", indent=1)
        number = f"{task.number:>2}" if task.number else " ·"
        canvas.columns(f"{number}  {task.title}", _work(task), level.value)
        for told in _asides(task):
            canvas.line(told, "quiet", indent=5)
    canvas.line()


def _two_days(canvas: Canvas, run: RunResult, section: FixSection) -> None:
    """Say when each thing begins and when it is over, counted from now."""
    days = run.verdict.forty_eight_hours
    canvas.line(f"In two days: {_DAYS[days.answer]} It is {work_line(run)}", "strong", indent=1)
    for reason in days.because:
        canvas.line(f"{reason}.", "quiet", indent=3)
    canvas.line()
    for task in section.order:
        starts = "now" if not task.starts_at else f"after {hours(task.starts_at)}"
        canvas.columns(f"{starts:<14}{task.title}", _work(task), task.level.value)
        for told in _asides(task):
            canvas.line(told, "quiet", indent=15)
    end = max((task.done_at or 0.0 for task in section.order), default=0.0)
    canvas.line()
    canvas.line(f"All of it is over about {hours(end)} after you start; waits run beside the work.", indent=1)


_DAYS = {"YES": "yes.", "YES_IF": "yes, if what is said below holds.", "NO": "no."}


def _work(task: Task) -> str:
    fix = Fix(steps=(), who=task.who, at=task.at, effort_hours=task.effort_hours, wait_hours=task.wait_hours)
    return f"{who(fix)} · {effort(fix)} · {task.command}"


def _asides(task: Task) -> list[str]:
    """Say why it comes first, and what else goes away with it."""
    told = []
    if task.first:
        told.append(f"Begin this one early: afterwards it waits {hours(task.wait_hours)} by itself.")
    if len(task.mends) > 1:
        told.append(f"mends {len(task.mends)} findings")
    return told


def _next(section: FixSection) -> Task:
    """Give the first open cause by rank, as every other report names it."""
    return min(section.order, key=lambda task: task.number or len(section.order) + 99)


def _seen(canvas: Canvas, finding: FindingLine) -> None:
    canvas.line("What is wrong", "strong")
    canvas.line(finding.message, indent=2)
    for place in finding.places[:MOST_PLACES]:
        canvas.line(f"{place.kind}: {place.name}", "quiet", indent=2)
    if len(finding.places) > MOST_PLACES:
        canvas.line(f"and {len(finding.places) - MOST_PLACES} more places", "quiet", indent=2)
    canvas.line()
    canvas.line("What your members notice", "strong")
    for paragraph in finding.why.split("\n\n"):
        canvas.line(" ".join(paragraph.split()), indent=2)
    canvas.line()


def _steps(canvas: Canvas, fix: Fix) -> None:
    canvas.line("What to do", "strong")
    for number, step in enumerate(fix.steps, 1):
        first, *rest = step.splitlines()
        canvas.line(f"{number}. {first}", indent=2, hang=3)
        for line in rest:
            canvas.line(line.rstrip(), indent=5, hang=2)
    if fix.publish:
        canvas.line(f"Then publish: {fix.publish}", indent=2, hang=3)
    canvas.line()
