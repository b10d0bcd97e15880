"""The whole path, from the command line to the exit code, against the sample community."""

import json
from dataclasses import replace

import jsonschema
import pytest

from launchready.engine import catalog
from launchready.model.check import check
from launchready.model.fact import Fact
from launchready.model.subject import SubjectKind
from launchready.model.words import Area, Level, Source
from launchready.report.json import published_schema

URL = "https://club.example"


@pytest.fixture
def validate():
    schema = json.loads(published_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).validate


def answer_line(ran):
    """The line under the head, which takes two lines where its time makes it too long for one."""
    head, second, third = ran.out.splitlines()[:3]
    assert head.startswith("club.example · ")
    return third if " UTC" in second else second


def test_a_clean_site_is_ready_with_its_scope(command, plain_flags, validate):
    ran = command("audit", URL, "--json", *plain_flags)
    assert ran.code == 0, ran.err
    verdict = ran.json["verdict"]
    assert (verdict["answer"], verdict["conditions"]) == ("READY_IF", ["look at: members' data"])
    assert verdict["scope"].startswith("seen from outside: ")
    assert ran.failing() == set()
    required = {name: a["answer"] for name, a in verdict["areas"].items() if a["required"]}
    assert required == {"public-face": "READY", "members-data": "NOT_LOOKED_AT"}
    validate(ran.json)


def test_a_blocker_is_not_yet_and_says_what_to_do(command, flags, clean, validate):
    clean.switch_on("hosts/required-down")
    ran = command("audit", URL, "--json", *flags)
    assert (ran.code, ran.json["verdict"]["answer"]) == (1, "NOT_YET")
    assert "hosts/required-down" in ran.failing()
    line = next(r for r in ran.json["results"] if r["check"] == "hosts/required-down" and r["findings"])
    assert line["findings"][0]["fix"]["steps"]
    assert line["findings"][0]["fingerprint"] in ran.json["verdict"]["top"]
    validate(ran.json)


def test_a_blocker_plus_unknowns_is_not_yet(command, flags, clean, monkeypatch):
    @check(
        "dns/never-seen",
        area=Area.PUBLIC_FACE,
        stage=2,
        over=SubjectKind.SITE,
        needs=(Fact,),
        levels={Level.BLOCKER},
        if_unknown=Level.BLOCKER,
    )
    def never_seen(subject, seen, ctx):
        yield from ()

    known = (*catalog.checks(), never_seen)
    texts = catalog.text_of
    monkeypatch.setattr(catalog, "checks", lambda: known)
    monkeypatch.setattr(
        "launchready.engine.words.text_of", lambda name: texts(name if name != "dns/never-seen" else "dns/servfail")
    )
    assert command("audit", URL, "--json", *flags).code == 3
    clean.switch_on("hosts/required-down")
    ran = command("audit", URL, *flags)
    assert ran.code == 1, ran.out + ran.err
    assert answer_line(ran).startswith("NOT YET")


def test_a_required_area_whose_source_is_missing_is_named(command, plain_flags, monkeypatch):
    @check(
        "access/open-to-strangers",
        area=Area.MEMBERS_DATA,
        stage=3,
        over=SubjectKind.SITE,
        needs=(),
        levels={Level.BLOCKER},
        source=Source.ACCOUNTS,
    )
    def strangers(subject, seen, ctx):
        yield from ()

    known = (*catalog.checks(), strangers)
    monkeypatch.setattr(catalog, "checks", lambda: known)
    ran = command("audit", URL, "--json", *plain_flags)
    verdict = ran.json["verdict"]
    assert (ran.code, verdict["answer"]) == (0, "READY_IF")
    assert verdict["conditions"] == ["look at: members' data"]
    missing = {"check": "access/open-to-strangers", "needs": ["accounts"], "consent": None}
    assert missing in ran.json["not_checked"]
    assert command("audit", URL, "--json", "--strict", *plain_flags).code == 1


def test_flags_stand_before_or_after_the_verb(command, plain_flags):
    before = command(*plain_flags, "--json", "audit", URL)
    after = command("audit", URL, "--json", *plain_flags)
    assert before.code == after.code == 0


def test_the_second_audit_says_what_was_mended(command, flags, clean):
    clean.switch_on("hosts/staging-public")
    first = command("audit", URL, *flags)
    assert "Since" not in first.out
    clean.switch_off("hosts/staging-public")
    second = command("audit", URL, *flags)
    assert "1 fixed, 0 new." in second.out
    third = command("audit", URL, "--json", *flags)
    assert third.json["changes"]["fixed"] == third.json["changes"]["new"] == []


def test_no_record_keeps_and_compares_nothing(command, plain_flags, home):
    command("audit", URL, "--no-record", *plain_flags)
    ran = command("audit", URL, "--no-record", "--json", *plain_flags)
    assert ran.json["changes"] is None
    assert not list(home.parent.rglob("*.jsonl"))


def test_replay_gives_the_same_bytes_without_the_network(command, flags, clean, runs, monkeypatch):
    clean.switch_on("hosts/required-down", "dns/caa-missing")
    ran = command("audit", URL, "--json", *flags)
    (run,) = runs.glob("*.jsonl")
    monkeypatch.setattr("socket.socket", None)
    again = command("report", "--replay", run, "--json")
    assert again.out == ran.out
    assert again.code == ran.code


def test_another_policy_gives_another_verdict_without_looking(command, flags, clean, home, runs):
    clean.switch_on("dns/caa-missing")
    assert command("audit", URL, "--json", *flags).json["verdict"]["answer"] == "READY_IF"
    (run,) = runs.glob("*.jsonl")
    policy = home / "strict.toml"
    policy.write_text('[levels]\n"dns/caa-missing" = "BLOCKER"\n')
    ran = command("report", "--replay", run, "--policy", policy, "--json")
    assert (ran.code, ran.json["verdict"]["answer"]) == (1, "NOT_YET")


def test_before_shows_the_first_records(command, flags, clean):
    command("audit", URL, *flags)
    clean.switch_on("dns/www-missing")
    command("audit", URL, *flags)
    ran = command("report", "--before", URL, *flags)
    assert ran.code == 0
    rows = [line.split() for line in ran.out.splitlines()]
    assert ["club.example", "A", "203.0.113.10"] in rows
    assert any(row[:2] == ["club.example", "NS"] for row in rows)
    assert any(row[:2] == ["www.club.example", "A"] for row in rows)
    told = command("report", "--before", URL, "--json", *flags).json
    assert {row["type"] for row in told["records"]} >= {"A", "NS", "CAA"}


def test_since_says_what_changed(command, flags, clean):
    command("audit", URL, *flags)
    clean.switch_on("dns/www-missing")
    command("audit", URL, *flags)
    ran = command("report", URL, "--since", "2020-01-01", *flags)
    (new,) = [line for line in ran.out.splitlines() if line.startswith("New: ")]
    assert "www.club.example leads nowhere" in new
    wrong = command("report", URL, "--since", "yesterday", *flags)
    assert (wrong.code, "no date" in wrong.err) == (2, True)


def test_recheck_looks_at_one_thing_and_joins_the_rest(command, flags, clean):
    clean.switch_on("hosts/required-down", "dns/caa-missing")
    command("audit", URL, *flags)
    still = command("recheck", "hosts/required-down", URL, *flags)
    assert (still.code, "Not mended" in still.out) == (1, True)
    clean.switch_off("hosts/required-down")
    ran = command("recheck", "hosts/required-down", URL, *flags)
    assert (ran.code, ran.out.startswith("Mended")) == (0, True)
    joined = command(URL.replace("https://", "--json audit https://").split()[0], *flags)
    assert "dns/caa-missing" in joined.failing()
    assert "hosts/required-down" not in joined.failing()


def test_bare_launchready_answers_from_the_record(command, plain_flags):
    assert "may I show it?" in command().out
    command("audit", URL, *plain_flags)
    ran = command()
    assert ran.code == 0
    assert answer_line(ran).startswith("YES, IF YOU FIRST")
    assert len(ran.out.splitlines()) <= 10
    assert ran.out.rstrip().splitlines()[-1].lstrip().startswith("Next: ")


def test_accepting_takes_a_finding_out_until_its_day(command, flags, clean):
    clean.switch_on("hosts/required-down")
    command("audit", URL, *flags)
    ran = command("accept", "1", URL, "--reason", "we have no admin yet", "--until", "2999-01-01", "--yes", *flags)
    assert (ran.code, ran.out.startswith("On purpose until 2999-01-01")) == (0, True)
    told = command("audit", URL, "--json", *flags)
    assert told.json["verdict"]["blockers"] == 0
    line = next(r for r in told.json["results"] if r["check"] == "hosts/required-down" and r["findings"])
    assert line["accepted"]["reason"] == "we have no admin yet"


@pytest.mark.parametrize(
    ("name", "until", "reason", "said"),
    [
        ("1", "2001-01-01", "r", "is over"),
        ("1", "soon", "r", "no date"),
        ("1", "2999-01-01", " ", "in a few words"),
        ("9", "2999-01-01", "r", "is none of them"),
        ("dns/caa-missing", "2999-01-01", "r", "nothing to accept"),
        ("nonsense", "2999-01-01", "r", "is no check"),
    ],
)
def test_what_cannot_be_accepted_is_said(command, flags, clean, *, name, until, reason, said):
    clean.switch_on("hosts/required-down")
    command("audit", URL, *flags)
    ran = command("accept", name, URL, "--reason", reason, "--until", until, *flags)
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_explain_speaks_about_the_finding_on_record(command, flags, clean):
    clean.switch_on("dns/www-missing")
    command("audit", URL, *flags)
    ran = command("explain", "1", URL, *flags)
    assert ran.code == 0
    assert "www.club.example" in ran.out
    assert "launchready recheck" in ran.out


def test_several_targets_one_line_each(command, plain_flags, home):
    (home / "targets").write_text(f"# ours\n{URL}\n\nhttps://www.club.example\n")
    ran = command("audit", "--targets", home / "targets", *plain_flags)
    assert ran.code == 0, ran.err + ran.out
    assert [line.split()[0] for line in ran.out.splitlines()] == ["answer", "READY_IF", "READY_IF"]
    lines = command("audit", "--targets", home / "targets", "--json", *plain_flags).out.splitlines()
    assert [json.loads(line)["target"]["url"] for line in lines] == [f"{URL}/", "https://www.club.example/"]
    (home / "targets").write_text(f"{URL}\nftp://x\n")
    assert command("audit", "--targets", home / "targets", *plain_flags).code == 2


def test_a_paid_launch_asks_for_no_area_this_build_lacks(command, plain_flags):
    ran = command("audit", URL, "--json", "--profile", "paid-launch", *plain_flags)
    assert (ran.code, ran.json["target"]["profile"]) == (0, "paid-launch")


def test_a_crashing_check_is_exit_four(command, plain_flags, monkeypatch):
    first, *rest = sorted(catalog.checks(), key=lambda check: check.id != "dns/apex-missing")

    def crash(subject, seen, ctx):
        raise ZeroDivisionError
        yield

    broken = replace(first, judge=crash)
    monkeypatch.setattr(catalog, "checks", lambda: (broken, *rest))
    ran = command("audit", URL, "--json", *plain_flags)
    assert (ran.code, ran.json["verdict"]["answer"]) == (4, "CANNOT_TELL")


def test_a_found_config_names_no_foreign_host(command, plain_flags, home):
    (home / "launchready.toml").write_text(
        '[target]\ncanonical = "stranger.test"\n[[hosts]]\nname = "spy.stranger.test"\n[[hosts]]\nname = "app.club.example"\n'
    )
    ran = command("audit", URL, "--json", *plain_flags)
    assert ran.code == 0
    assert "names hosts outside club.example (spy.stranger.test, stranger.test)" in ran.err
    assert "stranger.test" not in ran.out
    vouched = command("audit", URL, "--json", "--config", home / "launchready.toml", *plain_flags)
    assert "spy.stranger.test" in vouched.out


def test_half_a_run_is_no_pass(command, flags, runs, home):
    command("audit", URL, *flags)
    (run,) = runs.glob("*.jsonl")
    lines = run.read_bytes().splitlines(keepends=True)
    for kept in range(1, len(lines), 5):
        (home / "cut.jsonl").write_bytes(b"".join(lines[:kept]) + lines[kept][:20])
        ran = command("report", "--replay", home / "cut.jsonl", "--json")
        assert (ran.code, ran.json["verdict"]["answer"]) == (3, "CANNOT_TELL")
        assert ran.json["interrupted"]


def test_our_own_crash_while_looking_is_never_a_yes(command, plain_flags, monkeypatch):
    async def crash(scope):
        raise ZeroDivisionError
        yield

    broken = tuple(replace(g, run=crash) if g.name == "caa.caa" else g for g in catalog.gatherers())
    monkeypatch.setattr(catalog, "gatherers", lambda: broken)
    ran = command("audit", URL, "--json", *plain_flags)
    assert (ran.code, ran.json["our_bugs"]) == (4, ["caa.caa"])
    assert "A bug of ours" in ran.err


def test_an_acceptance_counts_at_once(command, flags, clean):
    clean.switch_on("hosts/required-down")
    assert command("audit", URL, *flags).code == 1
    command("accept", "1", URL, "--reason", "on purpose", "--until", "2999-01-01", "--yes", *flags)
    assert command("report", URL, *flags).code == 0


def test_a_pack_made_after_an_acceptance_replays(command, flags, clean, home):
    clean.switch_on("hosts/required-down")
    command("audit", URL, *flags)
    command("accept", "1", URL, "--reason", "on purpose", "--until", "2999-01-01", "--yes", *flags)
    command("report", URL, "--pack", home / "club.zip", *flags)
    assert command("report", "--replay", home / "club.zip", "--json").code == 1


def test_accepting_one_change_keeps_the_others(command, flags, clean):
    command("audit", URL, *flags)
    clean.switch_on("dns/single-nameserver", "dns/address-disagreement")
    first = command("audit", URL, "--json", *flags).json
    changes = [f for r in first["results"] if r["check"].startswith("drift/") for f in r["findings"]]
    assert len(changes) >= 2
    command("accept", changes[0]["fingerprint"], URL, "--reason", "that was me", "--until", "2999-01-01", *flags)
    again = command("audit", URL, "--json", *flags).json
    left = {f["fingerprint"] for r in again["results"] if r["check"].startswith("drift/") for f in r["findings"]}
    assert {f["fingerprint"] for f in changes[1:]} <= left


def test_a_recheck_that_could_not_look_is_exit_three(command, flags, clean):
    command("audit", URL, *flags)
    blind = [word for word in flags if not word.startswith("127.0.0.1:")]
    blind = [*blind[:2], "--resolver", "127.0.0.1:1", "--config", flags[-1]]
    ran = command("recheck", "dns/canonical-missing", URL, *blind)
    assert (ran.code, "I could not look" in ran.out) == (3, True), ran.out + ran.err


@pytest.mark.parametrize("vouched", [False, True])
def test_a_found_config_does_not_send_us_into_the_own_network(command, home, vouched, monkeypatch):
    (home / "launchready.toml").write_text('[target]\nurl = "http://127.0.0.1:9/"\n')
    seen = []
    from launchready.observe import dial

    judge = dial.judge
    monkeypatch.setattr(dial, "judge", lambda address, **how: seen.append(how["own_network"]) or judge(address, **how))
    command("audit", *(["--config", home / "launchready.toml"] if vouched else []))
    assert (True in seen) is vouched
