"""Whether errors and headers show strangers the inside of the app."""

from collections.abc import Iterator
from dataclasses import dataclass

from launchready.checks.headers.pages import LOCAL, own_pages
from launchready.checks.redirects.ways import is_near
from launchready.facts.error_page import ErrorPage
from launchready.facts.page import Page
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Level

_MOST_PLACES = 5
_TOOLS = {
    "django": "Django",
    "django-toolbar": "Django's debug toolbar",
    "werkzeug": "Flask (Werkzeug)",
    "flask-toolbar": "Flask's debug toolbar",
    "rails": "Rails",
    "laravel": "Laravel",
    "whoops": "PHP (Whoops)",
    "symfony": "Symfony",
    "spring": "Spring Boot",
    "aspnet": "ASP.NET",
    "phpinfo": "phpinfo()",
    "vite": "Vite's development server",
    "nextjs": "Next.js in development mode",
    "webpack": "webpack's development server",
    "python": "a Python stack trace",
    "node": "a Node.js stack trace",
    "java": "a Java stack trace",
    "dotnet": "a .NET stack trace",
    "ruby": "a Ruby stack trace",
    "go": "a Go stack trace",
    "php": "a PHP error with file names",
    "server": "an error with files and lines of the server",
    "database": "an error of the database",
}
_WORKSHOP = frozenset({"debug:vite", "debug:nextjs", "debug:webpack"})


@dataclass(frozen=True, slots=True)
class _Shown:
    """What one answer shows of the inside."""

    url: str
    trail: tuple[str, ...]
    secret_names: tuple[str, ...]
    versions: tuple[str, ...]


@check(
    "headers/debug-leak",
    area=Area.PUBLIC_FACE,
    stage=2,
    over=SubjectKind.SITE,
    needs=(ErrorPage,),
    uses=(Page,),
    levels={Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL},
)
def debug_leak(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A page, or the page of an error, shows a stack trace, settings, or the version of the server."""
    target = ctx.target
    if target.is_literal:
        yield LOCAL
        return
    answers = tuple(_shown(seen, target))
    traces = [one for one in answers if one.trail]
    if traces:
        yield _finding(traces, target)
    versions = tuple(dict.fromkeys(version for one in answers for version in one.versions))
    if versions:
        first = next(one for one in answers if one.versions)
        yield Finding(
            level=Level.OPTIONAL,
            values=_values(first.url, target, versions=versions),
            places=(Place.url(first.url),),
            case="versions",
            group=f"headers:versions:{target.apex}",
        )


def _shown(seen: Seen, target: Target) -> Iterator[_Shown]:
    """Error pages first: they are where it shows, and they are looked at again before anything is blocked."""
    for error in seen.all(ErrorPage):
        if is_near(error.host, target):
            yield _Shown(error.url, error.trail, error.secret_names, error.versions)
    for page in own_pages(seen, target):
        yield _Shown(page.url, page.trail, page.secret_names, page.headers.versions)


def _finding(traces: list[_Shown], target: Target) -> Finding:
    secrets = tuple(dict.fromkeys(name for one in traces for name in one.secret_names))
    kinds = tuple(dict.fromkeys(kind for one in traces for kind in one.trail))
    case = "secrets" if secrets else "workshop" if set(kinds) <= _WORKSHOP else ""
    return Finding(
        level=Level.BLOCKER if secrets else Level.IMPORTANT,
        values=_values(traces[0].url, target, kinds=kinds, secrets=secrets),
        places=tuple(Place.url(url) for url in dict.fromkeys(one.url for one in traces))[:_MOST_PLACES],
        case=case,
        group=f"headers/debug-leak:{target.apex}",
    )


def _values(
    url: str,
    target: Target,
    *,
    kinds: tuple[str, ...] = (),
    secrets: tuple[str, ...] = (),
    versions: tuple[str, ...] = (),
) -> dict[str, str | tuple[str, ...]]:
    tools = tuple(_TOOLS.get(kind.partition(":")[2], kind) for kind in kinds)
    return {"url": url, "host": target.host, "tools": tools, "secrets": secrets, "versions": versions}
