"""Runs the parts and writes the tables."""

import argparse
import datetime as dt
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import many, site, start
from bench.table import Part, load, machine
from lab.scenario import load_all
from lab.up import ROOT, Lab, missing
from trials.kit import Ground

RESULTS = ROOT / "bench" / "results" / "spine.md"
OWN = Path(__file__).with_name("scenarios")
PARTS = ("start", "site", "many")
SEED = 20261124


def run(wanted: Sequence[str]) -> list[Part]:
    parts = [start.measure()] if "start" in wanted else []
    in_lab = [measure for name, measure in (("site", site.measure), ("many", many.measure)) if name in wanted]
    if not in_lab:
        return parts
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        _write_scenarios(Path(folder))
        loaded = load_all(Path(folder))
        with Lab(Path(folder)) as lab:
            ground = Ground(lab, random.Random(SEED), {scenario.name: scenario for scenario in loaded})
            parts += [measure(ground) for measure in in_lab]
    return parts


def _write_scenarios(folder: Path) -> None:
    shutil.copytree(OWN, folder, dirs_exist_ok=True)
    for number in range(1, many.SITES + 1):
        (folder / "bench" / f"{many.name_of(number)}.toml").write_text(many.SITE)


def document(parts: Sequence[Part], facts: str) -> str:
    met = sum(row.met is True for part in parts for row in part.rows)
    missed = sum(row.met is False for part in parts for row in part.rows)
    head = ["# What a look costs", "", f"{met} bounds met, {missed} not. {facts}. Again: `python -m bench`", "", ""]
    return "\n".join(head) + "\n".join(part.markdown() for part in parts)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="What a look costs.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    asked = parser.parse_args()
    wanted = asked.parts or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if (lacks := missing()) and wanted != ["start"]:
        print("Skipped: the lab. Missing here: " + ", ".join(lacks), file=sys.stderr)
        return 2
    day, before = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"), load()
    print(f"load average before: {before}")
    parts = run(wanted)
    facts = f"{day}, {machine()}, seed {SEED}, load average {before} before and {load()} after"
    text = document(parts, facts)
    print(text)
    if not asked.parts:
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(text)
        print(f"written: {RESULTS.relative_to(ROOT)}")
    return 0 if all(part.met for part in parts) else 1


if __name__ == "__main__":
    sys.exit(main())
