"""Addresses in what the site serves that lead to a computer its visitors do not have, or to an unfinished copy."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from launchready.checks.content.views import is_local_address, on_demo_path, unseen
from launchready.checks.redirects.ways import is_ours, reading
from launchready.facts.asset import Asset
from launchready.facts.page import AddressKind, Page, ResourceKind, Where, WrittenAddress
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, NotApplicable, Note
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Confidence, Level

ON_THIS_MACHINE = NotApplicable("This site itself is looked at on a local address.")
HARMLESS = Note(
    "An address of a developer's computer stands in the site's files, and nothing uses it. "
    "Libraries bring such examples along."
)
# Security scripts of shops and banks knock at many local doors to see what else runs there; an app has one or two.
MOST_DOORS = 4
# A shorter name says nothing: every third host contains it.
SHORTEST_NAME = 4
# The worst first: it names the finding when one host is used in several ways.
DECORATION = frozenset({ResourceKind.IMAGE, ResourceKind.MEDIA, ResourceKind.FONT, ResourceKind.OTHER})
WAYS = ("call", "form", "load", "link", "script-call", "setting")
# Ways that only the text of a script shows; what is said of them depends on whether a browser ran it.
WRITTEN = frozenset({"script-call", "setting"})


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a wrong address: how, and where it is written.

    `copy`: it is a preview, not a local machine. `ran`: a browser ran the script that holds it.
    """

    how: str
    url: str
    host: str
    place: str
    copy: bool
    level: Level = Level.BLOCKER
    confidence: Confidence = Confidence.CONFIRMED
    ran: bool = False


@check(
    "content/localhost",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Page,),
    uses=(Asset,),
    levels={Level.BLOCKER, Level.IMPORTANT},
    if_unknown=Level.IMPORTANT,
)
def localhost(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The site sends its visitors' browsers to a developer's computer, a private network or a preview."""
    if ctx.target.is_literal:
        yield ON_THIS_MACHINE
        return
    yield from unseen(seen)
    by_host: dict[str, list[Use]] = defaultdict(list)
    for use in (*_in_pages(seen, ctx), *_in_files(seen, ctx)):
        if not is_ours(use.host, ctx.target):
            by_host[use.host].append(use)
    for uses in by_host.values():
        yield _finding(uses, ctx.target)
    if not by_host and any(one.kind is not AddressKind.PREVIEW for one in _written(seen)):
        yield HARMLESS


def _in_pages(seen: Seen, ctx: Context) -> Iterator[Use]:
    ran = _ran(seen)
    for page in seen.all(Page):
        yield from _called(page, ctx)
        yield from _named(page, ctx)
        for one in page.written:
            # What the markup loads, links and posts to is known by its elements; its settings are not.
            if one.where is Where.INLINE_SCRIPT or (one.where is Where.MARKUP and one.assigned):
                yield from _set(one, ctx, ran)


def _called(page: Page, ctx: Context) -> Iterator[Use]:
    """Give what the page's scripts really asked for while it was looked at."""
    asked = [(call.url, call.host) for call in page.calls]
    asked += [(one.url, one.host) for one in page.resources if not one.in_markup]
    local = {(url, host) for url, host in asked if is_local_address(url)}
    if len(local) <= MOST_DOORS:
        yield from (Use("call", url, host, page.url, copy=False) for url, host in sorted(local))
    yield from (Use("call", url, host, page.url, copy=True) for url, host in asked if _goes_away(host, ctx))


def _named(page: Page, ctx: Context) -> Iterator[Use]:
    """Give what the markup names: forms that post there, parts that are loaded from there, links that lead there."""
    demo = on_demo_path(page, ctx.target)
    named = [("form", form.action, form.action_host, False) for form in page.forms]
    named += [("load", one.url, one.host, one.kind in DECORATION) for one in page.resources if one.in_markup]
    named += [("link", link.url, link.host, False) for link in page.links]
    for how, url, host, decoration in named:
        copy = not is_local_address(url)
        level, sure = _copy(host, how, ctx) if copy else (Level.BLOCKER, Confidence.CONFIRMED)
        # A picture at a preview is seen all the same, and an article about software has such links on purpose.
        mild = (copy and decoration) or (how == "link" and not demo)
        if mild and level is Level.BLOCKER:
            level, sure = Level.IMPORTANT, Confidence.LIKELY
        if level is not None:
            yield Use(how, url, host, page.url, copy, level, sure)


def _in_files(seen: Seen, ctx: Context) -> Iterator[Use]:
    """Give the settings in the site's own script files. What others' scripts hold is not the founder's code."""
    ran = _ran(seen)
    for asset in seen.all(Asset):
        if asset.own_host:
            for one in asset.written:
                yield from _set(one, ctx, ran)


def _ran(seen: Seen) -> frozenset[str]:
    """Give the pages that a browser showed, and the files that it ran for them."""
    shown = [page for page in seen.all(Page) if page.rendered]
    return frozenset(url for page in shown for url in (page.url, *(one.url for one in page.resources)))


def _set(one: WrittenAddress, ctx: Context, ran: frozenset[str]) -> Iterator[Use]:
    """Judge an address in a script. Nothing called it during the look, so it is only likely that something will."""
    copy = one.kind is AddressKind.PREVIEW
    if (one.used or one.assigned) and (not copy or _goes_away(one.host, ctx)):
        how = "script-call" if one.used and not copy else "setting"
        yield Use(how, one.url, one.host, one.place, copy, Level.IMPORTANT, Confidence.LIKELY, one.place in ran)


def _copy(host: str, how: str, ctx: Context) -> tuple[Level | None, Confidence]:
    """Judge a host that may be an unfinished copy of this site.

    Agencies link to the work they made, so a link to a builder's domain is a question unless the name sounds like
    the site's own.
    """
    own = ctx.reference.preview_suffix_of(host) is not None and _sounds_like(host, ctx.target)
    if _is_declared(host, ctx.target) or (own and how in {"link", "form"}):
        return Level.BLOCKER, Confidence.CONFIRMED
    if not ctx.reference.is_build(host):
        return None, Confidence.POSSIBLE
    if how == "link" and ctx.reference.is_app_host(host):
        return Level.IMPORTANT, Confidence.POSSIBLE
    return Level.BLOCKER, Confidence.CONFIRMED


def _goes_away(host: str, ctx: Context) -> bool:
    """Whether the host is the declared preview, or there only while somebody works on the app.

    Many apps have their live backend at its host's own name, so such a name alone says nothing.
    """
    return _is_declared(host, ctx.target) or ctx.reference.is_build(host)


def _is_declared(host: str, target: Target) -> bool:
    preview = reading(target.preview)
    return preview is not None and preview.host == host


def _sounds_like(host: str, target: Target) -> bool:
    name, label = (text.partition(".")[0].replace("-", "") for text in (target.apex, host))
    return label == name or (len(name) >= SHORTEST_NAME and name in label)


def _written(seen: Seen) -> Iterator[WrittenAddress]:
    for page in seen.all(Page):
        yield from page.written
    for asset in seen.all(Asset):
        yield from asset.written


def _finding(uses: list[Use], target: Target) -> Finding:
    """Put the uses of one host together; the worst of them names the finding."""
    worst = min(uses, key=lambda use: (use.level.rank, WAYS.index(use.how)))
    case = "" if worst.how == "load" else worst.how
    if worst.copy:
        case = "preview-setting" if worst.how == "setting" else "preview"
    elif worst.how in WRITTEN and not worst.ran:
        case = f"{worst.how}-unrun"
    places = dict.fromkeys(place for use in uses for place in (use.place, use.url))
    return Finding(
        level=worst.level,
        confidence=worst.confidence,
        values={
            "host": target.host,
            "zone": target.apex,
            "address": worst.url,
            "found": worst.host,
            "page": worst.place,
            "pages": list(dict.fromkeys(use.place for use in uses)),
        },
        places=tuple(Place.url(place) for place in places),
        case=case,
        group=f"content/localhost:{worst.host}",
    )
