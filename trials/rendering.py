"""
The browser in whole audits: `python -m trials.rendering [--audits N]`.

The three apps of `lab/apps` behind nginx with TLS, with and without faults. What must hold: what is planted is found with a
browser and not known without one; a site takes at most 10 s; Chromium and its driver take at most 450 MB; nothing of
them is left after 50 audits and after kill -9. Written to `bench/results/rendering.md` when all audits were made.
"""

import argparse
import datetime as dt
import json
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from lab import grants
from lab.phrases import APPS
from lab.up import ROOT, Lab, missing
from launchready.observe.temporary import PREFIX

RESULTS = ROOT / "bench" / "results" / "rendering.md"
FAULTS = "mixed,localhost,console,socket"
MOST_SECONDS, MOST_MB = 10.0, 450.0
KILLS = 8
# A sound app is silent; one with faults says these, whichever framework it is made with.
PLANTED = frozenset({"content/mixed-blockable", "content/localhost"})
SCENARIO = """why = "The {app} app of lab/apps, {state}."
exit_in = [0, 1, 3]
browser = true

[dns]
records = ["static A %web%"]

[web]
"https @" = "%bare-hsts% %spa:{app}{faults}%"
"""


@dataclass(slots=True)
class Tree:
    """Memory of everything that one lab's audits started, sampled while they run; shared pages counted in parts."""

    home: str
    most_browser: float = 0.0
    most_whole: float = 0.0
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread = field(init=False)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            sizes = {pid: (command, _pss(pid)) for pid, command in processes(self.home).items()}
            browser = sum(size for command, size in sizes.values() if "chromium" in command or "run-driver" in command)
            self.most_browser = max(self.most_browser, browser)
            self.most_whole = max(self.most_whole, sum(size for _, size in sizes.values()))


def processes(home: str) -> dict[int, str]:
    """Every process that was started with this home, and all below it: Chromium writes over what its children were given."""
    table = dict(filter(None, map(_read, Path("/proc").glob("[0-9]*"))))
    found = {pid for pid in table if _has_home(pid, home)}
    while below := {pid for pid, (parent, _) in table.items() if parent in found} - found:
        found |= below
    return {pid: table[pid][1] for pid in found}


def _read(entry: Path) -> tuple[int, tuple[int, str]] | None:
    try:
        fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
        command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return None
    return None if fields[0] in "ZX" else (int(entry.name), (int(fields[1]), command))


def _has_home(pid: int, home: str) -> bool:
    try:
        return f"HOME={home}".encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _pss(pid: int) -> float:
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


@dataclass(slots=True)
class Run:
    """One audit and what was said."""

    seconds: float
    result: dict[str, Any]

    def of(self, status: str) -> set[str]:
        return {one["check"] for one in self.result.get("results", ()) if one["status"] == status}


@dataclass(slots=True)
class Ground:
    """The lab, and a home and a folder for temporary files that the audits have for themselves."""

    lab: Lab
    home: Path
    temporary: Path
    problems: list[str] = field(default_factory=list)

    def must(self, held: object, otherwise: str) -> None:
        if not held:
            self.problems.append(otherwise)

    def words(self, site: str) -> list[str]:
        command = [sys.executable, "-m", "launchready", "audit", f"https://{site}.example", "--json", "--no-record"]
        return [*command, "--ca", str(self.lab.ca), "--resolver", "127.53.0.53", "--resolver", "127.53.0.54"]

    def env(self, *, browser: bool = True) -> dict[str, str]:
        plain = {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": str(ROOT / "src"),
            "LANG": "C.UTF-8",
        }
        return {**plain, **grants.environment(browser=browser)}

    def audit(self, site: str, *, browser: bool = True) -> Run:
        started = time.monotonic()
        done = self.lab.run(self.words(site), env=self.env(browser=browser), timeout=90)
        seconds = time.monotonic() - started
        try:
            return Run(seconds, json.loads(done.stdout))
        except ValueError:
            self.problems.append(f"{site}: no answer ({done.stderr[-300:]})")
            return Run(seconds, {})

    def left(self, *, killed: bool = False) -> list[str]:
        """What is still there although every audit has ended; a moment is given to those that are ending.

        `killed`: the place for temporary files may stay until the next audit takes it away.
        """
        until = time.monotonic() + 15
        while left := [*processes(str(self.home)).values(), *self.files(killed=killed)]:
            if time.monotonic() > until:
                break
            time.sleep(0.1)
        return left

    def files(self, *, killed: bool = False) -> list[str]:
        return [one.name for one in self.temporary.iterdir() if not (killed and one.name.startswith(PREFIX))]


def each_app(ground: Ground) -> list[str]:
    """Audit each app, sound and not, with a browser and without."""
    rows = []
    for app in APPS:
        with Tree(str(ground.home)) as tree:
            faulty = ground.audit(f"{app}-faulty")
            sound = ground.audit(f"{app}-sound")
        blind = ground.audit(f"{app}-faulty", browser=False)
        ground.must(faulty.of("FAIL") >= PLANTED, f"{app}: not found: {', '.join(PLANTED - faulty.of('FAIL'))}")
        ground.must(not sound.of("FAIL") & PLANTED, f"{app}: a sound app is blamed: {sound.of('FAIL') & PLANTED}")
        ground.must(
            blind.of("UNKNOWN") >= PLANTED, f"{app}: without a browser: {PLANTED - blind.of('UNKNOWN')} is known"
        )
        ground.must(
            max(faulty.seconds, sound.seconds) <= MOST_SECONDS, f"{app}: {faulty.seconds:.1f} s, {sound.seconds:.1f} s"
        )
        ground.must(tree.most_browser <= MOST_MB, f"{app}: {tree.most_browser:.0f} MB")
        figures = f"{faulty.seconds:.1f} | {sound.seconds:.1f} | {blind.seconds:.1f} | {tree.most_browser:.0f} | {tree.most_whole:.0f}"
        rows.append(f"| {app} | {figures} |")
    return rows


def many(ground: Ground, count: int) -> str:
    """Audit again and again, then look for what is left."""
    names = [f"{app}-{state}" for app in APPS for state in ("faulty", "sound")]
    seconds = sorted(ground.audit(names[number % len(names)]).seconds for number in range(count))
    left = ground.left()
    ground.must(not left, f"after {count} audits: {left}")
    return f"{count} audits, {seconds[0]:.1f} / {seconds[count // 2]:.1f} / {seconds[-1]:.1f} s; left: {len(left)}"


def killed(ground: Ground, chance: random.Random) -> str:
    """Kill -9 at random moments, then look for what is left."""
    caught = 0
    for _ in range(KILLS):
        moment = chance.uniform(2.0, 7.0)
        script = 'M="$1"; shift; "$@" > /dev/null 2>&1 & P=$!; sleep "$M"; kill -9 $P; wait $P 2>/dev/null; echo done'
        threads: list[int] = []
        watcher = threading.Timer(moment - 0.1, lambda seen=threads: seen.append(len(processes(str(ground.home)))))
        watcher.start()
        ground.lab.run(
            ["bash", "-c", script, "kill", f"{moment:.2f}", *ground.words("react-faulty")], env=ground.env(), timeout=60
        )
        watcher.join()
        left = ground.left(killed=True)
        ground.must(not left, f"kill -9 after {moment:.1f} s: {left}")
        caught += bool(threads and threads[0] > 4)
    ground.must(caught, "no browser ran yet when the audits were killed")
    places = len(ground.files())
    ground.audit("react-sound")
    left = ground.left()
    ground.must(not left, f"one audit after all the kill -9: {left}")
    return f"{KILLS} times kill -9, a browser ran in {caught} of them; left: {places} folders, {len(left)} after the next audit"


def write_scenarios(folder: Path) -> None:
    place = folder / "rendering"
    place.mkdir()
    for app in APPS:
        for state, faults in (("sound", ""), ("faulty", f" {FAULTS}")):
            text = SCENARIO.format(app=app, state=state, faults=faults)
            (place / f"{app}-{state}.toml").write_text(text)


def markdown(rows: Sequence[str], lines: Sequence[str], problems: Sequence[str]) -> str:
    day = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d")
    where = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    head = [
        "# Rendering",
        "",
        f"{day}, {where}. Again: `python -m trials.rendering`. Seconds are those of the whole audit. MB are proportional set",
        "sizes at their highest: Chromium with its driver, and with the audit itself.",
        "",
        "| app | with faults (s) | sound (s) | without a browser (s) | browser (MB) | whole (MB) |",
        "|---|---|---|---|---|---|",
    ]
    faults = ["", "What did not hold:", *(f"- {one}" for one in problems)] if problems else []
    return "\n".join([*head, *rows, "", *(f"- {line}" for line in lines), *faults, ""])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m trials.rendering", description=__doc__)
    parser.add_argument("--audits", type=int, default=50)
    parser.add_argument("--seed", type=int, default=20261124)
    asked = parser.parse_args()
    if lacks := missing():
        print("Skipped: the lab needs " + ", ".join(lacks), file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="lr-", dir="/tmp") as folder:
        places = [Path(folder) / name for name in ("scenarios", "home", "t")]
        for place in places:
            place.mkdir()
        write_scenarios(places[0])
        with Lab(places[0]) as lab:
            ground = Ground(lab, places[1], places[2])
            rows = each_app(ground)
            lines = [many(ground, asked.audits), killed(ground, random.Random(asked.seed))]
    text = markdown(rows, lines, ground.problems)
    print(text)
    if asked.audits >= 50 and not ground.problems:
        RESULTS.write_text(text)
    return 1 if ground.problems else 0


if __name__ == "__main__":
    sys.exit(main())
