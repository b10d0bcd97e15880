"""Every check has a text, can be fed, fails in the lab when it should, and never takes "no data" for a pass."""

from datetime import UTC, datetime

import pytest

from lab.scenario import Scenario, load_all
from launchready.engine.catalog import checks, fact_kinds, gatherers, text_of
from launchready.engine.judge import World, judge_all, whole_subject
from launchready.engine.plan import make_plan
from launchready.facts.page import Page
from launchready.model.check import Check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.policy import Policy
from launchready.model.subject import SubjectKind
from launchready.model.target import Target
from launchready.model.words import Effect, GapReason, Level, Source, Status
from launchready.observe.gatherer import Gatherer
from launchready.reference import Reference, load
from launchready.verdict.profiles import PROFILES
from tests.checks.cases import Case, all_cases, answer, subject_of
from tests.laws.source import PACKAGE

CHECKS = checks()
GATHERERS = gatherers()
CLUB = Target(url="https://club.example/", scheme="https", host="club.example", port=443, apex="club.example")
BLOCKS_WHEN_UNKNOWN = {
    *("dns/canonical-missing", "dns/servfail", "hosts/required-down", "hosts/login-wall"),
    *("redirects/loop", "redirects/downgrade", "redirects/foreign-host"),
    *("tls/https-missing", "tls/untrusted", "tls/wrong-host", "tls/expired"),
}

each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
each_gatherer = pytest.mark.parametrize("gatherer", GATHERERS, ids=lambda gatherer: gatherer.name)

DEMO = Policy(profile=PROFILES["demo"])


@pytest.fixture
def ctx(reference: Reference) -> Context:
    return Context(as_of=datetime(2026, 6, 1, tzinfo=UTC), target=CLUB, reference=reference)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load()


def test_there_are_checks_and_gatherers():
    assert CHECKS
    assert GATHERERS


@each_check
def test_an_id_says_the_module_it_stands_in(check: Check):
    assert check.judge.__module__.split(".")[2] == check.topic
    assert check.problem


@each_check
def test_a_check_has_its_words(check: Check):
    text = text_of(check.id)
    assert text.why
    assert "any" in text.fixes
    assert text.how_we_tell
    assert text.front.sources


@each_check
def test_a_check_has_cases(check: Check):
    assert [case for case in all_cases() if case.check == check.id]


FAILING = [case for case in all_cases() if case.expected is Status.FAIL]


@pytest.mark.parametrize("case", FAILING, ids=str)
def test_words_are_there_for_every_finding_and_every_provider(case: Case, reference: Reference):
    """A text may ask only for values that its check gives, in whichever variant is read."""
    text = text_of(case.check)
    check = next(check for check in CHECKS if check.id == case.check)
    subject = subject_of(case, check)
    text.passed({"subject": subject.host_name})
    providers = {key.partition(":")[0] for key in text.fixes}
    for finding in answer(case).findings:
        for provider in sorted(providers):
            values = {"subject": subject.host_name, **finding.values}
            words = text.render(
                values, case=finding.case, platform=(provider,), records=finding.records, reference=reference
            )
            assert words.title
            assert words.message
            assert words.steps


def test_every_text_belongs_to_a_check():
    texts = {f"{path.parent.name}/{path.stem}" for path in (PACKAGE / "checks" / "text").glob("*/*.md")}
    assert texts == {check.id for check in CHECKS}


@each_check
def test_a_check_declares_levels_and_facts(check: Check):
    assert check.levels
    assert check.needs
    assert not set(check.needs) & set(check.uses)


def test_only_these_block_when_they_could_not_see():
    assert {check.id for check in CHECKS if check.if_unknown is Level.BLOCKER} <= BLOCKS_WHEN_UNKNOWN


@each_check
def test_no_data_is_never_a_pass(check: Check, ctx: Context):
    for result in judge_all([check], World(), ctx, DEMO):
        assert result.status in {Status.UNKNOWN, Status.NOT_APPLICABLE}, result


@each_check
@pytest.mark.parametrize("reason", list(GapReason))
def test_a_gap_is_never_a_pass(check: Check, reason: GapReason, ctx: Context):
    about = whole_subject(check.over if check.over is SubjectKind.ZONE else SubjectKind.SITE, CLUB)
    gaps = [Gap(fact=kind.__name__, subject=about, reason=reason, detail="no answer") for kind in check.needs]
    results = judge_all([check], World(gaps=gaps), ctx, DEMO)
    assert results
    for result in results:
        assert result.status in {Status.UNKNOWN, Status.NOT_APPLICABLE}, result
        if result.status is Status.UNKNOWN:
            assert result.gaps


@each_check
def test_what_a_check_reads_is_made_by_a_gatherer_or_the_engine(check: Check):
    made = {kind for gatherer in GATHERERS for kind in gatherer.makes}
    drawn_by_the_engine = {kind for kind in fact_kinds().values() if kind.__module__ == "launchready.facts.drift"}
    assert {*check.needs, *check.uses} <= made | drawn_by_the_engine


@each_gatherer
def test_a_gatherer_declares_what_it_makes_and_does(gatherer: Gatherer):
    assert gatherer.makes
    assert isinstance(gatherer.effect, Effect)
    assert set(gatherer.makes) | set(gatherer.needs) <= set(fact_kinds().values())
    assert not set(gatherer.makes) & set(gatherer.needs)
    assert 0 < gatherer.seconds <= 60


@each_gatherer
def test_what_changes_or_strains_something_says_so_before(gatherer: Gatherer):
    trying = gatherer.effect not in {Effect.LOOK, Effect.ASK}
    assert (gatherer.says is not None) is trying


def test_no_two_gatherers_make_the_same_fact():
    # A page is seen twice, as markup and by a browser: two views of one thing, told apart by `rendered`.
    made = [kind.__name__ for gatherer in GATHERERS for kind in gatherer.makes if kind is not Page]
    assert len(made) == len(set(made))


def test_the_plan_of_everything_has_no_circle():
    plan = make_plan(CHECKS, GATHERERS, set(Source), set(Effect))
    assert plan.checks == CHECKS
    assert not plan.left_out


def expected_ids(scenario: Scenario) -> set[str]:
    both = (scenario.expected, scenario.expected_second)
    return {line.split()[0] for expectation in both if expectation for line in expectation.expect}


def forbidden_ids(scenario: Scenario) -> set[str]:
    both = (scenario.expected, scenario.expected_second)
    return {line.split()[0] for expectation in both if expectation for line in expectation.forbid}


SCENARIOS = load_all()


@each_check
def test_a_fault_in_the_lab_trips_it(check: Check):
    assert [scenario.name for scenario in SCENARIOS if check.id in expected_ids(scenario)]


def test_a_scenario_names_only_checks_that_exist():
    known = {check.id for check in CHECKS}
    named = {name for scenario in SCENARIOS for name in expected_ids(scenario) | forbidden_ids(scenario)}
    assert named <= known
