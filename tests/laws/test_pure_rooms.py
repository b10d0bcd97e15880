"""Pure rooms know what they are given: no I/O, no clock, no randomness, no program, no network."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

from tests.laws.source import PURE, ROOT, imports, place, python_files, rooms, tree, under

FORBIDDEN_MODULES = {
    *("time", "random", "secrets", "os", "pathlib", "shutil", "tempfile", "glob", "fileinput", "importlib"),
    *(
        "socket",
        "ssl",
        "select",
        "selectors",
        "asyncio",
        "threading",
        "multiprocessing",
        "concurrent",
        "subprocess",
        "signal",
    ),
    *("sqlite3", "urllib.request", "http.client", "http.server", "smtplib", "imaplib", "ftplib", "logging", "ctypes"),
    *("httpx2", "httpcore2", "dns", "playwright", "anyio", "h11"),
}
FORBIDDEN_CALLS = {"open", "FileIO", "print", "input", "exec", "eval", "__import__", "compile", "breakpoint"}
FORBIDDEN_METHODS = {
    *("now", "utcnow", "today", "uuid1", "uuid4", "read_text", "read_bytes", "write_text", "write_bytes"),
    *("getenv", "urandom", "FileIO"),
}
PURE_FILES = [path for room in PURE for path in python_files(room)]


def named(path: Path) -> str:
    return place(path)


@pytest.mark.parametrize("path", PURE_FILES, ids=named)
def test_a_pure_room_imports_nothing_of_the_world(path: Path):
    assert not [(line, name) for line, name in imports(path) if under(name, FORBIDDEN_MODULES)]


@pytest.mark.parametrize("path", PURE_FILES, ids=named)
def test_a_pure_room_reads_no_file_no_clock_and_no_dice(path: Path):
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    by_name = [
        (node.lineno, node.func.id)
        for node in calls
        if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS
    ]
    by_method = [
        (node.lineno, node.func.attr)
        for node in calls
        if isinstance(node.func, ast.Attribute) and node.func.attr in FORBIDDEN_METHODS
    ]
    assert not by_name + by_method


@pytest.mark.parametrize("path", PURE_FILES, ids=named)
def test_a_pure_room_awaits_nothing_and_changes_no_global(path: Path):
    waits = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.AsyncFunctionDef, ast.Global)
    assert not [node.lineno for node in ast.walk(tree(path)) if isinstance(node, waits)]


@pytest.mark.parametrize("path", python_files("model"), ids=named)
def test_the_vocabulary_stands_on_the_standard_library(path: Path):
    foreign = [
        (line, name)
        for line, name in imports(path)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("launchready.model")
    ]
    assert not foreign


def test_no_check_knows_a_profile():
    named_by = [
        (place(path), line)
        for path in python_files("checks")
        for line, name in imports(path)
        if name.endswith((".Profile", ".Policy")) or ".policy." in name
    ]
    assert not named_by


def test_import_linter_guards_every_pure_room_there_is():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    guarded = next(contract["source_modules"] for contract in contracts if contract["name"].startswith("Pure rooms"))
    assert set(guarded) == {f"launchready.{room}" for room in set(PURE) & rooms()}


CONTACT = {"socket", "httpx2", "httpcore2", "dns", "playwright", "http.client", "urllib.request", "smtplib"}
MAY_TOUCH_THE_WORLD = {"observe", "tour", "intake", "alerts", "web"}


@pytest.mark.parametrize("room", sorted(rooms() - MAY_TOUCH_THE_WORLD))
def test_contact_with_the_world_is_in_observe(room: str):
    """`tour`, `intake`, `alerts` and `web` serve or send; everything that looks stands in observe/."""
    assert not [
        (place(path), line, name) for path in python_files(room) for line, name in imports(path) if under(name, CONTACT)
    ]
