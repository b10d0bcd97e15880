"""Whether search engines are sent away from the live site."""

from collections.abc import Iterator

from launchready.checks.content.views import OK, front_page, landing
from launchready.checks.redirects.foreign import is_test_copy
from launchready.facts.page import FormPurpose, Page
from launchready.formats.robots import says_noindex
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Level

A_COPY = NotApplicable("This address is a preview or a copy for testing, which search engines need not list.")
ON_THIS_MACHINE = NotApplicable("No search engine can come to a local address.")
BEHIND_A_LOGIN = NotApplicable("The site begins with its sign-in, so there is nothing for search engines to list.")
AN_ERROR = NotApplicable("The front page answers with an error, which is reported by itself.")
# A sign-in page says little beside its form; a front page with a login box in the corner says more.
WORDS_OF_A_FRONT_PAGE = 120


@check(
    "content/not-indexable",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Page,),
    levels={Level.IMPORTANT},
)
def not_indexable(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The front page, or robots.txt, asks search engines to stay away."""
    host = ctx.target.host
    if ctx.target.is_literal:
        yield ON_THIS_MACHINE
        return
    if ctx.reference.preview_suffix_of(host) is not None or is_test_copy(host, ctx.target.apex):
        yield A_COPY
        return
    page = landing(seen, rendered=False)
    if page is None:
        yield from front_page(seen)
    elif page.status != OK:
        yield AN_ERROR
    elif begins_with_login(page, landing(seen, rendered=True)):
        yield BEHIND_A_LOGIN
    else:
        yield from _refused(page)


def begins_with_login(page: Page, rendered: Page | None) -> bool:
    """Whether the front page is the sign-in itself, in the fullest view of it."""
    best = rendered or page
    signs_in = any(form.purpose is FormPurpose.LOGIN for form in best.forms)
    return signs_in and best.words < WORDS_OF_A_FRONT_PAGE


def _refused(page: Page) -> Iterator[Finding]:
    """Give one finding, by the place that is mended first."""
    by_robots = page.robots_blocked is True
    case = "robots" if by_robots else ""
    if not by_robots and says_noindex(page.headers.robots_tag):
        case = "header"
    elif not by_robots and not says_noindex(page.meta.robots):
        return
    url = page.url
    robots = f"{url.partition('://')[0]}://{page.subject.host_name}/robots.txt"
    yield Finding(
        level=Level.IMPORTANT,
        values={"host": page.subject.host_name, "url": url, "robots": robots},
        places=(Place.url(robots if by_robots else url),),
        case=case,
        group=f"content/not-indexable:{page.subject.host_name}",
    )
