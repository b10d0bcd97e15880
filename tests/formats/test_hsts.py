import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.hsts import Hsts, parse


@pytest.mark.parametrize(
    ("value", "policy"),
    [  # the examples of RFC 6797 section 6.2
        ("max-age=31536000", Hsts(31536000, False, False)),
        ("max-age=15768000 ; includeSubDomains", Hsts(15768000, True, False)),
        ('max-age="31536000"', Hsts(31536000, False, False)),
        ("max-age=0", Hsts(0, False, False)),
        ("max-age=0; includeSubDomains", Hsts(0, True, False)),
        # as servers write it
        ("MAX-AGE = 63072000;INCLUDESUBDOMAINS;PreLoad;", Hsts(63072000, True, True)),
        (";; max-age=1; ", Hsts(1, False, False)),
        ('max-age=1; foo="a;b"; bar', Hsts(1, False, False)),
        ("max-age=" + "9" * 30, Hsts(999999999999999999, False, False)),
        # what a browser ignores
        ("", None),
        ("includeSubDomains", None),
        ("max-age", None),
        ("max-age=", None),
        ("max-age=-1", None),
        ("max-age=1.5", None),
        ("max-age=\u0661", None),
        ("max-age=1; max-age=2", None),
        ("max-age=1; includeSubDomains; includesubdomains", None),
        ("max-age=1, max-age=1", None),
        ("max age=1", None),
        ('max-age="1', None),
    ],
)
def test_a_policy_is_what_a_browser_takes_it_for(value, policy):
    assert parse(value) == policy


@given(st.text(max_size=80))
def test_no_text_breaks_it(value):
    policy = parse(value)
    assert policy is None or policy.max_age >= 0


@given(st.integers(0, 10**12), st.booleans(), st.booleans())
def test_what_was_written_is_read(age, subdomains, preload):
    value = f"max-age={age}" + "; includeSubDomains" * subdomains + "; preload" * preload
    assert parse(value) == Hsts(age, subdomains, preload)
