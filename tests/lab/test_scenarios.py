"""Every scenario: the real command says what it must, and nothing else."""

import pytest

from lab.run import Outcome, label
from lab.scenario import Scenario, load_all

# The first test waits for all audits.
pytestmark = [pytest.mark.lab, pytest.mark.timeout(900)]

CASES = [(scenario, state) for scenario in load_all() for state in ((1, 2) if scenario.second else (1,))]


@pytest.mark.parametrize(("scenario", "state"), CASES, ids=[label(*case) for case in CASES])
def test_scenario(scenario: Scenario, state: int, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[label(scenario, state)]
    assert not outcome.problems, "\n".join([scenario.why, *outcome.problems, outcome.done.stderr[-2000:]])
