"""A page's text before it is parsed: without what a browser that runs scripts never reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Scripts and styles are stepped over, so that `<noscript>` in a string of theirs is no element. An element
# that is not closed runs to the end, as in a browser; that also keeps the time linear.
_RAW = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1\s*>|\Z)|<noscript\b[^>]*>(.*?)(?:</noscript\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"<(pre|code|samp|kbd)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
# The start of a tag, an attribute, the end of a tag. Quoted values are stepped over whole, so that what they hold is
# no attribute; minifiers leave the quotes away (HTML section 13.1.2.3), and then only a tag tells it from prose.
_ATTRIBUTE = re.compile(
    r"""(?P<tag><[a-z])|(?<=[\s"'])(?P<name>[a-z][\w:.-]{0,60})\s?=\s?"""
    r"""(?:"(?P<double>[^"]{0,4000})"|'(?P<single>[^']{0,4000})'|(?P<bare>[^\s"'<>`]{1,400}))|(?P<end>>)""",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 6, 400
_MOST_ATTRIBUTES = 20_000


@dataclass(frozen=True, slots=True)
class Source:
    """`text` is the page without comments and `noscript`; `without_script` is what that says instead."""

    text: str
    without_script: str


def source(text: str) -> Source:
    """Take out comments and `noscript`, whose content is for browsers without scripts."""
    said: list[str] = []

    def kept(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        if found[2]:
            said.append(found[2][:2000])
        return ""

    return Source(_RAW.sub(kept, text), " ".join(said[:10]))


def attributes(text: str) -> Iterator[tuple[str, str]]:
    """Name and value of attributes, as written; what scripts and quoted code hold is left out."""
    found = _written(_QUOTED.sub(" ", _SCRIPT.sub(_start_tag, text)))
    for (name, value), _ in zip(found, range(_MOST_ATTRIBUTES), strict=False):
        yield name, value


def _written(text: str) -> Iterator[tuple[str, str]]:
    """Those whose value may be an address or a key, by its length."""
    in_tag = False
    for found in _ATTRIBUTE.finditer(text):
        name = found["name"]
        if name is None:
            in_tag = found["tag"] is not None
            continue
        value = found["double"] or found["single"] or (found["bare"] if in_tag else None) or ""
        if _SHORTEST <= len(value) <= _LONGEST and "<" not in value and ">" not in value:
            yield name.lower(), value


def _start_tag(found: re.Match[str]) -> str:
    """Of a script only its start tag."""
    return found[0][: found[0].find(">") + 1]
