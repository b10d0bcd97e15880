"""One running sample for the tests of a file; each test switches on what it needs and finds it clean again."""

from collections.abc import Iterator

import pytest

from launchready.tour.sample import Sample
from launchready.tour.visitor import Visitor


@pytest.fixture(scope="module")
def running() -> Iterator[Sample]:
    with Sample() as sample:
        yield sample
        assert sample.troubles == []


@pytest.fixture
def sample(running: Sample) -> Iterator[Sample]:
    yield running
    running.switch_off(*running.on)


@pytest.fixture
def visitor(sample: Sample) -> Visitor:
    return Visitor(sample.session)
