"""Every check against its table of cases, without a network."""

import pytest

from launchready.engine.catalog import text_of
from launchready.model.words import Status
from launchready.reference import load
from tests.checks.cases import Case, Kind, all_cases, all_checks, answer

PLATFORMS = ("", "cloudflare", "vercel", "netlify", "lovable", "godaddy", "ionos", "namecheap")


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
    if case.asks is not None:
        assert tuple(gap.ask for gap in given.gaps) == case.asks
    if case.notes is not None:
        assert len(given.notes) == case.notes
    if case.sure is not None:
        assert tuple(finding.confidence for finding in given.findings) == case.sure
    if case.places is not None:
        assert tuple(place.name for finding in given.findings for place in finding.places) == case.places
    if case.values is not None:
        assert {name: given.findings[0].values[name] for name in case.values} == case.values


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


@pytest.mark.parametrize("case", [case for case in all_cases() if case.kind is Kind.FAILING], ids=str)
@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform or "nobody")
def test_a_finding_finds_its_words(case: Case, platform: str):
    """Every value the text asks for is given, every case has words, and something is left to do."""
    for finding in answer(case).findings:
        rendered = text_of(case.check).render(
            {"subject": "club.example", **finding.values},
            case=finding.case,
            platform=(platform,) if platform else (),
            dns_host=platform,
            records=finding.records,
            reference=load(),
        )
        assert rendered.title
        assert rendered.message
        assert rendered.steps
        assert not [part for part in (rendered.title, rendered.message, *rendered.steps) if "  " in part.strip("\n ")]


@pytest.mark.parametrize("check", sorted(all_checks()))
def test_a_text_has_words_for_every_case_that_is_tried(check: str):
    """A variant that no case reaches is dead; only a text's own cases may be chosen."""
    tried = {name for case in all_cases() if case.check == check for name in case.cases or ()}
    assert set(text_of(check).front.cases) <= tried
