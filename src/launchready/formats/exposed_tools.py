"""Recognises tools of the workshop by what they answer: debug pages, consoles, listings, descriptions (sans-I/O).

Most of these are pages, so that here a page proves nothing by being one: each has words that only it has.
"""

import json
import re
from collections.abc import Callable, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from launchready.facts.exposed import Shape
from launchready.formats.exposed import HEAD, Sign, looks_like_html, text_of
from launchready.formats.html import parsed
from launchready.formats.plain import plain

_LONGEST_NAME = 80
_MOST_NAMES = 20
# Parts of Spring's actuator that show or do more than a health check.
_TELLING = frozenset(
    (*("env", "configprops", "heapdump", "threaddump", "loggers", "mappings", "beans", "httpexchanges", "httptrace"),
     *("logfile", "shutdown", "jolokia", "refresh", "sessions", "caches", "scheduledtasks"))
)  # fmt: skip
_LISTING = re.compile(
    r"<(title|h1)>\s*(Index of /|Directory listing for /|listing directory /|Directory: /)", re.IGNORECASE
)
_LINKED = re.compile(r"""<a\s[^>]{0,80}?href\s*=\s*["']?([^"'\s>]{1,200})""", re.IGNORECASE)
_PROPERTY = re.compile(r'"([\w.\[\]-]{1,80})"\s*:\s*\{\s*"value"')
_PPROF = re.compile(r"<title>/debug/pprof/?</title>|Types of profiles available", re.IGNORECASE)
_STATUS = re.compile(r"Apache (Server )?Status for|<h1>Apache Server Status", re.IGNORECASE)
_PHPINFO = re.compile(r"<title>(PHP [\d.]+[^<]{0,40}- )?phpinfo\(\)</title>|<h1 class=\"p\">PHP Version", re.IGNORECASE)
_VITE = re.compile(r"createHotContext|vite:ping|__vite__|\bHMR_HEADER\b|vite/dist/client")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_ADMIN_WORD = re.compile(r"\b(admin\w*|back ?office|dashboard|verwaltung|control panel|cms)\b", re.IGNORECASE)
_SIGN_IN_WORD = re.compile(r"\b(log ?in|sign ?in|anmelden|password|passwort|connexion|magic link)\b", re.IGNORECASE)
_FEW_ROWS = 3
_FEW_MAILS = 3
# What an office does to a person, on the button beside the address: before a launch there may be one person only.
_ACT_WORD = re.compile(
    r"\b(delete|remove|edit|ban|suspend|block|deactivate|disable|approve|reject|impersonate|make admin|reset password"
    r"|l(ö|oe)schen|entfernen|bearbeiten|sperren|supprimer|modifier|eliminar|borrar|editar|elimina|modifica)\b",
    re.IGNORECASE,
)
_MOST_ACTS = 60
_LONGEST_ROW = 400
_ROWS_UP = 4
# (tool, words of its page once one is inside, words of its sign-in)
_TOOLS = (
    ("phpMyAdmin", ("pma_navigation_tree", "pmahomme/css", "server_databases.php"), ("pma_username", "input_username")),
    ("Adminer", ("adminer.org", 'id="dbs"'), ("auth[driver]",)),
    ("Mongo Express", ("mongo express", "mongodb version"), ()),
    ("Laravel Telescope", ("laravel telescope", "telescope-entry", "window.telescope"), ()),
    ("Laravel Horizon", ("window.horizon", "laravel horizon"), ()),
    ("Sidekiq", ("sidekiq", "busy", "retries"), ()),
    ("Rails", ("rails version", "ruby version", "application root"), ()),
)  # fmt: skip


def recognise(shape: Shape, body: bytes) -> Sign | None:
    """What the answer shows if it comes from such a tool; None when it does not."""
    text = text_of(body, len(body) if shape is Shape.SOURCE_MAP else HEAD)
    return None if text is None else _BY_SHAPE[shape](text)


def _actuator(text: str) -> Sign | None:
    """The settings of a Spring application, read as text because they are longer than what we take; or its index."""
    if text.lstrip()[:1] == "{" and '"propertySources"' in text:
        return Sign(names=_names(_PROPERTY.findall(text)))
    links = _json(text).get("_links")
    if not isinstance(links, Mapping) or "self" not in links:
        return None
    parts = {str(name).partition("-")[0] for name in links} & _TELLING
    return Sign(names=tuple(sorted(parts))) if parts else None


def _phpinfo(text: str) -> Sign | None:
    return Sign() if _PHPINFO.search(text) else None


def _server_status(text: str) -> Sign | None:
    return Sign() if _STATUS.search(text) else None


def _pprof(text: str) -> Sign | None:
    return Sign() if _PPROF.search(text) and "goroutine" in text else None


def _dev_server(text: str) -> Sign | None:
    return Sign() if _VITE.search(text) and not looks_like_html(text) else None


def _listing(text: str) -> Sign | None:
    if not _LISTING.search(text):
        return None
    inside = [name for name in _LINKED.findall(text) if not name.startswith(("?", "/", "../", "http", "#"))]
    return Sign(names=_names(inside), filled=bool(inside))


def _openapi(text: str) -> Sign | None:
    """A description of an interface; a long one is cut before its end, so that it is read as text."""
    start = text.lstrip()[:1] == "{"
    told = re.search(r'"(openapi|swagger)"\s*:\s*"[23]\.', text) is not None and '"paths"' in text
    return Sign(names=_names(re.findall(r'"(/[\w/{}.-]{0,78})"\s*:\s*\{', text))) if start and told else None


def _graphql(text: str) -> Sign | None:
    data = _json(text).get("data")
    return Sign() if isinstance(data, Mapping) and isinstance(data.get("__schema"), Mapping) else None


def _source_map(text: str) -> Sign | None:
    """A map that holds the source itself (`sourcesContent`), not only its file names."""
    start = text.lstrip().removeprefix(")]}'").lstrip()[:1] == "{"
    if not start or '"sources"' not in text or not re.search(r'"sourcesContent"\s*:\s*\[\s*"', text):
        return None
    return Sign(
        names=_names(re.findall(r'"((?:[\w@.~-]{1,40}/|\.\./){0,8}[\w.-]{1,60}\.(?:tsx?|jsx?|vue|svelte))"', text))
    )


def _tool(text: str) -> Sign | None:
    low = text.lower()
    for name, inside, sign_in in _TOOLS:
        marks = [mark in low for mark in inside]
        if sign_in and any(mark in low for mark in sign_in) and name.lower() in low:
            return Sign(names=(name,), behind_login=True)
        # Where one word would be any page's, all are asked for.
        if all(marks) if name in {"Sidekiq", "Rails", "Mongo Express"} else any(marks):
            return Sign(names=(name,))
    return None


def _admin(text: str) -> Sign | None:
    """A page of an office that shows its rows to whoever comes; an office that asks for a password is none."""
    tool = _tool(text)
    if tool is not None:
        return tool
    tree = parsed(text) if looks_like_html(text) else None
    if tree is None or _asks_to_sign_in(tree):
        return None
    heads = " ".join(node.text() for node in tree.css("title, h1, h2")[:5])
    rows = len(tree.css("table tr"))
    people = len(set(_MAIL.findall(tree.body.text() if tree.body else "")))
    shows = rows > _FEW_ROWS or people >= _FEW_MAILS or (people > 0 and _acts_on_people(tree))
    return Sign(names=()) if _ADMIN_WORD.search(heads) and shows else None


def _acts_on_people(tree: LexborHTMLParser) -> bool:
    """Whether something to press stands in one row with somebody's address and says what it does to them."""
    pressed = tree.css("button, input[type=submit i], input[type=button i], x-a[href], [role=button i]")
    return any(_says_act(node) and _beside_a_person(node) for node in pressed[:_MOST_ACTS])


def _says_act(node: LexborNode) -> bool:
    known = node.attributes
    said = (node.text()[:80], *(known.get(name) or "" for name in ("value", "title", "aria-label")))
    return any(_ACT_WORD.search(words) for words in said)


def _beside_a_person(node: LexborNode) -> bool:
    """Whether an address is read near: in the row, the card or the line that holds the button."""
    row = node.parent
    for _ in range(_ROWS_UP):
        if row is None or row.tag in {"table", "tbody", "main", "body", "html"}:
            return False
        text = row.text(separator=" ")
        if len(text) > _LONGEST_ROW:
            return False
        if _MAIL.search(text):
            return True
        row = row.parent
    return False


def _asks_to_sign_in(tree: LexborHTMLParser) -> bool:
    if tree.css_first("input[type=password i]") is not None:
        return True
    words = " ".join(node.text() for node in tree.css("title, h1, h2, form button, form label")[:12])
    return _SIGN_IN_WORD.search(words) is not None


def _json(text: str) -> Mapping[str, object]:
    """The object that the text is; empty for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _names(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(name, _LONGEST_NAME) for name in found))[:_MOST_NAMES]


_BY_SHAPE: Mapping[Shape, Callable[[str], Sign | None]] = {
    Shape.ACTUATOR: _actuator,
    Shape.PHPINFO: _phpinfo,
    Shape.SERVER_STATUS: _server_status,
    Shape.PPROF: _pprof,
    Shape.TOOL: _tool,
    Shape.ADMIN: _admin,
    Shape.LISTING: _listing,
    Shape.DEV_SERVER: _dev_server,
    Shape.OPENAPI: _openapi,
    Shape.GRAPHQL: _graphql,
    Shape.SOURCE_MAP: _source_map,
}
