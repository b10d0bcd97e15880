"""What a chat shows for the link: it reads the page as it is sent, and runs no script."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from launchready.checks.content.indexing import AN_ERROR, begins_with_login
from launchready.checks.content.views import OK, front_page, is_local_address, landing
from launchready.checks.redirects.foreign import is_test_copy
from launchready.checks.redirects.ways import is_ours, reading
from launchready.facts.asset import SharePicture
from launchready.facts.page import Page
from launchready.formats.names import within
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, NotApplicable, Note, Value
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Confidence, Level

ON_THIS_MACHINE = NotApplicable("No chat can open a local address.")
TITLE_ALONE = Note("Chats show a title alone for the sign-in: no description and no picture.")
GONE = frozenset({404, 410})
SERVER_FAILED = 500
# The smallest picture that the big networks take for a card (Open Graph best practices of Facebook).
SMALLEST = 200
DRAWING = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Card:
    """What a chat draws: a bold line, a line below it, a picture, and the host. Empty: it has none."""

    title: str
    description: str
    picture: str
    host: str

    @property
    def values(self) -> Mapping[str, Value]:
        """The card as values of a finding."""
        return {
            "card_title": self.title or self.host,
            "card_description": self.description,
            "card_picture": self.picture,
            "card_host": self.host,
        }


@check(
    "content/share-preview",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Page,),
    uses=(SharePicture,),
    levels={Level.BLOCKER, Level.IMPORTANT},
)
def share_preview(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A chat shows the builder's words or picture for the link, nothing at all, or sends people to another address."""
    if ctx.target.is_literal:
        yield ON_THIS_MACHINE
        return
    page = landing(seen, rendered=False)
    if page is None:
        yield from front_page(seen)
        return
    if page.status != OK:
        yield AN_ERROR
        return
    card = card_of(page)
    yield from _words(page, card, landing(seen, rendered=True), ctx)
    yield from _picture(page, card, seen, ctx)
    yield from _elsewhere(page, card, ctx)


def card_of(page: Page) -> Card:
    """Give what chats draw from the markup: the tags of Open Graph first, then those of the page itself."""
    meta = page.meta
    return Card(
        title=meta.og_title or meta.twitter_title or meta.title,
        description=meta.og_description or meta.description,
        picture=meta.og_image or meta.twitter_image,
        host=page.subject.host_name,
    )


def _words(page: Page, card: Card, rendered: Page | None, ctx: Context) -> Iterator[Outcome]:
    """Judge title and description; one is enough, for they stand side by side in the code."""
    late = rendered is not None and (card_of(rendered).title, card_of(rendered).picture) != (card.title, card.picture)
    builder = "" if _own_name(card.title, ctx) else ctx.reference.leftover_of("title", card.title)
    if not (card.title or card.description or card.picture):
        yield _finding(page, card, "scripts" if late else "none")
    elif builder:
        yield _finding(page, card, "title-scripts" if late else "", builder=builder)
    elif builder := ctx.reference.leftover_of("description", card.description):
        yield _finding(page, card, "description", builder=builder)
    elif not (card.description or card.picture):
        # Whoever shares a sign-in sends it to people who know where it leads.
        yield TITLE_ALONE if begins_with_login(page, rendered) else _finding(page, card, "bare")


def _own_name(title: str, ctx: Context) -> bool:
    """Whether the words are the site's own name, which may well be that of a builder's template."""
    name = ctx.target.apex.partition(".")[0].replace("-", "")
    return "".join(filter(str.isalnum, title.lower())) == name


def _picture(page: Page, card: Card, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    if builder := ctx.reference.leftover_of("picture", card.picture):
        yield _finding(page, card, "picture", builder=builder)
        return
    if builder := ctx.reference.leftover_of("icon", page.meta.icon):
        yield _finding(page, card, "icon", builder=builder)
    fact = next((one for one in seen.all(SharePicture) if one.purpose == "og" and card.picture), None)
    if fact is None:
        yield from seen.gaps(SharePicture) if card.picture else ()
    elif flaw := _flaw(fact):
        sure = fact.status < SERVER_FAILED
        yield _finding(page, card, "broken", Confidence.CONFIRMED if sure else Confidence.LIKELY, flaw=flaw)


def _flaw(fact: SharePicture) -> str:
    """Say why a chat cannot show the picture; a refusal may be meant for us alone and is none."""
    if fact.status in GONE or fact.status >= SERVER_FAILED:
        return f"its address answers with error {fact.status}"
    if fact.status != OK:
        return ""
    if fact.content_type == DRAWING:
        return "it is an SVG drawing, which chats do not show"
    if fact.content_type and not fact.content_type.startswith(("image/", "application/octet-stream")):
        return f"what comes is no picture ({fact.content_type})"
    if 0 < min(fact.width, fact.height) < SMALLEST:
        return f"it is only {fact.width} × {fact.height} pixels"
    return ""


def _elsewhere(page: Page, card: Card, ctx: Context) -> Iterator[Outcome]:
    """Judge where the page says that it lives: chats open og:url, search engines list the canonical address."""
    if ctx.reference.preview_suffix_of(ctx.target.host) is not None or is_test_copy(ctx.target.host, ctx.target.apex):
        return
    told: set[str] = set()
    for tag, written in (("og:url", page.meta.og_url), ("canonical", page.meta.canonical)):
        url = reading(written)
        case = _wrong_home(written, ctx)
        if url is None or not case or url.host in told:
            continue
        told.add(url.host)
        # Who publishes elsewhere first names that place as the canonical one, and is right to.
        unsure = case == "foreign" and tag == "canonical"
        yield Finding(
            level=Level.IMPORTANT if case == "foreign" else Level.BLOCKER,
            confidence=Confidence.POSSIBLE if unsure else Confidence.CONFIRMED,
            values={**card.values, "url": page.url, "host": card.host, "found": url.host, "tag": tag},
            places=(Place.url(page.url),),
            case=case,
            group=f"content/share-preview:{url.host}",
        )


def _wrong_home(written: str, ctx: Context) -> str:
    """Say in which way an address is not the site's own: local, preview, staging, foreign; empty when it is."""
    url = reading(written)
    if url is None or is_ours(url.host, ctx.target):
        return ""
    if is_local_address(written):
        return "local"
    preview = reading(ctx.target.preview)
    if ctx.reference.preview_suffix_of(url.host) is not None or (preview is not None and preview.host == url.host):
        return "preview"
    if is_test_copy(url.host, ctx.target.apex):
        return "staging"
    return "" if within(url.host, ctx.target.apex) else "foreign"


def _finding(
    page: Page,
    card: Card,
    case: str,
    confidence: Confidence = Confidence.CONFIRMED,
    *,
    builder: str = "",
    flaw: str = "",
) -> Finding:
    return Finding(
        level=Level.IMPORTANT,
        confidence=confidence,
        values={
            **card.values,
            "url": page.url,
            "host": card.host,
            "builder": builder,
            "icon": page.meta.icon,
            "flaw": flaw,
        },
        places=(Place.url(page.url),),
        case=case,
        group="content/share-preview:card",
    )
