"""
The table of all scenarios: `python -m lab.report [WORD ...]` runs those whose name holds a word, or all.

`--keep F` writes what each command printed into a folder. Exit 1 when anything was missed, 2 when the lab cannot run here.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from lab.run import Outcome, run
from lab.scenario import Scenario, load_all
from lab.up import Lab, missing

HEAD = ("scenario", "expected", "found", "forbidden", "seconds", "MB", "answer", "exit")


def row(outcome: Outcome) -> tuple[str, ...]:
    expected = [entry.split()[0] for entry in outcome.expected.expect]
    found = [check for check, _ in outcome.found]
    allowed = {*expected, *outcome.expected.also}
    return (
        outcome.name,
        ", ".join(expected) or "nothing",
        ", ".join(dict.fromkeys(found)) or "nothing",
        ", ".join(sorted({check for check in found if check not in allowed})) or "-",
        f"{outcome.done.seconds:.1f}",
        f"{outcome.done.rss_mb:.0f}",
        outcome.answer or "none",
        str(outcome.done.code),
    )


def table(outcomes: Sequence[Outcome]) -> str:
    rows = [HEAD, *map(row, outcomes)]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(HEAD))]
    lines = []
    for number, cells in enumerate(rows):
        lines.append("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())
        if number > 0:
            lines += [f"    MISS {problem}" for problem in outcomes[number - 1].problems]
    return "\n".join(lines)


def summary(outcomes: Sequence[Outcome], seconds: float) -> str:
    expected = [entry for outcome in outcomes for entry in outcome.expected.expect]
    missed = [p for outcome in outcomes for p in outcome.problems if p.startswith(("missed", "wrong level"))]
    false = [p for outcome in outcomes for p in outcome.problems if p.startswith(("forbidden", "false alarm"))]
    good = sum(not outcome.problems for outcome in outcomes)
    slowest = max(outcomes, key=lambda outcome: outcome.done.seconds)
    largest = max(outcomes, key=lambda outcome: outcome.done.rss_mb)
    ids = {entry.split()[0] for entry in expected}
    return (
        f"{good} of {len(outcomes)} as expected; {len(expected) - len(missed)} of {len(expected)} expected findings "
        f"({len(ids)} ids), {len(false)} that should not be. {seconds:.0f} s in all; "
        f"slowest {slowest.name} {slowest.done.seconds:.1f} s, largest {largest.name} {largest.done.rss_mb:.0f} MB."
    )


def chosen(words: Sequence[str]) -> list[Scenario]:
    return [s for s in load_all() if not words or any(word in f"{s.topic}/{s.name}" for word in words)]


def keep(outcomes: Iterable[Outcome], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for outcome in outcomes:
        stem = outcome.name.replace("/", "-")
        (folder / f"{stem}.json").write_text(outcome.done.stdout)
        (folder / f"{stem}.stderr").write_text(outcome.done.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m lab.report", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--keep", type=Path, metavar="F")
    asked = parser.parse_args()
    if lacks := missing():
        print("Skipped: all scenarios of the lab. Missing here: " + ", ".join(lacks), file=sys.stderr)
        return 2
    scenarios = chosen(asked.words)
    if not scenarios:
        print("No scenario has such a name.", file=sys.stderr)
        return 2
    started = time.monotonic()
    with Lab() as lab:
        up = time.monotonic() - started
        print(f"lab up in {up:.1f} s; {len(scenarios)} scenarios", file=sys.stderr)
        outcomes = run(lab, scenarios, lambda o: print("x" if o.problems else ".", end="", flush=True, file=sys.stderr))
    print(file=sys.stderr)
    if asked.keep:
        keep(outcomes, asked.keep)
    print(table(outcomes))
    print()
    print(summary(outcomes, time.monotonic() - started))
    return 1 if any(outcome.problems for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
