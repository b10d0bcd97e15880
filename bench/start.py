"""How long the command takes to say anything at all, against a bare Python in turn."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.table import Part, Row, at_most, median_of

RUNS = 15
HELP_MS = 60
EVERY_ROOM = (
    "import pkgutil, importlib, launchready\n"
    "names = [m.name for m in pkgutil.walk_packages(launchready.__path__, 'launchready.')]\n"
    "[importlib.import_module(n) for n in names if not n.endswith('__main__')]\n"
)


def measure() -> Part:
    command = shutil.which("launchready", path=str(Path(sys.executable).parent)) or "launchready"
    bare, help_, version, whole = [], [], [], []
    for _ in range(RUNS):
        bare.append(_milliseconds(sys.executable, "-c", "pass"))
        help_.append(_milliseconds(command, "--help"))
        version.append(_milliseconds(command, "--version"))
        whole.append(_milliseconds(sys.executable, "-c", EVERY_ROOM))
    above = statistics.median(help_) - statistics.median(bare)
    rows = (
        at_most(f"--help above bare Python, medians of {RUNS}", above, HELP_MS, " ms", 0),
        Row("bare Python (-c pass)", median_of(bare, " ms", 0)),
        Row("--help", median_of(help_, " ms", 0)),
        Row("--version", median_of(version, " ms", 0)),
        Row("import of every module", median_of(whole, " ms", 0)),
    )
    return Part("Start", "launchready --help", rows)


def _milliseconds(*words: str) -> float:
    started = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=dict(os.environ))
    return 1000 * (time.perf_counter() - started)
