"""What the command asks, says before it happens, and tells people to publish; against the sample community."""

import io
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from launchready.app.control import VARIABLE
from launchready.cli.ask import Terminal
from launchready.formats.proof import word_of
from launchready.tour import resolving

URL = "https://club.example"
SECRET = "the account secret of the owner, made for this test"
QUESTION = b"Is this your site, or did its owner ask you? I knock, count, and never read members' data. [y/N]"


@pytest.fixture(autouse=True)
def no_browser(monkeypatch):
    monkeypatch.setenv("LAUNCHREADY_BROWSER", "off")


def at_a_terminal(*argv: object, typed: bytes, seconds: float = 60) -> tuple[int, bytes, bytes]:
    """Run the command with a terminal at stdin and stderr; `typed` is typed when the question is there."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "launchready", *map(str, argv)]
    run = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    said, answered, until = b"", False, time.monotonic() + seconds
    while run.poll() is None and time.monotonic() < until:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                said += os.read(ours, 65536)
            except OSError:
                break
        if not answered and b"[y/N] " in said:
            os.write(ours, typed)
            answered = True
    out, _ = run.communicate(timeout=10)
    os.close(ours)
    return run.returncode, out, said


@pytest.fixture
def proven(clean, monkeypatch):
    """The sample whose zone holds the owner's word."""
    monkeypatch.setenv(VARIABLE, SECRET)
    zone = resolving.club
    word = word_of(SECRET.encode(), "club.example")
    monkeypatch.setattr(resolving, "club", lambda *how: f'{zone(*how)}\n_launchready.club.example. 300 IN TXT "{word}"')
    clean.switch_off()
    yield clean
    monkeypatch.undo()
    clean.switch_off()


def consents(ran) -> dict[str, str]:
    return {one["effect"]: one["given_by"] for one in ran.json["consent"]}


def test_nobody_is_asked_without_a_terminal(command, plain_flags):
    ran = command("audit", URL, "--json", *plain_flags)
    assert ran.code == 0, ran.err
    assert ran.json["consent"] == []
    assert "[y/N]" not in ran.err
    knocking = [one for one in ran.json["not_checked"] if one["consent"] == "ASK"]
    assert knocking
    assert any("--authorised" in ask["text"] for ask in ran.json["asks"])


def test_authorised_knocks(command, plain_flags):
    ran = command("audit", URL, "--json", "--authorised", *plain_flags)
    assert consents(ran) == {"ASK": "--authorised"}
    assert not [one for one in ran.json["not_checked"] if one["consent"] == "ASK"]
    assert not any("--authorised" in ask["text"] for ask in ran.json["asks"])


def test_at_a_terminal_it_asks_once_and_keeps_the_answer(home, plain_flags):
    code, out, said = at_a_terminal("audit", URL, *plain_flags, typed=b"y\n")
    assert code == 0, said
    assert QUESTION in said
    assert b"club.example" in out
    assert b"[y/N]" not in out
    (kept,) = home.parent.rglob("consent.json")
    assert '"given_by":"you, at the question"' in kept.read_text()
    code, out, said = at_a_terminal("audit", URL, "--json", *plain_flags, typed=b"n\n")
    assert code == 0, said
    assert b"[y/N]" not in said
    assert b'"given_by": "you, at the question"' in out


def test_enter_alone_is_a_no(home, plain_flags):
    code, out, said = at_a_terminal("audit", URL, "--json", *plain_flags, typed=b"\n")
    assert code == 0, said
    assert QUESTION in said
    assert b'"consent": []' in out
    assert not list(home.parent.rglob("consent.json"))


@pytest.mark.parametrize(
    ("typed", "yes"), [("y\n", True), (" YES \n", True), ("n\n", False), ("", False), ("yesterday\n", False)]
)
def test_anything_but_a_yes_is_a_no(monkeypatch, capsys, typed, yes):
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert Terminal().yes("Sure?") is yes
    assert capsys.readouterr().err == "Sure? [y/N] " + ("" if typed else "\n")
    assert not Terminal().there


def test_deep_without_proof_says_what_to_publish_and_goes_on(command, plain_flags):
    ran = command("audit", URL, "--deep", "--json", *plain_flags)
    assert ran.code == 0, ran.err
    assert "I found no proof that club.example is yours" in ran.err
    (word,) = set(re.findall(r"launchready-proof=v1:[A-Za-z0-9_-]{43}", ran.err))
    assert "Type = TXT" in ran.err or "TXT" in ran.err
    assert "_launchready" in ran.err
    assert f"{URL}/.well-known/launchready.txt" in ran.err
    assert f'<meta name="launchready" content="{word}">' in ran.err
    assert ran.json["consent"] == []
    assert any(one["consent"] == "STRESS" for one in ran.json["not_checked"])
    assert "failed sign-ins" not in ran.err
    again = command("audit", URL, "--deep", "--json", *plain_flags)
    assert word in again.err  # the same secret, the same word


def test_the_secret_stands_nowhere(command, plain_flags, home):
    ran = command("audit", URL, "--deep", *plain_flags)
    (file,) = home.parent.rglob("account-secret")
    secret = file.read_text().strip()
    assert secret not in ran.out + ran.err
    assert not [
        path
        for path in home.parent.rglob("*")
        if path.is_file() and path != file and secret in path.read_text(errors="replace")
    ]


def test_twelve_tries_are_said_before_they_happen(command, plain_flags, proven):
    ran = command("audit", URL, "--deep", "--json", *plain_flags)
    assert "12 failed sign-ins with an invented name: your own connection may be locked out" in ran.err
    assert consents(ran) == dict.fromkeys(("ASK", "CHANGE", "STRESS"), "proof of control: club.example (DNS record)")
    assert "I found no proof" not in ran.err
    (line,) = [one for one in ran.json["results"] if one["check"] == "limits/login-unlimited"]
    assert line["status"] != "ERROR"
    assert SECRET not in ran.out + ran.err


def test_at_a_terminal_it_says_so_and_asks(home, plain_flags, proven):
    code, out, said = at_a_terminal("audit", URL, "--deep", "--authorised", "--json", *plain_flags, typed=b"n\n")
    assert code == 0, said
    assert said.index(b"12 failed sign-ins") < said.index(b"Shall I go on? [y/N]")
    assert b"STRESS" not in out[out.index(b'"consent"') :].partition(b"]")[0]


def test_a_stranger_who_copies_the_public_record_gets_no_consent(command, plain_flags, proven, monkeypatch):
    monkeypatch.setenv(VARIABLE, "the account secret of somebody else, his own one")
    ran = command("audit", URL, "--deep", "--json", *plain_flags)
    assert "I found no proof that club.example is yours" in ran.err
    assert ran.json["consent"] == []
    assert "failed sign-ins" not in ran.err


def test_a_config_that_was_found_does_not_make_it_deep(command, plain_flags, proven, home):
    (home / "launchready.toml").write_text("[acting]\ndeep = true\nauthorised = true\n")
    ran = command("audit", URL, "--json", *plain_flags)
    assert "sets authorised, deep. I do not do what a file found in a folder says." in ran.err
    assert ran.json["consent"] == []
    assert "failed sign-ins" not in ran.err


def test_a_variable_that_is_not_set_is_one_sentence(command, home):
    config = home / "vouched.toml"
    config.write_text('[[acting.members]]\nname = "Member A"\nuser_env = "NO_SUCH_USER"\npassword_env = "X"\n')
    ran = command("audit", URL, "--config", config)
    assert ran.code == 2
    assert ran.err == (
        "launchready: The test member 'Member A' signs in with the environment variable NO_SUCH_USER,"
        " which is not set here.\n"
    )


def test_code_and_trying_out_are_about_one_site(command, home):
    (home / "targets").write_text(f"{URL}\n")
    for more in (["--deep"], ["--repo", str(Path.cwd())]):
        ran = command("audit", "--targets", home / "targets", *more)
        assert (ran.code, "one site" in ran.err) == (2, True)
    ran = command("audit", URL, "--repo", home / "nowhere")
    assert (ran.code, "there is no folder" in ran.err) == (2, True)
