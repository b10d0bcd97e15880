"""HTML as a tree, at a price that a stranger cannot raise."""

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser

# Every paragraph opens again all of these that stand open (HTML, "reconstruct the active formatting elements"):
# 25 KB of them cost 657 MB here. Under another name they are plain elements.
_FORMATTING = re.compile(r"(</?)(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][^\s/>]{0,30})", re.IGNORECASE)
# Elements that hold nothing, that the next one of their kind closes, or that drawings write as `<circle ... />`.
_NO_FLOOR = frozenset(
    "area base br col embed hr img input link meta source track wbr li p td tr th dt dd option tbody thead rt rp"  # noqa: SIM905 - forty words in quotes are unreadable
    " path circle rect line use polygon polyline ellipse stop image".split()
)
# The parser looks up the whole tower at each tag: 4,000 deep cost 30 ms, 100,000 deep 16 s here.
_DEEPEST = 4000


def parsed(text: str) -> LexborHTMLParser | None:
    """Parse a page; None when it is built to break parsers. Formatting elements are called `x-b` and so on."""
    return None if _is_tower(text) else LexborHTMLParser(_FORMATTING.sub(r"\1x-\2", text))


def _is_tower(text: str) -> bool:
    """Whether more elements are open at once than any page needs."""
    if text.count("<") <= _DEEPEST:
        return False
    opened: Counter[str] = Counter()
    height = 0
    for closing, tag in _TAG.findall(text):
        name = tag.lower()
        if closing:
            if opened[name]:
                opened[name] -= 1
                height -= 1
        elif name not in _NO_FLOOR:
            opened[name] += 1
            height += 1
            if height > _DEEPEST:
                return True
    return False
