"""Five plain lines for a chat."""

import dataclasses

from launchready.model.words import Answer, Level
from launchready.report.since import render_since
from tests.report.hostile import SCRIPTS
from tests.report.samples import finding, poisoned, result, run, sound


def lines(then, now) -> list[str]:
    text = render_since(then, now)
    assert text.endswith("\n")
    return text.splitlines()


def test_exactly_five_lines():
    assert lines(run(), sound()) == [
        "club.example, since 24 November 2026, 07:26 UTC: it was “Not yet”, now it is “Yes, show it”.",
        "Mended: Thing 1 is wrong at club.example; Thing 2 is wrong at club.example; Thing 4 is wrong at club.example and 3 more.",
        "New: nothing.",
        "Still open: nothing.",
        lines(sound(), sound())[4],
    ]
    assert lines(run(), sound())[4].startswith("Next: launchready ")


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


def test_five_lines_whatever_a_site_writes():
    for poison in SCRIPTS:
        assert len(lines(poisoned(run(), f"a\n{poison}\r\nb"), poisoned(sound(), f"{poison}\n\nc"))) == 5
