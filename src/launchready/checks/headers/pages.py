"""The site's own pages as far as they were seen: the ground of the judgements about headers and cookies."""

from collections.abc import Iterator

from launchready.checks.redirects.ways import is_near
from launchready.facts.page import FormPurpose, Page, PageRole, best_views
from launchready.model.fact import Gap
from launchready.model.finding import NotApplicable
from launchready.model.seen import Seen
from launchready.model.subject import SubjectKind
from launchready.model.target import Target

LOCAL = NotApplicable(
    "This address is written as a number or a local name: what its server sends says nothing about the published site."
)
FAILURE = 400
_HTML = frozenset({"", "text/html", "application/xhtml+xml"})
_ENTRY = frozenset({FormPurpose.LOGIN, FormPurpose.SIGN_UP, FormPurpose.RESET})
# Whole parts of a path that name the step where money is paid.
_PAYMENT = frozenset({"checkout", "payment", "payments", "pay", "kasse", "paiement", "pago"})


def own_pages(seen: Seen, target: Target) -> tuple[Page, ...]:
    """The best view of each page that the founder's own hosts answered; where a script moved on there is no answer."""
    answered = (page for page in seen.all(Page) if page.status)
    return tuple(page for page in best_views(answered) if is_near(page.subject.host_name, target))


def shown(seen: Seen, target: Target) -> tuple[Page, ...]:
    """Those of them that show something: no error pages, no files."""
    pages = own_pages(seen, target)
    return tuple(page for page in pages if page.status < FAILURE and page.content_type in _HTML)


def blind(seen: Seen, target: Target) -> Iterator[Gap]:
    """What is missing about hosts of the site of which no page was seen at all."""
    known = {page.subject.host_name for page in own_pages(seen, target)}
    for gap in seen.gaps(Page):
        host = gap.subject.host_name
        if gap.subject.kind is SubjectKind.HOST and is_near(host, target) and host not in known:
            yield gap


def lets_in(page: Page) -> bool:
    """Whether people sign in, sign up or set a password there."""
    return page.role is PageRole.LOGIN or any(form.purpose in _ENTRY for form in page.forms)


def takes_money(page: Page) -> bool:
    """Whether people pay there."""
    parts = set(page.path.lower().strip("/").split("/"))
    return bool(parts & _PAYMENT) or any(form.purpose is FormPurpose.PAYMENT for form in page.forms)
