"""The page as text: what it says, that it is whole, and that nothing scanned becomes markup."""

import base64
import dataclasses
import hashlib
import itertools
import re
from html.parser import HTMLParser

import pytest

from launchready.model.run import Accepted, Ask, FortyEightHours, NotChecked, PlaceLine
from launchready.model.words import Answer, Level, Who
from launchready.report.html.markup import Markup, el, inline, paragraphs, text
from launchready.report.html.page import policy, to_html
from launchready.report.letter import letter
from tests.report.hostile import SCRIPTS
from tests.report.samples import finding, poisoned, result, run, sound

VOID = {"meta", "br", "path"}


class Outline(HTMLParser):
    """Reads the page as a browser does: elements, text, what is not closed."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {}
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.words.setdefault(self.open[-1], []).append(data)

    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]

    def said(self) -> str:
        kept = (words for tag, words in self.words.items() if tag not in {"script", "style"})
        return " ".join(word for words in kept for word in words)


def page(one=None) -> Outline:
    return Outline(to_html(one or run()))


def test_the_page_is_whole():
    outline = page()
    assert not outline.open
    ids = outline.values("id")
    assert len(ids) == len(set(ids))
    for reference in ("aria-labelledby", "data-from"):
        assert set(outline.values(reference)) <= set(ids)
    assert {"header", "main", "footer", "h1"} <= set(outline.names())
    assert outline.names().count("h1") == outline.names().count("main") == 1
    assert ("html", {"lang": "en"}) in outline.tags


def test_headings_stand_in_order():
    levels = [int(tag[1]) for tag in page().names() if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later <= sooner + 1 for sooner, later in itertools.pairwise(levels))


def test_nothing_is_loaded_from_anywhere():
    outline = page()
    assert not {"link", "img", "iframe", "object", "embed", "form", "base", "source"} & set(outline.names())
    assert not outline.values("src")
    assert not outline.values("style")
    assert outline.values("href") == ["#work"]
    assert not [name for _, attrs in outline.tags for name in attrs if name.startswith("on")]
    styles = "".join(outline.words["style"])
    assert "url(" not in styles
    assert "@import" not in styles


def test_the_policy_obeys_our_two_blocks_only():
    outline = page()
    said = next(attrs["content"] for tag, attrs in outline.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert said == policy()
    rules = dict(rule.split(" ", 1) for rule in said.split("; "))
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        assert outline.names().count(tag) == 1
        digest = base64.b64encode(hashlib.sha256("".join(outline.words[tag]).encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "data:"
    assert [tag for tag, _ in outline.tags].index("meta") < [tag for tag, _ in outline.tags].index("style")


@pytest.mark.parametrize("poison", SCRIPTS)
def test_a_hostile_text_stays_a_text(poison):
    clean, hostile = page(), page(poisoned(run(), poison))
    assert not hostile.open
    assert set(hostile.names()) <= set(clean.names()) | {"code"}
    assert {name for _, attrs in hostile.tags for name in attrs} == {name for _, attrs in clean.tags for name in attrs}
    assert hostile.words["script"] == clean.words["script"]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", hostile.said())


def test_poison_reaches_every_part_of_the_page():
    mark = "poisonpoison"
    shown = Outline(to_html(poisoned(run(), mark)))
    for tag in ("title", "h3", "p", "li", "b", "pre", "td", "span"):
        assert mark in "".join(shown.words[tag]), tag
    for tag in ("h1", "summary", "button", "script", "style"):  # our own words alone
        assert mark not in "".join(shown.words.get(tag, ())), tag


def test_the_answer_is_said_in_words():
    for answer, words in (
        (Answer.READY, "Yes, show it"),
        (Answer.READY_IF, "Yes, if you first …"),
        (Answer.NOT_YET, "Not yet"),
        (Answer.CANNOT_TELL, "I could not look"),
    ):
        outline = page(run(answer))
        assert outline.words["h1"] == [words]
        assert outline.words["title"] == [f"club.example: {words}"]
    assert "One thing stands in the way." in page().said()
    assert "Mend this: Thing 2 is wrong at club.example." in page(run(Answer.READY_IF)).said()
    assert "neither yes nor no" in page(run(Answer.CANNOT_TELL)).said()
    assert "Nothing has to be mended first." in page(sound()).said()
    blind = dataclasses.replace(sound(), verdict=dataclasses.replace(sound().verdict, answer=Answer.CANNOT_TELL))
    assert "I can say this once I could look." in page(blind).said()


def test_scope_time_and_two_days():
    said = page().said()
    assert "Seen from outside: 12 of 14 checks. Looked at on 24 November 2026, 07:26 UTC, in 2.4 s." in said
    for words in ("Yes, if …", "About 2 h 10 min", "4 h", "One of them needs an engineer."):
        assert words in said
    for words in ("Start with: ", "Begin early, because it then waits: "):
        assert words in said
    quick = FortyEightHours(answer="YES", work_hours_p90=0.2, wait_hours=0, start_with="redirects/loop")
    said = page(dataclasses.replace(run(), verdict=dataclasses.replace(run().verdict, forty_eight_hours=quick))).said()
    for words in ("Nobody", "None", "About 10 min"):
        assert words in said
    assert "Begin early" not in said


def test_the_minimum_bar_is_said_in_words_and_not_in_colour_alone():
    said = page().said()
    assert "1 yes · 1 no · 1 not looked at" in said
    for words in ("The demo path works", "not looked at", "All 3 lines"):
        assert words in said


def test_things_to_do_have_all_that_it_takes():
    outline = page()
    said = outline.said()
    for words in (
        "Before you show it",
        "This week",
        "You, at Vercel",
        "An engineer",
        "https://club.example/1 does what it should not.",
        "This also mends: Thing 3 is wrong at club.example.",
        "Open the page of domains, and choose",
        "Force HTTPS",
        "Then publish: ",
        "In Lovable: Publish, then Update",
        "They do not come back.",
        "launchready recheck redirects/loop",
        "After these",
        "Thing 8 is wrong at club.example",
    ):
        assert words in said, words
    assert outline.words["dt"][-3:] == ["Type", "Name", "Value"]
    assert outline.words["dd"][-3:] == ["CNAME", "www", "host.example"]
    assert "Thing 5" not in "".join(outline.words["h3"])


def test_a_picture_shows_what_a_member_sees():
    said = page().said()
    for words in ("ERR_TOO_MANY_REDIRECTS", "club.example sent you round in a circle.", "Vite + React", "Made with it"):
        assert words in said
    broken = run(results=(result("tls/expired", finding(1, Level.BLOCKER, places=())), *run().results[1:]))
    assert "Your connection is not private" in page(broken).said()
    bare = finding(2, Level.IMPORTANT)
    assert (
        "no picture"
        in page(run(results=(run().results[0], result("content/share-preview", bare), *run().results[2:]))).said()
    )


def test_copy_buttons_hold_the_prompts():
    outline = page()
    buttons = [attrs["data-from"] for tag, attrs in outline.tags if tag == "button"]
    assert len(buttons) == 3 + 3 + 2 + 1  # a builder's chat cannot reach the DNS; and the message
    assert "Lovable" in outline.said()
    assert all(attrs["type"] == "button" for tag, attrs in outline.tags if tag == "button")
    assert any("Rules:" in words for words in outline.words["pre"])


def test_the_message_asks_once():
    words = letter(run())
    assert words.splitlines()[0] == "To finish looking at club.example I need one thing from you:"
    assert "1. Make two test members. (about 6 min)" in words
    assert "That settles one open question." in words
    two = dataclasses.replace(
        run(), asks=(*run().asks, Ask(text="Another.", who=Who.FOUNDER, minutes=1, settles=("a", "b")))
    )
    assert "two things from you" in letter(two)
    assert "That settles three open questions." in letter(two)
    assert not letter(sound())
    assert "What would settle the rest" not in page(sound()).said()


def test_what_was_not_looked_at_stands_there():
    said = page().said()
    for words in (
        "Members' data",
        "I have no access: the page is built by its scripts",
        "With the code I could look at two more things.",
        "With your permission, or proof that the site is yours I could look at one more thing.",
        "mail, secrets and settings, demo path",
    ):
        assert words in said, words
    assert "Not looked at" not in page(sound()).words["h2"]


def test_the_rest_of_the_page():
    said = page().said()
    for words in (
        "310 ms",
        "23 November 2026",
        "not measured",
        "Since 23 November 2026, 10:00 UTC",
        "One fixed, one new.",
        "“It is a museum.” I ask again on 31 January 2027.",
        "on purpose until 31 January 2027",
        "Allowed by --authorised, 24 November 2026, 07:26 UTC.",
        "130 requests",
        "club.example at 203.0.113.10 and one more",
        "src/café app.ts line 3",
        "a question, not a finding",
        "a bug of ours",
        "The name has no IPv6 address.",
    ):
        assert words in said, words
    cut_off = dataclasses.replace(run(), interrupted="you stopped it")
    assert "This run was not whole: you stopped it." in page(cut_off).said()


def test_the_page_stays_small_whatever_was_found():
    long = "x" * 5000
    many = tuple(
        finding(
            number,
            Level.IMPORTANT,
            message=f"{number} {long}",
            title=f"{number} {long}",
            places=tuple(PlaceLine(kind="url", name=f"https://club.example/{n}/{long}") for n in range(50)),
            accepted=Accepted(reason=long, until="2027-01-31", at="2026-11-01") if number % 3 == 0 else None,
        )
        for number in range(1000)
    )
    lines = tuple(result(f"topic/{number}", *many[number * 10 : number * 10 + 10]) for number in range(100))
    quiet = tuple(result(f"quiet/{number}", gaps=(), notes=(long,)) for number in range(900))
    asked = tuple(NotChecked(check=f"a/{n}", needs=()) for n in range(1000))
    crowded = run(results=(*lines, *quiet), not_checked=asked)
    top = tuple(f.fingerprint for f in many[1:12:2] if not f.accepted)
    verdict = dataclasses.replace(crowded.verdict, top=top, conditions=(long,) * 500, cannot_tell=(long,) * 500)
    for answer in (Answer.READY_IF, Answer.CANNOT_TELL):
        whole = to_html(dataclasses.replace(crowded, verdict=dataclasses.replace(verdict, answer=answer)))
        assert len(whole) < 2_000_000
        assert b"more findings; all of them: launchready report --json" in whole


def test_the_same_run_gives_the_same_bytes():
    assert to_html(run()) == to_html(run())


def test_markup_is_made_by_its_maker_alone():
    assert el("p", "<b>", None, [el("b", "x"), "&"], class_="a", hidden=True, open=False) == (
        '<p class="a" hidden>&lt;b&gt;<b>x</b>&amp;</p>'
    )
    assert el("path", d='"') == '<path d="&quot;">'
    assert inline("a `b <` c") == "a <code>b &lt;</code> c"
    assert inline("a ` b") == "a ` b"
    assert paragraphs("a\nb\n\n\n\nc", "soft") == '<p class="soft">a b</p><p class="soft">c</p>'
    assert text("x" * 20, 10) == "x" * 9 + "…"
    assert isinstance(text("x"), Markup)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_in_both_schemes(scheme):
    style = "".join(page().words["style"])
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[scheme]))
    for ink in ("ink", "soft", "stop", "care", "go", "blind", "link"):
        for ground in ("paper", "card", "sunk"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["on-button"], colours["button"]) >= 4.5
    assert contrast(colours["edge"], colours["card"]) >= 3
