"""No import does anything, and asking for help loads little."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.laws.source import PACKAGE

# Runs in an interpreter of its own: the hook cannot be taken out again.
WATCHED_IMPORT = """
import importlib, json, os, pathlib, sys
sys.dont_write_bytecode = True
package = sys.argv[1]
done = []
ACTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.mkdir", "os.remove", "os.rename",
        "os.putenv", "os.chmod", "shutil.", "sqlite3.connect", "tempfile.", "_thread.start_new_thread", "signal.")

def hook(event, args):
    if event == "open":
        path, mode, flags = args
        name = os.fspath(path) if isinstance(path, (str, bytes, os.PathLike)) else str(path)
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if isinstance(flags, int) else False
        ours = str(name).startswith(package) and not str(name).endswith((".py", ".pyc"))
        if (writes and name != os.devnull) or ours:
            done.append([event, str(name)])
    elif event.startswith(ACTS) and not event.startswith("socket.gethostname"):
        done.append([event, repr(args)[:200]])

paths = sorted(pathlib.Path(package).rglob("*.py"))
parts = [path.relative_to(package).with_suffix("").parts for path in paths if path.stem != "__main__"]
names = [".".join(("launchready", *(part for part in each if part != "__init__"))) for each in parts]
sys.addaudithook(hook)
for name in names:
    before = len(done)
    importlib.import_module(name)
    for entry in done[before:]:
        entry.append(name)
print(json.dumps({"names": names, "done": done}))
"""


def test_no_import_does_anything():
    run = subprocess.run(
        [sys.executable, "-c", WATCHED_IMPORT, str(PACKAGE)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=plain_env(),
    )
    assert not run.stderr
    seen = json.loads(run.stdout)
    assert "launchready.model.check" in seen["names"]
    assert not seen["done"]


def plain_env() -> dict[str, str]:
    """The environment without the coverage tool, which does things at import."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


HEAVY = (
    "httpx2",
    "httpcore2",
    "dns",
    "rich",
    "cryptography",
    "msgspec",
    "selectolax",
    "playwright",
    "asyncio",
    "ssl",
    "sqlite3",
)


@pytest.fixture(scope="module")
def loaded_for_help() -> list[str]:
    """The modules that `launchready --help` loads beyond those of a bare interpreter."""
    command = Path(sys.executable).with_name("launchready")
    return sorted(set(imported(str(command), "--help")) - set(imported("-c", "pass")))


def imported(*arguments: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env=plain_env(),
    )
    return re.findall(r"^import time:\s+\d+ \|\s+\d+ \|\s+(\S+)$", run.stderr, re.MULTILINE)


@pytest.mark.parametrize("name", HEAVY)
def test_help_does_not_load(name: str, loaded_for_help: list[str]):
    assert not [module for module in loaded_for_help if module == name or module.startswith(f"{name}.")]


def test_help_loads_few_modules(loaded_for_help: list[str]):
    assert "launchready.cli" in loaded_for_help
    assert len(loaded_for_help) <= 60, loaded_for_help
