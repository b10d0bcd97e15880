"""The first screen: the answer, whether two days are enough, and the minimum bar."""

from launchready.model.run import RunResult
from launchready.model.words import Answer
from launchready.report.causes import cut, things, title_of
from launchready.report.html.marks import bar_mark
from launchready.report.html.markup import Child, Markup, el, join
from launchready.report.words import (
    ANSWER_SAID,
    BAR_ANSWER,
    bar_counts,
    conditions,
    count,
    counted_once,
    helpers,
    host,
    hours,
    in_the_way,
    moment,
)

TONE = {
    Answer.READY: "go",
    Answer.READY_IF: "care",
    Answer.NOT_YET: "stop",
    Answer.CANNOT_TELL: "blind",
    Answer.NOT_LOOKED_AT: "rest",
}
BAR_TONE = {"yes": "go", "no": "stop", "not_looked_at": "rest"}
TWO_DAYS = {"YES": "Yes", "YES_IF": "Yes, if", "NO": "No"}
MOST_CONDITIONS = 4
MOST_REASONS = 5


def hero(run: RunResult) -> Markup:
    """Give the answer in the words people read, its scope and its time."""
    verdict = run.verdict
    looked = f"Looked at on {moment(run.as_of)}"
    took = f", in {run.effort.seconds:g} s" if run.effort.seconds else ""
    return el(
        "div",
        el("p", host(run), class_="site"),
        el("h1", ANSWER_SAID[verdict.answer]),
        *_why(run),
        el("p", f"{verdict.scope[:1].upper()}{verdict.scope[1:]}. {looked}{took}.", class_="scope soft small"),
        el("p", f"This run was not whole: {run.interrupted}. What is said here was seen.", class_="soft small")
        if run.interrupted
        else None,
        class_=f"answer {TONE[verdict.answer]}",
    )


def _why(run: RunResult) -> list[Markup]:
    verdict = run.verdict
    if verdict.answer is Answer.NOT_YET:
        return [el("p", f"{in_the_way(run)}.", class_="why")]
    if verdict.answer is Answer.READY_IF:
        shown, more = cut(conditions(run), MOST_CONDITIONS)
        rest = [el("li", f"and {count(more)} more, below")] if more else []
        return [el("ul", *(el("li", words) for words in shown), *rest, class_="why")]
    if verdict.answer is Answer.CANNOT_TELL:
        said = "What I could not see may stand in the way, so I say neither yes nor no. I could not look whether:"
        shown, more = cut(verdict.cannot_tell, MOST_CONDITIONS)
        rest = [el("li", f"and {count(more)} more, below")] if more else []
        return [el("p", said, class_="why"), el("ul", *(el("li", words) for words in shown), *rest)]
    return [el("p", "Nothing stands in the way of what I could look at.", class_="why")]


def _sentence(words: str) -> str:
    """Give words as a sentence begins."""
    return f"{words[:1].upper()}{words[1:]}"


def facts(run: RunResult) -> Markup:
    """Give the two cards beside the answer."""
    return el("div", _two_days(run), _bar(run), class_="facts")


def _two_days(run: RunResult) -> Markup:
    days = run.verdict.forty_eight_hours
    reasons, more = cut(days.because, MOST_REASONS)
    why: list[Child] = [el("li", f"{_sentence(reason)}.") for reason in reasons]
    if more:
        why.append(el("li", f"and {count(more)} more"))
    if not run.verdict.top:
        blind = run.verdict.answer is Answer.CANNOT_TELL
        words = "I can say this once I could look." if blind else "Nothing has to be mended first."
        return _fact("two-days", "Ready in 48 hours?", el("p", words))
    engineer = helpers(run).removeprefix("You need ").capitalize()
    waiting = hours(days.wait_hours) if days.wait_hours >= 0.1 else "None"
    figures = (
        ("In 48 hours?", TWO_DAYS[days.answer] + (" …" if days.answer == "YES_IF" else "")),
        ("Who you need", engineer),
        ("Work", f"About {hours(days.work_hours_p90)}"),
        ("Then waiting", waiting),
    )
    once = counted_once(run)
    return _fact(
        "two-days",
        "How long it takes",
        el("dl", *(el("div", el("dt", name), el("dd", value)) for name, value in figures), class_="figures"),
        el("ul", *why, class_="list small reasons") if why else None,
        el("p", once, class_="soft small") if once else None,
        *_start(run),
    )


def _start(run: RunResult) -> list[Markup]:
    """Say what to start with, the first thing to do, and what else to begin early because it waits by itself."""
    first = next(things(run))
    days = run.verdict.forty_eight_hours
    lines = [("Start with: ", first.finding.title)]
    if days.start_with and days.start_with != first.line.check and days.wait_hours >= 0.1:
        lines.append(("Begin early, because it then waits: ", title_of(run, days.start_with)))
    return [el("p", el("b", lead), f"{title.rstrip('.')}.", class_="start small") for lead, title in lines]


def _bar(run: RunResult) -> Markup:
    lines = run.verdict.minimum_bar
    bits = (
        el("i", class_=BAR_TONE[line.answer]) for line in sorted(lines, key=lambda x: list(BAR_TONE).index(x.answer))
    )
    wrong = [line for line in lines if line.answer == "no"]
    return _fact(
        "bar",
        "Minimum bar",
        el("div", *bits, class_="bits", aria_hidden="true"),
        el("p", bar_counts(run)),
        el("ul", *(_line(line.line, line.answer) for line in wrong), class_="bar only-screen") if wrong else None,
        el(
            "details",
            el("summary", f"All {len(lines)} lines"),
            el("ul", *(_line(line.line, line.answer) for line in lines), class_="bar"),
        ),
    )


def _line(words: str, answer: str) -> Markup:
    return el("li", bar_mark(answer), el("span", words), el("b", BAR_ANSWER[answer]), class_=BAR_TONE[answer])


def _fact(name: str, heading: str, *children: Child) -> Markup:
    return el("section", el("h2", heading, id=f"h-{name}"), join(children), class_="card", aria_labelledby=f"h-{name}")
