"""How many get in within a time."""

import pytest

from launchready.model.limit import Limit


@pytest.mark.parametrize(
    ("limit", "seconds", "let_in"),
    [
        (Limit(number=30, seconds=300), 60, 30),
        (Limit(number=5, seconds=10), 60, 30),
        (Limit(number=5, seconds=10), 5, 5),
        (Limit(number=2, seconds=3600), 3600, 2),
    ],
)
def test_more_are_let_in_as_time_goes_on(limit: Limit, seconds: int, let_in: float):
    assert limit.within(seconds) == let_in
