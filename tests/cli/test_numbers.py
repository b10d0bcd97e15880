"""The numbers of a list hold until the next list; what is accepted is named, and a blocker is asked about."""

import pytest

from launchready.cli.ask import Terminal

URL = "https://club.example"
PURPOSE = ("--reason", "we know", "--until", "2999-01-01")


@pytest.fixture
def listed(command, flags, clean):
    """An audit with several things to do; gives them in its order as (check, fingerprint, title)."""
    clean.switch_on("dns/www-missing", "hosts/required-down", "redirects/http-served")
    run = command("audit", URL, "--json", *flags).json
    found = {
        f["fingerprint"]: (r["check"], f["fingerprint"], f["title"]) for r in run["results"] for f in r["findings"]
    }
    return [found[name] for name in run["verdict"]["top"]]


def mend_first(command, flags, clean, listed):
    check = listed[0][0]
    clean.switch_off(check)
    assert command("recheck", check, URL, *flags).code == 0


def test_a_number_means_what_was_listed_though_a_recheck_moved_the_places(command, flags, clean, listed):
    mend_first(command, flags, clean, listed)
    assert command("fix", "2", URL, *flags).out.startswith(listed[1][2])
    assert listed[1][2] in command("explain", "2", URL, *flags).out


def test_a_number_whose_thing_is_gone_is_refused_and_names_it(command, flags, clean, listed):
    mend_first(command, flags, clean, listed)
    for verb in (("fix", "1"), ("explain", "1"), ("recheck", "1"), ("accept", "1", *PURPOSE)):
        ran = command(*verb[:2], URL, *verb[2:], *flags)
        assert ran.code == 2, ran.out
        assert f"1 was “{listed[0][2]}”, and that is not open any more." in " ".join(ran.err.split())
        assert listed[0][0] in ran.err


@pytest.mark.parametrize("verb", [("fix",), ("report",), ()])
def test_the_next_list_has_the_new_numbers(command, flags, clean, listed, verb):
    mend_first(command, flags, clean, listed)
    command(*verb, *flags)
    assert command("fix", "1", URL, *flags).out.startswith(listed[1][2])


def test_a_blocker_is_accepted_only_with_a_yes_and_is_named(command, flags, listed, monkeypatch):
    ran = command("accept", "1", URL, *PURPOSE, *flags)
    assert (ran.code, ran.out) == (2, "")
    assert listed[0][2] in " ".join(ran.err.split())
    assert "--yes" in ran.err
    monkeypatch.setattr(Terminal, "there", True)
    monkeypatch.setattr(Terminal, "yes", lambda self, question: False)
    ran = command("accept", "1", URL, *PURPOSE, *flags)
    assert (ran.code, "Nothing was accepted." in ran.err) == (2, True)
    assert listed[0][1] in command("report", URL, "--json", *flags).json["verdict"]["top"]
    monkeypatch.setattr(Terminal, "yes", lambda self, question: "2999-01-01" in question)
    ran = command("accept", "1", URL, *PURPOSE, *flags)
    assert (ran.code, ran.out) == (0, f"On purpose until 2999-01-01: {listed[0][2]}\n")
    assert listed[0][1] not in command("report", URL, "--json", *flags).json["verdict"]["top"]


def test_what_blocks_nothing_is_accepted_without_a_question(command, flags, clean):
    clean.switch_on("dns/caa-missing")
    command("audit", URL, *flags)
    assert command("accept", "dns/caa-missing", URL, *PURPOSE, *flags).code == 0


def test_every_report_names_the_same_next_step_and_the_same_id(command, flags, listed, home):
    check = listed[0][0]
    assert "Next: launchready fix 1\n" in command("report", URL, *flags).out
    assert "Next: launchready fix 1\n" in command("fix", URL, *flags).out
    assert "Next: launchready fix 1\n" in command("fix", URL, "--two-days", *flags).out
    told = [command("fix", "1", URL, *flags).out, command("explain", "1", URL, *flags).out]
    told += [command("report", URL, f"--{kind}", home / f"f.{kind}", *flags).out for kind in ("html", "markdown")]
    told[2:] = [(home / f"f.{kind}").read_text() for kind in ("html", "markdown")]
    assert all(f"launchready recheck {check}" in words for words in told)


def test_a_time_to_come_is_no_since(command, flags, listed):
    ran = command("report", URL, "--since", "2999-01-01", *flags)
    assert (ran.code, ran.out) == (2, "")
    assert "--since: 2999-01-01 is still to come. Write a day or time that is over." in " ".join(ran.err.split())
