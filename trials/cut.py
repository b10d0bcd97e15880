"""
Starts a command and sends it one signal at a moment counted from when its record appears.

    python -m trials.cut --out F --signal KILL --after 1.7 --runs FOLDER -- CMD ...

Without --runs the moment counts from the start of the process. Writes F as JSON; ends with 0.
"""

import argparse
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE_SECONDS = 65
POLL_SECONDS = 0.01


def runs_in(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.jsonl"))


def wait_for_run(process: subprocess.Popen[bytes], folder: Path, before: int) -> None:
    while process.poll() is None and runs_in(folder) == before:
        time.sleep(POLL_SECONDS)


def wait_until(process: subprocess.Popen[bytes], moment: float) -> None:
    while process.poll() is None and time.monotonic() < moment:
        time.sleep(POLL_SECONDS)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--signal", required=True)
    parser.add_argument("--after", type=float, required=True)
    parser.add_argument("--runs", type=Path)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    command = asked.command[1:] if asked.command[:1] == ["--"] else asked.command
    before = runs_in(asked.runs) if asked.runs else 0
    process = subprocess.Popen(command)
    if asked.runs:
        wait_for_run(process, asked.runs, before)
    wait_until(process, time.monotonic() + asked.after)
    in_time = process.poll() is None
    sent = time.monotonic()
    if in_time:
        process.send_signal(signal.Signals[f"SIG{asked.signal}"])
    code = process.wait(PATIENCE_SECONDS)
    asked.out.write_text(json.dumps({"in_time": in_time, "seconds": time.monotonic() - sent, "code": code}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
