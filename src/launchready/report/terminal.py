"""The verdict in a terminal: the answer first, then what to do, then what was not looked at."""

from launchready.model.run import ResultLine, RunResult
from launchready.model.words import Answer, Area, Level, Status
from launchready.report.canvas import Canvas
from launchready.report.causes import Thing, further, things
from launchready.report.words import (
    AREA_ANSWER,
    LEVEL,
    REASON,
    bar_counts,
    counted_once,
    effort,
    headline,
    next_step,
    unseen_again,
    who,
)
from launchready.verdict.areas import AREA_WORDS

SHORT_LINES = 3
MOST_TITLES = 3


def render(run: RunResult, *, width: int, colour: bool, everything: bool = False) -> str:
    """Give the whole report; `everything` adds each check by area."""
    canvas = Canvas(width=width, colour=colour)
    _head(canvas, run)
    canvas.line(f"Minimum bar    {bar_counts(run)}", indent=1)
    _things_to_do(canvas, run)
    _changes(canvas, run)
    _could_not_look(canvas, run)
    _not_looked_at(canvas, run)
    if everything:
        _bar(canvas, run)
        _by_area(canvas, run)
    canvas.line(f"Next: {next_step(run)}", "strong", indent=1)
    return canvas.text()


def render_short(run: RunResult, *, width: int, colour: bool) -> str:
    """Give the answer in ten lines with the one next step."""
    canvas = Canvas(width=width, colour=colour)
    _head(canvas, run)
    for thing in list(things(run))[:SHORT_LINES]:
        _headed(canvas, thing)
    _changes(canvas, run)
    canvas.line(f"Next: {next_step(run)}", "strong", indent=1)
    return canvas.text()


def _head(canvas: Canvas, run: RunResult) -> None:
    host = run.target.url.partition("://")[2].rstrip("/")
    took = f"in {run.effort.seconds:g} s" if run.effort.seconds else ""
    canvas.columns(
        f"{host} · {run.verdict.scope}", f"{run.as_of.replace('T', ' ').rstrip('Z')} UTC {took}".rstrip(), indent=0
    )
    canvas.line(headline(run), run.verdict.answer.value)
    if run.interrupted:
        canvas.line(f"This run was not whole: {run.interrupted}. What is said below was seen.", "quiet")
    canvas.line()


def _things_to_do(canvas: Canvas, run: RunResult) -> None:
    level: Level | None = None
    for thing in things(run):
        if thing.finding.level is not level:
            level = thing.finding.level
            canvas.line(f"-- {LEVEL[level]}", "quiet", indent=1)
        _headed(canvas, thing)
        canvas.line(thing.finding.message, "quiet", indent=5)
    more = len(further(run))
    if more:
        canvas.line(f"-- {more} more like these: --all", "quiet", indent=1)
    quiet = run.verdict.optional
    if quiet:
        canvas.line(f"-- {quiet} more when there is time: --all", "quiet", indent=1)
    if once := counted_once(run):
        canvas.line(f"-- {once}", "quiet", indent=1)
    canvas.line()


def _headed(canvas: Canvas, thing: Thing) -> None:
    """Give a thing to do on one line: its number and title, who does it and how long it takes."""
    finding = thing.finding
    effort_line = f"{who(finding.fix)} · {effort(finding.fix)}"
    canvas.columns(f"{thing.number:>2}  {finding.title}", effort_line, finding.level.value)


def _changes(canvas: Canvas, run: RunResult) -> None:
    if run.changes is None:
        return
    since = run.changes.since.replace("T", " ").rstrip("Z")
    told = f"{len(run.changes.fixed)} fixed, {len(run.changes.new)} new{unseen_again(run.changes)}"
    canvas.line(f"Since {since} UTC: {told}.", "strong", indent=1, hang=2)


def _could_not_look(canvas: Canvas, run: RunResult) -> None:
    if not run.verdict.cannot_tell:
        return
    canvas.line("I could not look whether:", "strong", indent=1)
    by_cause: dict[str, list[str]] = {}
    for title in run.verdict.cannot_tell:
        gap = next((g for line in run.results if line.title == title for g in line.gaps), None)
        cause = f"{REASON[gap.reason]}: {gap.detail}" if gap else "a bug of ours"
        by_cause.setdefault(cause, []).append(title)
    for cause, titles in by_cause.items():
        for title in titles[:MOST_TITLES]:
            canvas.line(title, indent=3, hang=2)
        more = f" (and {len(titles) - MOST_TITLES} more)" if len(titles) > MOST_TITLES else ""
        canvas.line(f"{cause}{more}", "quiet", indent=5, hang=2)


def _not_looked_at(canvas: Canvas, run: RunResult) -> None:
    unseen = [
        AREA_WORDS[Area(a)]
        for a, answer in run.verdict.areas.items()
        if answer.known and answer.answer is Answer.NOT_LOOKED_AT
    ]
    foreign = [AREA_WORDS[Area(a)] for a, answer in run.verdict.areas.items() if not answer.known]
    if unseen:
        canvas.line(f"Not looked at: {' · '.join(unseen)}", indent=1, hang=3)
    if foreign:
        canvas.line(f"This version cannot look at: {' · '.join(foreign)}", "quiet", indent=1, hang=3)
    if run.asks:
        settled = len({name for ask in run.asks for name in ask.settles})
        canvas.line(f"What would settle {settled} more:", indent=1)
        for number, ask in enumerate(run.asks, 1):
            canvas.line(f"({number}) {ask.text}", indent=3, hang=4)
        canvas.line("As one message to copy: launchready open", "quiet", indent=3)


def _bar(canvas: Canvas, run: RunResult) -> None:
    canvas.line()
    canvas.line("Minimum bar", "strong", indent=1)
    words = {"yes": "yes", "no": "no", "not_looked_at": "not looked at"}
    for line in run.verdict.minimum_bar:
        canvas.columns(line.line, words[line.answer], line.answer, indent=3)
    canvas.line()
    canvas.line("Targets", "strong", indent=1)
    for figure in run.verdict.targets:
        canvas.columns(f"{figure.name}: {figure.target}", figure.measured or "not measured", indent=3)


def _by_area(canvas: Canvas, run: RunResult) -> None:
    for area, answer in run.verdict.areas.items():
        lines = [line for line in run.results if line.area == area]
        if not lines:
            continue
        canvas.line()
        canvas.line(f"{AREA_WORDS[Area(area)]}: {AREA_ANSWER[answer.answer]}", "strong", indent=1)
        for line in lines:
            _result(canvas, line)


def _result(canvas: Canvas, line: ResultLine) -> None:
    about = line.subject.name.replace("@", " at ")
    if line.findings:
        for finding in line.findings:
            until = f"on purpose until {finding.accepted.until}" if finding.accepted else LEVEL[finding.level]
            canvas.columns(
                f"{line.check}  {finding.title}", f"{until} · {finding.fingerprint}", finding.level.value, indent=3
            )
            canvas.line(finding.message, "quiet", indent=6)
            if finding.prevents:
                canvas.line(f"Prevents: {finding.prevents}", "quiet", indent=6)
        return
    word = {Status.PASS: "fine", Status.NOT_APPLICABLE: "does not apply", Status.ERROR: "a bug of ours"}.get(
        line.status, "not looked at"
    )
    canvas.columns(f"{line.check}  {about}", word, "quiet" if line.status is not Status.PASS else "", indent=3)
    for gap in line.gaps:
        canvas.line(f"{REASON[gap.reason]}: {gap.detail}", "quiet", indent=6)
    for note in line.notes[:2] if line.status is not Status.ERROR else ():
        canvas.line(note, "quiet", indent=6)
