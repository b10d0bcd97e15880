"""Writes the reports that were asked for by name: whole or not at all."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from launchready.cli import exits
from launchready.formats.plain import harmless
from launchready.model.run import RunResult

SCREEN = Path("-")
KINDS = ("html", "markdown", "sarif", "junit")


def to_screen(args: argparse.Namespace) -> str:
    """Give the one report that goes to stdout in place of the words, or nothing. Raises `UsageError` for two."""
    wanted = [kind for kind in KINDS if getattr(args, kind, None) == SCREEN]
    wanted += [kind for kind in ("json", "jsonl") if getattr(args, kind, False)]
    if len(wanted) > 1:
        from launchready.app.request import UsageError

        names = " and ".join(f"--{kind}" for kind in wanted)
        msg = f"{names} both want the screen. Give one of them the name of a file."
        raise UsageError(msg)
    if wanted == ["html"] and getattr(args, "targets", None) is not None:
        from launchready.app.request import UsageError

        msg = "--html - is one page. With --targets give it the name of a file; each site gets a page beside it."
        raise UsageError(msg)
    return wanted[0] if wanted and wanted[0] in KINDS else ""


def asked(args: argparse.Namespace) -> bool:
    """Whether any report was asked for by name."""
    return any(getattr(args, kind, None) for kind in (*KINDS, "json", "jsonl"))


def write_all(runs: Sequence[RunResult], args: argparse.Namespace) -> None:
    """Write every report that was asked for into its file. Raises `UsageError` when one cannot be written."""
    for kind in KINDS:
        path: Path | None = getattr(args, kind, None)
        if path is None or path == SCREEN:
            continue
        for name, content in _files(kind, path, runs, args):
            _write(name, content)
            sys.stderr.write(f"launchready: {harmless(str(name))} is written.\n")


def made(kind: str, runs: Sequence[RunResult], args: argparse.Namespace) -> bytes:
    """Make one report of all targets. The page is about one target."""
    return _maker(kind, getattr(args, "strict", False))(runs)


def _maker(kind: str, strict: bool) -> Callable[[Sequence[RunResult]], bytes]:  # noqa: FBT001 - one caller, one line up
    if kind == "markdown":
        from launchready.report.markdown import to_markdown

        return to_markdown
    if kind == "junit":
        from launchready.report.junit import to_junit

        return to_junit
    if kind == "sarif":
        from launchready.report.sarif import to_sarif

        return lambda runs: to_sarif([(run, exits.code_of(run, strict=strict)) for run in runs])
    from launchready.report.html.page import to_html

    return lambda runs: b"".join(to_html(run) for run in runs)


def _files(kind: str, path: Path, runs: Sequence[RunResult], args: argparse.Namespace) -> list[tuple[Path, bytes]]:
    """Give the files of one kind: one for all targets, but a page for each."""
    if kind != "html" or len(runs) == 1:
        return [(path, made(kind, runs, args))]
    return [(path.with_stem(f"{path.stem}-{_name(run)}"), made(kind, [run], args)) for run in runs]


def _name(run: RunResult) -> str:
    """Give a target as a part of a file name: letters, digits, dots and hyphens."""
    address = run.target.url.partition("://")[2].strip("/")
    return "".join(char if char.isalnum() or char in ".-" else "_" for char in address)[:120]


def _write(path: Path, content: bytes) -> None:
    from launchready.app.request import UsageError
    from launchready.engine.files import replace_whole

    try:
        whole = path.resolve()
        if whole.exists() and not whole.is_file():
            whole.write_bytes(content)  # a device or a pipe is written into: another file must not take its name
        else:
            replace_whole(whole, content)
    except (OSError, RuntimeError) as problem:
        why = getattr(problem, "strerror", None) or problem
        msg = f"{path} cannot be written: {why}. Name another place for it, without looking again: launchready report"
        raise UsageError(msg) from None
