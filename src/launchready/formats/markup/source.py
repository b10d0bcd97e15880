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
_ATTRIBUTE = re.compile(r"""[\s"']([a-z][\w:.-]{0,60})\s?=\s?(?:"([^"<>]{6,400})"|'([^'<>]{6,400})')""", re.IGNORECASE)
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
    bare = _QUOTED.sub(" ", _SCRIPT.sub(_start_tag, text))
    for count, found in enumerate(_ATTRIBUTE.finditer(bare)):
        if count == _MOST_ATTRIBUTES:
            return
        yield found[1].lower(), found[2] or found[3]


def _start_tag(found: re.Match[str]) -> str:
    """Of a script only its start tag."""
    return found[0][: found[0].find(">") + 1]
