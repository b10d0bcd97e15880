"""The processes that a session started, so that none of them outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_DRIVER = "run-driver"
_LOOKS = 0.02


@dataclass(frozen=True, slots=True)
class Process:
    """One process. `born` tells it from a later one with the same number."""

    pid: int
    parent: int
    born: str
    command: str


def of(mark: str) -> tuple[Process, ...]:
    """Give the browser that was started with this mark, all below it, and the driver that started it."""
    table = {process.pid: process for process in _table()}
    browsers = [process for process in table.values() if mark in process.command]
    drivers = [
        above
        for process in browsers
        if (above := table.get(process.parent)) and above.pid != os.getpid() and _DRIVER in above.command
    ]
    found = {process.pid: process for process in (*browsers, *drivers)}
    while below := [one for one in table.values() if one.parent in found and one.pid not in found]:
        found |= {process.pid: process for process in below}
    return tuple(found.values())


def end(processes: Iterable[Process], seconds: float = 2.0) -> None:
    """Kill those that still run, and wait until they are gone; a zombie is gone as soon as its parent looks."""
    until = time.monotonic() + seconds
    left = _alive(processes)
    for process in left:
        with suppress(OSError):
            os.kill(process.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    while left and time.monotonic() < until:
        time.sleep(_LOOKS)
        left = _alive(left)


def _alive(processes: Iterable[Process]) -> list[Process]:
    now = {(process.pid, process.born) for process in _table()}
    return [process for process in processes if (process.pid, process.born) in now]


def _table() -> list[Process]:
    if sys.platform.startswith("linux"):
        return [process for entry in Path("/proc").iterdir() if entry.name.isdigit() and (process := _read(entry))]
    if sys.platform == "win32":
        return []  # the driver ends its processes there by itself
    said = subprocess.run(
        ["/bin/ps", "-axo", "pid=,ppid=,stat=,lstart=,command="], capture_output=True, text=True, check=False
    ).stdout
    return [process for line in said.splitlines() if (process := _told(line))]


def _read(entry: Path) -> Process | None:
    """Read proc(5): the name stands in parentheses and may hold anything; state, parent, ... start time follow."""
    try:
        fields = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return None
    return None if fields[0] in "ZX" else Process(int(entry.name), int(fields[1]), fields[19], command)


def _told(line: str) -> Process | None:
    fields = line.split(maxsplit=8)
    if len(fields) < 9 or fields[2].startswith("Z"):
        return None
    return Process(int(fields[0]), int(fields[1]), " ".join(fields[3:8]), fields[8])
