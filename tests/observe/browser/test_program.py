"""Which browser is taken, and what is said when there is none."""

from pathlib import Path

import pytest

from launchready.observe.browser import program
from launchready.observe.browser.flags import environment, lean_driver, sandboxed, switches, user_agent
from launchready.observe.dial import Dial, DialSettings

NO_PLAYWRIGHT = lambda name: None  # noqa: E731
PLAYWRIGHT = lambda name: object()  # noqa: E731


def put(folder: Path, name: str) -> str:
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return str(file)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with nothing on its PATH, and playwright."""
    monkeypatch.delenv(program.SWITCH, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(program, "find_spec", PLAYWRIGHT)
    monkeypatch.setattr(program, "MAC_PROGRAMS", ())
    return tmp_path


def test_the_lightest_one_on_the_path_is_taken(machine: Path):
    edge = put(machine, "microsoft-edge")
    assert program.find_program() == edge
    chromium = put(machine, "chromium")
    assert program.find_program() == chromium
    shell = put(machine, "chromium-headless-shell")
    assert program.find_program() == shell
    assert program.why_not() == ""


def test_a_named_one_outranks_all(machine: Path, monkeypatch: pytest.MonkeyPatch):
    put(machine, "chromium")
    own = put(machine, "my-chrome")
    for word in (own, "my-chrome", f" {own} "):
        monkeypatch.setenv(program.SWITCH, word)
        assert program.find_program() == own


def test_off_is_off(machine: Path, monkeypatch: pytest.MonkeyPatch):
    put(machine, "chromium")
    monkeypatch.setenv(program.SWITCH, "off")
    assert program.find_program() == ""
    assert "switches it off" in program.why_not()


def test_a_wrong_path_is_said(machine: Path, monkeypatch: pytest.MonkeyPatch):
    put(machine, "chromium")
    monkeypatch.setenv(program.SWITCH, "/nowhere/chrome")
    assert program.find_program() == ""
    assert "/nowhere/chrome" in program.why_not()


def test_without_a_browser_or_the_extra(machine: Path, monkeypatch: pytest.MonkeyPatch):
    assert program.find_program() == ""
    assert "no Chromium here" in program.why_not()
    put(machine, "chromium")
    monkeypatch.setattr(program, "find_spec", NO_PLAYWRIGHT)
    assert program.find_program() == ""
    assert "launchready[browser]" in program.why_not()


def test_on_a_mac_the_applications_count(machine: Path, monkeypatch: pytest.MonkeyPatch):
    chrome = put(machine, "Google Chrome")
    monkeypatch.setattr(program, "MAC_PROGRAMS", (str(machine / "Chromium"), chrome))
    assert program.find_program() == ""
    monkeypatch.setattr(program.sys, "platform", "darwin")
    assert program.find_program() == chrome


def test_the_browser_gets_none_of_the_owners_secrets(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MEMBER_PASSWORD", "secret")
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert environment()["LANG"] == "C.UTF-8"
    assert "MEMBER_PASSWORD" not in environment()


def test_each_feature_list_is_given_once():
    names = [word.partition("=")[0] for word in switches()]
    assert len(names) == len(set(names))


def test_the_driver_is_told_only_when_nobody_else_told_it(monkeypatch: pytest.MonkeyPatch):
    import os

    monkeypatch.delenv("NODE_OPTIONS", raising=False)
    monkeypatch.delenv("PLAYWRIGHT_NODEJS_PATH", raising=False)
    with lean_driver():
        assert "--jitless" in os.environ["NODE_OPTIONS"]
    assert "NODE_OPTIONS" not in os.environ
    monkeypatch.setenv("NODE_OPTIONS", "--inspect")
    with lean_driver():
        assert os.environ["NODE_OPTIONS"] == "--inspect"


def test_root_has_no_sandbox(monkeypatch: pytest.MonkeyPatch):
    import os

    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert not sandboxed()
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert sandboxed()


def test_the_user_agent_is_a_browsers_and_says_who_asks():
    own = (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36"
    )
    told = user_agent(own, Dial(DialSettings()))
    assert " Chrome/156.0.0.0 Safari/537.36 launchready/" in told
    assert told.endswith("asked for by its owner)")
    assert user_agent(own, Dial(DialSettings(user_agent="curl/8"))) == own.replace("Headless", "")
