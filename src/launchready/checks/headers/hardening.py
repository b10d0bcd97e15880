"""The small headers that make a good site harder to abuse: one finding for all that are missing."""

from collections.abc import Iterator

from launchready.checks.headers.pages import LOCAL, blind, shown
from launchready.facts.page import Page, PageHeaders
from launchready.formats.csp import nosniff, policies, referrer, tells_paths
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Level

_MOST_PLACES = 5


@check(
    "headers/hardening",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Page,),
    levels={Level.OPTIONAL},
)
def hardening(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Pages come without some of the headers that browsers offer for protection."""
    target = ctx.target
    if target.is_literal:
        yield LOCAL
        return
    yield from blind(seen, target)
    lacking = [(page, lacks) for page in shown(seen, target) if (lacks := tuple(_lacks(page.headers)))]
    if not lacking:
        return
    names = tuple(dict.fromkeys(name for _, lacks in lacking for name in lacks))
    first = lacking[0][0]
    yield Finding(
        level=Level.OPTIONAL,
        values={"missing": names, "url": first.url, "host": first.subject.host_name, "zone": target.apex},
        places=tuple(Place.url(page.url) for page, _ in lacking[:_MOST_PLACES]),
        group=f"headers:{first.subject.host_name}",
    )


def _lacks(headers: PageHeaders) -> Iterator[str]:
    """The headers that are not there or do nothing, by name.

    A policy of any kind counts, in a meta element too: what it should forbid is the owner's matter. One that only
    reports is not among them, because browsers let everything pass under it.
    """
    if not policies(headers.csp) and not policies(headers.csp_meta):
        yield "Content-Security-Policy"
    if not nosniff(headers.content_type_options):
        yield "X-Content-Type-Options"
    said = referrer(headers.referrer_policy)
    if not said or tells_paths(said):
        yield "Referrer-Policy"
    if not (headers.permissions_policy or "").strip():
        yield "Permissions-Policy"
