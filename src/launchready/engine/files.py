"""Reads and writes files in a folder that somebody else may have prepared: no links, no pipes, bounded."""

import os
import secrets
import stat
from pathlib import Path

# Windows has neither; it has no FIFOs, and its links need a privilege.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def read_regular(path: Path, most: int) -> bytes:
    """Read at most `most` bytes of a regular file. Raises `OSError`, also for links, pipes and folders."""
    with os.fdopen(_open(path, os.O_RDONLY), "rb") as file:
        return file.read(most)


def append_regular(path: Path, data: bytes) -> None:
    """Add to a regular file, made when it is not there. Raises `OSError`."""
    with os.fdopen(_open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "ab") as file:
        file.write(data)


def replace_whole(path: Path, data: bytes) -> None:
    """Write a file at once or not at all; what stands under the name before is never written into."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o644)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def _open(path: Path, flags: int) -> int:
    handle = os.open(path, flags | _NO_LINK | _NO_WAIT, 0o644)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(0, "it is no ordinary file", str(path))
    return handle
