"""JUnit XML for continuous integration: one suite for each area, one case for each check and subject.

A case fails where something is open that matters: before it is shown, or this week. What can wait, and what stands on
purpose, passes with a word; what was not looked at or does not apply is skipped with its reason, never passed.
"""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from launchready.formats.plain import harmless, plain
from launchready.model.run import FindingLine, ResultLine, RunResult
from launchready.model.words import Area, Confidence, Level, Status
from launchready.report.words import LEVEL, REASON, host
from launchready.verdict.areas import AREA_WORDS

LONGEST = 2000
MOST_FINDINGS = 50


def to_junit(runs: Sequence[RunResult]) -> bytes:
    """Give one document for all targets."""
    root = ET.Element("testsuites", name="launchready")
    for run in runs:
        for name in run.verdict.areas:
            lines = [line for line in run.results if line.area == name]
            if lines:
                _suite(root, run, name, lines)
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root, space=" ")
    whole: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"


def _suite(root: ET.Element, run: RunResult, area: str, lines: Sequence[ResultLine]) -> None:
    suite = ET.SubElement(root, "testsuite", name=f"{plain(host(run))}: {AREA_WORDS[Area(area)]}")
    suite.set("timestamp", plain(run.as_of).rstrip("Z"))
    properties = ET.SubElement(suite, "properties")
    answer = run.verdict.areas[area].answer.value
    for name, value in (("target", run.target.url), ("answer", answer), ("scope", run.verdict.scope)):
        ET.SubElement(properties, "property", name=name, value=plain(value))
    for line in lines:
        _case(suite, line)
    tags = [child.tag for case in suite.iterfind("testcase") for child in case]
    suite.set("tests", str(len(lines)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(tags.count(tag)))


def _case(suite: ET.Element, line: ResultLine) -> None:
    case = ET.SubElement(suite, "testcase", classname=line.check, name=f"{plain(line.subject.name)}: {line.check}")
    open_findings = [f for f in line.findings if not (f.accepted or line.accepted)]
    failing = [f for f in open_findings if f.level is not Level.OPTIONAL and f.confidence is not Confidence.POSSIBLE]
    if failing:
        worst = min(failing, key=lambda f: f.level.rank)
        failure = ET.SubElement(case, "failure", message=plain(worst.title), type=worst.level.value)
        failure.text = "\n\n".join(_told(line.check, f) for f in failing[:MOST_FINDINGS])
    elif line.status is Status.ERROR:
        ET.SubElement(case, "error", message="a bug of ours", type="ERROR").text = _notes(line)
    elif line.status is Status.UNKNOWN:
        ET.SubElement(case, "skipped", message=plain(f"not looked at: {_reasons(line)}", LONGEST))
    elif line.status is Status.NOT_APPLICABLE:
        ET.SubElement(case, "skipped", message=plain(f"does not apply: {_notes(line)}", LONGEST))
    elif line.findings:
        ET.SubElement(case, "system-out").text = "\n\n".join(
            _told(line.check, f) for f in line.findings[:MOST_FINDINGS]
        )


def _told(check: str, finding: FindingLine) -> str:
    """Give one finding as text."""
    until = finding.accepted.until if finding.accepted else ""
    head = f"on purpose until {until}" if until else LEVEL[finding.level]
    rows = [f"{head}: {finding.title}", finding.message]
    rows += [
        f"{place.kind}: {place.name}{f' line {place.line}' if place.line else ''}" for place in finding.places[:10]
    ]
    rows += [f"{number}. {step}" for number, step in enumerate(finding.fix.steps, 1)]
    rows.append(f"launchready recheck {check}")
    return "\n".join(plain(row, LONGEST) for row in rows)


def _reasons(line: ResultLine) -> str:
    return "; ".join(f"{REASON[gap.reason]}: {gap.detail}" for gap in line.gaps)


def _notes(line: ResultLine) -> str:
    return harmless("; ".join(line.notes))
