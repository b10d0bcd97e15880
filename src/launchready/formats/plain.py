"""Text that others wrote, made harmless for people and terminals."""

import re
import unicodedata

LONGEST = 300

# Control, format (bidirectional overrides, zero-width), surrogate, private, unassigned, line and paragraph separators.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPACES = re.compile(r"\s+")

LONGEST_ADDRESS = 120
# With a scheme, without one, or a path alone. A key in a DNS record may be as long and must stay whole: it starts
# neither with a host name before a slash nor with a slash.
_ADDRESS = re.compile(
    r"(?<![^\s`\"'(<“„‘])(?:[a-z][a-z0-9+.-]{1,15}://|[\w-]+(?:\.[\w-]+)+(?::\d+)?/|/)\S+", re.IGNORECASE
)


def harmless(text: str) -> str:
    """The text without what repaints a terminal or hides; its spaces stay as they are."""
    if text.isascii() and text.isprintable():
        return text
    return "".join("" if unicodedata.category(char) in _DROPPED else char for char in text)


def plain(text: str, longest: int = LONGEST) -> str:
    """One line of printable text, at most `longest` characters; what is cut ends in an ellipsis.

    What a site, a repository or a mail says is hostile: escape sequences repaint a terminal, and
    bidirectional controls show a name that is not there (Unicode TR 36, section 2.9).
    """
    # More than eight characters in a row that vanish are an attack on our time, not a text.
    start = text[: longest * 8]
    kept = "".join(" " if unicodedata.category(char) in _DROPPED else char for char in start)
    line = _SPACES.sub(" ", kept).strip()
    if len(line) > longest:
        return line[: longest - 1].rstrip() + "…"
    return line


def shortened(text: str) -> str:
    """The text with every long address cut in its middle: its host and its end say which one it is.

    For people only. A record, a fingerprint and a text to paste keep the whole address.
    """
    return _ADDRESS.sub(_cut_middle, text) if len(text) > LONGEST_ADDRESS else text


def _cut_middle(found: re.Match[str]) -> str:
    address = found[0]
    if len(address) <= LONGEST_ADDRESS:
        return address
    end = LONGEST_ADDRESS // 4
    return f"{address[: LONGEST_ADDRESS - end - 1]}…{address[-end:]}"
