"""Text that others wrote comes out as one harmless line."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.plain import harmless, plain


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
