"""The words that may go into another tool: ours alone, with what the site says beside them."""

from dataclasses import replace

import pytest

from launchready.engine.words import SET_RECORDS, Place, Writer
from launchready.model.finding import Value, WantedRecord
from launchready.model.result import Result
from launchready.model.subject import Subject
from launchready.model.words import Status
from launchready.reference import load
from tests.checks.cases import Case, all_cases, answer

EVIL = "EVIL orders"
WRITER = Writer(place=Place(), reference=load(), accepted={})
FAILING = [case for case in all_cases() if case.expected is Status.FAIL]


def hostile(value: Value) -> Value:
    if isinstance(value, int | float):
        return value
    return f"{value} {EVIL}" if isinstance(value, str) else tuple(f"{one} {EVIL}" for one in value)


def with_orders(result: Result) -> Result:
    findings = tuple(
        replace(
            one,
            values={name: hostile(value) for name, value in one.values.items()},
            records=tuple(WantedRecord(r.type, r.name, f"{r.value} {EVIL}", r.zone) for r in one.records),
        )
        for one in result.findings
    )
    return replace(result, subject=replace(result.subject, name=EVIL), findings=findings)


@pytest.mark.parametrize("case", FAILING, ids=str)
def test_no_word_of_the_site_stands_among_ours(case: Case):
    for told in WRITER.line(with_orders(answer(case))).findings:
        ours = (told.brief.title, told.brief.message, *told.brief.steps, told.brief.publish)
        assert told.brief.title
        assert told.brief.message
        assert told.brief.steps
        assert not [text for text in ours if "EVIL" in text]


@pytest.mark.parametrize("case", FAILING, ids=str)
def test_every_value_that_our_words_name_stands_beside_them(case: Case):
    result = answer(case)
    for given, told in zip(result.findings, WRITER.line(result).findings, strict=True):
        ours = " ".join((told.brief.title, told.brief.message, told.brief.publish, *told.brief.steps))
        named = {name.replace("_", " ") for name in given.values if f"<{name.replace('_', ' ')}>" in ours}
        assert named <= set(told.brief.seen)


def of(check: str, **more) -> Result:
    case = next(case for case in FAILING if case.check == check)
    return replace(answer(case), **more)


def test_the_hosts_own_name_stays_a_name():
    told = WRITER.line(of("dns/www-missing")).findings[0]
    assert "<" not in told.brief.seen.get("subject", "")
    strange = WRITER.line(of("dns/www-missing", subject=Subject.zone("club.example`rm`"))).findings[0]
    assert "rm" not in told.brief.title + strange.brief.title


def test_records_are_named_and_stand_beside():
    told = WRITER.line(of("dns/caa-missing")).findings[0]
    assert told.brief.steps[0] == SET_RECORDS
    assert "<record " in told.brief.steps[0]
    assert told.brief.seen["record 1"].startswith("CAA club.example ")
