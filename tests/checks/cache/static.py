"""cache/static-uncached."""

from launchready.facts.asset import Asset, AssetKind
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import CLUB, LOCALHOST, Case, Kind, gap
from tests.checks.headers._pages import page

UNCACHED = "cache/static-uncached"
I, O = Level.IMPORTANT, Level.OPTIONAL
YEAR = {"cache_control": "public, max-age=31536000, immutable", "max_age": 31536000, "immutable": True}
SHORT = {"cache_control": "public, max-age=0, must-revalidate", "max_age": 0}
NO_STORE = {"cache_control": "no-store"}
FOLDER = "https://club.example/assets"
GZIP = {"content_encoding": "gzip"}


def asset(name: str = "index-4f3a9c1d.js", size: int = 90_000, **more) -> Asset:
    url = more.pop("url", f"{FOLDER}/{name}")
    words = {
        "host": "club.example",
        "path": "/" + url.split("/", 3)[3],
        "kind": AssetKind.SCRIPT,
        "status": 200,
        "own_host": True,
        "content_type": "text/css" if name.endswith(".css") else "text/javascript",
        "bytes": size,
        "bytes_plain": size * 3 if "content_encoding" in more else size,
        "hashed_name": "-" in name,
        "etag": True,
    }
    return Asset(subject=Subject.site(CLUB.host), url=url, **{**words, **more})


def picture(**more) -> Asset:
    return asset("hero-4f3a9c1d.webp", content_type="image/webp", kind=AssetKind.IMAGE, **more)


def case(name: str, kind: Kind, *facts, **more) -> Case:
    return Case(check=UNCACHED, name=name, kind=kind, facts=facts, **more)


def again(name: str, *facts, level: Level = O, text: str = "") -> Case:
    return case(name, Kind.FAILING, *facts, levels=(level,), cases=(text,), groups=("cache:club.example",))


CASES = (
    case("kept for a year, compressed", Kind.PASSING, page(), asset(**YEAR, **GZIP), picture(**YEAR)),
    case("kept for a week", Kind.PASSING, asset(cache_control="max-age=604800", max_age=604800, **GZIP)),
    again("asked for again at each visit", asset(**SHORT, **GZIP)),
    again("no word about keeping", asset(**GZIP)),
    again("kept for a day", asset(cache_control="max-age=86400", max_age=86400, **GZIP)),
    again("no-cache beside a long time", asset(cache_control="no-cache, max-age=31536000", max_age=31536000, **GZIP)),
    again("no-store beside a long time", asset(cache_control="no-store, max-age=31536000", max_age=31536000, **GZIP)),
    again("pictures, too", picture(**SHORT)),
    again("big, and the browser may ask whether its copy is good", asset(size=2_000_000, **SHORT, **GZIP)),
    again("big, and the browser may ask by its date", asset(size=1_200_000, etag=False, last_modified="Mon, 01 Jun 2026 09:00:00 GMT", **GZIP)),
    again("some beside the pages, some in a folder", asset(**SHORT, **GZIP), asset(url="https://club.example/main-4f3a9c1d.js", **SHORT, **GZIP), text="root"),
    again("big, and fetched whole each time", asset(size=2_000_000, **NO_STORE, **GZIP), level=I),
    again("big, and nothing to ask by", asset(size=1_200_000, etag=False, **GZIP), level=I),
    again("uncompressed", asset(**YEAR), text="uncompressed"),
    again("uncompressed, without a hash in the name", asset("app.js"), text="uncompressed"),
    again("an uncompressed drawing", asset("logo.svg", content_type="image/svg+xml", size=9000), text="uncompressed"),
    again("much, uncompressed", asset(**YEAR, size=700_000), asset("b-4f3a9c1d.css", **YEAR, size=700_000), level=I, text="uncompressed"),
    again("both", asset(**SHORT), text="both"),
    again("beside the pages", asset("main-4f3a9c1d.js", url="https://club.example/main-4f3a9c1d.js", **SHORT, **GZIP), text="root"),
    again("both, beside the pages", asset(url="https://club.example/main-4f3a9c1d.js", **SHORT), text="root-both"),
    again("tiny, and asked for again", asset(size=900, **SHORT), asset("b-4f3a9c1d.js", **SHORT, **GZIP, size=40)),
    case("nothing was seen", Kind.UNKNOWN, gaps=(gap(Asset),)),
    case("neither pages nor files", Kind.UNKNOWN, reasons=(GapReason.NOT_RECORDED,)),
    case("no file came", Kind.UNKNOWN, page(), gaps=(gap(Asset),), reasons=(GapReason.TIMED_OUT,)),
    case("a file did not come", Kind.UNKNOWN, asset(**YEAR, **GZIP), gaps=(gap(Asset),), reasons=(GapReason.TIMED_OUT,)),
    case("a name that stays the same, with an ETag", Kind.TRAP, asset("app.js", **SHORT, **GZIP)),
    case("a name that stays the same, for an hour", Kind.TRAP, asset("app.css", cache_control="max-age=3600", max_age=3600, **GZIP)),
    case("files of other companies", Kind.TRAP, asset(own_host=False, host="js.provider.test", **SHORT)),
    case("pictures and fonts are compressed already", Kind.TRAP, picture(**YEAR), asset("a-4f3a9c1d.woff2", content_type="font/woff2", **YEAR)),
    case("tiny", Kind.TRAP, asset(**YEAR, size=900)),
    case("Brotli", Kind.TRAP, asset(**YEAR, content_encoding="br")),
    case("a file that is not there", Kind.TRAP, asset(status=404, **SHORT)),
    case("a page came in its place", Kind.TRAP, asset(html_instead=True, **SHORT)),
    case("a development server's modules", Kind.TRAP, asset(url="https://club.example/@vite/client-4f3a", **SHORT)),
    case("pages without files", Kind.TRAP, page(), status=Status.NOT_APPLICABLE),
    case("on this machine", Kind.TRAP, asset(**SHORT), target=LOCALHOST, status=Status.NOT_APPLICABLE),
)  # fmt: skip
