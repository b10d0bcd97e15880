import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.robots import disallows_all


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /",
        "user-agent:*\r\ndisallow:/\r\n",
        "\ufeffUser-agent: *\nDisallow: /",
        "User-agent: GPTBot\nUser-agent: *\nDisallow: /",
        "User-agent: *\nUser-agent: GPTBot\nDisallow: /",
        "User-agent: Googlebot\nAllow: /\n\nUser-agent: *\nDisallow: / # staging",
        "User-agent: *\nDisallow: /*",
        "User-agent: *\nDisallow: *",
        "User-agent: *\nDisallow: /\nAllow: /blog",
        "User-agent: *\nCrawl-delay: 1\nDisallow: /",
        "User-agent: *\nDisallow: /admin\n\nUser-agent: *\nDisallow: /",
    ],
)
def test_the_whole_site_is_closed(text):
    assert disallows_all(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "User-agent: *\nDisallow:",
        "User-agent: *\nAllow: /",
        "User-agent: *\nDisallow: /admin",
        "User-agent: *\nDisallow: /\nAllow: /",
        "User-agent: *\nDisallow: /$",
        "User-agent: *\nDisallow: /*.css$",
        "User-agent: GPTBot\nDisallow: /",
        "User-agent: *\nAllow: /\nUser-agent: GPTBot\nDisallow: /",
        "Disallow: /",
        "<!doctype html><html><head><title>Club: home</title></head>",
        "# User-agent: *\n# Disallow: /",
        "User-agent: *\nDisallow: /\nAllow: /$",
        "User-agent: *\nDisallow: /" + "*a" * 30,
    ],
)
def test_the_site_is_open_to_somebody(text):
    assert not disallows_all(text)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    assert disallows_all(text) in {True, False}


@given(
    st.lists(
        st.sampled_from(["User-agent: *", "User-agent: x", "Disallow: /", "Allow: /", "Disallow:", "Allow: /a*b$"])
    )
)
def test_a_site_that_is_allowed_last_and_wholly_is_open(lines):
    assert not disallows_all("\n".join([*lines, "User-agent: *", "Allow: /"]))
