"""The house is small rooms with honest names, and nothing of the workshop stays in it."""

import ast
import re
import tomllib

from tests.laws.source import PACKAGE, ROOT, place, python_files, text_of, tracked, tree

MAX_LINES = 300
MAX_FUNCTION = 40
VAGUE = {"utils", "util", "helpers", "helper", "manager", "service", "services", "common", "misc"}

# Written in pieces, or this file would break its own law.
NOT_OURS = re.compile(
    "|".join(
        (
            "pypi" + r"\.org",
            "python" + r"hosted\.org",
            r"registry\.npm" + "js",
            r"deb\.debian" + r"\.org",
            "/" + "work/",
            "/" + "root/",
            "/" + "farm/",
            "file:" + "///",
            "/" + "home/[a-z]",
        )
    )
)
UNFINISHED = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|raise NotImplemented" + "Error|#.*\\bfor n" + "ow\\b")


def test_a_module_stays_under_three_hundred_lines():
    long = {place(path): n for path in python_files() if (n := len(path.read_text().splitlines())) > MAX_LINES}
    assert not long


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its decorators, signature and docstring."""
    first = node.body[1] if ast.get_docstring(node, clean=False) is not None and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or node.lineno) - first.lineno + 1


def test_a_function_stays_under_forty_lines():
    long = {
        place(path, node.lineno): f"{node.name}: {lines}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (lines := body_lines(node)) > MAX_FUNCTION
    }
    assert not long


def test_no_room_is_a_drawer():
    vague = [place(path) for path in PACKAGE.rglob("*") if path.stem.strip("_") in VAGUE]
    assert not vague


def catches_everything(node: ast.ExceptHandler) -> bool:
    names = [node.type] if not isinstance(node.type, ast.Tuple) else list(node.type.elts)
    return any(
        name is None or (isinstance(name, ast.Name) and name.id in {"Exception", "BaseException"}) for name in names
    )


def goes_on(node: ast.ExceptHandler) -> bool:
    """Whether the handler ends otherwise than by raising again; closing a socket on the way out catches nothing."""
    last = node.body[-1]
    return not (isinstance(last, ast.Raise) and last.exc is None)


def test_everything_is_caught_in_one_place_the_engine():
    handlers = [
        place(path, node.lineno)
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and catches_everything(node) and goes_on(node)
    ]
    assert len(handlers) == 1, handlers
    assert handlers[0].startswith("src/launchready/engine/")


def test_no_file_names_a_registry_or_a_machine():
    found = [
        place(path, number)
        for path in tracked()
        if (text := text_of(path)) is not None
        for number, line in enumerate(text.splitlines(), 1)
        if NOT_OURS.search(line)
    ]
    assert not found


def test_nothing_is_left_for_later():
    found = [
        place(path, number)
        for path in python_files()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found


def test_locks_hold_names_versions_and_hashes_and_no_address():
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert locks
    for lock in locks:
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"://|--(extra-)?index-url|--find-links|@ ", text), place(lock)


def test_the_extra_named_all_is_every_extra():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert extras["all"] == [f"launchready[{','.join(sorted(set(extras) - {'all'}))}]"]
