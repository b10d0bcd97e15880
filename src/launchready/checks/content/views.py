"""The pages as they were seen: which views count, and whether enough was seen to say that nothing is wrong."""

from collections.abc import Iterator

from launchready.facts.page import Page, PageRole
from launchready.formats.address import Home, read
from launchready.model.fact import Gap
from launchready.model.seen import Seen
from launchready.model.target import Target
from launchready.model.words import GapReason

DEMO_PATH = frozenset({PageRole.LANDING, PageRole.LOGIN})
"""Roles of the pages that every guest comes through."""

BROWSER_ASK = "Install the browser extra: pipx install 'launchready[browser]', and Chromium, then look again."
OK = 200

_NOBODYS = Home(frozenset(), lambda _: False)


def on_demo_path(page: Page, target: Target) -> bool:
    """Whether guests come through this page: the front page, the sign-in, the address that is shared."""
    return page.role in DEMO_PATH or (page.subject.host_name == target.host and page.path == target.path)


def landing(seen: Seen, *, rendered: bool) -> Page | None:
    """Give the front page as it was sent, or as a browser shows it."""
    pages = (page for page in seen.all(Page) if page.role is PageRole.LANDING and page.rendered is rendered)
    return next(pages, None)


def unseen(seen: Seen) -> Iterator[Gap]:
    """Say what keeps us from telling that the pages of the demo path are all right.

    Which linked page could not be seen does not matter; an empty shell that no browser filled does.
    """
    pages = seen.all(Page)
    gaps = seen.gaps(Page)
    if not any(page.role is PageRole.LANDING for page in pages):
        yield from gaps
        return
    rendered = {page.role for page in pages if page.rendered}
    empty = [page for page in pages if page.shell and page.role in DEMO_PATH - rendered]
    if empty:
        yield from gaps or (built_by_scripts(empty[0]),)


def built_by_scripts(page: Page) -> Gap:
    """Say that only a browser shows what this page holds."""
    return Gap(
        fact="Page",
        subject=page.subject,
        reason=GapReason.NO_ACCESS,
        detail="the page is built by its scripts",
        ask=BROWSER_ASK,
    )


def front_page(seen: Seen) -> Iterator[Gap]:
    """Say why the front page is not known as it was sent."""
    gaps = seen.gaps(Page)
    yield from gaps
    if not gaps and (first := seen.first(Page)) is not None:
        detail = "the front page was not recorded as it was sent"
        yield Gap(fact="Page", subject=first.subject, reason=GapReason.NOT_RECORDED, detail=detail)


def is_local_address(url: str) -> bool:
    """Whether an address means the visitor's own computer or a private network: no server that could be upgraded."""
    address = read(url)
    return address is not None and _NOBODYS.kind_of(address.url) is not None
