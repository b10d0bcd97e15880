"""What people type wrong, and what they are told."""

import pytest

from launchready.cli.flags import split_verb
from launchready.cli.verbs import NAMES


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["audit"], "Which site?"),
        (["audit", "ftp://club.example"], "no web address"),
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
        (["frobnicate"], "is no verb"),
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
    assert command("help").out == command("-h").out == short.out


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
