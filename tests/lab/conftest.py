"""The lab as fixtures: a mini internet of its own for each module, since some sites remember who came."""

from collections.abc import Iterator

import pytest

from lab.run import Outcome, label, run
from lab.scenario import load_all
from lab.up import Lab, missing

LACKS = missing()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say by name what is missing, on each test that needs it."""
    for item in items:
        if item.get_closest_marker("lab") and LACKS:
            item.add_marker(pytest.mark.skip(reason="the lab is missing: " + ", ".join(LACKS)))


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with Lab() as running:
        yield running


@pytest.fixture(scope="module")
def outcomes(lab: Lab, request: pytest.FixtureRequest) -> dict[str, Outcome]:
    """The audits of all scenarios that were selected, made once, in parallel."""
    wanted = {
        item.callspec.params["scenario"].name
        for item in request.session.items
        if isinstance(item, pytest.Function) and hasattr(item, "callspec") and "scenario" in item.callspec.params
    }
    chosen = [scenario for scenario in load_all() if scenario.name in wanted]
    return {label(outcome.scenario, outcome.state): outcome for outcome in run(lab, chosen)}
