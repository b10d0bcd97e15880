"""The whole page: one file, no request, no script but for the Copy buttons."""

import base64
import hashlib
from functools import cache
from importlib import resources

from launchready.model.run import RunResult
from launchready.report.html.answer import facts, hero
from launchready.report.html.areas import by_area
from launchready.report.html.markup import Markup, el, join, raw, text
from launchready.report.html.rest import asks, changes, how, not_looked_at, purposes, targets
from launchready.report.html.todo import to_do
from launchready.report.words import ANSWER_SAID, host

STYLES = ("style.css", "sight.css", "print.css")
SCRIPT = "copy.js"


@cache
def _file(name: str) -> str:
    return (resources.files("launchready.report.html") / name).read_text(encoding="utf-8")


def _style() -> str:
    return "\n".join(_file(name) for name in STYLES)


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def policy() -> str:
    """Give the content security policy: nothing is loaded, and only our two blocks are obeyed."""
    return (
        f"default-src 'none'; style-src '{_hash(_style())}'; script-src '{_hash(_file(SCRIPT))}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def to_html(run: RunResult) -> bytes:
    """Give one page in UTF-8: the same run gives the same bytes."""
    return ("<!doctype html>\n" + el("html", _head(run), _body(run), lang="en") + "\n").encode()


def _head(run: RunResult) -> Markup:
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy()),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="robots", content="noindex"),
        el("title", text(f"{host(run)}: {ANSWER_SAID[run.verdict.answer]}", 160)),
        el("style", raw(_style())),
        el("script", raw(_file(SCRIPT))),
    )


def _body(run: RunResult) -> Markup:
    work = [
        to_do(run),
        changes(run),
        asks(run),
        not_looked_at(run),
        targets(run),
        purposes(run),
        by_area(run),
        how(run),
    ]
    return el(
        "body",
        el("a", "Skip to what to do", href="#work", class_="skip"),
        el("header", el("b", "launchready"), " may I show it?", class_="top"),
        el(
            "main",
            hero(run),
            el("div", facts(run), el("div", join(work), id="work", class_="work", tabindex="-1"), class_="spread"),
        ),
        el(
            "footer",
            el("p", f"Made by launchready {run.tool.version} for the profile “{run.target.profile}”."),
            el("p", "This page is one file. It sends nothing and needs no network."),
        ),
        el("p", id="said", role="status", class_="away"),
    )
