"""
The way into the lab from outside.

    python -m lab.up -- CMD ...                    run a command in it ($LAB_CA is its authority)
    python -m lab.up --delay-ms 20 -- CMD ...      the same over a slow line (20 ms each way)

`Lab` keeps one running and takes jobs from several threads.
"""

import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parent.parent
PROGRAMS = ("unshare", "nsenter", "ip", "mount", "knotd", "knotc", "unbound", "nginx")
START_SECONDS = 60


class LabBroken(RuntimeError):
    """The lab itself failed; says nothing about the audit."""


@dataclass(frozen=True, slots=True)
class Done:
    """What one command in the lab did."""

    code: int
    timed_out: bool
    seconds: float
    cpu_seconds: float
    rss_mb: float
    stdout: str
    stderr: str


def search_path() -> str:
    """Name servers stand in /usr/sbin, which an ordinary user's PATH leaves out."""
    return os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def missing() -> list[str]:
    """What this machine lacks for the lab, in words; empty when it can run."""
    if not sys.platform.startswith("linux"):
        return ["Linux network namespaces"]
    lacks = [f"the program {name}" for name in PROGRAMS if shutil.which(name, path=search_path()) is None]
    if not lacks and subprocess.run([*_unshare(), "true"], capture_output=True, check=False).returncode != 0:
        lacks.append("the right to make a network namespace (root, or user namespaces)")
    return lacks


def _unshare() -> list[str]:
    own_user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    return ["unshare", *own_user, "--net", "--mount", "--propagation", "private"]


def _environment() -> dict[str, str]:
    return {**os.environ, "PATH": search_path(), "PYTHONPATH": str(ROOT)}


class Lab:
    """One running lab. Use it as a context manager."""

    def __init__(self, scenarios: Path | None = None) -> None:
        self.scenarios = scenarios
        self.ids = itertools.count(1)
        self.answers: dict[int, SimpleQueue[Mapping[str, Any]]] = {}
        self.lock = threading.Lock()

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="lab-"))
        inside = [sys.executable, "-m", "lab.inside", "--folder", str(self.folder / "net")]
        if self.scenarios is not None:
            inside += ["--scenarios", str(self.scenarios)]
        self.process = subprocess.Popen(
            [*_unshare(), *inside], cwd=ROOT, env=_environment(), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.errors: list[str] = []
        threading.Thread(target=self._listen_to_errors, daemon=True).start()
        first = self._line()
        if first is None:
            self._stop()
            raise LabBroken("the lab did not come up:\n" + "".join(self.errors)[-3000:])
        self.ca = Path(first["ca"])
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(
        self, argv: Sequence[str], *, cwd: Path | None = None, env: Mapping[str, str] | None = None,
        timeout: float = 60, delay_ms: float = 0, loss_percent: float = 0,
    ) -> Done:  # fmt: skip
        """Run a command inside and wait for it. Without a folder it gets a new one."""
        place = cwd or Path(tempfile.mkdtemp(prefix="job-", dir=self.folder))
        whole = {"PATH": search_path(), "LAB_CA": str(self.ca), **(env or {})}
        line = {"delay_ms": delay_ms, "loss_percent": loss_percent}
        job = {"argv": list(argv), "cwd": str(place), "env": whole, "timeout": timeout, **line}
        answer = self._ask(job)
        output = {name: (place / name).read_text(errors="replace") for name in ("stdout", "stderr")}
        return Done(**{key: value for key, value in {**answer, **output}.items() if key != "id"})

    def change(self) -> None:
        """Bring the scenarios that have a second state into it."""
        self._ask({"change": True})

    def _ask(self, job: Mapping[str, Any]) -> Mapping[str, Any]:
        number = next(self.ids)
        box: SimpleQueue[Mapping[str, Any]] = SimpleQueue()
        with self.lock:
            self.answers[number] = box
            if self.process.stdin is None:
                raise LabBroken("the lab is not running")
            self.process.stdin.write(json.dumps({"id": number, **job}) + "\n")
            self.process.stdin.flush()
        answer = box.get()
        if "broken" in answer:
            raise LabBroken(str(answer["broken"]))
        return answer

    def _listen(self) -> None:
        while (answer := self._line()) is not None:
            self.answers.pop(answer["id"]).put(answer)
        for box in self.answers.values():
            box.put({"broken": "the lab ended:\n" + "".join(self.errors)[-3000:]})

    def _line(self) -> Mapping[str, Any] | None:
        line = self.process.stdout.readline() if self.process.stdout else ""
        return dict(json.loads(line)) if line else None

    def _listen_to_errors(self) -> None:
        for line in self.process.stderr or ():
            self.errors.append(line)

    def _stop(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.terminate()
            self.process.wait(20)
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m lab.up", description="Run a command in the mini internet.")
    parser.add_argument("--delay-ms", default="0", help="each way, on the command's own line")
    parser.add_argument("--loss-percent", default="0", help="packets lost, each way")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    if lacks := missing():
        print("The lab needs what is missing here: " + ", ".join(lacks), file=sys.stderr)
        return 2
    command = asked.command[1:] if asked.command[:1] == ["--"] else asked.command
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        line = ["--delay-ms", asked.delay_ms, "--loss-percent", asked.loss_percent]
        inside = [sys.executable, "-m", "lab.inside", "--folder", f"{folder}/net", *line, "--", *(command or ["bash"])]
        env = {**_environment(), "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        return subprocess.call([*_unshare(), *inside], env=env)


if __name__ == "__main__":
    sys.exit(main())
