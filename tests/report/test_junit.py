"""JUnit XML, read by junitparser: a case fails where something is open that matters."""

import dataclasses
from xml.etree import ElementTree as ET

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from launchready.model.words import Area
from launchready.report.junit import to_junit
from tests.report.hostile import SCRIPTS
from tests.report.samples import poisoned, run, sound


def read(*runs) -> JUnitXml:
    return JUnitXml.fromstring(to_junit(runs))


def cases(*runs) -> dict[str, object]:
    return {f"{case.classname} {case.name}": case for suite in read(*runs) for case in suite}


def outcome(check: str, subject: str = "club.example"):
    case = cases(run())[f"{check} {subject}: {check}"]
    return case.result[0] if case.result else None


def test_one_suite_an_area_one_case_a_check_and_subject():
    whole = read(run())
    assert [suite.name for suite in whole] == ["club.example: public face", "club.example: members' data"]
    assert len(cases(run())) == len(run().results) == whole.tests
    assert (whole.failures, whole.errors, whole.skipped) == (5, 1, 3)
    first = next(iter(whole))
    assert (first.tests, first.failures, first.errors, first.skipped) == (13, 5, 1, 2)
    assert {each.name: each.value for each in first.properties()}["answer"] == "NOT_YET"


def test_what_matters_fails_with_what_to_do():
    failure = outcome("redirects/loop")
    assert isinstance(failure, Failure)
    assert (failure.message, failure.type) == ("Thing 1 is wrong at club.example", "BLOCKER")
    for words in (
        "before you show it: Thing 1",
        "url: https://club.example/1",
        "1. Open the page",
        "launchready recheck redirects/loop",
    ):
        assert words in failure.text


def test_what_can_wait_what_is_a_guess_and_what_is_on_purpose_pass():
    for check, words in (
        ("headers/hardening", "when there is time: Thing 6"),
        ("limits/login-unlimited", "this week: Thing 5"),
        ("hosts/staging-public", "on purpose until 2027-01-31: Thing 7"),
    ):
        case = cases(run())[f"{check} club.example: {check}"]
        assert not case.result
        assert words in case.system_out
    assert "src/café app.ts line 3" in cases(run())["headers/hardening club.example: headers/hardening"].system_out


def test_what_was_not_seen_is_skipped_and_never_passed():
    unseen = outcome("content/localhost")
    assert isinstance(unseen, Skipped)
    assert unseen.message == "not looked at: I have no access: the page is built by its scripts"
    other = outcome("dns/ipv6-broken")
    assert isinstance(other, Skipped)
    assert other.message == "does not apply: The name has no IPv6 address."
    assert isinstance(outcome("hosts/asleep"), Error)
    assert outcome("tls/expired", "club.example@203.0.113.10") is None


def test_several_targets_and_a_sound_one():
    whole = read(sound(), run())
    assert [suite.failures for suite in whole] == [0, 5, 0]
    empty = dataclasses.replace(sound(), results=())
    assert read(empty).tests == 0


def test_the_document_is_whole_xml():
    root = ET.fromstring(to_junit([run()]))
    assert root.tag == "testsuites"
    assert {suite.get("timestamp") for suite in root} == {"2026-11-24T07:26:17"}
    assert len(root) == len({line.area for line in run().results}) < len(Area)


@pytest.mark.parametrize("poison", SCRIPTS)
def test_hostile_text_stays_a_text(poison):
    clean, hostile = (ET.fromstring(to_junit([poisoned(run(), words)])) for words in ("x", poison))
    assert [each.tag for each in hostile.iter()] == [each.tag for each in clean.iter()]
