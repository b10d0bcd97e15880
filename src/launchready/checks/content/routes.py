"""Whether a page inside the app opens when somebody comes by its address, a bookmark or a reload."""

from collections.abc import Iterable, Iterator

from launchready.checks.content.views import unseen
from launchready.facts.page import Page, PageRole
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Confidence, GapReason, Level

NOT_FOUND = 404
FROM_THE_SERVER = NotApplicable("The pages of this site come from its server; no script makes addresses of its own.")


@check(
    "content/deep-link-missing",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Page,),
    levels={Level.IMPORTANT},
)
def deep_link_missing(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A page of the app exists only when one comes from another page of it."""
    pages = seen.all(Page)
    if pages and not any(page.shell or page.role is PageRole.ROUTE for page in pages):
        yield FROM_THE_SERVER
        return
    opened = [page for page in pages if not page.rendered and page.role in {PageRole.ROUTE, PageRole.LOGIN}]
    missing = [page for page in opened if page.status == NOT_FOUND and not page.shell]
    if missing:
        yield _finding(missing, _linked(page for page in pages if page.rendered or _came_whole(page)))
    if any(page.status == NOT_FOUND and page.shell for page in opened):
        # The app shows itself, as on hosts that know only an error page for unknown addresses.
        yield Note("Pages of the app open by their address, but answer 404 while they do: search engines skip them.")
    if not opened:
        gaps = list(unseen(seen))
        yield from gaps
        if not gaps and _linked(page for page in pages if page.rendered):
            detail = "no page of the app but the first one was opened by its address"
            yield Gap(fact="Page", subject=subject, reason=GapReason.NOT_RUN, detail=detail)


def _came_whole(page: Page) -> bool:
    return not page.shell and page.status != NOT_FOUND


def _linked(pages: Iterable[Page]) -> frozenset[str]:
    """Give the paths of further pages that these lead to."""
    shown = list(pages)
    own = {(page.subject.host_name, page.path) for page in shown}
    hosts = {host for host, _ in own}
    return frozenset(
        link.path for page in shown for link in page.links if link.host in hosts and (link.host, link.path) not in own
    )


def _finding(missing: list[Page], linked: frozenset[str]) -> Finding:
    """Judge routes together: one rule at the host mends all. One that only a script names may be an old one."""
    sure = any(page.path in linked or page.role is PageRole.LOGIN for page in missing)
    return Finding(
        level=Level.IMPORTANT,
        confidence=Confidence.CONFIRMED if sure else Confidence.LIKELY,
        values={
            "url": missing[0].url,
            "path": missing[0].path,
            "paths": [page.path for page in missing],
            "host": missing[0].subject.host_name,
        },
        places=tuple(Place.url(page.url) for page in missing),
        group=f"content/deep-link-missing:{missing[0].subject.host_name}",
    )
