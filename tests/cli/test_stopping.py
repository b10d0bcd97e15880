"""Ctrl-C and a polite kill, sent to the real command at many moments: one sentence, the right code, nothing left."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from launchready.cli import main
from launchready.cli.entry import _say_bug
from launchready.cli.stopping import by_ctrl_c

COMMAND = Path(sys.executable).with_name("launchready")
SENTENCE = "launchready: stopped. There is no answer yet; to have one, give the same command again."
MOMENTS = [0, 20, 50, 100, 150, 200, 300, 500]


@pytest.fixture
def start(tmp_path):
    """Start the command in an empty home and temporary folder."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    env |= {"XDG_DATA_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    env |= {"LAUNCHREADY_BROWSER": "off"}

    def started(*argv):
        # pytest may have been started with these ignored, and what is ignored is handed down
        heard = {signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler)}
        heard |= {sign: signal.signal(sign, signal.SIG_DFL) for sign in (signal.SIGTERM, signal.SIGHUP)}
        try:
            return subprocess.Popen(
                [COMMAND, *argv], env=env, cwd=tmp_path, text=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )  # fmt: skip
        finally:
            for sign, handler in heard.items():
                signal.signal(sign, handler)

    return started


def ended(process, sign):
    process.send_signal(sign)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def before_us(code, err):
    """Whether the interpreter had not yet come to `main`: what it says then is its own, or nothing."""
    killed = code == -signal.SIGINT and not err
    return killed or (
        "KeyboardInterrupt" in err and "launchready/cli/__init__.py" not in err and code in {-signal.SIGINT, 1}
    )


@pytest.mark.parametrize("milliseconds", MOMENTS)
def test_ctrl_c_ends_an_audit_at_any_moment(start, milliseconds):
    process = start("audit", "http://127.0.0.1:9")
    time.sleep(milliseconds / 1000)
    code, out, err = ended(process, signal.SIGINT)
    if before_us(code, err):
        return
    assert "Traceback" not in err
    assert "bug of ours" not in err
    assert "Exception ignored" not in err
    if out:  # it had begun to look: there is an answer
        assert code in {1, 3}
    else:
        assert (code, err.strip()) == (130, SENTENCE)


@pytest.mark.parametrize("milliseconds", [100, 300, 600, 900, 1300])
def test_ctrl_c_ends_the_sample_at_any_moment_and_leaves_nothing(start, tmp_path, milliseconds):
    process = start("tour", "--serve")
    time.sleep(milliseconds / 1000)
    code, out, err = ended(process, signal.SIGINT)
    if before_us(code, err):
        return
    assert code == 130
    assert err.strip() in {"", SENTENCE}
    assert ("The sample is gone." in out) or SENTENCE in err
    assert not list(tmp_path.glob("launchready-tour-*"))


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_whoever_ends_a_sample_that_is_served_leaves_nothing(start, tmp_path, sign):
    process = start("tour", "--serve")
    while "Ctrl-C ends it." not in (process.stdout.readline()):
        assert process.poll() is None
    assert list(tmp_path.glob("launchready-tour-*"))
    code, _, err = ended(process, sign)
    assert (code, err) == (128 + sign, "")
    assert not list(tmp_path.glob("launchready-tour-*"))


def test_a_kill_within_the_story_ends_the_story(start, tmp_path):
    process = start("tour")
    while not process.stdout.readline().startswith("2 "):
        assert process.poll() is None
    time.sleep(0.3)  # within the audit, or just before it
    code, out, _ = ended(process, signal.SIGTERM)
    assert code in {130, 128 + signal.SIGTERM}
    assert "Now yours" not in out
    assert not [path for path in tmp_path.glob("launchready-tour-*") if path.name != "launchready-tour-pictures"]


def test_ctrl_c_in_this_process_is_one_sentence(monkeypatch, capfd, home):
    def pressed():
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr("launchready.app.explain.list_checks", pressed)
    try:
        assert main(["explain"]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capfd.readouterr().err.strip() == SENTENCE


def test_a_ctrl_c_in_the_clothes_of_a_crash_is_no_bug_of_ours():
    class Pressed:
        def __set_name__(self, owner, name):
            raise KeyboardInterrupt

    def crash():
        try:
            type("Made", (), {"part": Pressed()})
        except KeyboardInterrupt as problem:  # from Python 3.12
            raise RuntimeError from problem

    with pytest.raises(RuntimeError) as caught:
        crash()
    assert by_ctrl_c(caught.value)
    assert not by_ctrl_c(ValueError("ours"))

    def said():
        try:
            crash()
        except RuntimeError:
            _say_bug("trace")

    with pytest.raises(KeyboardInterrupt):
        said()


def test_a_ctrl_c_that_cannot_be_raised_is_pressed_again(monkeypatch):
    from launchready.cli import stopping

    told = []
    monkeypatch.setattr(sys, "__unraisablehook__", told.append)
    stopping._unraisable(SimpleNamespace(exc_value=ValueError()))
    assert len(told) == 1
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            press_and_wait(stopping)
    finally:
        signal.signal(signal.SIGINT, before)


def press_and_wait(stopping):
    stopping._unraisable(SimpleNamespace(exc_value=KeyboardInterrupt()))
    time.sleep(5)
