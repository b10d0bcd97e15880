"""Whether the front page shows visitors anything of the founder's: not nothing, an error or a ready-made page."""

from collections.abc import Iterator
from dataclasses import dataclass

from launchready.checks.content.views import built_by_scripts, front_page, landing
from launchready.checks.redirects.ways import is_ours
from launchready.facts.asset import Asset
from launchready.facts.page import ConsoleKind, Page, ResourceKind
from launchready.facts.sight import Body, Sight
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import HostRole, Target
from launchready.model.words import Area, Confidence, GapReason, Level

REPORTED = NotApplicable("The front page answers with an error, which is reported by itself.")
FOR_PROGRAMS = NotApplicable("This address is for programs, which need no page.")
GONE = frozenset({404, 410})
SERVER_ERROR, CLIENT_ERROR, FINE = 500, 400, range(200, 300)
# What an interface for programs may answer where people would look for a page.
RAW = frozenset({Body.NOTHING, Body.DATA, Body.TEXT, Body.FILE, Body.BYTES})
CASES = {
    Body.NOTHING: "",
    Body.DATA: "data",
    Body.SOURCE: "source",
    Body.FILE: "file",
    Body.BYTES: "bytes",
}
AGAIN = "Open {url} in a private window. If you see your site there, look again in a few minutes."


@dataclass(frozen=True, slots=True)
class Flaw:
    """What visitors get instead of a page."""

    case: str
    confidence: Confidence = Confidence.CONFIRMED
    cause: str = ""
    by: str = ""


@check(
    "content/blank",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Page,),
    uses=(Asset,),
    levels={Level.BLOCKER},
    if_unknown=Level.IMPORTANT,
)
def blank(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Visitors of the front page see nothing, an error or a default page."""
    page = landing(seen, rendered=True) or landing(seen, rendered=False)
    if page is None:
        yield from front_page(seen)
    elif page.status >= SERVER_ERROR or page.status in GONE:
        yield REPORTED
    elif page.status not in FINE:
        yield _unsure(page, GapReason.BLOCKED, f"the front page answered us with status {page.status}")
    elif page.sight is None:
        yield _unsure(page, GapReason.NOT_RECORDED, "what there is to see on the front page was not recorded")
    elif page.sight.body in RAW and _for_programs(ctx.target):
        yield FOR_PROGRAMS
    else:
        yield from _judged(page, page.sight, seen, ctx)


def _judged(page: Page, sight: Sight, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    kind, by = ctx.reference.stock_page_of(sight.stock)
    # Further inside, a list of files may well be what was meant to be shown.
    if kind and not (kind == "listing" and page.path != "/"):
        yield _finding(page, Flaw(kind, by=by), ctx.target)
    elif not sight.whole and not sight.letters and not sight.things:
        yield _unsure(page, GapReason.FAILED, "the front page broke off before anything of it was there")
    elif sight.body in CASES:
        yield _finding(page, Flaw(CASES[sight.body]), ctx.target)
    elif page.rendered:
        yield from _rendered(page, sight, seen, ctx.target)
    elif sight.body is Body.PAGE and (page.shell or (_is_bare(sight) and sight.later)):
        yield from seen.gaps(Page) or (built_by_scripts(page),)
    elif sight.body is Body.PAGE and _is_bare(sight):
        yield _finding(page, Flaw(""), ctx.target)


def _rendered(page: Page, sight: Sight, seen: Seen, target: Target) -> Iterator[Outcome]:
    """Judge what a browser shows: by its elements, and by its picture, which holds what no element tells."""
    if not _is_bare(sight) or sight.one_colour is False:
        return
    if sight.one_colour is None:
        yield _unsure(page, GapReason.FAILED, "the browser gave no picture of the front page")
    elif not sight.at_rest:
        yield _unsure(page, GapReason.TIMED_OUT, "the front page still showed nothing when its time was over")
    elif sight.held_back:
        yield _unsure(
            page, GapReason.NOT_RUN, "the front page showed nothing, but not all that it asks for was let out"
        )
    else:
        yield _finding(page, _cause(page, seen, target) if sight.later else Flaw(""), target)


def _cause(page: Page, seen: Seen, target: Target) -> Flaw:
    """Say why the app does not come up. Without a cause it may be us whom it shows nothing: then it is only likely."""
    named = {one.url for one in page.resources}
    missing = [
        one.url
        for one in page.resources
        if one.kind is ResourceKind.SCRIPT and is_ours(one.host, target) and (one.failed or one.status >= CLIENT_ERROR)
    ]
    missing += [one.url for one in seen.all(Asset) if one.html_instead and one.own_host and one.url in named]
    if missing:
        return Flaw("shell-file", cause=missing[0])
    thrown = [line.text for line in page.console if line.kind is ConsoleKind.UNCAUGHT]
    return Flaw("shell-error", cause=thrown[0]) if thrown else Flaw("shell", Confidence.LIKELY)


def _is_bare(sight: Sight) -> bool:
    return not sight.letters and not sight.things


def _for_programs(target: Target) -> bool:
    """Whether the founder typed an interface for programs on purpose."""
    declared = any(host.name == target.host and host.role is HostRole.API for host in target.hosts)
    return declared or target.path != "/" or target.host.partition(".")[0] == "api"


def _unsure(page: Page, reason: GapReason, detail: str) -> Gap:
    return Gap(fact="Page", subject=page.subject, reason=reason, detail=detail, ask=AGAIN.format(url=page.url))


def _finding(page: Page, flaw: Flaw, target: Target) -> Finding:
    return Finding(
        level=Level.BLOCKER,
        confidence=flaw.confidence,
        values={"url": page.url, "host": target.host, "cause": flaw.cause, "by": flaw.by},
        places=(Place.url(page.url),),
        case=flaw.case,
        group=f"content/blank:{page.subject.host_name}",
    )
