"""Whether files that never change are kept by browsers, and whether text travels compressed."""

from collections.abc import Iterator, Sequence

from launchready.checks.headers.pages import LOCAL
from launchready.facts.asset import Asset
from launchready.facts.page import Page
from launchready.formats.cache_control import parse
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Level
from launchready.reference.thresholds import LONG_LIVED, MUCH_SENT, WORTH_COMPRESSING

NO_FILES = NotApplicable("The front page and the sign-in load no files.")
OK = 200
_MOST_PLACES = 5
_KB, _MB = 1000, 1_000_000
_TEXT = (
    *("text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/json"),
    *("image/svg+xml", "application/wasm", "application/manifest+json", "text/plain", "application/xml", "text/xml"),
)
# A development server serves its modules under these; it is no published site.
_WORKSHOP = ("/@", "/node_modules/", "/src/")


@check(
    "cache/static-uncached",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(Asset,),
    uses=(Page,),
    levels={Level.IMPORTANT, Level.OPTIONAL},
)
def static_uncached(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Files with a hash in their name are fetched again at each visit, or text comes uncompressed."""
    if ctx.target.is_literal:
        yield LOCAL
        return
    if seen.all(Page) and not seen.all(Asset) and not seen.gaps(Asset):
        yield NO_FILES
        return
    own = [asset for asset in seen.all(Asset) if _is_hers(asset)]
    short = [asset for asset in own if _kept_briefly(asset)]
    plain = [asset for asset in own if _uncompressed(asset)]
    if not short and not plain:
        return
    sent = {asset.url: asset.bytes for asset in (*(a for a in short if _sent_again(a)), *plain)}
    total = sum(sent.values())
    yield Finding(
        level=Level.IMPORTANT if total > MUCH_SENT.value else Level.OPTIONAL,
        values={
            "files": _names(short or plain),
            "uncompressed": _names(plain),
            "size": _said(sum(a.bytes for a in {a.url: a for a in (*short, *plain)}.values())),
            "host": (short or plain)[0].host,
            "folder": _folder(short or plain),
        },
        places=tuple(Place.url(asset.url) for asset in (*short, *plain)[:_MOST_PLACES]),
        case=_case(short, plain),
        group=f"cache:{(short or plain)[0].host}",
    )


def _is_hers(asset: Asset) -> bool:
    return asset.own_host and asset.status == OK and not asset.html_instead and not asset.path.startswith(_WORKSHOP)


def _kept_briefly(asset: Asset) -> bool:
    """Only names that change with their content may be kept for long; others are right to be asked for again."""
    if not asset.hashed_name:
        return False
    control = parse(asset.cache_control)
    if control.no_store or control.no_cache:
        return True
    return (asset.max_age or 0) < LONG_LIVED.value


def _sent_again(asset: Asset) -> bool:
    """Whether each visit fetches it whole: nothing lets a browser ask whether its copy is still good."""
    return parse(asset.cache_control).no_store or not (asset.etag or asset.last_modified)


def _uncompressed(asset: Asset) -> bool:
    text = asset.content_type in _TEXT
    return text and not asset.content_encoding and asset.bytes_plain >= WORTH_COMPRESSING.value


def _case(short: Sequence[Asset], plain: Sequence[Asset]) -> str:
    """Files that stand beside the pages need another rule than a folder of their own."""
    if not short:
        return "uncompressed"
    if any(_folder([asset]) == "" for asset in short):
        return "root-both" if plain else "root"
    return "both" if plain else ""


def _said(size: int) -> str:
    """The size in words, as a reader of a phone's bill writes it."""
    if size < _KB:
        return "less than 1 kB"
    return f"{size / _MB:.1f} MB" if size >= _MB else f"{round(size / _KB)} kB"


def _names(assets: Sequence[Asset]) -> tuple[str, ...]:
    return tuple(asset.path.rpartition("/")[2] or asset.path for asset in assets)


def _folder(assets: Sequence[Asset]) -> str:
    return assets[0].path.rpartition("/")[0]
