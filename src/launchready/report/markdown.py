"""Markdown for a pull request, an issue or a mail.

Text that others wrote is made so that it cannot become a link, a picture, HTML, a heading or a mention
(`report.escapes`).
"""

from collections.abc import Iterator, Sequence

from launchready.model.run import Fix, RunResult
from launchready.model.words import Answer, Area, Level
from launchready.report.causes import Thing, areas_unseen, cut, further, on_purpose, things, unseen
from launchready.report.escapes import cell, code, said
from launchready.report.letter import letter
from launchready.report.steps import Field, Part, Typed, under
from launchready.report.words import (
    ANSWER_SAID,
    BAR_ANSWER,
    LEVEL,
    REASON,
    TARGET,
    bar_counts,
    changed,
    conditions,
    count,
    counted_once,
    day,
    effort,
    in_the_way,
    moment,
    who,
    work_line,
)
from launchready.verdict.areas import AREA_WORDS

MOST_STEPS = 12
MOST = 12
MOST_CONDITIONS = 5


def to_markdown(runs: Sequence[RunResult]) -> bytes:
    """Give one report after the other."""
    return "\n---\n\n".join("\n".join(_lines(run)) + "\n" for run in runs).encode()


def _lines(run: RunResult) -> Iterator[str]:
    yield f"# {said(_site(run))}: {ANSWER_SAID[run.verdict.answer]}"
    yield ""
    yield from _lead(run)
    yield ""
    yield f"{said(run.verdict.scope)[:1].upper()}{said(run.verdict.scope)[1:]}. {said(moment(run.as_of))}."
    yield ""
    yield from _things(run)
    yield from _bar(run)
    yield from _unseen(run)
    yield from _purposes(run)


def _site(run: RunResult) -> str:
    return run.target.url.partition("://")[2].rstrip("/")


def _lead(run: RunResult) -> Iterator[str]:
    verdict = run.verdict
    if verdict.answer is Answer.NOT_YET:
        yield f"**{in_the_way(run)}**: {' '.join(filter(None, (work_line(run), counted_once(run))))}"
    elif verdict.answer is Answer.READY_IF:
        shown, more = cut(conditions(run), MOST_CONDITIONS)
        yield from (f"- {said(words)}" for words in shown)
        if more:
            yield f"- and {count(more)} more"
    elif verdict.answer is Answer.CANNOT_TELL:
        yield "What I could not see may stand in the way, so I say neither yes nor no."
    else:
        yield "Nothing stands in the way of what I could look at."
    if run.interrupted:
        yield ""
        yield f"This run was not whole: {said(run.interrupted)}."
    if run.changes:
        yield ""
        yield f"Since {said(moment(run.changes.since))}: {changed(run.changes)}"


def _things(run: RunResult) -> Iterator[str]:
    level: Level | None = None
    for thing in things(run):
        if thing.finding.level is not level:
            level = thing.finding.level
            words = LEVEL[level]
            yield f"## {words[:1].upper()}{words[1:]}"
            yield ""
        yield from _thing(thing)
    rest, more = cut(further(run), MOST)
    if rest:
        yield "## After these"
        yield ""
        yield from (f"- {said(finding.title)}" for finding in rest)
        if more:
            yield f"- and {count(more)} more"
        yield ""


def _thing(thing: Thing) -> Iterator[str]:
    finding = thing.finding
    yield f"### {thing.number}. {said(finding.title)}"
    yield ""
    yield f"*{said(who(finding.fix))} · {effort(finding.fix)}*"
    yield ""
    yield said(finding.message)
    yield ""
    yield from _steps(finding.fix)
    yield f"Done? `launchready recheck {thing.line.check}`"
    yield ""


def _steps(fix: Fix) -> Iterator[str]:
    shown, more = cut(fix.steps, MOST_STEPS)
    for number, step in enumerate(shown, 1):
        first, parts = under(step)
        yield f"{number}. {said(first)}"
        yield from (f"   - {_part(part)}" for part in parts)
    if more:
        yield f"{len(shown) + 1}. and {count(more)} more steps"
    if shown:
        yield ""
    if fix.publish:
        yield f"Then publish: {said(fix.publish)}"
        yield ""


def _part(part: Part) -> str:
    if isinstance(part, Field):
        return f"{said(part.name)} = {code(part.value)}" if part.value else said(f"{part.name} =")
    if isinstance(part, Typed):
        return f"{said(part.lead)}: {code(part.code)}" if part.lead else code(part.code)
    return said(part)


def _bar(run: RunResult) -> Iterator[str]:
    yield "## Minimum bar"
    yield ""
    yield f"{bar_counts(run)}"
    yield ""
    yield "| | |"
    yield "|---|---|"
    for line in run.verdict.minimum_bar:
        yield f"| {cell(line.line)} | {BAR_ANSWER[line.answer]} |"
    yield ""
    yield "| Target | Wanted | Measured | When |"
    yield "|---|---|---|---|"
    for figure in run.verdict.targets:
        measured = cell(figure.measured) if figure.measured else "not measured"
        when = cell(day(figure.measured_at)) if figure.measured_at else "never"
        yield f"| {TARGET.get(figure.name, cell(figure.name))} | {cell(figure.target)} | {measured} | {when} |"
    yield ""


def _unseen(run: RunResult) -> Iterator[str]:
    known, foreign = areas_unseen(run)
    reasons, more = cut(unseen(run, {str(reason): words for reason, words in REASON.items()}), MOST)
    message = letter(run)
    if known or foreign or reasons or message:
        yield "## Not looked at"
        yield ""
    yield from (f"- {AREA_WORDS[Area(name)]}" for name in known)
    for reason in reasons:
        yield f"- {said(reason.why)} ({count(len(reason.lines))} not settled)"
    if more:
        yield f"- and {count(more)} more reasons"
    if foreign:
        yield f"- this version cannot look at: {', '.join(AREA_WORDS[Area(name)] for name in foreign)}"
    yield ""
    if message:
        yield "### What would settle the rest"
        yield ""
        yield from (f"> {said(line)}" if line else ">" for line in message.splitlines())
        yield ""


def _purposes(run: RunResult) -> Iterator[str]:
    shown, more = cut(on_purpose(run), MOST)
    if not shown:
        return
    yield "## This is on purpose"
    yield ""
    for one in shown:
        yield f"- {said(one.finding.title)}: {said(one.accepted.reason)} (until {said(one.accepted.until)})"
    if more:
        yield f"- and {count(more)} more"
    yield ""
