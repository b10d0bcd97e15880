"""Stack traces and debug pages that reach visitors: which tool made them, and which settings they show by name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from launchready.formats.inside import inside

_LOOK_AT = 400_000
_MOST_NAMES = 30


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of a development tool: all of these parts stand in it. `on_error`: only where the answer is an error."""

    name: str
    parts: tuple[str, ...]
    on_error: bool = True


@dataclass(frozen=True, slots=True)
class _Trace:
    """Lines of a stack, at least `least` of them."""

    name: str
    line: re.Pattern[str]
    least: int = 2
    first: str = ""
    anywhere: bool = field(default=False)


_PAGES = (
    _Page("debug:django", ("debug = true", "django")),
    _Page("debug:django-toolbar", ('<div id="djdebug"',), on_error=False),
    _Page("debug:werkzeug", ("werkzeug", "traceback", "debugger")),
    _Page("debug:flask-toolbar", ('<div id="fldebug"',), on_error=False),
    _Page("debug:rails", ("action controller: exception caught",)),
    _Page("debug:rails", ("application trace", "framework trace", "full trace")),
    _Page("debug:laravel", ("ignition", "laravel", "stack")),
    _Page("debug:laravel", ("laravel", "internal server error", "stack trace", "vendor frames")),
    # Laravel 11 and 12 show a page of their own; before that, and where it is installed, Flare's.
    _Page("debug:laravel", ("includevendorframes", "vendor frames")),
    _Page("debug:laravel", ('"notifier":"laravel client"', "stacktrace")),
    _Page("debug:whoops", ("whoops! there was an error", "stack")),
    _Page("debug:symfony", ("symfony exception",)),
    _Page("debug:symfony", ('<div id="sfwdt', "sf-toolbar"), on_error=False),
    _Page("debug:spring", ("whitelabel error page", "at org.springframework")),
    _Page("debug:aspnet", ("server error in '", "stack trace:", "version information:")),
    _Page("debug:aspnet", ("an unhandled exception occurred while processing the request", "stack", "query")),
    _Page("debug:phpinfo", ("phpinfo()</title>", '<td class="e">'), on_error=False),
    _Page("debug:vite", ('<script type="module" src="/@vite/client"',), on_error=False),
    _Page("debug:nextjs", ('<script src="/_next/static/development/_buildmanifest.js"',), on_error=False),
    _Page("debug:nextjs", ('<script src="/_next/static/chunks/main-app.js?v=',), on_error=False),
)
_TRACES = (
    _Trace(
        "trace:python",
        re.compile(r'File (?:"|&quot;|&#34;)[^"\n&]{1,300}(?:"|&quot;|&#34;), line \d+'),
        1,
        "Traceback (most recent",
    ),
    _Trace("trace:node", re.compile(r"\bat (?:[^\n<(]{1,120}\()?(?:file://)?/[^\s:()<>]{1,300}:\d+:\d+\)?")),
    _Trace("trace:java", re.compile(r"\bat [\w$.]{3,200}\([\w$]{1,80}\.(?:java|kt|scala):\d+\)")),
    _Trace("trace:dotnet", re.compile(r"\bat [\w.`<>\[\]]{3,200}\([^\n()]{0,200}\) in [^\n]{1,300}:line \d+"), 1),
    _Trace("trace:ruby", re.compile(r"/[\w./-]{1,200}\.rb:\d+:in [`'&]")),
    _Trace("trace:go", re.compile(r"/[\w./@-]{1,200}\.go:\d+ \+0x[0-9a-f]+"), 1, "goroutine "),
    _Trace("trace:php", re.compile(r"#\d+ /[\w./-]{1,200}\.php\(\d+\): "), 2),
)
# PHP writes its own markup into the page, also into one that answers 200.
_PHP = re.compile(
    r"<b>(?:Fatal error|Parse error|Warning|Notice|Deprecated)</b>: [^\n]{1,600}?"
    r" in <b>/?[^<\n]{1,300}</b> on line <b>\d+</b>"
)
_QUOTED = re.compile(r"<(pre|code|textarea|blockquote)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)

_SECRET = re.compile(
    r"(?:^|_)(?:SECRET|TOKEN|PASSWORD|PASSWD|PASS|PWD|APIKEY|API_KEY|KEY|DSN|CREDENTIALS?|PRIVATE|DATABASE_URL|DB_URL"
    r"|REDIS_URL|MONGO\w{0,8}_URI|CONNECTION_STRING|WEBHOOK)(?:_|$)"
)
_PUBLIC = re.compile(
    r"PUBLIC|PUBLISHABLE|ANON_KEY|SITE_KEY|CSRF_COOKIE|_NAME$|KEY_PREFIX|TOKEN_EXPIR|_HASHERS|VALIDATORS|TIMEOUT"
)
_CELLS = re.compile(
    r"<t[dh][^>]{0,80}>\s{0,20}(?:<[^>]{1,40}>\s{0,20})?\$?(?:_(?:ENV|SERVER)\[['\"])?([A-Z][A-Z0-9_]{2,60})(?:['\"]\])?\s{0,20}"
    r"(?:</[a-z]{1,10}>\s{0,20}){1,3}<td[^>]{0,80}>\s{0,20}(?:<[^>]{1,40}>\s{0,20}){0,2}([^<]{0,300})"
)
_PAIRS = re.compile(r"[\"']?\b([A-Z][A-Z0-9_]{2,60})\b[\"']?\s{0,4}(?:=>|=|:)\s{0,4}[\"']([^\"'\n]{1,300})[\"']")
_HIDDEN = re.compile(
    r"[*•x.\s]*|(?:&#x27;|'|\")?\*{3,}.*|no value|null|none|\[?(?:filtered|redacted|hidden|masked)\]?", re.IGNORECASE
)


def trail(text: str, *, status: int, is_page: bool) -> tuple[str, ...]:
    """The kinds of trace or debug page that an answer is or holds, sorted.

    An article that shows a trace is none: on a page that is no error, and there in what it quotes, nothing counts
    but what only a development server puts into its pages.
    """
    text = text[:_LOOK_AT]
    low = text.lower()
    error = status >= 400
    found = {page.name for page in _PAGES if (error or not page.on_error) and all(part in low for part in page.parts)}
    if error or not is_page:
        found |= {trace.name for trace in _TRACES if _has(trace, text)}
    if "<b>" in low and _PHP.search(_QUOTED.sub(" ", text)):
        found.add("trace:php")
    if error and not found:
        found.update(inside(text, status))  # nobody's page that is known, but files and lines of a server all the same
    return tuple(sorted(found))


def secret_names(text: str) -> tuple[str, ...]:
    """Names of settings whose values a debug page shows, sorted; what the page itself hides does not count."""
    shown = {name for name, value in _settings(text[:_LOOK_AT]) if _is_secret(name) and not _HIDDEN.fullmatch(value)}
    return tuple(sorted(shown))[:_MOST_NAMES]


def _has(trace: _Trace, text: str) -> bool:
    if trace.first and trace.first not in text:
        return False
    return sum(1 for _, _ in zip(range(trace.least), trace.line.finditer(text), strict=False)) >= trace.least


def _settings(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (_CELLS, _PAIRS):
        for name, value in pattern.findall(text):
            yield name, value.strip()


def _is_secret(name: str) -> bool:
    return _SECRET.search(name) is not None and _PUBLIC.search(name) is None
