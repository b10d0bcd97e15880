"""What people type wrong, and what they are told."""

import os
import subprocess
import sys

import pytest

from launchready.app import doctor
from launchready.app.many import read_targets
from launchready.cli.flags import split_verb
from launchready.cli.verbs import NAMES


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["audit"], "Which site?"),
        (["audit", "ftp://club.example"], "ftp:// is no web address. Did you mean https://club.example?"),
        (["audit", "https//club.example"], "Did you mean https://club.example?"),
        (["audit", "localhost"], "Did you mean http://localhost:3000?"),
        (["audit", "https://user:pw@club.example"], "Leave it out"),
        (["audit", "https://"], "no web address that I can read"),
        (["audit", "https://club.example:99999"], "no web address that I can read"),
        (["audit", "http://[::1"], "no web address that I can read"),
        (["audit", "bad host.example"], "no web address that I can read"),
        (["audit", "https://club.example", "--profile", "huge"], "There is no profile"),
        (["audit", "https://club.example", "--resolver", "nine"], "no resolver"),
        (["audit", "https://club.example", "--resolve", "nonsense"], "not a pin"),
        (["audit", "https://club.example", "--ca", "/nowhere.pem"], "cannot be read"),
        (["audit", "https://club.example", "--ca", __file__], "holds no certificate"),
        (["audit", "https://club.example", "--config", "/nowhere.toml"], "No such file"),
        (["audit", "https://club.example", "--targets", "x"], "not both"),
        (["audit", "--targets", "/nowhere"], "cannot be read"),
        (["audit", "--nonsense"], "unrecognized arguments"),
        (["frobnicate"], "is no verb of launchready. All of them: launchready help all"),
        (["audti"], "Did you mean: launchready audit"),
        (["https//club.example"], "Did you mean: launchready audit https://club.example"),
        (["help", "nonsense"], "'nonsense' is no verb of launchready. All of them: launchready help all"),
        (["help", "all", "rechek"], "'rechek' is no verb of launchready. Did you mean: launchready help recheck"),
        (["fix", "club.example"], "Nothing is known about club.example yet"),
        (["init"], "Which site is this folder about? Write: launchready init https://your-site.example"),
        (["init", "htps://club.example"], "Did you mean https://club.example?"),
        (["report", "--pack", "-"], "a pack is a file"),
        (["report", "--pack", "/"], "is no file"),
        (["https://club.example"], "launchready audit https://club.example"),
        (["recheck", "nonsense", "https://club.example"], "Nothing is known about"),
        (["explain", "dns/nonsense"], "is no check"),
        (["explain", "www-missing"], "Did you mean dns/www-missing"),
        (["report"], "Which site?"),
        (["report", "https://club.example"], "Nothing is known about"),
        (["report", "--policy", "x"], "goes with --replay"),
        (["report", "--replay", "/nowhere"], "cannot be read"),
        (["tour", "--fault", "dns/nonsense"], "there is no fault"),
        (["--completion", "cmd"], "--completion takes one of"),
        (["init", "--trust"], "There is no launchready.toml here"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_two(command, argv, said):
    ran = command(*argv)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_help_shows_the_words_for_everybody_and_help_all_every_verb(command):
    short, whole = command("--help"), command("help", "all")
    assert (short.code, whole.code) == (0, 0)
    assert "recheck" not in short.out
    assert all(name in whole.out for name in NAMES)
    assert "--resolver" in whole.out
    assert all(flag in whole.out for flag in ("--targets", "--deep", "--wait", "--serve", "--prompt"))
    assert command("help").out == command("-h").out == short.out
    assert command("help", "recheck").out == command("recheck", "--help").out
    assert "130 you stopped it" in short.out


def test_version(command):
    assert command("--version").out == "launchready 0.1.0\n"


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_knows_every_verb(command, shell):
    ran = command("--completion", shell)
    assert ran.code == 0
    assert all(name in ran.out for name in NAMES)


@pytest.mark.parametrize("verb", [name for name in NAMES if name != "help"])
def test_every_verb_explains_itself(command, verb):
    ran = command(verb, "--help")
    assert ran.code == 0
    assert f"launchready {verb}" in ran.out


def test_a_verb_is_found_behind_flags_that_take_a_value():
    assert split_verb(["--resolver", "audit", "audit", "x"], NAMES) == ("audit", ["--resolver", "audit", "x"])
    assert split_verb(["--json"], NAMES) == ("", ["--json"])


def test_explain_lists_every_check_with_its_words(command):
    ran = command("explain")
    assert ran.code == 0
    assert "dns/servfail" in ran.out


def test_init_writes_a_config_that_can_be_read_and_never_over_one(command, home):
    ran = command("init", "https://club.example")
    assert (ran.code, (home / "launchready.toml").is_file()) == (0, True)
    assert 'url = "https://club.example/"' in (home / "launchready.toml").read_text()
    again = command("init", "https://club.example")
    assert (again.code, "is there already" in again.err) == (2, True)


def test_doctor_says_what_is_missing_and_how_to_get_it(command, monkeypatch):
    async def none(dial):
        return False

    monkeypatch.setattr("launchready.observe.dial.Dial.ipv6_here", none)
    ran = command("doctor", "--resolver", "127.0.0.1:1")
    assert ran.code == 3
    assert "MISS  Resolver 127.0.0.1:1" in ran.out
    assert "Name one that answers" in ran.out


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("/bin/true", "does not say that it is a Chromium, Chrome, Brave or Edge"),
        ("no-version", "does not say that it is"),
        ("not-for-running", "does not start"),
    ],
)
def test_doctor_takes_no_other_program_for_a_browser(home, monkeypatch, program, said):
    if program == "no-version":
        program = script(home, "echo true 9.1")
    elif program == "not-for-running":
        program = script(home, "", head="#!/nowhere")
    monkeypatch.setattr("launchready.observe.browser.program.find_spec", lambda name: name)
    monkeypatch.setenv("LAUNCHREADY_BROWSER", program)
    row = doctor._browser()
    assert (row.good, row.found) == (False, program)
    assert said in row.advice
    monkeypatch.setenv("LAUNCHREADY_BROWSER", script(home, "echo Chromium 141.0.7390.37"))
    assert doctor._browser().good


def test_doctor_does_not_wait_for_a_program_that_hangs(monkeypatch, home):
    monkeypatch.setattr(doctor, "VERSION_SECONDS", 0.2)
    assert "does not start (no answer)" in doctor._no_browser(script(home, "exec sleep 30"))


def script(folder, line, head="#!/bin/sh"):
    path = folder / "browser"
    path.write_text(f"{head}\n{line}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"https://a.example\n\n# ours\nhtps://b.example\n", ":4: 'htps://b.example' is no web address"),
        (b"https://a.example\nme@b.example\n", ":2: 'me@b.example' is a mail address"),
        (b"", "there is no address in"),
        (b"# nothing\n\n", "there is no address in"),
        (b"\x7fELF\x00\x01\xff", "is no text file"),
        (b"https://a.example\x00", "is no text file"),
        (b"https://a.example/" * 40_000, "is larger than 512 KB"),
        ("".join(f"https://c{n}.example\n" for n in range(201)).encode(), "has 201 addresses; 200 is the most"),
    ],
)
def test_a_wrong_list_of_targets_is_said_with_its_line(command, home, content, said):
    (home / "targets").write_bytes(content)
    ran = command("audit", "--targets", "targets")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_list_of_targets_is_read_to_a_bound(command, home):
    with (home / "large").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert "is larger than 512 KB" in command("audit", "--targets", "large").err
    assert "is a folder" in command("audit", "--targets", home).err


def test_targets_may_have_remarks_and_come_once(home):
    (home / "targets").write_bytes(b"\xef\xbb\xbfa.example # ours\r\n\r\nhttps://b.example/#part\r\na.example\r\n")
    assert read_targets(home / "targets") == ["a.example", "https://b.example/#part"]


def test_an_address_in_the_config_is_told_with_its_line(command, home):
    (home / "launchready.toml").write_text('[target]\nurl = "https//club.example"\n')
    said = "launchready.toml:2: `target.url`: 'https//club.example' is no web address that I can read. Did you mean"
    assert said in command("audit").err
    (home / "launchready.toml").write_text('[acting]\nmember_pages = ["/a?b=c"]\n')
    told = command("audit", "https://club.example", "--config", "launchready.toml").err
    assert "launchready.toml:2: `acting.member_pages`: '/a?b=c' has a query" in told
    (home / "launchready.toml").write_text('[acting]\n\nresolver = ["nine"]\n')
    told = command("audit", "https://club.example", "--config", "launchready.toml").err
    assert "launchready.toml:3: `acting.resolver`: 'nine' is no resolver" in told


def test_where_nothing_can_be_written_it_says_what_to_do(command, home, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("launchready.app.init.replace_whole", full)
    ran = command("init", "--agents")
    assert ran.code == 2
    assert "cannot be written: No space left on device. Free some space on this disk, then" in ran.err
    (home / "launchready.toml").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "launchready.toml"))
    ran = command("init", "--trust")
    assert ran.code == 2
    assert "Go to a folder that you may write in" in ran.err


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"TERM": "dumb", "COLUMNS": "20"},
        {"NO_COLOR": "1", "COLUMNS": "0"},
    ],
)
@pytest.mark.parametrize("argv", [["explain", "dns/servfail"], ["help", "all"], ["audit", "münchen,example"]])
def test_any_terminal_gets_words(home, env, argv):
    ran = subprocess.run(
        [sys.executable, "-m", "launchready", *argv],
        env={**os.environ, **env}, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode in {0, 2}, ran.stderr
    assert ran.stdout or b"no web address" in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "line", ["tour --faults <&- | head -1", "explain | head -1", "explain >&-", "tour --faults <&- >&-"]
)
def test_a_stream_that_is_closed_is_no_crash(home, line):
    ran = subprocess.run(
        f"set -o pipefail; {sys.executable} -m launchready {line}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode in {0, 3}
    assert ran.stderr == ""


def test_init_agents_replaces_its_own_section_only(command, home):
    (home / "AGENTS.md").write_text("# Ours\n\nkeep\n")
    command("init", "--agents")
    command("init", "--agents")
    text = (home / "AGENTS.md").read_text()
    assert text.startswith("# Ours\n\nkeep\n\n<!-- launchready -->")
    assert text.count("launchready recheck") == 1


def test_faults_of_the_tour_are_listed(command):
    ran = command("tour", "--faults")
    assert ran.code == 0
    assert ran.out.count("\n") >= 12


def test_a_crash_of_ours_is_exit_four_and_keeps_the_traceback(command, home, monkeypatch):
    monkeypatch.setattr("launchready.app.explain.list_checks", lambda: 1 / 0)
    ran = command("explain")
    assert ran.code == 4
    assert "a bug of ours" in ran.err
    assert "ZeroDivisionError" in (home.parent / "state" / "launchready" / "last-bug.txt").read_text()
