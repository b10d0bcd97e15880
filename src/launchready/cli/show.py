"""Prints an answer: JSON or the terminal report on stdout, everything else on stderr."""

import argparse
import os
import sys
from collections.abc import Iterable

from launchready.formats.plain import harmless
from launchready.model.run import RunResult


def show(run: RunResult, args: argparse.Namespace) -> None:
    """Print one answer."""
    if getattr(args, "json", False):
        from launchready.report.json import to_json

        sys.stdout.buffer.write(to_json(run))
        sys.stdout.buffer.flush()
        return
    from launchready.report.terminal import render

    sys.stdout.write(render(run, width=width(), colour=colour(), everything=getattr(args, "all", False)))
    sys.stdout.flush()


def colour() -> bool:
    """Whether stdout is a terminal that shows colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def width() -> int:
    """How many columns there are; 100 where there is no terminal."""
    try:
        return max(40, min(os.get_terminal_size(sys.stdout.fileno()).columns, 110))
    except (OSError, ValueError):
        return 100


def notices(lines: Iterable[str]) -> None:
    """Print what the user must know about the looking."""
    for line in lines:
        sys.stderr.write(f"launchready: {harmless(line)}\n")
