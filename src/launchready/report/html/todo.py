"""Things to do: for each what a member sees, one sentence, the clicks, and the text to paste."""

import re
from collections.abc import Iterable, Sequence

from launchready.advise.prompt import prompt_for
from launchready.advise.tools import tool_of
from launchready.model.run import Fix, RunResult
from launchready.model.words import Level
from launchready.report.causes import Thing, cut, further, things
from launchready.report.html.markup import Markup, el, inline, join, paragraphs, text
from launchready.report.html.sights import sight
from launchready.report.steps import Field, Part, Typed, blocks, under
from launchready.report.words import LEVEL, count, effort, who

TOOLS = ("lovable", "cursor", "claude")
TONE = {Level.BLOCKER: "stop", Level.IMPORTANT: "care", Level.OPTIONAL: "rest"}
MOST_STEPS = 20
MOST_OTHERS = 8
MOST_FURTHER = 12
PROMPT_LONGEST = 12_000
_BETWEEN = re.compile(r"(?<! =) (?!= )")
LONGEST_WORD = 60
"""What is longer than this in a line to type is no word that anybody reads whole: it may be broken."""


def to_do(run: RunResult) -> Markup:
    """Give the things to do, those before the showing first."""
    found = list(things(run))
    parts = [_section(run, level, [t for t in found if t.finding.level is level]) for level in Level]
    return join([*parts, _further(run)])


def _section(run: RunResult, level: Level, found: Sequence[Thing]) -> Markup | None:
    if not found:
        return None
    words = LEVEL[level]
    name = f"h-{level.value.lower()}"
    return el(
        "section",
        el("h2", f"{words[:1].upper()}{words[1:]}", id=name),
        el("ol", *(el("li", _thing(run, thing)) for thing in found), class_="things"),
        aria_labelledby=name,
    )


def _thing(run: RunResult, thing: Thing) -> Markup:
    finding = thing.finding
    blocks = finding.level is Level.BLOCKER
    name = f"do-{thing.number}"
    return el(
        "article",
        el(
            "header",
            el("h3", el("span", str(thing.number), class_="count"), inline(finding.title), id=name),
            el("p", el("b", _person(finding.fix)), f" · {effort(finding.fix)}", class_="who"),
        ),
        sight(finding, thing.line),
        el("p", inline(finding.message), class_="says"),
        _others(thing),
        el("details", el("summary", "How to mend it"), steps(finding.fix), open=blocks) if finding.fix.steps else None,
        el("details", el("summary", "Why it matters"), el("div", paragraphs(finding.why), class_="why"))
        if finding.why
        else None,
        _prompts(run, thing),
        el(
            "p",
            "Done? I look again with ",
            el("code", f"launchready recheck {thing.line.check}"),
            class_="again",
        ),
        class_=f"thing {TONE[finding.level]}",
        aria_labelledby=name,
    )


def _person(fix: Fix) -> str:
    said = who(fix)
    return f"{said[:1].upper()}{said[1:]}"


def _others(thing: Thing) -> Markup | None:
    """Name what has the same cause, so that nobody mends it twice."""
    titles = list(dict.fromkeys(f.title for f in thing.others if f.title != thing.finding.title))
    if not titles:
        return None
    shown, more = cut(titles, MOST_OTHERS)
    rest = f"; and {count(more)} more" if more else ""
    return el("p", f"This also mends: {'; '.join(shown)}{rest}.", class_="also soft small")


def steps(fix: Fix) -> Markup:
    """Give the clicks, the form to fill in as that provider shows it, and how it is published."""
    shown, more = cut(fix.steps, MOST_STEPS)
    return join(
        [
            el("ol", *(el("li", _step(step)) for step in shown), class_="steps"),
            el("p", f"And {count(more)} more steps.", class_="soft") if more else None,
            el("p", el("b", "Then publish: "), inline(fix.publish), class_="publish") if fix.publish else None,
        ]
    )


def _step(step: str) -> Markup:
    """Give one step; lines `Field = value` under it become a form, lines to type keep their shape."""
    first, parts = under(step)
    return join([inline(first), *(_block(kind, members) for kind, members in blocks(parts))])


def _block(kind: type, members: Sequence[Part]) -> Markup:
    if kind is Field:
        return el("dl", *_fields(members), class_="form")
    if kind is Typed:
        lines = (_typed(each) for each in members if isinstance(each, Typed))
        # It can be scrolled, so it must be reached by the keyboard too.
        return el("div", *lines, class_="typed", tabindex="0", role="group", aria_label="To type as it stands")
    return join([el("br"), inline(each)] for each in members if isinstance(each, str))


def _fields(members: Iterable[Part]) -> Iterable[Markup]:
    for each in members:
        if isinstance(each, Field):
            yield el("dt", each.name)
            yield el("dd", each.value)


def _typed(line: Typed) -> Markup:
    """Give a line to type: it is broken between its words only, and not around ` = ` where there is room."""
    pairs = [_words(pair) for pair in _BETWEEN.split(line.code)]
    return el("p", el("b", line.lead) if line.lead else None, el("code", _spaced(pairs)))


def _words(pair: str) -> Markup:
    words = [el("span", word) if len(word) <= LONGEST_WORD else text(word) for word in pair.split(" ")]
    return el("span", _spaced(words), class_="pair") if len(words) > 1 else words[0]


def _spaced(words: Sequence[Markup]) -> Markup:
    return join([each for word in words for each in (" ", word)][1:])


def _prompts(run: RunResult, thing: Thing) -> Markup | None:
    """Give a button for each tool that can mend it, and the very texts that the buttons copy."""
    names: dict[str, list[str]] = {}
    for slug in TOOLS:
        prompt = prompt_for(run, thing.finding, thing.line, slug)
        if prompt:
            names.setdefault(prompt, []).append(tool_of(slug).name)
    if not names:
        return None
    ids = {prompt: f"p{thing.number}-{number}" for number, prompt in enumerate(names, 1)}
    buttons = [copy_button(["Copy for ", name], ids[prompt]) for prompt, tools in names.items() for name in tools]
    texts = [
        join([el("h4", f"For {' or '.join(tools)}"), el("pre", text(prompt, PROMPT_LONGEST), id=ids[prompt])])
        for prompt, tools in names.items()
    ]
    return join(
        [
            el("div", el("span", "Copy for", class_="lead", aria_hidden="true"), *buttons, class_="copies for"),
            el("details", el("summary", "Read that text"), *texts, class_="pasted"),
        ]
    )


def copy_button(words: Sequence[str], source: str) -> Markup:
    """Give a button that copies the text of an element; without scripts it is not shown.

    Of two words a narrow screen shows the second: the first stands before the row.
    """
    *lead, name = words
    return el(
        "button",
        el("span", *(el("span", word, class_="lead") for word in lead), name, class_="now"),
        el("span", "Copied", class_="then", aria_hidden="true"),
        el("span", "Selected", class_="hand", aria_hidden="true"),
        type="button",
        data_from=source,
    )


def _further(run: RunResult) -> Markup | None:
    """Name what did not fit into the seven."""
    found = further(run)
    if not found:
        return None
    shown, more = cut(found, MOST_FURTHER)
    rest = el("li", f"and {count(more)} more, by area below", class_="soft") if more else None
    return el(
        "section",
        el("h2", "After these", id="h-further"),
        el("ul", *(el("li", inline(f.title)) for f in shown), rest, class_="list card"),
        aria_labelledby="h-further",
    )
