"""The processes of a session are found by its mark, and ended."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from launchready.observe.browser import family
from launchready.observe.browser.family import Process

SLEEPER = "import time, sys; time.sleep(60)"


def start(*words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", SLEEPER, *words])


@pytest.fixture
def marked():
    mark = f"--mark-{os.urandom(8).hex()}"
    parent = subprocess.Popen(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEPER!r}])", mark],
        start_new_session=True,
    )
    time.sleep(0.6)
    yield mark, parent
    parent.kill()
    parent.wait()


def test_a_marked_process_is_found_with_what_it_started(marked: tuple[str, "subprocess.Popen[bytes]"]):
    mark, parent = marked
    found = family.of(mark)
    assert parent.pid in {process.pid for process in found}
    assert len(found) == 2
    assert os.getpid() not in {process.pid for process in found}


def test_they_are_ended_and_nobody_else(marked: tuple[str, "subprocess.Popen[bytes]"]):
    other = start("--another")
    try:
        found = family.of(marked[0])
        # Its own child is a zombie until it is waited for, which is as good as gone.
        family.end(found)
        assert family.of(marked[0]) == ()
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_number_that_was_given_to_another_process_is_left_alone():
    other = start()
    try:
        stale = Process(other.pid, os.getpid(), "an earlier birth", "chromium")
        family.end([stale])
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_lines_of_ps_are_read():
    line = "  501     1 Ss   Tue Nov 24 08:00:00 2026 /Applications/Chromium.app/Contents/MacOS/Chromium --headless"
    assert family._told(line) == Process(
        501, 1, "Tue Nov 24 08:00:00 2026", "/Applications/Chromium.app/Contents/MacOS/Chromium --headless"
    )
    assert family._told("  502     1 Z    Tue Nov 24 08:00:00 2026 (Chromium)") is None
    assert family._told("header") is None


def test_elsewhere_ps_is_asked(monkeypatch: pytest.MonkeyPatch):
    if not Path("/bin/ps").exists():
        pytest.skip("no ps here")
    monkeypatch.setattr(family.sys, "platform", "darwin")
    assert os.getpid() in {process.pid for process in family._table()}
    monkeypatch.setattr(family.sys, "platform", "win32")
    assert family._table() == []
