"""Tools of the workshop that answer anybody: debug pages, offices without a login, listings, descriptions."""

from collections.abc import Iterator, Mapping

from launchready.facts.exposed import ExposedTools, Opened, Shape
from launchready.facts.page import Page
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Effect, Level

_I, _O = Level.IMPORTANT, Level.OPTIONAL
_KINDS: Mapping[Shape, tuple[Level, str]] = {
    Shape.ACTUATOR: (_I, ""),
    Shape.PHPINFO: (_I, ""),
    Shape.SERVER_STATUS: (_I, ""),
    Shape.PPROF: (_I, ""),
    Shape.TOOL: (_I, "office"),
    Shape.ADMIN: (_I, "office"),
    Shape.LISTING: (_I, "listing"),
    Shape.DEV_SERVER: (_I, "dev-server"),
    Shape.OPENAPI: (_O, "description"),
    Shape.GRAPHQL: (_O, "description"),
    Shape.SOURCE_MAP: (_O, "source"),
}
# How the start page of a listing names itself.
_LISTING_TITLES = ("index of /", "directory listing for /", "listing directory /")


@check(
    "exposed/debug",
    area=Area.SECRETS,
    stage=2,
    over=SubjectKind.SITE,
    needs=(ExposedTools,),
    uses=(Page,),
    levels={Level.IMPORTANT, Level.OPTIONAL},
    effect=Effect.ASK,
)
def debug(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The site answers strangers with what is meant for its makers."""
    for fact in seen.all(ExposedTools):
        groups: dict[tuple[Level, str], list[Opened]] = {}
        for opened in fact.found:
            kind = kind_of(opened, local=ctx.target.is_literal)
            if kind is not None:
                groups.setdefault(kind, []).append(opened)
        for (level, case), tools in sorted(groups.items(), key=lambda item: (item[0][0].rank, item[0][1])):
            urls, names = [one.url for one in tools], [name for one in tools for name in one.names]
            yield _finding(fact.subject.host_name, level, case, urls, names)
    for page in seen.all(Page):
        if page.meta.title.lower().startswith(_LISTING_TITLES):
            yield _finding(page.subject.host_name, _I, "listing", [page.url], [])
            break
    yield from (gap for gap in seen.gaps(ExposedTools) if gap.subject.kind is SubjectKind.HOST)


def kind_of(opened: Opened, *, local: bool) -> tuple[Level, str] | None:
    """How bad it is and which words fit; None for what is as it should be."""
    level, case = _KINDS[opened.shape]
    if opened.shape is Shape.DEV_SERVER and local:
        return None
    if opened.shape is Shape.LISTING and not opened.filled:
        return None
    if opened.behind_login:
        return _O, "tool-login"
    # A list of files that the pages load anyway tells little.
    if opened.shape is Shape.LISTING and all(name.endswith((".js", ".css", ".map", "/")) for name in opened.names):
        return _O, "listing"
    return level, case


def _finding(host: str, level: Level, case: str, urls: list[str], names: list[str]) -> Finding:
    return Finding(
        level=level,
        values={"host": host, "url": urls[0], "urls": urls, "names": list(dict.fromkeys(names)) or ["not noted"]},
        places=tuple(Place.url(url) for url in urls),
        case=case,
        group=f"exposed/debug:{host}:{case or 'debug'}",
    )
