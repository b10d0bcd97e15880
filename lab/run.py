"""Audits every scenario by the real command and holds what it said against what the scenario expects."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from lab import grants
from lab.scenario import Expectation, Scenario
from lab.up import Done, Lab

WORKERS = 3
PATIENT_WORKERS = 6  # for those that mostly wait
GRACE_SECONDS = 30  # a command over its limit is still seen to its end, so that the table can say by how much
PATIENT = ("hosts/slow-always", "hosts/asleep", "hostile/", "dns/slow", "dns/servers-silent")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One audit of one scenario, judged."""

    scenario: Scenario
    state: int  # 1, or 2 after the change
    expected: Expectation
    found: tuple[tuple[str, str], ...]  # (check id, level)
    unknown: tuple[str, ...]
    answer: str
    done: Done
    problems: tuple[str, ...]

    @property
    def name(self) -> str:
        return label(self.scenario, self.state)


def label(scenario: Scenario, state: int) -> str:
    return f"{scenario.topic}/{scenario.name}" + ("/second" if state == 2 else "")


def run(lab: Lab, scenarios: Sequence[Scenario], tell: Callable[[Outcome], None] = lambda _: None) -> list[Outcome]:
    """All first states together, one change of the world, the second states, and the bad lines last and alone."""
    folder = lab.folder / "audits"
    folder.mkdir(exist_ok=True)

    def audit(scenario: Scenario, state: int = 1) -> Outcome:
        outcome = _audit(lab, scenario, state, folder / scenario.name)
        tell(outcome)
        return outcome

    sound = [scenario for scenario in scenarios if not scenario.on_a_bad_line]
    twice = [scenario for scenario in sound if scenario.second is not None]
    patient = [scenario for scenario in sound if label(scenario, 1).startswith(PATIENT)]
    brisk = [scenario for scenario in sound if scenario not in patient]
    with ThreadPoolExecutor(PATIENT_WORKERS) as waiting, ThreadPoolExecutor(WORKERS) as working:
        outcomes = list(chain(*(waiting.map(audit, patient), working.map(audit, brisk))))
        if twice:
            lab.change()
            outcomes += working.map(lambda scenario: audit(scenario, 2), twice)
    outcomes += [audit(scenario) for scenario in scenarios if scenario.on_a_bad_line]
    return sorted(outcomes, key=lambda outcome: outcome.name)


def command(scenario: Scenario, ca: Path, folder: Path) -> list[str]:
    words = [sys.executable, "-m", "launchready", "audit", scenario.target, "--json", "--ca", str(ca)]
    words += ["--authorised"] * scenario.authorised + ["--deep"] * scenario.deep
    for resolver in scenario.resolvers:
        words += ["--resolver", resolver]
    if scenario.second is None:
        words += ["--no-record"]
    if scenario.config:
        words += ["--config", str(folder / "given.toml")]
    return [*words, *scenario.args]


def _audit(lab: Lab, scenario: Scenario, state: int, folder: Path) -> Outcome:
    folder.mkdir(exist_ok=True)
    for name, text in (("given.toml", scenario.config), ("launchready.toml", scenario.found_config)):
        if text:
            (folder / name).write_text(text)
    # A home of its own: no scenario sees what another one recorded.
    home = {"HOME": str(folder), "LANG": "C.UTF-8", "NO_COLOR": "1", **grants.environment(browser=scenario.browser)}
    if "PYTHONPATH" in os.environ:  # another copy of the command than the installed one
        home["PYTHONPATH"] = os.environ["PYTHONPATH"]
    done = lab.run(
        command(scenario, lab.ca, folder), cwd=folder, env=home, timeout=scenario.seconds + GRACE_SECONDS,
        delay_ms=scenario.delay_ms, loss_percent=scenario.loss_percent,
    )  # fmt: skip
    # Where the command keeps the traceback of a bug of its own.
    for bug in folder.glob(".local/state/launchready/last-bug.txt"):
        done = replace(done, stderr=done.stderr + bug.read_text())
    return judge(scenario, state, done)


def judge(scenario: Scenario, state: int, done: Done) -> Outcome:
    """Pure: what the command did against what the scenario expects."""
    expected = scenario.expected_second if state == 2 and scenario.expected_second else scenario.expected
    report = _report(done.stdout)
    results = report.get("results", [])
    found = sorted({(r["check"], f["level"]) for r in results if r["status"] == "FAIL" for f in r["findings"]})
    unknown = sorted({r["check"] for r in results if r["status"] == "UNKNOWN"})
    broken = sorted({r["check"] for r in results if r["status"] == "ERROR" or _ours(r)})
    answer = str(report.get("verdict", {}).get("answer", ""))
    problems = [*_wrong_findings(expected, found), *_bounds(scenario, done), *_wrong_end(expected, answer, done.code)]
    problems += [f"not unknown: {check}" for check in expected.expect_unknown if check not in unknown]
    problems += [f"could not see: {check}" for check in unknown if expected.all_seen]
    problems += [f"our bug in {check}" for check in broken]
    if not report:
        problems.append("no JSON on stdout: " + done.stderr.strip().rsplit("\n", 1)[-1][:160])
    return Outcome(scenario, state, expected, tuple(found), tuple(unknown), answer, done, tuple(problems))


def _ours(result: Mapping[str, Any]) -> bool:
    """Whether a check could not see because the command itself broke on the way."""
    return any("launchready itself failed" in gap["detail"] for gap in result.get("gaps", ()))


def _report(stdout: str) -> Mapping[str, Any]:
    try:
        report = json.loads(stdout)
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def _wrong_findings(expected: Expectation, found: Iterable[tuple[str, str]]) -> list[str]:
    pairs = set(found)
    ids = {check for check, _ in pairs}
    wanted = [entry.split() for entry in expected.expect]
    problems = []
    for check, *level in wanted:
        if check not in ids:
            problems.append(f"missed: {check}")
        elif level and (check, level[0]) not in pairs:
            levels = sorted(found_level for found_id, found_level in pairs if found_id == check)
            problems.append(f"wrong level: {check} is {', '.join(levels)}, not {level[0]}")
    allowed = {check for check, *_ in wanted} | set(expected.also)
    for check, level_found in sorted(pairs):
        if check not in allowed:
            word = "forbidden" if check in expected.forbid else "false alarm"
            problems.append(f"{word}: {check} {level_found}")
    return problems


def _wrong_end(expected: Expectation, answer: str, code: int) -> list[str]:
    problems = []
    if expected.answer is not None and answer != expected.answer:
        problems.append(f"answer {answer or 'none'}, not {expected.answer}")
    if code not in expected.exits:
        problems.append(f"exit {code}, not {' or '.join(map(str, expected.exits))}")
    return problems


def _bounds(scenario: Scenario, done: Done) -> list[str]:
    problems = []
    if done.seconds > scenario.seconds:
        problems.append(
            f"took {done.seconds:.0f} s, over {scenario.seconds:.0f} s" + (" (stopped)" if done.timed_out else "")
        )
    if done.rss_mb > scenario.rss_mb:
        problems.append(f"took {done.rss_mb:.0f} MB, over {scenario.rss_mb:.0f} MB")
    if "Traceback (most recent call last)" in done.stderr:
        problems.append("a traceback on stderr")
    if CONTROL.search(done.stderr) or CONTROL.search(done.stdout):
        problems.append("control characters in the output")
    return problems
