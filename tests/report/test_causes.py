"""The causes of a run: what people act on, what comes after it, and what stands on purpose."""

import dataclasses

from launchready.model.run import Accepted
from launchready.model.words import Confidence, Level
from launchready.report.causes import further, on_purpose, things
from tests.report.samples import finding, result, run

B, I, O = Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL
KNOWN = Accepted(reason="We know.", until="2027-01-31", at="2026-11-01")


def listed(*results, top=()):
    told = run(results=results)
    return dataclasses.replace(told, verdict=dataclasses.replace(told.verdict, top=top))


def test_a_thing_names_the_open_findings_of_its_cause():
    lead, open_one, quiet, silent = (finding(number, B, group="one") for number in (1, 2, 3, 4))
    told = listed(
        result("a/lead", lead),
        result("b/open", open_one),
        result("c/quiet", dataclasses.replace(quiet, accepted=KNOWN)),
        result("d/silent", silent, accepted=KNOWN),
        top=(lead.fingerprint,),
    )
    (thing,) = things(told)
    assert (thing.number, thing.finding, thing.others) == (1, lead, (open_one,))


def test_what_comes_after_is_one_finding_a_cause_the_worst_first():
    shown = finding(1, B)
    told = listed(
        result("a/shown", shown, finding(2, I, group=shown.group)),
        result("b/next", finding(3, I), finding(4, I, group="pair"), finding(5, B, group="pair")),
        result("c/likely", finding(6, I, confidence=Confidence.LIKELY)),
        result("d/possible", finding(7, I, confidence=Confidence.POSSIBLE)),
        result("e/small", finding(8, O)),
        result("f/quiet", finding(9, B, accepted=KNOWN)),
        result("g/silent", finding(10, B), accepted=KNOWN),
        top=(shown.fingerprint,),
    )
    assert [one.message.rpartition("/")[2].split()[0] for one in further(told)] == ["5", "3", "6"]


def test_what_stands_on_purpose_is_a_finding_or_a_whole_line():
    told = on_purpose(
        listed(
            result("a/quiet", finding(1, B, accepted=KNOWN), finding(2, B)),
            result("b/silent", finding(3, B), accepted=KNOWN),
        )
    )
    assert [(one.line.check, one.finding.fingerprint[-1], one.accepted) for one in told] == [
        ("a/quiet", "1", KNOWN),
        ("b/silent", "3", KNOWN),
    ]
