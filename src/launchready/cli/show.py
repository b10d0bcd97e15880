"""Prints an answer: JSON, the terminal report or another one on stdout, everything else on stderr or in files."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence

from launchready.cli.outputs import made, to_screen, write_all
from launchready.formats.plain import harmless
from launchready.model.run import RunResult


def show(run: RunResult, args: argparse.Namespace, words: Callable[[], str] | None = None) -> None:
    """Print one answer and write the files that were asked for.

    `words` makes what a verb says of its own in place of the whole report.
    """
    kind = to_screen(args)
    if kind:
        _print(made(kind, [run], args))
    elif getattr(args, "jsonl", False):
        stream(run, args)
    elif getattr(args, "json", False):
        from launchready.report.json import to_json

        _print(to_json(run))
    elif words is not None:
        sys.stdout.write(words())
    else:
        from launchready.report.terminal import render

        sys.stdout.write(render(run, width=width(), colour=colour(), everything=getattr(args, "all", False)))
    sys.stdout.flush()
    write_all([run], args)


def stream(run: RunResult, args: argparse.Namespace) -> None:
    """With --jsonl, print one answer of several as soon as it is there."""
    if not getattr(args, "jsonl", False):
        return
    from launchready.report.json import to_json_line

    _print(to_json_line(run))


def show_many(runs: Sequence[RunResult], args: argparse.Namespace) -> None:
    """Print the answers about several targets; those of --jsonl were printed as they came (`stream`)."""
    kind = to_screen(args)
    if kind:
        _print(made(kind, runs, args))
    elif getattr(args, "json", False):
        from launchready.report.json import to_json_line

        _print(b"".join(to_json_line(run) for run in runs))
    elif not getattr(args, "jsonl", False):
        from launchready.report.overview import overview

        sys.stdout.write(overview(runs))
    sys.stdout.flush()
    write_all(runs, args)


def _print(content: bytes) -> None:
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


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
