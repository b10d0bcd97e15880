from launchready.reference import thresholds
from launchready.reference.thresholds import Threshold

ALL = {name: one for name, one in vars(thresholds).items() if isinstance(one, Threshold)}


def test_every_figure_says_where_it_was_read_and_in_what_it_is_counted():
    assert len(ALL) >= 6
    for name, one in ALL.items():
        assert one.value > 0, name
        assert one.unit in {"seconds", "bytes"}, name
        assert one.source, name
        assert one.read_on.year >= 2026, name


def test_a_page_is_slow_long_after_it_is_made_each_time():
    assert thresholds.MADE_EACH_TIME.value < thresholds.FIRST_BYTE.value
