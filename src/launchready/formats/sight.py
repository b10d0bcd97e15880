"""What of an answer there is to see: the kind of the body, and what of a markup shows anything at all."""

import json
import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser, LexborNode

from launchready.facts.sight import Body

_LOOK_AT = 4096
_LONGEST_JSON = 1_000_000
_XML = re.compile(r"(?:text|application)/(?:xml|[\w.+-]*\+xml)")
_JSON = re.compile(r"(?:text|application)/(?:json|[\w.+-]*\+json|x-ndjson)")
_PROGRAM = re.compile(r"(?:text|application)/(?:x-httpd-php[\w-]*|x-php|php|javascript|x-javascript|ecmascript|css)")
_SHOWN = re.compile(r"(?:image|video|audio)/.*|application/pdf")
# How the text of a page or a program begins. A comment or the XML declaration may stand before it.
_MARKUP = re.compile(
    r"(?:\s++|(?><!--.*?-->)|<\?xml[^>]*+>){0,20}+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PHP = re.compile(r"\s*<\?(?:php\b|=)")
_ANY_TAG = re.compile(
    r"<(?:!doctype|html|head|body|title|meta|div|p|script|h[1-6]|img|frameset|center|table|a)\b", re.IGNORECASE
)
_UNREADABLE = 0.1
_ARCHIVES = (b"\x1f\x8b", b"PK\x03\x04", b"\x28\xb5\x2f\xfd")

_THINGS = (
    "img, picture, svg, canvas, video, audio[controls], iframe, frame, object, embed, dialog, input, button, select,"
    " textarea, progress, meter, math, x-a[href], area, marquee, [background], meta[http-equiv=refresh i]"
)
_TINY = re.compile(r"\s*[01](?:\.0*)?(?:px)?\s*")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DRAWN = re.compile(r"url\(|background|gradient", re.IGNORECASE)
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
# Elements under another name in our tree (see `formats.html`) are no elements of the page's own making.
_RENAMED = "x-"
_MOST_NODES = 20_000
_LATER = "script, style, link[rel~=stylesheet i], [onload], [onerror]"


def body_kind(content_type: str, body: bytes, text: str) -> Body:
    """What a browser takes the body for. `content_type` is the bare media type, `text` the body decoded."""
    if not body.strip():
        return Body.NOTHING
    bare = text.lstrip("\ufeff \t\r\n")
    if _SHOWN.fullmatch(content_type):
        return Body.MEDIA
    if _JSON.fullmatch(content_type):
        return Body.DATA
    if content_type in {"text/html", "application/xhtml+xml"}:
        return _of_page(body, bare)
    if _XML.fullmatch(content_type):
        return Body.PAGE if _becomes_a_page(bare) else Body.DATA
    if content_type == "":
        return _of_page(body, bare) if bare.startswith("<") else _of_text(body, bare)
    if _PROGRAM.fullmatch(content_type):
        return Body.SOURCE
    return _of_text(body, bare) if content_type.startswith("text/") else Body.FILE


def letters(text: str) -> int:
    """Count the characters that one can see; a joiner or a soft hyphen is none."""
    return sum(1 for character in text if not character.isspace() and unicodedata.category(character)[0] != "C")


def things(tree: LexborHTMLParser) -> int:
    """Count what shows something, or can be used, without a word of text."""
    found = sum(1 for node in tree.css(_THINGS)[:_MOST_NODES] if _shows(node))
    drawn = sum(1 for node in tree.css("[style]")[:_MOST_NODES] if _DRAWN.search(node.attributes.get("style") or ""))
    body = tree.body
    own = (node for _, node in zip(range(_MOST_NODES), body.traverse(), strict=False)) if body else ()
    return found + drawn + sum(1 for node in own if "-" in (node.tag or "") and not _is_ours(node.tag or ""))


def comes_later(tree: LexborHTMLParser) -> bool:
    """Whether scripts or style sheets may show what the markup does not hold."""
    return tree.css_first(_LATER) is not None


def pictured(tree: LexborHTMLParser) -> str:
    """What the pictures say of themselves, to recognise ready-made pages that are one picture."""
    return " ".join(node.attributes.get("alt") or "" for node in tree.css("img[alt]")[:20])[:400]


def _of_page(body: bytes, text: str) -> Body:
    if _is_json(text):
        return Body.DATA
    start = text[:_LOOK_AT]
    if _PHP.match(start) and not _ANY_TAG.search(text[:200_000]):
        return Body.SOURCE
    if not _is_unreadable(body, start):
        return Body.PAGE
    # A page in UTF-16 that does not say so is odd, and a page all the same.
    return Body.PAGE if _ANY_TAG.search(start.replace("\0", "")) else Body.BYTES


def _of_text(body: bytes, text: str) -> Body:
    if _is_unreadable(body, text[:_LOOK_AT]):
        return Body.BYTES
    if _MARKUP.match(text[:_LOOK_AT]) or _PHP.match(text):
        return Body.SOURCE
    return Body.DATA if _is_json(text) else Body.TEXT


def _is_json(text: str) -> bool:
    """Whether the text is an object or a list of JSON, and nothing else."""
    if not text.startswith(("{", "[")) or len(text) > _LONGEST_JSON:
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _becomes_a_page(text: str) -> bool:
    """Whether a browser shows more than the tree of the XML: a style sheet, XHTML or a drawing."""
    start = text[:_LOOK_AT]
    return "<?xml-stylesheet" in start or "http://www.w3.org/1999/xhtml" in start or "<svg" in start


def _is_unreadable(body: bytes, start: str) -> bool:
    if body.startswith(_ARCHIVES):
        return True
    odd = sum(1 for one in start if one == "\ufffd" or (ord(one) < 32 and one not in "\t\r\n\f\x1b"))
    return odd > len(start) * _UNREADABLE


def _shows(node: LexborNode) -> bool:
    """Whether it takes room: a pixel that counts visitors does not, nor does a hidden field."""
    said = node.attributes
    if node.tag == "input" and (said.get("type") or "").lower() == "hidden":
        return False
    tiny = all(_TINY.fullmatch(said.get(side) or "") for side in ("width", "height"))
    return not tiny and "hidden" not in said and not _UNSEEN.search(said.get("style") or "")


def _is_ours(tag: str) -> bool:
    return tag.startswith(("-", "!")) or (
        tag.startswith(_RENAMED) and len(tag) <= len("x-strike") and tag[2:] in _FORMATTING
    )
