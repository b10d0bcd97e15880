"""What comes after the things to do: what was not seen, the targets, what is on purpose, how it was looked at."""

from launchready.model.run import RunResult
from launchready.model.words import Area
from launchready.report.causes import areas_unseen, cut, left_out, on_purpose, unseen
from launchready.report.html.markup import Child, Markup, el, inline, text
from launchready.report.html.todo import copy_button
from launchready.report.letter import letter
from launchready.report.words import EFFECT, REASON, SOURCE, TARGET, changed, count, day, moment
from launchready.verdict.areas import AREA_WORDS

MOST_REASONS = 12
MOST_TITLES = 4
MOST_ON_PURPOSE = 60
PERMISSION = "your permission, or proof that the site is yours"


def asks(run: RunResult) -> Markup | None:
    """Give what would settle the rest as one message to copy."""
    words = letter(run)
    if not words:
        return None
    return _section(
        "asks",
        "What would settle the rest",
        el("p", "One message, with everything that I need and nothing more.", class_="soft"),
        el(
            "details",
            el("summary", "The message"),
            el("pre", text(words, 8000), id="letter", class_="letter"),
            open=True,
        ),
        el("div", copy_button(["Copy the message"], "letter"), class_="copies"),
    )


def not_looked_at(run: RunResult) -> Markup | None:
    """List what was not looked at, with the reason: as much in sight as what was found."""
    known, foreign = areas_unseen(run)
    rows: list[Child] = []
    rows += [el("li", el("b", _capital(AREA_WORDS[Area(name)])), el("p", "Not looked at yet.")) for name in known]
    reasons, more = cut(unseen(run, {str(reason): words for reason, words in REASON.items()}), MOST_REASONS)
    for reason in reasons:
        shown, titles_more = cut(list(dict.fromkeys(line.title for line in reason.lines)), MOST_TITLES)
        rest = f" And {count(titles_more)} more." if titles_more else ""
        titles = " ".join(f"{title.rstrip('.')}." for title in shown)
        rows.append(el("li", el("b", _capital(reason.why)), el("p", f"Not settled: {titles}{rest}")))
    if more:
        rows.append(el("li", f"And {count(more)} more reasons, by area below."))
    for source, checks in left_out(run).items():
        needs = SOURCE[source] if source else PERMISSION
        some = "one more thing" if len(checks) == 1 else f"{count(len(checks))} more things"
        rows.append(el("li", el("b", f"With {needs} I could look at {some}.")))
    if foreign:
        words = ", ".join(AREA_WORDS[Area(name)] for name in foreign)
        rows.append(el("li", el("b", "This version cannot look at"), el("p", f"{words}.")))
    if not rows:
        return None
    return _section("unseen", "Not looked at", el("ul", *rows, class_="list card"))


def targets(run: RunResult) -> Markup:
    """Give the table of the four targets."""
    head = el("thead", el("tr", *(el("th", words, scope="col") for words in ("Target", "Wanted", "Measured", "When"))))
    rows = [
        el(
            "tr",
            el("th", TARGET.get(figure.name, figure.name), scope="row"),
            el("td", figure.target, data_name="Wanted"),
            el("td", figure.measured or "not measured", data_name="Measured"),
            el("td", day(figure.measured_at) if figure.measured_at else "never", data_name="When"),
        )
        for figure in run.verdict.targets
    ]
    return _section("targets", "The four targets", el("div", el("table", head, el("tbody", *rows)), class_="card"))


def changes(run: RunResult) -> Markup | None:
    """Say what is different from the run before."""
    if run.changes is None:
        return None
    titles = {f.fingerprint: f.title for line in run.results for f in line.findings}
    new, more = cut([titles.get(name, "") for name in run.changes.new if name in titles], MOST_REASONS)
    counts = _capital(changed(run.changes))
    rest = el("li", f"and {count(more)} more") if more else None
    listed = el("ul", *(el("li", inline(title)) for title in new), rest, class_="list card") if new else None
    return _section("changes", f"Since {moment(run.changes.since)}", el("p", counts, class_="soft"), listed)


def purposes(run: RunResult) -> Markup | None:
    """Keep the record of what was accepted on purpose."""
    found, more = cut(on_purpose(run), MOST_ON_PURPOSE)
    if not found:
        return None
    rows = [
        el(
            "li",
            el("b", inline(one.finding.title)),
            el("p", f"“{one.accepted.reason}” I ask again on {day(one.accepted.until)}."),
        )
        for one in found
    ]
    rest = el("li", f"and {count(more)} more") if more else None
    return _section("purpose", "This is on purpose", el("ul", *rows, rest, class_="list card"))


def how(run: RunResult) -> Markup:
    """Say what I was allowed to do, who said so, and what the looking cost."""
    allowed = [
        el("li", el("b", _capital(EFFECT[one.effect])), el("p", f"Allowed by {one.given_by}, {moment(one.at)}."))
        for one in run.consent
    ]
    looking = el(
        "li", el("b", "Just looking"), el("p", "What the browser of any visitor does. It needs no permission.")
    )
    effort = run.effort
    cost = (
        f"{effort.seconds:g} seconds, {effort.requests} requests, {effort.connections} connections, "
        f"{effort.queries} questions to the DNS."
    )
    return _section(
        "how",
        "How I looked",
        el("ul", looking, *allowed, el("li", el("b", "What it cost"), el("p", cost)), class_="list card"),
    )


def _section(name: str, heading: str, *children: Child) -> Markup:
    return el("section", el("h2", heading, id=f"h-{name}"), *children, aria_labelledby=f"h-{name}")


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
