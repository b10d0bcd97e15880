"""SARIF 2.1.0: findings for code scanning and for whatever reads it. One run for each target.

What stands on purpose is a suppressed result. What could not be seen is no result: it is a notification of the
invocation, so that nobody reads it as a pass or as an alert.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from launchready.formats.plain import plain
from launchready.model.run import FindingLine, PlaceLine, ResultLine, RunResult
from launchready.model.words import Confidence, Level, Status
from launchready.report.words import ANSWER_SAID, CONFIDENCE, LEVEL, REASON, who

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Level.BLOCKER: "error", Level.IMPORTANT: "warning", Level.OPTIONAL: "note"}
LONGEST = 2000
MOST_PLACES = 10
MOST_RESULTS = 5000
"""Code scanning takes no more results of one run."""
# What stays as it is in a URL; everything else, a letter beyond ASCII included, is percent-encoded (RFC 3986).
_URL = "/:?#[]@!$&'()*+,;=%~"
_KINDS = {"url": "resource", "record": "resource", "step": "function", "file": "module"}


def to_sarif(runs: Sequence[tuple[RunResult, int]]) -> bytes:
    """Give the log; each run comes with the exit code of the command."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(run, code) for run, code in runs]}
    return json.dumps(log, indent=1, ensure_ascii=False).encode() + b"\n"


def _run(run: RunResult, code: int) -> dict[str, Any]:
    checks = list(dict.fromkeys(line.check for line in run.results))
    index = {check: number for number, check in enumerate(checks)}
    results = [_result(line, finding, index) for line in run.results for finding in line.findings]
    return {
        "tool": {
            "driver": {
                "name": "launchready",
                "semanticVersion": plain(run.tool.version),
                "rules": [_rule(check, run) for check in checks],
            }
        },
        "automationDetails": {"id": f"launchready/{plain(run.target.url)}/"},
        "invocations": [
            {
                "executionSuccessful": not (run.interrupted or run.our_bugs),
                "exitCode": code,
                "exitCodeDescription": ANSWER_SAID[run.verdict.answer],
                "endTimeUtc": plain(run.as_of),
                "toolExecutionNotifications": list(_notifications(run, index)),
            }
        ],
        "results": results[:MOST_RESULTS],
        "properties": {
            "answer": run.verdict.answer.value,
            "scope": _said(run.verdict.scope),
            "target": plain(run.target.url),
        },
    }


def _rule(check: str, run: RunResult) -> dict[str, Any]:
    """Give one rule: what is wrong, why it matters, how it is mended, as said of the first finding."""
    lines = [line for line in run.results if line.check == check]
    finding = next((f for line in lines for f in line.findings), None)
    if finding is None:
        return {"id": check, "shortDescription": {"text": _said(lines[0].title)}}
    title = finding.brief.title or finding.title
    steps = finding.brief.steps or finding.fix.steps
    how = "\n".join(f"{number}. {_said(step)}" for number, step in enumerate(steps, 1))
    return {
        "id": check,
        "shortDescription": {"text": _said(title)},
        "fullDescription": {"text": _said(finding.why or title)},
        "help": {"text": f"{_said(finding.why or title)}\n\n{how}\n\nlaunchready explain {check}"},
        "defaultConfiguration": {"level": LEVELS[finding.level]},
        "properties": {"tags": [lines[0].area]},
    }


def _result(line: ResultLine, finding: FindingLine, index: dict[str, int]) -> dict[str, Any]:
    accepted = finding.accepted or line.accepted
    doubted = finding.confidence is Confidence.POSSIBLE
    result: dict[str, Any] = {
        "ruleId": line.check,
        "ruleIndex": index[line.check],
        "kind": "review" if doubted else "fail",
        "level": "none" if doubted else LEVELS[finding.level],
        "message": {"text": f"{_said(finding.title).rstrip('.')}. {_said(finding.message)}"},
        "locations": [_location(place) for place in finding.places[:1]] or [_about(line)],
        "partialFingerprints": {"launchready/v1": finding.fingerprint},
        "properties": {
            "level": LEVEL[finding.level],
            "confidence": CONFIDENCE[finding.confidence],
            "area": line.area,
            "subject": plain(line.subject.name),
            "cause": finding.group,
            "who": plain(who(finding.fix)),
        },
    }
    related = finding.places[1:MOST_PLACES]
    if related:
        result["relatedLocations"] = [_location(place) for place in related]
    if accepted:
        words = f"{_said(accepted.reason)} (until {plain(accepted.until)})"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": words}]
    return result


def _location(place: PlaceLine) -> dict[str, Any]:
    """Give one place: a file by its path, an address by its URL, a record or a step by its name."""
    name = plain(place.name)
    location: dict[str, Any] = {
        "logicalLocations": [{"fullyQualifiedName": name, "kind": _KINDS.get(place.kind, "resource")}]
    }
    if place.kind == "file":
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(name.lstrip("/"), safe="/~")}}
        if place.line:
            physical["region"] = {"startLine": place.line}
        location["physicalLocation"] = physical
    elif place.kind == "url" and name.startswith(("http://", "https://")):
        location["physicalLocation"] = {"artifactLocation": {"uri": quote(name, safe=_URL)}}
    return location


def _about(line: ResultLine) -> dict[str, Any]:
    return {"logicalLocations": [{"fullyQualifiedName": plain(line.subject.name), "kind": "resource"}]}


def _notifications(run: RunResult, index: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Say what could not be seen, what broke on our side, and that a run was not whole."""
    if run.interrupted:
        yield {"level": "warning", "message": {"text": f"This run was not whole: {_said(run.interrupted)}"}}
    for line in run.results:
        if line.status not in {Status.UNKNOWN, Status.ERROR}:
            continue
        ours = line.status is Status.ERROR
        why = "; ".join(f"{REASON[gap.reason]}: {gap.detail}" for gap in line.gaps) or "a bug of ours"
        yield {
            "level": "error" if ours else "warning",
            "message": {"text": f"Not looked at: {_said(line.title)} ({plain(line.subject.name)}). {_said(why)}"},
            "associatedRule": {"id": line.check, "index": index[line.check]},
        }


def _said(words: str) -> str:
    return plain(words, LONGEST)
