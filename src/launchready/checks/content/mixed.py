"""Insecure parts of secure pages (W3C Mixed Content): what browsers block, and what they try to upgrade."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from launchready.checks.content.views import is_local_address, on_demo_path, unseen
from launchready.facts.asset import Asset, Twin
from launchready.facts.page import CallFailure, Page, Resource, ResourceKind, best_views
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Confidence, GapReason, Level

INSECURE = frozenset({"http", "ws"})
# "Upgradable" are image, audio and video that no script asked for (Mixed Content, section 3.1); the rest is blocked.
UPGRADABLE = frozenset({ResourceKind.IMAGE, ResourceKind.MEDIA})
# What only a script names: a browser tells whether it is asked for at all.
CALLED = frozenset({ResourceKind.SOCKET, ResourceKind.OTHER})
# Without these the page does not work or look as it should; a font or a manifest that is missing spoils no demo.
VITAL = frozenset(
    {ResourceKind.SCRIPT, ResourceKind.STYLE, ResourceKind.FRAME, ResourceKind.OBJECT, ResourceKind.SOCKET}
)
WORDS = {
    ResourceKind.SCRIPT: "a script",
    ResourceKind.STYLE: "a style sheet",
    ResourceKind.FRAME: "an embedded page",
    ResourceKind.OBJECT: "an embedded object",
    ResourceKind.SOCKET: "a live connection",
    ResourceKind.FONT: "a font",
    ResourceKind.IMAGE: "a picture",
    ResourceKind.MEDIA: "a sound or film",
    ResourceKind.OTHER: "a file",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One insecure part of one page."""

    page: Page
    url: str
    host: str
    what: str
    case: str
    level: Level
    confidence: Confidence = Confidence.CONFIRMED
    file: str = ""


@check(
    "content/mixed-blockable",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Page,),
    uses=(Asset,),
    levels={Level.BLOCKER, Level.IMPORTANT},
    if_unknown=Level.IMPORTANT,
)
def mixed_blockable(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A secure page needs something over plain http, which browsers refuse."""
    yield from unseen(seen)
    by_cause: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for page in secure(seen):
        for part in _blocked(page, seen, ctx.target):
            by_cause[part.host, part.case].append(part)
    hosts = {host for host, _ in by_cause}
    for part in _set(seen):
        if part.host not in hosts:
            by_cause[part.host, part.case].append(part)
    for (host, case), parts in by_cause.items():
        yield _finding(host, case, parts)


@check(
    "content/mixed-upgradable",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Page,),
    uses=(Twin,),
    levels={Level.IMPORTANT, Level.OPTIONAL},
)
def mixed_upgradable(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A picture or film is named over plain http; browsers ask for it over https instead."""
    yield from unseen(seen)
    answers = {twin.url: twin.answers for twin in seen.all(Twin)}
    by_cause: dict[tuple[str, bool], list[Part]] = defaultdict(list)
    for page in secure(seen):
        for one in _loaded(page, seen):
            if one.kind not in UPGRADABLE:
                continue
            shown = answers.get(one.url, _shown(one))
            if shown is None:
                yield _unknown_twin(one, subject)
            elif not (shown and page.upgrade_insecure):  # the page says itself what browsers would only do for it
                level = Level.OPTIONAL if shown else Level.IMPORTANT
                by_cause[one.host, shown].append(Part(page, one.url, one.host, WORDS[one.kind], "", level))
    for (host, shown), parts in by_cause.items():
        yield _finding(host, "works" if shown else "", parts)


def secure(seen: Seen) -> tuple[Page, ...]:
    """Give the best view of each page that came by https: on others nothing is mixed."""
    return tuple(page for page in best_views(seen.all(Page)) if page.url.startswith("https://"))


def _loaded(page: Page, seen: Seen) -> Iterator[Resource]:
    """Give what a page loads insecurely in any view; what a browser saw of a file outranks the markup."""
    views = sorted((view for view in seen.all(Page) if view.url == page.url), key=lambda view: view.rendered)
    found = {(one.url, one.kind): one for view in views for one in view.resources}
    for one in found.values():
        if one.scheme in INSECURE and not is_local_address(one.url):
            yield one


def _blocked(page: Page, seen: Seen, target: Target) -> Iterator[Part]:
    """Give the parts of a page that browsers refuse.

    A policy that upgrades insecure requests cures them all, forms to other hosts included
    (Upgrade Insecure Requests, section 4.1).
    """
    if page.upgrade_insecure:
        return
    demo = Level.BLOCKER if on_demo_path(page, target) else Level.IMPORTANT
    for one in _loaded(page, seen):
        if one.kind in UPGRADABLE or not _refused(one):
            continue
        sure = one.failed == CallFailure.MIXED_CONTENT or one.kind not in CALLED
        if sure or not page.rendered:
            level = demo if sure and one.kind in VITAL else Level.IMPORTANT
            confidence = Confidence.CONFIRMED if sure else Confidence.LIKELY
            yield Part(page, one.url, one.host, WORDS[one.kind], "", level, confidence)
    for form in page.forms:
        if form.action_scheme == "http" and not is_local_address(form.action):
            yield Part(page, form.action, form.action_host, "a form", "form", demo)
    for call in page.calls:
        if call.failed == CallFailure.MIXED_CONTENT and not is_local_address(call.url):
            yield Part(page, call.url, call.host, "a call", "call", demo)


def _refused(one: Resource) -> bool:
    """Whether browsers do not load it: one said so, or the markup alone is known, by which they must not."""
    if one.failed == CallFailure.MIXED_CONTENT:
        return True
    return one.in_markup and one.status == 0 and one.failed != CallFailure.POLICY


def _set(seen: Seen) -> Iterator[Part]:
    """Give what the site's own script files name without encryption: they will call it sooner or later."""
    pages = secure(seen)
    if not pages or pages[0].upgrade_insecure:
        return
    own = [asset for asset in seen.all(Asset) if asset.own_host]
    for url, one in ((asset.url, one) for asset in own for one in asset.insecure):
        if not is_local_address(one.url):
            yield Part(
                page=pages[0],
                url=one.url,
                host=one.host,
                what=WORDS[one.kind],
                case="setting",
                level=Level.IMPORTANT,
                confidence=Confidence.LIKELY,
                file=url,
            )


def _shown(one: Resource) -> bool | None:
    """Whether a browser got a picture after all; None when none has tried."""
    if one.status:
        return one.status < 400  # noqa: PLR2004 - RFC 9110 section 15: from here on nothing was given
    return False if one.failed and one.failed != CallFailure.POLICY else None


def _unknown_twin(one: Resource, subject: Subject) -> Gap:
    detail = f"whether {one.host} gives its pictures over https was not seen"
    return Gap(fact="Twin", subject=subject, reason=GapReason.NOT_RUN, detail=detail)


def _finding(host: str, case: str, parts: list[Part]) -> Finding:
    """Put the parts of one cause together; the surest of the worst names the level."""
    worst = min(parts, key=lambda part: (part.level.rank, part.confidence is not Confidence.CONFIRMED))
    pages = list(dict.fromkeys(part.file or part.page.url for part in parts))
    urls = list(dict.fromkeys(part.url for part in parts))
    return Finding(
        level=worst.level,
        confidence=worst.confidence,
        values={
            "host": host,
            "page": pages[0],
            "pages": pages,
            "urls": urls,
            "url": urls[0],
            "what": list(dict.fromkeys(part.what for part in parts)),
        },
        places=tuple(Place.url(url) for url in (*pages, *urls)),
        case=case,
        group=f"content/mixed:{host}",
    )
