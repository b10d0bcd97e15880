import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.csp import LONGEST, Framing, framing, nosniff, policies, referrer, tells_paths

CLOSED, NOT_SAID, IGNORED, EVERYBODY = Framing.CLOSED, Framing.NOT_SAID, Framing.IGNORED, Framing.EVERYBODY


def test_a_policy_is_read_as_browsers_read_it():
    (first, second) = policies("Default-Src 'self' ;; script-src a b;script-src c; , frame-ancestors ,  ;, ")
    assert first.sources("default-src") == ("'self'",)
    assert first.sources("script-src") == ("a", "b")  # of two the first counts
    assert first.sources("img-src") is None
    assert second.sources("frame-ancestors") == ()
    assert policies(None) == policies(" ; , ") == ()


@pytest.mark.parametrize(
    ("csp", "options", "meta", "expected"),
    [
        (None, None, None, NOT_SAID),
        ("", " ", None, NOT_SAID),
        ("default-src 'none'", None, None, NOT_SAID),
        ("frame-ancestors 'none'", None, None, CLOSED),
        ("FRAME-ANCESTORS 'SELF'", None, None, CLOSED),
        ("frame-ancestors", None, None, CLOSED),
        ("frame-ancestors https://a.example:*", None, None, CLOSED),
        ("frame-ancestors https://*.a.example", None, None, CLOSED),
        ("frame-ancestors data:", None, None, CLOSED),
        ("frame-ancestors *", "DENY", None, EVERYBODY),
        ("frame-ancestors 'self' https:", None, None, EVERYBODY),
        ("frame-ancestors https://*", None, None, EVERYBODY),
        ("frame-ancestors *:443", None, None, EVERYBODY),
        ("frame-ancestors *, frame-ancestors 'self'", None, None, CLOSED),
        ("frame-ancestors *, default-src *", None, None, EVERYBODY),
        ("default-src *", "deny", None, CLOSED),
        (None, "SameOrigin", None, CLOSED),
        (None, "DENY, DENY", None, CLOSED),
        (None, "DENY, SAMEORIGIN", None, CLOSED),
        (None, "SAMEORIGIN, nonsense", None, CLOSED),
        (None, "nonsense, rubbish", None, IGNORED),
        (None, "ALLOW-FROM https://a.example", None, IGNORED),
        (None, "DENY;", None, IGNORED),
        (None, "ALLOWALL", None, EVERYBODY),
        (None, None, "frame-ancestors 'none'", IGNORED),
        (None, None, "default-src 'self'", NOT_SAID),
        (None, "DENY", "frame-ancestors *", CLOSED),
        ("img-src " + "x" * LONGEST, None, None, Framing.CUT),
        ("frame-ancestors 'self'; img-src " + "x" * LONGEST, None, None, CLOSED),
    ],
)
def test_who_may_frame_a_page(csp: str | None, options: str | None, meta: str | None, expected: Framing):
    assert framing(csp, options, meta) is expected


@given(st.none() | st.text(max_size=200), st.none() | st.text(max_size=60), st.none() | st.text(max_size=60))
def test_any_header_gives_an_answer(csp: str | None, options: str | None, meta: str | None):
    assert framing(csp, options, meta) in Framing


@pytest.mark.parametrize(
    ("value", "holds"),
    [(None, False), ("", False), ("nosniff", True), ("NoSniff , x", True), ("x, nosniff", False), ("no-sniff", False)],
)
def test_nosniff(value: str | None, holds: bool):
    assert nosniff(value) is holds


@pytest.mark.parametrize(
    ("value", "policy", "tells"),
    [
        (None, "", False),
        ("never", "", False),
        ("same-origin", "same-origin", False),
        ("no-referrer, strict-origin-when-cross-origin", "strict-origin-when-cross-origin", False),
        ("strict-origin, something-new", "strict-origin", False),
        ("Unsafe-URL", "unsafe-url", True),
        ("no-referrer-when-downgrade", "no-referrer-when-downgrade", True),
    ],
)
def test_the_referrer_policy(value: str | None, policy: str, tells: bool):
    assert referrer(value) == policy
    assert tells_paths(policy) is tells
