"""Hours that add up, who is needed, and what must come first as sentences."""

import dataclasses

import pytest

from launchready.model.run import Changes, NotChecked, NotSeenAgain
from launchready.model.words import Answer, Level, Source, Who
from launchready.report.words import changed, conditions, counted_once, headline, helpers, hours, in_the_way
from tests.report.samples import finding, result, run, sound


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.02, "5 min"),
        (0.2, "10 min"),
        (0.95, "55 min"),
        (0.99, "1 h"),
        (1.5, "1 h 30 min"),
        (3.0, "3 h"),
        (9.75, "9 h 45 min"),
        (10.4, "10 h"),
        (48.0, "48 h"),
        (72.0, "3 days"),
    ],
)
def test_hours_are_said_so_that_sums_agree(value, said):
    assert hours(value) == said


def blockers(*who, engineers=0):
    found = [finding(number, Level.BLOCKER) for number in range(len(who))]
    found = [dataclasses.replace(f, fix=dataclasses.replace(f.fix, who=w)) for f, w in zip(found, who, strict=True)]
    days = dataclasses.replace(run().verdict.forty_eight_hours, needs_engineer=engineers)
    verdict = dataclasses.replace(run().verdict, top=tuple(f.fingerprint for f in found), forty_eight_hours=days)
    return run(results=tuple(result(f"a/{n}", f) for n, f in enumerate(found)), verdict=verdict)


def test_who_is_needed_is_who_stands_beside_the_things():
    assert helpers(blockers(Who.FOUNDER)) == "You need nobody"
    assert helpers(blockers(Who.FOUNDER, Who.AGENT)) == "You need nobody but your builder"
    assert helpers(blockers(Who.ENGINEER, Who.AGENT, engineers=1)) == "One of them needs an engineer"
    assert helpers(blockers(Who.ENGINEER, Who.ENGINEER, engineers=2)) == "Two of them need an engineer"


def test_what_has_one_cause_counts_once_and_that_is_said():
    assert counted_once(run()).startswith("What has one cause is ")
    assert counted_once(blockers(Who.FOUNDER, Who.FOUNDER)) == ""
    assert in_the_way(blockers(Who.FOUNDER)) == "One thing stands in the way"
    assert in_the_way(blockers(Who.FOUNDER, Who.AGENT)) == "Two things stand in the way"


def test_conditions_are_sentences_to_act_on():
    told = (
        "look at: members' data",
        "look at: mail",
        "mend: www leads nowhere",
        "settle: All hosts work.",
        "something new",
    )
    whole = dataclasses.replace(
        sound(), verdict=dataclasses.replace(sound().verdict, answer=Answer.READY_IF, conditions=told)
    )
    assert conditions(whole) == [
        "Let me look at your members' data.",
        "Let me look at your mail.",
        "Mend this: www leads nowhere.",
        "Find out whether this is so: All hosts work.",
        "Something new.",
    ]
    assert headline(whole) == (
        "YES, IF YOU FIRST do five things. Let me look at your members' data. Let me look at your mail."
        " Mend this: www leads nowhere. And two more."
    )
    wanted = dataclasses.replace(whole, not_checked=(NotChecked(check="a/b", needs=(Source.ACCOUNTS,)),))
    assert conditions(wanted)[0] == "Let me look at your members' data: add two test members."
    one = dataclasses.replace(whole, verdict=dataclasses.replace(whole.verdict, conditions=told[1:2]))
    assert headline(one) == "YES, IF YOU FIRST do one thing. Let me look at your mail."


def test_what_could_not_be_seen_again_is_counted():
    unmet = tuple(NotSeenAgain(fingerprint=str(n), check="a/b", level=Level.BLOCKER) for n in range(2))
    whole = Changes(since="2026-11-23T10:00:00Z", fixed=("a",))
    assert changed(whole) == "one fixed, no new."
    one = dataclasses.replace(whole, unseen=unmet[:1])
    assert changed(one) == "one fixed, no new, one could not be seen again and still counts as open."
    two = dataclasses.replace(whole, unseen=unmet)
    assert changed(two).endswith(", two could not be seen again and still count as open.")
