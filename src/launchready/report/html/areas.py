"""Everything, by area, folded: each check with what it answered for each subject."""

from collections.abc import Iterator, Sequence

from launchready.model.run import FindingLine, ResultLine, RunResult
from launchready.model.words import Area, Level, Status
from launchready.report.causes import cut
from launchready.report.html.answer import TONE
from launchready.report.html.markup import Markup, el, inline
from launchready.report.words import AREA_ANSWER, CONFIDENCE, LEVEL, REASON, STATUS, count, day, moment
from launchready.verdict.areas import AREA_WORDS

LEVEL_TONE = {Level.BLOCKER: "stop", Level.IMPORTANT: "care", Level.OPTIONAL: "rest"}
STATUS_TONE = {Status.PASS: "go", Status.UNKNOWN: "blind", Status.ERROR: "stop"}
MOST_FINDINGS = 120
MOST_LINES = 250
MOST_PLACES = 5
MOST_GAPS = 3


def by_area(run: RunResult) -> Markup:
    """Give one fold for each area that this version can look at."""
    folds = [
        _area(name, [line for line in run.results if line.area == name], run)
        for name, answer in run.verdict.areas.items()
        if answer.known or any(line.area == name for line in run.results)
    ]
    return el(
        "section",
        el("h2", "Everything, by area", id="h-areas"),
        el("div", *folds, class_="card"),
        class_="area",
        aria_labelledby="h-areas",
    )


def _area(name: str, lines: Sequence[ResultLine], run: RunResult) -> Markup:
    answer = run.verdict.areas[name]
    said = el("span", AREA_ANSWER[answer.answer], class_=f"tag {TONE[answer.answer]}")
    words = AREA_WORDS[Area(name)]
    looked = [el("p", f"Looked at on {moment(answer.looked_at)}.", class_="soft small")] if answer.looked_at else []
    found = [(line, f) for line in lines for f in line.findings]
    found.sort(key=lambda pair: pair[1].level.rank)
    shown, more = cut(found, MOST_FINDINGS)
    rest = el("li", f"and {count(more)} more findings; all of them: launchready report --json") if more else None
    return el(
        "details",
        el("summary", el("b", f"{words[:1].upper()}{words[1:]}"), said),
        *looked,
        el("ul", *(_finding(line, f) for line, f in shown), rest, *_quiet(lines), class_="list"),
    )


def _finding(line: ResultLine, finding: FindingLine) -> Markup:
    accepted = finding.accepted or line.accepted
    until = f"on purpose until {day(accepted.until)}" if accepted else LEVEL[finding.level]
    tone = "rest" if accepted else LEVEL_TONE[finding.level]
    places, more = cut(finding.places, MOST_PLACES)
    named = ", ".join(f"{p.name}{f' line {p.line}' if p.line else ''}" for p in places)
    rest = f" and {count(more)} more places" if more else ""
    return el(
        "li",
        el("b", inline(finding.title)),
        el("p", el("span", until, class_=f"tag {tone}"), f" · {CONFIDENCE[finding.confidence]}"),
        el("p", inline(finding.message)),
        el("p", f"Prevents: {finding.prevents}") if finding.prevents else None,
        el("p", f"{line.check} · {finding.fingerprint} · {named}{rest}", class_="id"),
    )


def _quiet(lines: Sequence[ResultLine]) -> Iterator[Markup]:
    """Give the checks without findings: one row for each check and answer, its subjects counted."""
    groups: dict[tuple[str, Status], list[ResultLine]] = {}
    for line in lines:
        if not line.findings:
            groups.setdefault((line.check, line.status), []).append(line)
    shown, more = cut(list(groups.items()), MOST_LINES)
    for (check, status), members in shown:
        yield _row(check, status, members)
    if more:
        yield el("li", f"and {count(more)} more checks; all of them: launchready report --json")


def _row(check: str, status: Status, members: Sequence[ResultLine]) -> Markup:
    """Give one check. An unknown or a refusal says why."""
    first = members[0]
    about = first.subject.name.replace("@", " at ")
    if len(members) > 1:
        about = f"{about} and {count(len(members) - 1)} more"
    gaps, more = cut(list(dict.fromkeys(gap for line in members for gap in line.gaps)), MOST_GAPS)
    notes = list(dict.fromkeys(first.notes))[:2] if status is not Status.ERROR else []
    why = [*(f"{REASON[gap.reason]}: {gap.detail}" for gap in gaps), *notes]
    if more:
        why.append(f"and {count(more)} more reasons")
    return el(
        "li",
        el("span", STATUS[status], class_=f"tag {STATUS_TONE.get(status, 'rest')}"),
        f" · {first.title}",
        *(el("p", inline(words)) for words in why),
        el("p", f"{check} · {about}", class_="id"),
    )
