"""What happens when the answer cannot be written: closed, full, or a reader that went away."""

import errno
import io
import os
import sys

UNWRITABLE = frozenset({errno.EPIPE, errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG})
"""Errors of the output, not of us."""


def whole_streams() -> None:
    """Put something in the place of a stream that was closed before we began, and let any letter be written.

    A terminal that knows ASCII alone gets a question mark for what it cannot show.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the process


def drop_output(problem: OSError) -> None:
    """Give the rest of the output up; say so unless the reader simply went away."""
    if problem.errno != errno.EPIPE:
        sys.stderr.write(f"launchready: the answer could not be written: {problem.strerror}.\n")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
