"""Text that others wrote comes out as one harmless line."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.plain import LONGEST_ADDRESS, harmless, plain, shortened


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("club.example", "club.example"),
        ("a\x1b[31mred\x1b[0m", "a [31mred [0m"),
        ("one\r\ntwo\tthree", "one two three"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u2066b\u2069c\u200bd\ufeff", "a b c d"),
        ("  spaced \u2028 out ", "spaced out"),
        ("München – 日本", "München – 日本"),
        ("", ""),
        ("\x00\x1f\x7f\x9b", ""),
    ],
)
def test_controls_go_and_letters_stay(said, shown):
    assert plain(said) == shown


def test_long_text_is_cut_with_an_ellipsis():
    assert plain("abcdef", 4) == "abc…"
    assert plain("ab cdef", 4) == "ab…"
    assert plain("abcd", 4) == "abcd"


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_never_a_control_character_never_too_long(text, longest):
    shown = plain(text, longest)
    assert len(shown) <= longest
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for char in shown)
    assert plain(shown, longest) == shown


def test_harmless_keeps_spaces_and_drops_what_repaints():
    assert harmless("a  b") == "a  b"
    assert harmless("\x1b[31mrot\u202e — é") == "[31mrot — é"


LONG = "a" * 5000


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (f"see https://club.example/{LONG}/end", "see https://club.example/aaa", "aaa/end"),
        (f"club.example/{LONG}/end", "club.example/aaa", "aaa/end"),
        (f"club.example:8443/{LONG}/end", "club.example:8443/aaa", "aaa/end"),
        (f'the page "/{LONG}"', 'the page "/aaa', 'aaa"'),
        (f"`https://club.example/?q={LONG}` and more", "`https://club.example/?q=aaa", "aaa` and more"),
    ],
)
def test_a_long_address_is_cut_in_its_middle(text, start, end):
    shown = shortened(text)
    assert shown.startswith(start)
    assert shown.endswith(end)
    assert shown.count("…") == 1
    assert LONGEST_ADDRESS <= max(map(len, shown.split())) <= LONGEST_ADDRESS + 1  # a mark before it


@pytest.mark.parametrize(
    "text",
    [
        f"https://club.example/{'a' * 99}",
        f"v=DKIM1; p=MIIB/{LONG}/x",
        LONG,
        f"https://club.example/ {'word ' * 100}",
        "",
    ],
)
def test_what_is_short_or_no_address_stays_whole(text):
    assert shortened(text) == text


def test_each_of_two_long_addresses_is_cut():
    both = shortened(f"http://club.example/{LONG} https://www.club.example/{LONG}")
    assert [len(word) for word in both.split()] == [LONGEST_ADDRESS, LONGEST_ADDRESS]
