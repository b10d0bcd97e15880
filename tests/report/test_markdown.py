"""Markdown, read by a CommonMark parser: what a scanned site wrote stays a text."""

import dataclasses
import re

import pytest
from markdown_it import MarkdownIt

from launchready.model.words import Answer
from launchready.report.markdown import said, to_markdown
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
        ("a_b*c", r"a\_b\*c"),
        ("see https://x.example/a_b.", "see `https://x.example/a_b`."),
        ("(www.x.example)", "(`www.x.example`)"),
        ("type `a*b` now", "type `a*b` now"),
        ("a ` b", "a ' b"),
        ("- x", r"\- x"),
        ("1. x", r"1\. x"),
        ("12) x", r"12\) x"),
        ("+ x", r"\+ x"),
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


def test_what_is_shown_is_what_was_said():
    for words in ("a_b*c <d> [e](f) | g & h", "1. see https://x.example/a_b.", "~~ $x$ #1 @you ^ ! = {}", "- a"):
        assert plain_text(said(words)) == words
