"""What every trial stands on: the running lab, a clean home for each journey, and the notes of what held."""

import json
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lab.run import CONTROL
from lab.scenario import SCENARIOS, Scenario, load_all
from lab.up import ROOT, Done, Lab

OWN = Path(__file__).with_name("scenarios")
BORROWED = ("golden/golden.toml", "walls/rate-limited.toml", "hosts/slow-always.toml", "hostile/*.toml")
PRODUCT = (sys.executable, "-m", "launchready")


@dataclass(slots=True)
class Notes:
    """What one trial found: each problem is a sentence; `measured` goes into the table."""

    measured: str = ""
    problems: list[str] = field(default_factory=list)

    def must(self, held: object, otherwise: str) -> bool:
        """Note what was not so."""
        if not held:
            self.problems.append(otherwise)
        return bool(held)

    def sound(self, done: Done, what: str, codes: Iterable[int] = (0, 1, 3)) -> bool:
        """The command ended by itself, with an exit code that is allowed, and said nothing that no user should see."""
        before = len(self.problems)
        last = done.stderr.strip().rsplit("\n", 1)[-1][:600]
        self.must(not done.timed_out, f"{what}: did not end within {done.seconds:.0f} s")
        self.must("Traceback" not in done.stderr + done.stdout, f"{what}: a traceback ({last})")
        self.must("bug of ours" not in done.stderr, f"{what}: our own bug: {last}")
        self.must(not CONTROL.search(done.stderr + done.stdout), f"{what}: control characters in the output")
        self.must(done.timed_out or done.code in set(codes), f"{what}: exit {done.code} ({last})")
        return len(self.problems) == before


@dataclass(slots=True)
class Place:
    """One user's machine: a home, data and state of its own, and a folder to stand in."""

    lab: Lab
    folder: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def cwd(self) -> Path:
        return self.folder / "cwd"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def env(self) -> dict[str, str]:
        return {
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.data),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "LANG": "C.UTF-8",
            "NO_COLOR": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
            **self.extra,
        }

    def run(self, *argv: str, timeout: float = 75, delay_ms: float = 0, loss_percent: float = 0) -> Done:
        """Run any program as this user, inside the lab."""
        done = self.lab.run(
            argv, cwd=self.cwd, env=self.env(), timeout=timeout, delay_ms=delay_ms, loss_percent=loss_percent
        )
        trace = self.folder / "state" / "launchready" / "last-bug.txt"
        if not trace.is_file():
            return done
        said = trace.read_text().strip().rsplit("\n", 1)[-1]
        return replace(done, stderr=f"{done.stderr.strip()} ({said})\n")

    def launchready(self, *words: str, timeout: float = 75) -> Done:
        return self.run(*PRODUCT, *words, timeout=timeout)

    def audit(self, scenario: Scenario, *words: str, loss_percent: float = 0) -> Done:
        return self.run(*self.audit_words(scenario, *words), loss_percent=loss_percent)

    def audit_words(self, scenario: Scenario, *words: str) -> list[str]:
        return [*PRODUCT, "audit", scenario.target, *self.flags(scenario), *words]

    def flags(self, scenario: Scenario) -> list[str]:
        """The global flags that lead into the lab."""
        resolvers = [word for resolver in scenario.resolvers for word in ("--resolver", resolver)]
        return ["--ca", str(self.lab.ca), *resolvers]

    def bundles(self) -> list[Path]:
        """The runs on record, oldest first."""
        return sorted(self.data.rglob("runs/*.jsonl"))


@dataclass(slots=True)
class Ground:
    """Where the trials stand: one lab, one source of chance, the scenarios by name."""

    lab: Lab
    rng: random.Random
    scenarios: Mapping[str, Scenario]
    undisturbed: tuple[float, ...] = ()  # what `stops` measured once

    def place(self, **extra: str) -> Place:
        folder = Path(tempfile.mkdtemp(prefix="place-", dir=self.lab.folder))
        (folder / "cwd").mkdir()
        return Place(self.lab, folder, dict(extra))


def gather_scenarios(into: Path) -> list[Scenario]:
    """Put the trials' own scenarios and the borrowed ones of the lab into one folder and load them."""
    found = sorted(OWN.glob("*/*.toml")) + [path for word in BORROWED for path in sorted(SCENARIOS.glob(word))]
    for path in found:
        place = into / path.parent.name
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place / path.name)
    return load_all(into)


def answer_of(done: Done) -> Mapping[str, Any]:
    """The run/1 that a command printed; empty when it printed none."""
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def verdict_of(done: Done) -> str:
    return str(answer_of(done).get("verdict", {}).get("answer", "none"))


def findings_of(done: Done) -> list[str]:
    return sorted({r["check"] for r in answer_of(done).get("results", ()) if r["status"] == "FAIL"})


def unknown_of(done: Done) -> list[str]:
    return sorted({r["check"] for r in answer_of(done).get("results", ()) if r["status"] == "UNKNOWN"})


def honest_code(verdict: str, interrupted: object) -> tuple[int, ...]:
    """The exit code that goes with a verdict."""
    if verdict == "NOT_YET":
        return (1,)
    return (3,) if verdict == "CANNOT_TELL" or interrupted else (0,)


def spread(numbers: Sequence[float]) -> str:
    """Least, middle and most, for the table."""
    ordered = sorted(numbers)
    return f"{ordered[0]:.1f} / {ordered[len(ordered) // 2]:.1f} / {ordered[-1]:.1f}" if ordered else "none"


def words_of(text: str) -> str:
    """Text without line breaks and double spaces, for a search in a rendered page."""
    return re.sub(r"\s+", " ", text)
