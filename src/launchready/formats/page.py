"""A page reduced to what tells sites apart, where it sends its visitors, and what it says to crawlers."""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from launchready.facts.http import PageSketch
from launchready.formats import shape
from launchready.formats.charset import decoded
from launchready.formats.html import parsed
from launchready.formats.names import registrable
from launchready.formats.plain import plain
from launchready.formats.robots import says_noindex
from launchready.formats.url import Url, masked, masked_text, parse

Headers = Sequence[tuple[str, str]]

_LONGEST_TITLE = 120
_LONGEST_VALUE = 200
_MOST_HOSTS = 64
# A browser takes the first; a hostile page has a hundred thousand, deep inside each other.
_FIRST_FEW = 5
# A page that moves on within two seconds is a redirect to whoever opens it.
_SOON = 2

_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe"})
# Tags that every page has say nothing about which page it is.
_EVERYWHERE = frozenset({"html", "head", "body", "meta", "title", "-text", "-document", "-comment", "!doctype", "br"})
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_COMMON = frozenset(
    "a about all am an and any are as at be been but by can could do for from get has have he her his how i if in into"  # noqa: SIM905 - ninety words in quotes are unreadable
    " is it its just me more my new no not of on one or our out she so than that the their them then there these they"
    " this to up us was we were what when where which who will with would you your".split()
)
# Possessive, as WHATWG reads it: `url=` is never taken for an address itself.
_REFRESH = re.compile(
    r"""\s*(?:(\d{1,9})|\.)[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?+(?:"([^"]*)"|'([^']*)'|(\S.*))""", re.IGNORECASE
)
# Looked for first: few pages have one, and parsing is dear.
_MAY_REFRESH = re.compile(rb"""http-equiv\s*=\s*["']?\s*refresh""", re.IGNORECASE)
_HOST_IN_TEXT = re.compile(
    r"""(?:\b(?:https?|wss?):|["'(=])\\?/\\?/([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})(?![\w@-]|\.\w)"""
)
# What addresses of sign-ins are called, as one whole part of the path or as the host's first label.
_SIGN_IN = frozenset({"login", "log-in", "signin", "sign-in", "sign_in", "anmelden", "connexion", "entrar", "accedi"})
_MOST_LINKS = 500


def header(headers: Headers, name: str) -> str | None:
    """The first header of a name (RFC 6797 section 8.1 counts the first); None when there is none."""
    return next((value for key, value in headers if key.lower() == name), None)


def is_html(headers: Headers, body: bytes) -> bool:
    """Whether a browser would show the body as a page; without a type it looks at how the body starts."""
    kind = media_type(headers)
    if kind:
        return kind in {"text/html", "application/xhtml+xml"}
    return body[:512].lstrip()[:1] == b"<"


def media_type(headers: Headers) -> str:
    """The media type without its parameters, in lower case."""
    return plain((header(headers, "content-type") or "").partition(";")[0].lower(), 80)


def sketch(status: int, headers: Headers, body: bytes, *, url: Url, marks: Sequence[str] = ()) -> PageSketch:
    """Reduce one answer. `marks` are lower-case strings of which those that the page holds are named."""
    text = decoded(body, header(headers, "content-type") or "")
    tree = parsed(text) if is_html(headers, body) else None
    title = _title(tree) if tree else ""
    low = text.lower()
    return PageSketch(
        status=status,
        content_type=media_type(headers),
        title=title,
        shape=shape.shape(_features(tree, title) if tree else _words(text)),
        length=len(body),
        has_password_field=tree is not None and tree.css_first("input[type=password i]") is not None,
        canonical_link=_canonical(tree, url) if tree else "",
        noindex=_noindex(tree, headers),
        hsts=None if (hsts := header(headers, "strict-transport-security")) is None else plain(hsts, _LONGEST_VALUE),
        marks=tuple(mark for mark in marks if mark in low),
        hosts=_hosts(low, url.host),
        has_sign_in_link=tree is not None and _leads_to_sign_in(tree, url),
    )


def moves_to(headers: Headers, body: bytes) -> str | None:
    """Where a page sends its visitor by itself within two seconds (Refresh header or meta element).

    A page that only loads itself again (no address) stays where it is, and `noscript` is for nobody.
    """
    said = header(headers, "refresh")
    if said is None and is_html(headers, body) and _MAY_REFRESH.search(body):
        tree = parsed(decoded(body, header(headers, "content-type") or ""))
        elements = tree.css("meta[http-equiv=refresh i][content]") if tree else []
        said = next(
            (node.attributes["content"] for node in elements[:_FIRST_FEW] if not _inside(node, {"noscript"})), None
        )
    found = _REFRESH.match(said or "")
    if found is None or int(found[1] or 0) > _SOON:
        return None
    return (found[2] or found[3] or found[4] or "").strip() or None


def same_site(one: PageSketch, other: PageSketch) -> bool | None:
    """Whether two answers come from one site; None when they do not tell.

    Answers that redirect have no page: their Location must be compared instead.
    """
    if one.status // 100 != other.status // 100 or _is_page(one) != _is_page(other):
        return False
    if one.status // 100 == 3:
        return None
    apart = shape.distance(one.shape, other.shape)
    title, other_title = _title_words(one.title), _title_words(other.title)
    if title == other_title:
        if apart is not None and apart < (shape.FAR if title else shape.NEAR):
            return True
        # The same title over another page may be an older release; a page without one has only its shape.
        return None if title or apart is None or apart < shape.FAR else False
    if apart is not None and apart < shape.NEAR // 2:
        return None
    return False if not title & other_title or (apart is not None and apart >= shape.FAR) else None


def _is_page(page: PageSketch) -> bool:
    return page.content_type in {"", "text/html", "application/xhtml+xml"}


def _title_words(title: str) -> frozenset[str]:
    return frozenset(_words(title))


def _title(tree: LexborHTMLParser) -> str:
    """The document's title; drawings have titles of their own."""
    element = next((node for node in tree.css("title")[:_FIRST_FEW] if not _inside(node, {"svg"})), None)
    return plain(element.text(), _LONGEST_TITLE) if element else ""


def _leads_to_sign_in(tree: LexborHTMLParser, here: Url) -> bool:
    """Whether a link leads to a sign-in on this host or on another of its domain."""
    for link in tree.css("x-a[href], area[href]")[:_MOST_LINKS]:
        target = parse(link.attributes.get("href") or "", here)
        if isinstance(target, Url) and registrable(target.host) == registrable(here.host):
            parts = {*target.path.lower().strip("/").split("/"), target.host.partition(".")[0]}
            if parts & _SIGN_IN:
                return True
    return False


def _inside(node: LexborNode, tags: set[str]) -> bool:
    while (above := node.parent) is not None:
        if above.tag in tags:
            return True
        node = above
    return False


def _features(tree: LexborHTMLParser, title: str) -> dict[str, int]:
    """What the page says weighs more than how it is built: builders give thousands of sites one frame."""
    found = dict.fromkeys(_words(title), 4)
    for node in tree.css("meta[name=description i], meta[property^='og:']"):
        found |= dict.fromkeys(_words(node.attributes.get("content") or ""), 3)
    for node in tree.css("[id]"):
        found |= dict.fromkeys((f"#{word}" for word in _words(node.attributes["id"] or "")), 1)
    for feature, weight in _walk(tree):
        found.setdefault(feature, weight)
    return found


def _walk(tree: LexborHTMLParser) -> Iterator[tuple[str, int]]:
    """The visible words, and each tag with the one around it."""
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        above = node.parent.tag if node.parent is not None else ""
        if node.tag == "-text":
            if above not in _UNSEEN:
                yield from ((word, 2) for word in _words(node.text(deep=False)))
        elif node.tag not in _EVERYWHERE:
            yield f"<{above}>{node.tag}", 1


def _words(text: str) -> dict[str, int]:
    """Words that stay the same from visit to visit: no numbers, no identifiers, no words that all pages have."""
    found: dict[str, int] = {}
    for word in _WORD.findall(text.lower()):
        if _UNSPACED.search(word):
            found |= dict.fromkeys((word[i : i + 2] for i in range(len(word))), 1)
        elif word.isalpha() and len(word) <= 24 and word not in _COMMON:
            found[word] = 1
    return found


def _canonical(tree: LexborHTMLParser, url: Url) -> str:
    for node in tree.css("link[rel~=canonical i][href]"):
        target = parse(node.attributes["href"] or "", url)
        return masked(target) if isinstance(target, Url) else masked_text(node.attributes["href"] or "")
    return ""


def _noindex(tree: LexborHTMLParser | None, headers: Headers) -> bool:
    said = [value for key, value in headers if key.lower() == "x-robots-tag"]
    if tree:
        elements = tree.css("meta[name=robots i], meta[name=googlebot i]")
        said += [node.attributes.get("content") or "" for node in elements]
    return any(says_noindex(value) for value in said)


def _hosts(low: str, own: str) -> tuple[str, ...]:
    """Hosts that the page names, those that end like its own first; anything in scripts counts too."""
    found = sorted({host for host in _HOST_IN_TEXT.findall(low) if host != own and not host.replace(".", "").isdigit()})
    tail = ".".join(own.split(".")[-2:])
    return tuple(sorted(found, key=lambda host: not f".{host}".endswith(f".{tail}"))[:_MOST_HOSTS])
