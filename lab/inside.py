"""
The process inside the namespace: brings the internet up, then runs what it is told, one JSON line per job.

    {"id": 1, "argv": [...], "cwd": "...", "env": {...}, "timeout": 60, "delay_ms": 0, "loss_percent": 0}
    {"id": 2, "change": true}

Each is answered by one line with the same id, in the order in which they end. End of input ends the lab.
With `--` it runs one command on this terminal instead.
"""

import argparse
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lab.internet import Internet
from lab.scenario import SCENARIOS, load_all

POLL_SECONDS = 0.02


class Agent:
    """Runs jobs in the lab and measures what they took."""

    def __init__(self, internet: Internet) -> None:
        self.internet = internet
        self.lines: dict[tuple[float, float], subprocess.Popen[bytes]] = {}
        self.lock = threading.Lock()

    def serve(self) -> None:
        jobs = []
        for text in sys.stdin:
            job = threading.Thread(target=self.answer, args=(json.loads(text),), daemon=True)
            job.start()
            jobs.append(job)

    def answer(self, job: Mapping[str, Any]) -> None:
        try:
            if job.get("change"):
                self.internet.change()
                done: dict[str, Any] = {}
            else:
                done = self.run(job)
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            done = {"broken": f"{type(error).__name__}: {error} {getattr(error, 'stderr', '')!r}"}
        with self.lock:
            print(json.dumps({"id": job["id"], **done}), flush=True)

    def run(self, job: Mapping[str, Any]) -> dict[str, Any]:
        """One command; stdout and stderr go to files in its folder, so that no pipe can fill up."""
        cwd = Path(job["cwd"])
        command = [*self.way_in(job.get("delay_ms", 0), job.get("loss_percent", 0)), *job["argv"]]
        with (cwd / "stdout").open("wb") as out, (cwd / "stderr").open("wb") as err:
            started = time.monotonic()
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env=job["env"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            timed_out, pid, status = False, 0, 0
            while True:
                pid, status, used = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if not timed_out and time.monotonic() - started > job["timeout"]:
                    timed_out = True
                    os.killpg(process.pid, signal.SIGKILL)
                time.sleep(POLL_SECONDS)
        process.returncode = code = os.waitstatus_to_exitcode(status)
        return {
            "code": code,
            "timed_out": timed_out,
            "seconds": time.monotonic() - started,
            "cpu_seconds": used.ru_utime + used.ru_stime,
            "rss_mb": used.ru_maxrss / 1024,
        }

    def way_in(self, delay_ms: float, loss_percent: float) -> list[str]:
        """Words before a command that put it at the far end of a bad line."""
        if not delay_ms and not loss_percent:
            return []
        with self.lock:
            key = (delay_ms, loss_percent)
            if key not in self.lines:
                words = ["--delay-ms", str(delay_ms), "--loss-percent", str(loss_percent)]
                self.lines[key] = self.start_line(len(self.lines) + 1, words)
        return ["nsenter", f"--net=/proc/{self.lines[key].pid}/ns/net"]

    def start_line(self, number: int, words: list[str]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "lab.line", "--number", str(number), *words]
        line = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent)
        self.internet.processes.append(line)
        if line.stdout is None or not line.stdout.readline():
            raise OSError("the bad line did not come up")
        return line


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--scenarios", type=Path, default=SCENARIOS)
    parser.add_argument("--delay-ms", type=float, default=0)
    parser.add_argument("--loss-percent", type=float, default=0)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    internet = Internet(asked.folder, load_all(asked.scenarios), dt.datetime.now(dt.UTC))
    # The one that started us may be killed; the servers must not outlive it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        internet.up()
        agent = Agent(internet)
        command = asked.command[1:] if asked.command[:1] == ["--"] else asked.command
        if command:
            env = {**os.environ, "LAB_CA": str(internet.ca)}
            return subprocess.call([*agent.way_in(asked.delay_ms, asked.loss_percent), *command], env=env)
        print(json.dumps({"ready": True, "ca": str(internet.ca)}), flush=True)
        agent.serve()
        return 0
    finally:
        internet.down()


if __name__ == "__main__":
    sys.exit(main())
