"""Which browser is taken, and what is said when there is none."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from launchready.observe.browser import program
from launchready.observe.browser.flags import driver_environment, environment, sandboxed, switches, user_agent
from launchready.observe.dial import Dial, DialSettings
from launchready.observe.temporary import Folder, hold

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


@pytest.fixture
def folder() -> Iterator[Folder]:
    with closing(hold()) as held:
        yield held


def test_the_browser_gets_none_of_the_owners_secrets_and_a_place_of_ours(
    monkeypatch: pytest.MonkeyPatch, folder: Folder
):
    monkeypatch.setenv("MEMBER_PASSWORD", "secret")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TMPDIR", "/somewhere/else")
    given = environment(folder)
    assert given["LANG"] == "C.UTF-8"
    assert given["TMPDIR"] == str(folder.path)
    assert "MEMBER_PASSWORD" not in given


def test_each_feature_list_is_given_once():
    names = [word.partition("=")[0] for word in switches()]
    assert len(names) == len(set(names))


def test_the_driver_is_told_only_when_nobody_else_told_it(monkeypatch: pytest.MonkeyPatch, folder: Folder):
    monkeypatch.delenv("NODE_OPTIONS", raising=False)
    monkeypatch.delenv("PLAYWRIGHT_NODEJS_PATH", raising=False)
    with driver_environment(folder):
        assert "--jitless" in os.environ["NODE_OPTIONS"]
    assert "NODE_OPTIONS" not in os.environ
    monkeypatch.setenv("NODE_OPTIONS", "--inspect")
    with driver_environment(folder):
        assert os.environ["NODE_OPTIONS"] == "--inspect"


def test_our_own_environment_is_as_it_was(monkeypatch: pytest.MonkeyPatch, folder: Folder):
    monkeypatch.setenv("TMPDIR", "/somewhere/else")
    before = dict(os.environ)
    with driver_environment(folder):
        assert os.environ["TMPDIR"] == str(folder.path)
    assert dict(os.environ) == before


def test_root_has_no_sandbox(monkeypatch: pytest.MonkeyPatch):
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
