"""One check on its own page: explained, or looked at again."""

from collections.abc import Sequence

from launchready.model.explained import Explained
from launchready.model.run import FindingLine, GapLine, NotSeenAgain, ResultLine, RunResult
from launchready.model.words import GapReason, Status
from launchready.report.canvas import Canvas
from launchready.report.words import LEVEL, REASON, effort, headline, who


def render_explanation(told: Explained, *, width: int, colour: bool) -> str:
    """Give what a check means; with the finding on record, the steps for the provider seen."""
    canvas = Canvas(width=width, colour=colour)
    canvas.line(told.finding.title if told.finding else told.title, "strong")
    canvas.line(told.check, "quiet")
    if told.finding:
        canvas.line()
        canvas.line(told.finding.message)
        for place in told.finding.places:
            canvas.line(f"{place.kind}: {place.name}", "quiet", indent=2)
    canvas.line()
    canvas.line("Why it matters", "strong")
    _paragraphs(canvas, told.why)
    canvas.line()
    if told.finding:
        _steps(canvas, told.finding)
    else:
        for heading, steps in told.fixes:
            canvas.line(heading, "strong")
            _numbered(canvas, steps)
            canvas.line()
    canvas.line("How I tell", "strong")
    _paragraphs(canvas, told.how_we_tell)
    canvas.line()
    canvas.line(f"Sources: {'; '.join(told.sources)}", "quiet")
    if told.finding:
        canvas.line(f"When it is done: launchready recheck {told.check}", "strong")
    return canvas.text()


def render_recheck(run: RunResult, check: str, *, width: int, colour: bool, waits: bool = False) -> str:
    """Give what one check says now, and the joined answer in a line; `waits`: it is looked at again by itself."""
    canvas = Canvas(width=width, colour=colour)
    mine = [line for line in run.results if line.check == check]
    unpublished = next((gap for line in mine for gap in line.gaps if _waits(line, gap)), None)
    if unpublished is not None:
        _not_published(canvas, unpublished, check, waits=waits)
        return canvas.text()
    if not mine:
        canvas.line(f"Not looked at: {check} needs something that I was not given.", "CANNOT_TELL")
        canvas.line("What that is: launchready --json, under not_checked.", "quiet", indent=2)
        return canvas.text()
    failing = [line for line in mine if line.findings]
    unseen = [line for line in mine if line.status in {Status.UNKNOWN, Status.ERROR}]
    before = [one for one in run.changes.unseen if one.check == check] if run.changes else []
    shown = failing or unseen or mine
    for line in failing or shown[:1]:
        _status(canvas, line, before)
    if len(shown) > 1 and not failing:
        canvas.line(f"The same for {len(shown) - 1} more.", "quiet", indent=2)
    _still_open(canvas, before, check)
    canvas.line()
    canvas.line(headline(run), run.verdict.answer.value)
    return canvas.text()


def _still_open(canvas: Canvas, before: Sequence[NotSeenAgain], check: str) -> None:
    """Say what counts as open although it was not found: it could not be seen again."""
    for one in before:
        canvas.line(f"Could not be seen again: {one.title.rstrip('.')}. It still counts as open.")
    if before:
        canvas.line(f"When your site answers: launchready recheck {check}", "quiet")


def _waits(line: ResultLine, gap: GapLine) -> bool:
    return gap.reason is GapReason.NOT_PUBLISHED and not line.findings


def _not_published(canvas: Canvas, gap: GapLine, check: str, *, waits: bool) -> None:
    canvas.line(f"Not published yet. {gap.detail}", "CANNOT_TELL")
    canvas.line(gap.ask)
    again = (
        "I look again by myself until it is live." if waits else f"To wait for it: launchready recheck {check} --wait"
    )
    canvas.line(again, "quiet")


def render_list(rows: Sequence[tuple[str, str]], *, width: int, colour: bool) -> str:
    """Give every check with its one line."""
    canvas = Canvas(width=width, colour=colour)
    for name, line in rows:
        canvas.line(f"{name:<32}{line}", hang=32)
    return canvas.text()


def _status(canvas: Canvas, line: ResultLine, before: Sequence[NotSeenAgain]) -> None:
    if line.findings:
        for finding in line.findings:
            canvas.line(f"Not mended: {finding.title}", finding.level.value)
            canvas.line(finding.message, "quiet", indent=2)
            canvas.line(f"{LEVEL[finding.level]} · launchready explain {finding.fingerprint}", "quiet", indent=2)
        return
    word = {Status.PASS: "Mended", Status.NOT_APPLICABLE: "Does not apply", Status.ERROR: "A bug of ours"}
    style = "READY" if line.status is Status.PASS else "CANNOT_TELL"
    title = line.title if not before else "it cannot be said whether this is mended."
    canvas.line(f"{word.get(line.status, 'I could not look')}: {title}", style)
    for gap in line.gaps:
        canvas.line(f"{REASON[gap.reason]}: {gap.detail}", "quiet", indent=2)
        if gap.ask:
            canvas.line(gap.ask, indent=2)


def _steps(canvas: Canvas, finding: FindingLine) -> None:
    fix = finding.fix
    canvas.line(f"How to mend it ({who(fix)} · {effort(fix)})", "strong")
    _numbered(canvas, fix.steps)
    if fix.publish:
        canvas.line(f"Then publish: {fix.publish}", indent=2)
    canvas.line()


def _numbered(canvas: Canvas, steps: Sequence[str]) -> None:
    for number, step in enumerate(steps, 1):
        first, *rest = step.splitlines()
        canvas.line(f"{number}. {first}", indent=2, hang=3)
        for line in rest:
            canvas.line(line.rstrip(), indent=5, hang=2)


def _paragraphs(canvas: Canvas, text: str) -> None:
    for paragraph in text.split("\n\n"):
        canvas.line(" ".join(paragraph.split()), indent=2)
