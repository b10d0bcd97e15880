"""`fix`: what to do, in order; one thing with its steps; the text to paste. From the record, without a packet."""

import json
from contextlib import redirect_stdout
from io import StringIO

import jsonschema
import pytest

from launchready.advise.tools import SLUGS
from launchready.app.tour import request_for
from launchready.cli import main
from launchready.report.json import schema

URL = "https://club.example"
FAULTS = ("tls/expired", "dns/www-missing", "redirects/path-lost", "dns/lame-delegation", "dns/caa-missing")


@pytest.fixture(scope="module")
def recorded(sample, tmp_path_factory):
    """The flags of a record with something of every level: one audit for all tests, which only read."""
    home = tmp_path_factory.mktemp("recorded")
    config = home / "launchready.toml"
    config.write_text(request_for(sample.session).config.read_text())
    words = [*sample.session.flags(), "--config", str(config)]
    sample.switch_on(*FAULTS)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
        patch.setenv("LAUNCHREADY_BROWSER", "off")
        patch.setenv("XDG_DATA_HOME", str(home))
        patch.setenv("XDG_STATE_HOME", str(home))
        assert main(["audit", URL, *words]) == 1
    sample.switch_off(*FAULTS)
    return words


@pytest.fixture
def flags(recorded, monkeypatch):
    """The flags of the record; nothing can be asked any more: whoever tries breaks."""

    def refuse(*_args, **_more):
        raise AssertionError("a packet was sent")

    monkeypatch.setattr("launchready.observe.dial.Dial.__init__", refuse)
    return recorded


def test_fix_lists_what_to_do_in_the_order_of_the_verdict(command, flags):
    ran = command("fix", *flags)
    assert ran.code == 0, ran.err
    verdict = command("--json", *flags).json["verdict"]
    section = command("fix", "--json", *flags).json["fix"]
    assert [task["fingerprint"] for task in section["order"]] == verdict["top"]
    assert [task["number"] for task in section["order"]] == list(range(1, len(verdict["top"]) + 1))
    for task in section["order"]:
        assert task["command"] in ran.out
        assert task["title"] in ran.out
    assert "-- before you show it" in ran.out
    assert "-- this week" in ran.out
    assert f"{section['further']} more when there is time: launchready fix --all" in ran.out
    assert ran.out.rstrip().splitlines()[-1].startswith(" Next: launchready fix ")


def test_fix_all_shows_what_can_wait_too(command, flags):
    ran = command("fix", "--all", *flags)
    assert "-- when there is time" in ran.out
    assert "Any certificate " in ran.out
    assert "more when there is time" not in ran.out


def test_the_json_is_run_1_with_its_section(command, flags):
    told = command("fix", "1", "--prompt", "claude", "--json", *flags).json
    jsonschema.Draft202012Validator(schema()).validate(told)
    assert told["schema"] == "launchready/run/1"
    assert told["fix"]["chosen"] == told["verdict"]["top"][0]
    assert told["fix"]["prompt"]["tool"] == "claude"
    assert json.loads(command("--json", *flags).out)["fix"] is None


def test_two_days_count_from_now_and_start_with_what_waits(command, flags):
    order = command("fix", "--two-days", "--json", *flags).json["fix"]["order"]
    assert order[0]["starts_at"] == 0.0
    assert [task["starts_at"] for task in order[1:]] == [task["worked_at"] for task in order[:-1]]
    assert all(task["done_at"] >= task["worked_at"] for task in order)
    ran = command("fix", "--two-days", *flags)
    assert "In two days:" in ran.out
    assert "Begin this one early" in ran.out
    assert "waits run beside the work" in ran.out


@pytest.mark.parametrize("name", ["1", "redirects/path-lost"])
def test_one_task_says_what_members_notice_the_steps_and_how_to_check(command, flags, name):
    ran = command("fix", name, *flags)
    assert ran.code == 0, ran.err
    for part in (
        "What is wrong",
        "What your members notice",
        "What to do",
        "  1. ",
        "When it is done: launchready recheck ",
    ):
        assert part in ran.out


def test_a_task_is_found_by_its_fingerprint(command, flags):
    first = command("--json", *flags).json["verdict"]["top"][0]
    assert command("fix", first, *flags).out == command("fix", "1", *flags).out


@pytest.mark.parametrize("tool", SLUGS)
def test_the_text_to_paste_and_nothing_else(command, flags, tool):
    ran = command("fix", "redirects/path-lost", "--prompt", tool, *flags)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Mend one problem of club.example.")
    assert "```text" in ran.out


def test_a_builder_is_not_asked_for_the_dns(command, flags):
    ran = command("fix", "dns/www-missing", "--prompt", "lovable", *flags)
    assert (ran.code, ran.out) == (2, "")
    assert "set at your DNS provider, not in the app, so Lovable cannot mend it." in ran.err
    assert "launchready fix dns/www-missing" in ran.err
    only_agents = command("fix", "dns/www-missing", *flags).out
    assert "--prompt cursor|claude" in only_agents


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tls/wrong-host",), "There is nothing to mend"),
        (("99",), "The last verdict lists"),
        (("nonsense",), "is no check, no fingerprint"),
        (("--prompt", "claude"), "launchready fix 1 --prompt claude"),
        (("1", "--prompt", "edlin"), "invalid choice"),
        (("1", "https://other.example"), "Nothing is known about other.example yet"),
    ],
)
def test_a_mistake_is_one_sentence(command, flags, words, said):
    ran = command("fix", *words, *flags)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


def test_a_lone_address_is_the_site(command, flags):
    assert command("fix", URL, *flags).out == command("fix", *flags).out


def test_without_a_record_it_says_how_to_begin(command):
    ran = command("fix")
    assert (ran.code, "launchready audit" in ran.err) == (2, True)


def test_a_clean_site_has_nothing_to_mend(command, clean, plain_flags, monkeypatch):
    monkeypatch.setenv("LAUNCHREADY_BROWSER", "off")
    command("audit", URL, *plain_flags)
    ran = command("fix", *plain_flags)
    assert (ran.code, "There is nothing to mend" in ran.out) == (0, True), ran.out
