"""The lines of a terminal: broken at spaces, never repainted by what a site says."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from launchready.formats.plain import harmless
from launchready.model.advice import FixSection
from launchready.model.explained import Explained
from launchready.report import fix
from launchready.report.canvas import Canvas, wrapped
from launchready.report.overview import overview
from launchready.report.since import render_since
from launchready.report.single import render_explanation, render_list
from launchready.report.terminal import render, render_short
from tests.report.saved import NAMES, run_of

WIDTHS = (40, 60, 80, 100)


def test_hostile_text_repaints_nothing():
    canvas = Canvas(width=60, colour=False)
    canvas.line("title \x1b[2J\x1b]0;x\x07 end \u202e\u0085")
    canvas.columns("left \x1b[31m", "right\r\x08")
    assert canvas.text().isprintable() or all(c.isprintable() or c == "\n" for c in canvas.text())


def test_words_that_do_not_fit_go_to_the_next_line():
    canvas = Canvas(width=40, colour=False)
    canvas.columns("a" * 30, "b" * 20)
    assert [len(line) <= 40 for line in canvas.text().splitlines()] == [True, True]


def test_a_line_end_in_a_text_parts_words():
    canvas = Canvas(width=40, colour=False)
    canvas.line("one\ntwo\r\nthree")
    assert canvas.text() == "one two three\n"


def test_the_first_line_is_as_long_as_the_screen_and_the_rest_hangs():
    canvas = Canvas(width=20, colour=False)
    canvas.line("1. one two three four five", hang=3)
    assert canvas.text() == "1. one two three\n   four five\n"


def test_a_margin_leaves_the_words_room_on_a_narrow_screen():
    canvas = Canvas(width=40, colour=False)
    canvas.line(f"{'topic/problem':<32}Something is in its place and stays there.", hang=32)
    assert canvas.text().splitlines() == [
        "topic/problem",
        "          Something is in its place and",
        "          stays there.",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("  abc   def ghi", ["  abc", "def ghi"]),
        ("a https://club.example/aaaa", ["a", "https://", "club.examp", "le/aaaa"]),
        ("x" * 12, ["xxxxxxxxxx", "xx"]),
        ("日本語日本語", ["日本語日本", "語"]),
    ],
)
def test_only_what_is_longer_than_a_line_is_cut(text, lines):
    assert wrapped(text, 10, 10) == lines


@given(st.text(max_size=200), st.integers(1, 40), st.integers(1, 40))
def test_no_line_is_too_wide_and_no_letter_is_lost(text, first, further):
    lines = wrapped(harmless(text), first, further)
    assert "".join("".join(lines).split()) == "".join(harmless(text).split())
    assert all(cell_len(line) <= max(2, first, further) for line in lines)


def shown(name: str, width: int) -> dict[str, str]:
    """Whatever the terminal says of a saved run."""
    run = run_of(name)
    told = {
        "all": render(run, width=width, colour=False, everything=True),
        "short": render_short(run, width=width, colour=False),
    }
    for line in run.results:
        for finding in line.findings:
            one = dataclasses.replace(run, fix=FixSection(chosen=finding.fingerprint))
            told[f"fix {finding.fingerprint}"] = fix.render_one(one, width=width, colour=False)
            words = Explained(
                check=line.check, title=line.title, area=line.area, levels=(), why=finding.why, fixes=(),
                how_we_tell="By looking.", sources=("https://club.example/source",), finding=finding,
            )  # fmt: skip
            told[f"explain {finding.fingerprint}"] = render_explanation(words, width=width, colour=False)
    told["list"] = render_list([(line.check, line.title) for line in run.results], width=width, colour=False)
    return told


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_broken_that_fits_on_a_line(name, width):
    """What is said on a very wide screen has the same words; an address may be longer than a narrow one."""
    wide = shown(name, 4000)
    for what, text in shown(name, width).items():
        assert max(map(cell_len, text.splitlines())) <= width, what
        words = set(wide[what].split())
        pieces = [word for word in text.split() if word not in words]
        longer = [word for word in words if cell_len(word) > width // 2]
        assert not [piece for piece in pieces if not any(piece in word for word in longer)], what


@pytest.mark.parametrize("width", WIDTHS)
def test_a_very_long_address_takes_few_lines(width):
    run = run_of("broken")
    path = "/".join(f"part-{number}" for number in range(600))
    long = dataclasses.replace(run, target=dataclasses.replace(run.target, url=f"https://club.example/{path}"))
    plain, told = (render(one, width=width, colour=False, everything=True).splitlines() for one in (run, long))
    assert len(told) <= len(plain) + 3 * (120 // width + 2)
    assert "club.example/part-0/part-1/" in "".join(told)
    assert "part-599" in "".join("".join(told).split())


def test_the_next_command_is_never_a_piece_of_one():
    clean = run_of("clean")
    long = dataclasses.replace(clean, target=dataclasses.replace(clean.target, url=f"https://club.example/{'a' * 200}"))
    assert "Next: launchready audit URL --all" in render(long, width=80, colour=False)
    assert f"Next: launchready audit {clean.target.url} --all" in render(clean, width=80, colour=False)


def test_an_overview_and_a_comparison_cut_it_too():
    run = run_of("broken")
    url = f"https://club.example/{'a' * 900}/end"
    long = dataclasses.replace(run, target=dataclasses.replace(run.target, url=url))
    assert "a" * 121 not in overview([long]) + render_since(long, long)
    assert "a/end" in overview([long])
