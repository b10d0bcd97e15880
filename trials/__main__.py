"""Runs the trials and writes what held."""

import argparse
import datetime as dt
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.up import ROOT, Lab, missing
from trials import folder, harm, lies, machine, readers, records, stops, weather
from trials.kit import Ground, Notes, gather_scenarios

RESULTS = ROOT / "bench" / "results" / "trials.md"
PLACE = re.compile(r"/(?!dev/)\S*/(?=[^/\s]+)")  # a committed table names no folder of the machine that made it
Trial = Callable[[Ground], Notes]
TRIALS: tuple[Trial, ...] = (
    stops.kill_nine,
    stops.ctrl_c,
    stops.ctrl_c_at_once,
    records.same_bytes,
    records.another_policy,
    records.packs_merge,
    weather.packet_loss,
    weather.unwilling,
    folder.hostile_config,
    folder.planted_record,
    lies.lying_record,
    machine.full_disk,
    machine.closed_stdout,
    harm.hostile_servers,
    readers.sarif_read,
    readers.page_by_axe,
    records.one_fixed,  # last: it changes the lab for good
)


@dataclass(frozen=True, slots=True)
class Held:
    """One trial and what came of it."""

    trial: Trial
    notes: Notes
    seconds: float

    @property
    def sentence(self) -> str:
        return (self.trial.__doc__ or "").strip()


def run(chosen: Sequence[Trial], seed: int) -> list[Held]:
    held = []
    with tempfile.TemporaryDirectory(prefix="trials-") as scenarios:
        loaded = gather_scenarios(Path(scenarios))
        with Lab(Path(scenarios)) as lab:
            ground = Ground(lab, random.Random(seed), {scenario.name: scenario for scenario in loaded})
            for trial in chosen:
                started = time.monotonic()
                notes = attempt(trial, ground)
                held.append(Held(trial, notes, time.monotonic() - started))
                print(line(held[-1]), flush=True)
    return held


def attempt(trial: Trial, ground: Ground) -> Notes:
    """An answer that lacks what a trial reads in it is a sentence that did not hold, not the end of the others."""
    try:
        return trial(ground)
    except (LookupError, ValueError, TypeError, OSError) as error:
        return Notes(problems=[f"the trial could not go on: {type(error).__name__}: {error}"])


def line(one: Held) -> str:
    word = "FAILED" if one.notes.problems else "held  "
    text = f"{word} {one.trial.__name__:<16} {one.seconds:6.1f} s  {one.notes.measured}"
    return "\n".join([text, *(f"       - {problem}" for problem in one.notes.problems)])


def markdown(held: Sequence[Held], seed: int, load: str) -> str:
    day = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
    good = sum(not one.notes.problems for one in held)
    where = f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {load}"
    whole = f"{sum(one.seconds for one in held):.0f} s in all"
    head = [
        "# Trials",
        "",
        f"{good} of {len(held)} held. {day}, seed {seed}, {where}, {whole}. Again: `python -m trials --seed {seed}`",
        "",
        "| what must be so | held | measured | seconds |",
        "|---|---|---|---|",
    ]
    rows = [
        f"| {one.sentence} | {'**no**' if one.notes.problems else 'yes'} | {one.notes.measured} | {one.seconds:.0f} |"
        for one in held
    ]
    faults = [
        f"- `{one.trial.__name__}`: {PLACE.sub('', ' '.join(problem.split()))}"
        for one in held
        for problem in one.notes.problems
    ]
    return "\n".join([*head, *rows, *(["", "What did not hold:", "", *faults] if faults else []), ""])


def loads(when: str) -> str:
    return f"load average {when} {' '.join(f'{part:.2f}' for part in os.getloadavg())}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m trials", description="Whole journeys of the real command.")
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    chosen = [
        t for t in TRIALS if not asked.words or any(word in f"{t.__module__}.{t.__name__}" for word in asked.words)
    ]
    if asked.list or not chosen:
        print("\n".join(f"{t.__module__.removeprefix('trials.')}.{t.__name__}: {t.__doc__}" for t in chosen or TRIALS))
        return 0 if asked.list else 2
    if lacks := missing():
        print("Skipped: all trials. Missing here: " + ", ".join(lacks), file=sys.stderr)
        return 2
    before = loads("before")
    print(f"seed {asked.seed}; {before}")
    held = run(chosen, asked.seed)
    load = f"{before}, {loads('after')}"
    print(load)
    if not asked.words:
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(markdown(held, asked.seed, load))
        print(f"written: {RESULTS.relative_to(ROOT)}")
    return 1 if any(one.notes.problems for one in held) else 0


if __name__ == "__main__":
    sys.exit(main())
