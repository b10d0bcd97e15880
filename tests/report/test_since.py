"""Five plain lines for a chat."""

import dataclasses

import pytest

from launchready.model.run import Accepted, Changes, NotSeenAgain
from launchready.model.words import Answer, Level
from launchready.report.since import render_since
from tests.report.hostile import SCRIPTS
from tests.report.samples import finding, poisoned, result, run, sound

ON_PURPOSE = Accepted(reason="we know", until="2030-01-01", at="2026-01-01")


def lines(then, now) -> list[str]:
    text = render_since(then, now)
    assert text.endswith("\n")
    return text.splitlines()


def all_fine():
    """The same checks, asked again, with nothing to find."""
    asked = tuple(
        dataclasses.replace(line, status="PASS", findings=(), gaps=(), accepted=None) for line in run().results
    )
    return dataclasses.replace(sound(), results=asked)


def test_exactly_five_lines():
    assert lines(run(), all_fine()) == [
        "club.example, since 24 November 2026, 07:26 UTC: it was “Not yet”, now it is “Yes, show it”.",
        "Mended: Thing 1 is wrong at club.example; Thing 2 is wrong at club.example; Thing 4 is wrong at club.example and 3 more.",
        "New: nothing.",
        "Still open: nothing.",
        lines(sound(), sound())[4],
    ]
    assert lines(run(), all_fine())[4].startswith("Next: launchready ")


def test_what_is_new_and_what_stands():
    old = run(results=(result("a/b", finding(1, Level.BLOCKER)), *run().results[1:]))
    more = run(results=(*old.results, result("c/d", finding(9, Level.OPTIONAL))))
    told = lines(old, more)
    assert "it was “Not yet” and still is" in told[0]
    assert told[1] == "Mended: nothing."
    assert told[2] == "New: Thing 9 is wrong at club.example."
    assert told[3].startswith("Still open: Thing 1 is wrong at club.example; ")


def test_what_could_not_be_seen_now_or_is_on_purpose_is_not_mended():
    then = run(results=(result("a/b", finding(1, Level.BLOCKER)), *run().results[1:]))
    blind = dataclasses.replace(then.results[0], status="UNKNOWN", findings=())
    now = run(
        Answer.CANNOT_TELL, results=(blind, *run().results[1:]), verdict=dataclasses.replace(run().verdict, top=())
    )
    assert lines(then, now)[1] == "Mended: nothing."
    accepted = run().results[6]
    open_before = dataclasses.replace(accepted, findings=(dataclasses.replace(accepted.findings[0], accepted=None),))
    before = run(results=(*run().results[:6], open_before, *run().results[7:]))
    assert lines(before, run())[1] == "Mended: nothing."


@pytest.mark.parametrize(
    ("now", "mended"),
    [
        ({"status": "PASS"}, "Thing 42 is wrong at club.example"),
        ({"status": "UNKNOWN"}, "nothing"),
        ({"status": "ERROR"}, "nothing"),
        ({"status": "PASS", "accepted": ON_PURPOSE}, "nothing"),
    ],
)
def test_mended_is_what_was_seen_to_be_right(now, mended):
    failing = result("x/y", finding(42, Level.BLOCKER))
    then = run(results=(failing,))
    assert lines(then, run(results=(dataclasses.replace(failing, findings=(), **now),)))[1] == f"Mended: {mended}."


def test_what_stands_on_purpose_is_not_told():
    open_one, one = result("a/b", finding(1, Level.BLOCKER)), finding(2, Level.BLOCKER)
    for purpose in (
        result("x/y", dataclasses.replace(one, accepted=ON_PURPOSE)),
        dataclasses.replace(result("x/y", one), accepted=ON_PURPOSE),
    ):
        told = lines(run(results=(open_one,)), run(results=(open_one, purpose)))
        assert told[2:4] == ["New: nothing.", "Still open: Thing 1 is wrong at club.example."]


def test_what_was_not_asked_or_not_met_again_is_said_and_not_mended():
    failing = result("x/y", finding(42, Level.BLOCKER))
    then, asked = run(results=(failing,)), dataclasses.replace(failing, status="PASS", findings=())
    said = "Could not be seen again, so still open: Thing 42 is wrong at club.example."
    left_out = lines(then, dataclasses.replace(sound(), results=()))
    assert (left_out[1], left_out[4]) == ("Mended: nothing.", said)
    unmet = NotSeenAgain(fingerprint=failing.findings[0].fingerprint, check="x/y", level=Level.BLOCKER, title="t")
    silent = run(results=(asked,), changes=Changes(since="2026-11-23T10:00:00Z", unseen=(unmet,)))
    assert (lines(then, silent)[1], lines(then, silent)[4]) == ("Mended: nothing.", said)
    assert len(lines(then, run(results=(asked,)))) == 5


def test_three_are_all_named():
    told = lines(run(results=()), run(results=tuple(result(f"a/{n}", finding(n, Level.BLOCKER)) for n in range(3))))
    assert told[2].count("Thing") == 3
    assert "more" not in told[2]
    assert told[3] == "Still open: nothing."


def test_as_many_lines_whatever_a_site_writes():
    for poison in SCRIPTS:
        assert len(lines(poisoned(run(), f"a\n{poison}\r\nb"), poisoned(sound(), f"{poison}\n\nc"))) == 6
