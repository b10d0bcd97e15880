"""What a style sheet loads (CSS Syntax 3, `url()` and `@import`)."""

import re
from collections.abc import Iterator

from launchready.facts.page import ResourceKind
from launchready.formats.address import Address, read
from launchready.formats.url import Url

_MOST_HITS = 2000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# A quoted address may hold brackets and spaces, a bare one may not (section 4.3.6).
_LOADED = re.compile(
    r"""(?:(@import)\s{0,20}|(?<![\w-]))(?:url\(\s{0,20}(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'|([^"'()\s]{1,2000}))\s{0,20}\)"""
    r"""|(?<=@import)\s{0,20}(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'))""",
    re.IGNORECASE,
)
_FONT = re.compile(r"\.(?:woff2?|ttf|otf|eot)$", re.IGNORECASE)


def loaded(text: str, base: Url) -> Iterator[tuple[Address, ResourceKind]]:
    """Every address that the style sheet at `base` makes a browser load, in order."""
    bare = _COMMENT.sub(" ", text)
    for count, hit in enumerate(_LOADED.finditer(bare)):
        if count == _MOST_HITS:
            return
        written = next(part for part in hit.groups()[1:] if part)
        address = read(written, base)
        if address is not None:
            yield address, _kind(address, imported=hit[0].lower().startswith("@import"))


def _kind(address: Address, *, imported: bool) -> ResourceKind:
    if imported:
        return ResourceKind.STYLE
    return ResourceKind.FONT if _FONT.search(address.url.path) else ResourceKind.IMAGE
