"""What a page's markup makes a browser load (HTML, "fetch destination"); a link to somewhere loads nothing."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from launchready.facts.page import ResourceKind
from launchready.formats.address import Address, read
from launchready.formats.style import loaded
from launchready.formats.url import Url

MOST = 150
_MOST_NODES = 4000
_LONGEST_STYLE = 200_000

Load = tuple[Address, ResourceKind]

_SCRIPT_TYPES = re.compile(r"|module|(?:text|application)/(?:x-)?(?:java|ecma)script(?:\s*;.*)?", re.IGNORECASE)
_BY_AS = {
    "script": ResourceKind.SCRIPT,
    "worker": ResourceKind.SCRIPT,
    "style": ResourceKind.STYLE,
    "font": ResourceKind.FONT,
    "image": ResourceKind.IMAGE,
    "audio": ResourceKind.MEDIA,
    "video": ResourceKind.MEDIA,
    "track": ResourceKind.MEDIA,
    "document": ResourceKind.FRAME,
}
_PLAIN = {
    "iframe": ("src", ResourceKind.FRAME),
    "frame": ("src", ResourceKind.FRAME),
    "object": ("data", ResourceKind.OBJECT),
    "embed": ("src", ResourceKind.OBJECT),
    "img": ("src", ResourceKind.IMAGE),
    "image": ("href", ResourceKind.IMAGE),
    "audio": ("src", ResourceKind.MEDIA),
    "video": ("src", ResourceKind.MEDIA),
    "track": ("src", ResourceKind.MEDIA),
    "body": ("background", ResourceKind.IMAGE),
    "table": ("background", ResourceKind.IMAGE),
    "td": ("background", ResourceKind.IMAGE),
}
_SELECTOR = (
    "script[src], link[href], iframe[src], frame[src], object[data], embed[src], img, image[href], audio[src], video,"
    " track[src], source, input[type=image i][src], body[background], table[background], td[background], [style]"
)
# A candidate is an address and a width or density; addresses may hold commas, but do not end in one.
_CANDIDATE = re.compile(r"\s*,?\s*([^\s,]\S*?)(?:,(?=\s|$)|\s+[^,]{0,40}(?:,|$)|\s*$)")


def loads(tree: LexborHTMLParser, base: Url) -> tuple[Load, ...]:
    """Every resource, each once, in order; at most `MOST`."""
    found: dict[tuple[str, ResourceKind], Load] = {}
    for address, kind in _all(tree, base):
        found.setdefault((address.scheme + address.url.text, kind), (address, kind))
        if len(found) == MOST:
            break
    return tuple(found.values())


def _all(tree: LexborHTMLParser, base: Url) -> Iterator[Load]:
    for node in tree.css("style")[:50]:
        yield from loaded(node.text()[:_LONGEST_STYLE], base)
    for node in tree.css(_SELECTOR)[:_MOST_NODES]:
        for written, kind in _of(node):
            address = read(written, base)
            if address is not None:
                yield address, kind
        if style := node.attributes.get("style"):
            yield from loaded(style, base)


def _of(node: LexborNode) -> Iterator[tuple[str, ResourceKind]]:
    """The addresses that one element names, as they stand there."""
    tag, said = node.tag or "", node.attributes
    plain = _PLAIN.get(tag)
    if plain and (value := said.get(plain[0])):
        yield value, plain[1]
    if tag == "script" and _SCRIPT_TYPES.fullmatch((said.get("type") or "").strip()):
        yield said.get("src") or "", ResourceKind.SCRIPT
    elif tag == "link":
        yield from _of_link(said)
    elif tag == "video" and said.get("poster"):
        yield said["poster"] or "", ResourceKind.IMAGE
    elif tag == "input" and said.get("src"):
        yield said["src"] or "", ResourceKind.IMAGE
    elif tag == "source":
        in_picture = node.parent is not None and node.parent.tag == "picture"
        yield said.get("src") or "", ResourceKind.IMAGE if in_picture else ResourceKind.MEDIA
    if tag in {"img", "source"}:
        yield from ((one, ResourceKind.IMAGE) for one in candidates(said.get("srcset") or ""))


def _of_link(said: dict[str, str | None]) -> Iterator[tuple[str, ResourceKind]]:
    href = said.get("href") or ""
    relations = set((said.get("rel") or "").lower().split())
    if "stylesheet" in relations:
        if "disabled" not in said:
            yield href, ResourceKind.STYLE
    elif "modulepreload" in relations:
        yield href, ResourceKind.SCRIPT
    elif relations & {"preload", "prefetch"}:
        yield href, _BY_AS.get((said.get("as") or "").lower(), ResourceKind.OTHER)
    elif relations & {"icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon"}:
        yield href, ResourceKind.IMAGE
    elif "manifest" in relations:
        yield href, ResourceKind.OTHER


def candidates(srcset: str) -> Iterator[str]:
    """The addresses of a srcset; at most twenty."""
    place = 0
    for _ in range(20):
        found = _CANDIDATE.match(srcset[:4000], place)
        if found is None:
            return
        yield found[1]
        place = found.end()
