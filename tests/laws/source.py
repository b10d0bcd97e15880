"""The project's own source as the laws read it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "launchready"

PURE = ("model", "facts", "formats", "checks", "verdict", "advise", "watch")
"""Rooms that know only what they are given (ARCHITECTURE.md)."""


def rooms() -> set[str]:
    return {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}


def python_files(*names: str) -> list[Path]:
    """Every module of the named rooms, or of the whole package."""
    folders = [PACKAGE / name for name in names] if names else [PACKAGE]
    return sorted(path for folder in folders if folder.is_dir() for path in folder.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every imported name with its line, dotted and in full: `from a import b` is `a.b`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def under(name: str, roots: set[str]) -> bool:
    """Whether a dotted name is one of the roots or stands below one."""
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def place(path: Path, line: int | None = None) -> str:
    """Name a place from the project's root, so that a broken law can be clicked."""
    return f"{path.relative_to(ROOT)}" + (f":{line}" if line else "")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is, or is about to be, part of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def text_of(path: Path) -> str | None:
    """The text of a file, or None where it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
