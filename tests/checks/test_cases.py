"""Every check against its table of cases, without a network."""

import pytest

from launchready.model.words import Status
from tests.checks.cases import Case, Kind, all_cases, all_checks, answer


@pytest.mark.disable_socket
@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_case(case: Case):
    given = answer(case)
    assert given.status is case.expected, given
    assert tuple(finding.level for finding in given.findings) == case.levels
    if case.cases is not None:
        assert tuple(finding.case for finding in given.findings) == case.cases
    if case.groups is not None:
        assert tuple(finding.group for finding in given.findings) == case.groups
    if case.records is not None:
        assert tuple(record for finding in given.findings for record in finding.records) == case.records
    if case.reasons is not None:
        assert tuple(gap.reason for gap in given.gaps) == case.reasons
    if case.notes is not None:
        assert len(given.notes) == case.notes


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_a_finding_keeps_to_the_levels_its_check_declares(case: Case):
    assert {finding.level for finding in answer(case).findings} <= all_checks()[case.check].levels


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("check", sorted(all_checks()))
def test_every_check_has_each_kind_of_case(check: str, kind: Kind):
    assert [case for case in all_cases() if case.check == check and case.kind is kind]


def test_a_case_belongs_to_a_check_and_has_a_name_of_its_own():
    names = [str(case) for case in all_cases()]
    assert len(names) == len(set(names))
    assert {case.check for case in all_cases()} <= set(all_checks())


@pytest.mark.parametrize("case", [case for case in all_cases() if case.kind is Kind.TRAP], ids=str)
def test_a_trap_stays_silent(case: Case):
    assert case.expected is not Status.FAIL
    assert not case.levels
