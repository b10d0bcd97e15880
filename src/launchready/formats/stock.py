"""Recognises the ready-made pages that servers, hosts and frameworks show when nobody put anything there."""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Protocol

# Such a page names itself early.
_LOOK_AT = 8_000
# Between an element and the punctuation after it the text of a tree has a space that nobody sees.
_GAP = re.compile(r" (?=[:.,!?])")


class StockRule(Protocol):
    """How one ready-made page looks; `reference.StockPage` fulfils it."""

    @property
    def slug(self) -> str: ...
    @property
    def titles(self) -> tuple[str, ...]: ...
    @property
    def starts(self) -> tuple[str, ...]: ...
    @property
    def marks(self) -> tuple[str, ...]: ...
    @property
    def most_words(self) -> int: ...


def stock(title: str, text: str, words: int, rules: Iterable[StockRule], *, pictured: str = "") -> str:
    """The slug of the ready-made page that this is; empty for a page of somebody's own.

    `text` is the visible one, `words` their number, `pictured` what pictures say of themselves.

    Everything that a rule names must fit: one of its titles, one of its beginnings, all of its marks, and not more
    words than such a page has. An article about the page has more to say.
    """
    low = _GAP.sub("", " ".join(f"{text[:_LOOK_AT]} {pictured}".lower().replace("\u2019", "'").split()))
    name = " ".join(title.lower().split())
    return next((rule.slug for rule in rules if words <= rule.most_words and _fits(rule, name, low)), "")


def _fits(rule: StockRule, title: str, text: str) -> bool:
    titled = not rule.titles or any(fnmatchcase(title, pattern) for pattern in rule.titles)
    begins = not rule.starts or text.startswith(rule.starts)
    return titled and begins and all(mark in text for mark in rule.marks)
