"""Adding a check touches three files: the module, the text, the cases. Nothing is registered."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.laws.source import ROOT

MODULE = '''
"""Whether the sample name is short enough to be said on a stage."""

from collections.abc import Iterator

from launchready.facts.dns import Resolution
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Level


@check(
    "sample/long-name",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Resolution,),
    levels={Level.OPTIONAL},
)
def long_name(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    if max((len(fact.subject.name) for fact in seen.all(Resolution)), default=0) > len("club.example"):
        yield Finding(level=Level.OPTIONAL, values={"host": subject.host_name})
'''

TEXT = """+++
title = "The name is long"
passed = "The name is short."
message = "{host} is hard to say on a stage."
prevents = ""
where = "dns"
effort_hours = [0.5, 2.0]
wait = "none"
who = "founder"
sources = ["a sample of a test"]
+++

## Why it matters

People mistype {host}.

## How to fix

### any
1. Choose a shorter name than {host}.

## How we tell

We count the letters.
"""

CASES = '''
"""Cases of sample/long-name."""

from launchready.facts.dns import NameRole, Resolution
from launchready.model.subject import Subject
from launchready.model.words import Level
from tests.checks.cases import Case, Kind, gap


def named(name: str) -> tuple[Resolution, ...]:
    return (Resolution(subject=Subject.host(name), roles=(NameRole.CANONICAL,), views=()),)


CASES = (
    Case(check="sample/long-name", name="short", kind=Kind.PASSING, facts=named("club.example")),
    Case(check="sample/long-name", name="long", kind=Kind.FAILING, facts=named("the-long.example"), levels=(Level.OPTIONAL,)),
    Case(check="sample/long-name", name="unseen", kind=Kind.UNKNOWN, gaps=(gap(Resolution),)),
    Case(check="sample/long-name", name="exactly as long", kind=Kind.TRAP, facts=named("abcd.example")),
)
'''

NEW = {
    "src/launchready/checks/sample.py": MODULE,
    "src/launchready/checks/text/sample/long-name.md": TEXT,
    "tests/checks/sample/long_name.py": CASES,
}
NEEDS_NO_LAB = "sample and not trips_it"


def copy_of_the_project(folder: Path) -> Path:
    without = shutil.ignore_patterns("__pycache__")
    for part in ("src", "tests", "lab"):
        shutil.copytree(ROOT / part, folder / part, ignore=without)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "PYTEST_"))}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**env, "PYTHONPATH": str(folder / "src"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_three_files_make_a_check(tmp_path: Path):
    folder = copy_of_the_project(tmp_path)
    for name, content in NEW.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.lstrip("\n"))

    told = run(folder, "-m", "launchready", "explain", "sample/long-name")
    assert told.returncode == 0, told.stderr
    assert "People mistype" in told.stdout

    # Its cases, and every law that is about a single check (the lab's scenario is the engineer's next step).
    tested = run(
        folder, "-m", "pytest", "-q", "-k", NEEDS_NO_LAB, "tests/checks/test_cases.py", "tests/laws/test_checks.py"
    )
    assert tested.returncode == 0, tested.stdout
    assert "passed" in tested.stdout


def test_a_check_without_its_text_is_noticed(tmp_path: Path):
    folder = copy_of_the_project(tmp_path)
    (folder / "src/launchready/checks/sample.py").write_text(MODULE.lstrip("\n"))
    tested = run(folder, "-m", "pytest", "-q", "-k", NEEDS_NO_LAB, "tests/laws/test_checks.py")
    assert tested.returncode == 1
    assert "sample/long-name has no text" in tested.stdout
