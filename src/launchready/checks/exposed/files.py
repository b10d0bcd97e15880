"""Files that anybody can fetch and nobody should: settings with passwords, version control, backups, keys."""

from collections.abc import Iterator, Mapping

from launchready.facts.exposed import ExposedFiles, Opened, Shape
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Effect, Level

_B, _I, _O = Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL
# What a file is about: one finding a host for each.
_CASES: Mapping[Shape, str] = {
    Shape.ENV: "",
    Shape.GIT_HEAD: "git",
    Shape.GIT_CONFIG: "git",
    Shape.SQL_DUMP: "backup",
    Shape.ARCHIVE: "backup",
    Shape.SQLITE: "backup",
    Shape.PRIVATE_KEY: "key",
    Shape.AWS: "key",
    Shape.SERVICE_ACCOUNT: "key",
}
_ALWAYS = frozenset(_CASES) - {Shape.ENV, Shape.ARCHIVE, Shape.AWS}


@check(
    "exposed/secrets",
    area=Area.SECRETS,
    stage=2,
    over=SubjectKind.SITE,
    needs=(ExposedFiles,),
    levels={Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL},
    effect=Effect.ASK,
)
def secrets(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The site hands out files of its workshop."""
    for fact in seen.all(ExposedFiles):
        host = fact.subject.host_name
        groups: dict[tuple[Level, str], list[Opened]] = {}
        for opened in fact.found:
            level = level_of(opened)
            if level is not None:
                groups.setdefault((level, _case(opened, level)), []).append(opened)
        for (level, case), files in sorted(groups.items(), key=lambda item: (item[0][0].rank, item[0][1])):
            yield _finding(host, level, case, files)
    yield from _gaps(seen)


def level_of(opened: Opened) -> Level | None:
    """How bad it is that this file is open; None for one that holds nothing (placeholders, pictures)."""
    if opened.secret_names or opened.shape in _ALWAYS:
        return _B
    match opened.shape:
        case Shape.ENV:
            return _I if opened.filled else None
        case Shape.ARCHIVE:
            return _B if opened.filled else None
        case Shape.AWS | Shape.PHP_SETTINGS | Shape.NPMRC:
            return None
        case _:
            return _O


def _case(opened: Opened, level: Level) -> str:
    if level is _B:
        return _CASES.get(opened.shape, "")
    return "settings" if level is _I else "traces"


def _finding(host: str, level: Level, case: str, files: list[Opened]) -> Finding:
    names = list(dict.fromkeys(name for one in files for name in one.secret_names or one.names))
    return Finding(
        level=level,
        values={
            "host": host,
            "url": files[0].url,
            "paths": [one.path for one in files],
            "names": names or [one.path for one in files],
            "count": len(files),
        },
        places=tuple(Place.url(one.url) for one in files),
        case=case,
        group=f"exposed/secrets:{host}:{case or 'settings'}",
    )


def _gaps(seen: Seen) -> Iterator[Gap]:
    return (gap for gap in seen.gaps(ExposedFiles) if gap.subject.kind is SubjectKind.HOST)
