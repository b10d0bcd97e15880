"""The ready-made pages that stand where nobody has put anything yet, or where something broke."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from launchready.reference.read import table, value


class StockKind(StrEnum):
    """What a ready-made page is."""

    WELCOME = "welcome"
    """A server or host says that it runs, and nobody has put a site on it."""
    TEMPLATE = "template"
    """A builder or framework shows the page that it starts with."""
    LISTING = "listing"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class StockPage:
    """One ready-made page: who made it, and how its text looks, in lower case. All that is given must fit.

    `titles` are shell patterns over the whole title, `starts` beginnings of the visible text, `marks` parts of it (what
    pictures say of themselves included). `most_words`: a page with more has something of its own to say.
    """

    slug: str
    by: str
    kind: StockKind
    titles: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    most_words: int = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The table with its age."""

    read_on: date
    sources: tuple[str, ...]
    pages: tuple[StockPage, ...]

    def of(self, slug: str) -> StockPage | None:
        """The page of that slug."""
        return next((page for page in self.pages if page.slug == slug), None)


def stock_pages() -> Stock:
    """Read the table."""
    raw = table("stock.toml")
    return value({"read_on": raw["read_on"], "sources": raw["sources"], "pages": raw["page"]}, Stock, "stock")
