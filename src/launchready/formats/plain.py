"""Text that others wrote, made harmless for people and terminals."""

import re
import unicodedata

LONGEST = 300

# Control, format (bidirectional overrides, zero-width), surrogate, private, unassigned, line and paragraph separators.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPACES = re.compile(r"\s+")


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
