"""Whether strangers may show the site's pages inside their own (clickjacking)."""

from collections.abc import Iterator, Sequence

from launchready.checks.headers.pages import LOCAL, blind, lets_in, shown, takes_money
from launchready.facts.page import Page
from launchready.formats.csp import Framing, framing
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, GapReason, Level

ON_PURPOSE = Note("The site says itself that any site may show its pages inside their own; a widget is made for that.")
_MOST_PLACES = 5
_OPEN = frozenset({Framing.NOT_SAID, Framing.IGNORED, Framing.EVERYBODY})


@check(
    "headers/framing-open",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Page,),
    levels={Level.IMPORTANT, Level.OPTIONAL},
)
def framing_open(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A page where people sign in or pay can be shown inside a stranger's page."""
    target = ctx.target
    if target.is_literal:
        yield LOCAL
        return
    yield from blind(seen, target)
    judged = [(page, _framing(page)) for page in shown(seen, target)]
    open_pages = [(page, how) for page, how in judged if how in _OPEN]
    risky = [(page, how) for page, how in open_pages if lets_in(page) or takes_money(page)]
    # Where a page says that everybody may show it, somebody wants it embedded; at a login nobody does.
    elsewhere = [(page, how) for page, how in open_pages if how is not Framing.EVERYBODY]
    if risky:
        yield _finding(risky, Level.IMPORTANT)
    elif elsewhere:
        yield _finding(elsewhere, Level.OPTIONAL)
    elif open_pages:
        yield ON_PURPOSE
    for page, how in judged:
        if how is Framing.CUT:
            detail = f"what {page.url} says about who may show it inside a page is longer than what I keep of it"
            yield Gap(fact="Page", subject=page.subject, reason=GapReason.NOT_RECORDED, detail=detail)


def _framing(page: Page) -> Framing:
    return framing(page.headers.csp, page.headers.frame_options, page.headers.csp_meta)


def _finding(pages: Sequence[tuple[Page, Framing]], level: Level) -> Finding:
    hows = {how for _, how in pages}
    case = "elsewhere" if level is Level.OPTIONAL else ""
    if not case and hows == {Framing.IGNORED}:
        case = "ignored"
    elif not case and hows == {Framing.EVERYBODY}:
        case = "everybody"
    first = pages[0][0]
    return Finding(
        level=level,
        values={
            "what": _what([page for page, _ in pages]),
            "url": first.url,
            "urls": [page.url for page, _ in pages],
            "host": first.subject.host_name,
            "path": first.path,
        },
        places=tuple(Place.url(page.url) for page, _ in pages[:_MOST_PLACES]),
        case=case,
        group=f"headers:{first.subject.host_name}",
    )


def _what(pages: Sequence[Page]) -> str:
    """Name the pages by what people do there, the checkout by its own word."""
    names = dict.fromkeys("login" if lets_in(page) else "checkout" for page in pages)
    return " and ".join(sorted(names, reverse=True))
