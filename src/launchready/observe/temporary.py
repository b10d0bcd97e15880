"""Temporary folders of programs that we start: each goes with its run, and what a killed run left goes with the next.

A program that is given a folder of ours as its place for temporary files can leave nothing anywhere else. Who holds a
folder has a lock on a file in it, which the system lets go of whatever ends the process.
"""

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PREFIX = "launchready-run-"
_HELD = "held"
_LONGEST = 38
"""Chromium makes a socket in it, whose path may have 107 bytes (unix(7)); 104 on a Mac."""
NAMES = ("TMPDIR", "TEMP", "TMP", "MAC_CHROMIUM_TMPDIR")
"""Where programs look for the place: Node, Chromium on Linux and on Windows, Chromium on a Mac."""


@dataclass(slots=True)
class Folder:
    """A folder that is held until it is closed."""

    path: Path
    _lock: int

    def environment(self) -> dict[str, str]:
        """What a program must be given so that it puts its temporary files there."""
        return dict.fromkeys(NAMES, str(self.path))

    def close(self) -> None:
        """Delete it with all that is in it."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1
        # Twice: a program that is just ending may put something in while the rest is taken out.
        for _ in range(2):
            shutil.rmtree(self.path, ignore_errors=True)


def hold() -> Folder:
    """Make a folder of our own, after those are gone whose holder is gone."""
    place = _place()
    sweep(place)
    path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    return Folder(path, _lock_of(path))


def sweep(place: Path) -> None:
    """Delete folders of ours that nobody holds any more."""
    if sys.platform == "win32" or not place.is_dir():
        return  # no such locks there
    for entry in place.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if entry.lstat().st_uid == os.getuid() and entry.is_dir() and not entry.is_symlink() and _let_go(entry):
                shutil.rmtree(entry, ignore_errors=True)


def _place() -> Path:
    usual = Path(tempfile.gettempdir())
    short = Path("/tmp")  # noqa: S108 - what is made there has a name nobody can guess, and is ours alone
    if len(os.fsencode(usual)) > _LONGEST and sys.platform != "win32" and os.access(short, os.W_OK):
        return short
    return usual


def _lock_of(path: Path) -> int:
    """Lock it, under another name at first: nobody may find the file before it is locked."""
    if sys.platform == "win32":
        return -1
    taking = path / "taking"
    lock = os.open(taking, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)  # a place without locks: nobody can tell there whose holder is gone
        return -1
    taking.rename(path / _HELD)
    return lock


def _let_go(path: Path) -> bool:
    """Whether its holder is gone. Raises OSError for one that was never locked: it may be in the making."""
    if sys.platform == "win32":
        return False
    lock = os.open(path / _HELD, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True
