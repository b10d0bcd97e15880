"""Markdown, read by a CommonMark parser: what a scanned site wrote stays a text."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from launchready.formats.plain import plain
from launchready.model.run import Fix
from launchready.model.words import Answer
from launchready.report.escapes import cell, code, said
from launchready.report.markdown import to_markdown
from tests.report.hostile import MARKDOWN, SCRIPTS
from tests.report.samples import poisoned, run, sound

# What GitHub, GitLab and mail programs make of plain text by themselves (GFM 6.9, mentions, references).
ALIVE = re.compile(r"https?://|www\.|(?<![a-z0-9])@[a-z]|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b", re.IGNORECASE)


def tokens(text: str):
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for block in reader.parse(text):
        yield block
        yield from block.children or ()


def shape(text: str) -> list[str]:
    """Which blocks there are, in order."""
    return [token.type for token in tokens(text) if token.block and token.type.endswith("_open")]


def plain_text(text: str) -> str:
    return "".join(token.content for token in tokens(text) if token.type in {"text", "code_inline"})


def test_it_says_what_the_page_says():
    text = to_markdown([run()]).decode()
    headings = [
        one.content
        for before, one in zip(tokens(text), list(tokens(text))[1:], strict=False)
        if before.type == "heading_open"
    ]
    assert headings == [
        "club.example: Not yet",
        "Before you show it",
        "1. Thing 1 is wrong at club.example",
        "This week",
        "2. Thing 2 is wrong at club.example",
        "3. Thing 4 is wrong at club.example",
        "After these",
        "Minimum bar",
        "Not looked at",
        "What would settle the rest",
        "This is on purpose",
    ]
    shown = plain_text(text)
    for words in (
        "One thing stands in the way",
        "about 2 h 10 min of work, then 4 h of waiting",
        "Seen from outside: 12 of 14 checks",
        "Since 23 November 2026, 10:00 UTC: one fixed, one new.",
        "you, at Vercel",
        "Then publish: In Lovable: Publish, then Update",
        "launchready recheck redirects/loop",
        "Name = www",
        "310 ms",
        "I have no access: the page is built by its scripts (two not settled)",
        "Make two test members.",
        "Thing 7 is wrong at club.example: It is a museum. (until 2027-01-31)",
    ):
        assert words in shown, words


def test_each_answer_has_its_words():
    assert "Nothing stands in the way" in to_markdown([sound()]).decode()
    told = to_markdown([run(Answer.READY_IF)]).decode()
    assert (
        "- Mend this: Thing 2 is wrong at club.example.\n- Let me look at your members' data, by what I ask for below.\n"
        in told
    )
    assert "neither yes nor no" in to_markdown([run(Answer.CANNOT_TELL)]).decode()
    whole = dataclasses.replace(run(), interrupted="you stopped it")
    assert "This run was not whole: you stopped it." in to_markdown([whole]).decode()
    many = dataclasses.replace(run().verdict, answer=Answer.READY_IF, conditions=tuple("abcdefgh"))
    assert "- and three more" in to_markdown([dataclasses.replace(run(), verdict=many)]).decode()


def test_several_targets_stand_one_after_the_other():
    both = to_markdown([run(), sound()]).decode()
    assert both.count("\n---\n") == 1
    assert shape(both).count("heading_open") == shape(to_markdown([run()]).decode()).count("heading_open") + 2


@pytest.mark.parametrize("poison", [*MARKDOWN, *SCRIPTS])
def test_a_hostile_text_stays_a_text(poison):
    # A step has a line for each of its lines, whatever they say.
    clean = shape(to_markdown([poisoned(run(), re.sub(r"[^\n]+", "x", poison))]).decode())
    text = to_markdown([poisoned(run(), poison)]).decode()
    assert shape(text) == clean
    found = list(tokens(text))
    assert not [
        token
        for token in found
        if token.type in {"html_block", "html_inline", "link_open", "image", "code_block", "fence", "s_open"}
    ]
    live = "".join(token.content for token in found if token.type == "text")
    assert not ALIVE.search(live), ALIVE.search(live)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a_b*c", r"a_b\*c"),
        ("SESSION_COOKIE_SECURE = True, is-so, v1.2 {x} a|b!", "SESSION_COOKIE_SECURE = True, is-so, v1.2 {x} a|b!"),
        ("_a_ __b__ a__b", r"\_a\_ \_\_b\_\_ a__b"),
        ("2 * 3 * 4, *a*", r"2 * 3 * 4, \*a\*"),
        ("[a] (b)", r"\[a] (b)"),
        ("1 < 2 <b>", r"1 < 2 \<b>"),
        ("R&D &amp; x", r"R&D \&amp; x"),
        ("in ~/.env ~~a~~", r"in ~/.env \~\~a\~\~"),
        ("$20, $x$", r"$20, $x\$"),
        (r"C:\dir \* end\ ".strip(), "C:\\dir \\\\\\* end\\\\"),
        ("see https://x.example/a_b.", "see `https://x.example/a_b`."),
        ("(www.x.example)", "(`www.x.example`)"),
        ("type `a*b` now", "type `a*b` now"),
        ("a ` b", "a ' b"),
        ("- x", r"\- x"),
        ("-x", "-x"),
        ("1. x", r"1\. x"),
        ("1.5 x", "1.5 x"),
        ("12) x", r"12\) x"),
        ("+ x", r"\+ x"),
        ("# x", r"\# x"),
        ("a # b #", r"a # b \#"),
        ("> x", r"\> x"),
        ("===", r"\==="),
        ("--|--", r"\--|--"),
        ("* * *", r"\* * \*"),
        ("://", "`://`"),
        ("@", "`@`"),
        ("", ""),
    ],
)
def test_how_text_is_escaped(words, shown):
    assert said(words) == shown
    assert not [
        token
        for token in tokens(said(words))
        if token.type in {"link_open", "html_inline", "em_open", "list_item_open"}
    ]


LINES = (
    *MARKDOWN, *SCRIPTS, "a_b*c <d> [e](f) | g & h", "1. see https://x.example/a_b.", "~~ $x$ #1 @you ^ ! = {}", "- a",
    r"\\ \_ a\ [x][y] ![z] [^1] [ ] [x]: y", "a # b ##", "&copy; &#35; &x", "_a_b_ *a _b* c_", "<!-- <?x <a",
)  # fmt: skip


@pytest.mark.parametrize("words", LINES)
def test_what_is_shown_is_what_was_said(words):
    """Alone, in a list, in a heading and between our own marks."""
    wanted = plain(words)
    if wanted.count("`") % 2:
        wanted = wanted.replace("`", "'")
    for frame in ("{}", "- {}", "### 1. {}", "> {}", "*{}*", "x {}", "x\n{}"):
        text = frame.format(said(words))
        kinds = {token.type for token in tokens(text)}
        assert not kinds & {"link_open", "image", "html_inline", "html_block", "code_block", "fence", "s_open", "hr"}
        assert bool(kinds & {"em_open", "strong_open"}) == (frame == "*{}*")
        assert sum(token.type == "heading_open" for token in tokens(text)) == frame.startswith("#")
        shown = plain_text(text).removeprefix("1. " if frame.startswith("#") else "x " if frame == "x {}" else "")
        shown = shown.removeprefix("x" if "\n" in frame else "")
        assert "".join(shown.split()).replace("`", "") == "".join(wanted.replace("`", "").split())


@given(st.text(alphabet="ab1_*[]()<>!#|~&;$^=-+.:/@`\\ \n", max_size=40))
def test_whatever_is_said_is_shown(words):
    wanted = plain(words)
    if wanted.count("`") % 2:
        wanted = wanted.replace("`", "'")
    found = list(tokens(f"x {said(words)} x"))
    assert {token.type for token in found} <= {
        "paragraph_open",
        "paragraph_close",
        "inline",
        "text",
        "code_inline",
        "text_special",
    }
    squeezed = "".join(plain_text(f"x {said(words)} x").split()).replace("`", "")
    assert squeezed == "".join(f"x{wanted.replace('`', '')}x".split())


@pytest.mark.parametrize("words", ["a | b", r"a \| b", "`a|b`", "|---|", "--|--"])
def test_a_bar_does_not_end_a_cell(words):
    table = f"| h | i |\n|---|---|\n| {cell(words)} | z |"
    cells = [token.content for token in tokens(table) if token.type == "inline"]
    assert len(cells) == 4
    assert plain_text(table) == f"hi{words.replace('`', '')}z"


def test_what_is_typed_stands_in_a_code_span():
    assert (code("a_b = `c`"), code(""), code("x")) == ("`` a_b = `c` ``", "` `", "`x`")
    step = "Do:\nDjango: A_B = True\nadd_header X;\nName = www\nTTL = \nplain words"
    finding = dataclasses.replace(run().results[0].findings[0], fix=Fix(steps=(step,)))
    told = dataclasses.replace(
        run(), results=(dataclasses.replace(run().results[0], findings=(finding,)), *run().results[1:])
    )
    text = to_markdown([told]).decode()
    for line in (
        "1. Do:",
        "   - Django: `A_B = True`",
        "   - `add_header X;`",
        "   - Name = `www`",
        "   - TTL =",
        "   - plain words",
    ):
        assert f"{line}\n" in text


def test_a_very_long_address_is_cut_in_the_middle():
    long = f"https://club.example/{'a' * 5000}/end"
    text = to_markdown([poisoned(run(), f"See {long}.")]).decode()
    assert "a" * 121 not in text
    assert "a/end" in text
