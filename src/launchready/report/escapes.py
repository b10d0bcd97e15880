"""Text of others as Markdown that shows exactly that text, and as little else as CommonMark allows.

What a renderer could read as an address, a mention or a reference stands in a code span. Of the rest only that is
escaped which would mean something where it stands (CommonMark 0.31, GFM 0.29).
"""

import re

from launchready.formats.plain import plain, shortened

LONGEST = 900
# GitHub and others turn these into links by themselves: addresses, mentions, issue numbers, commit ids.
_LIVE = re.compile(r"://|www\.|@|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b|:[a-z0-9_+-]+:|mailto:|xmpp:", re.IGNORECASE)
_OPENS, _CLOSES = "(\"'„“", ".,;:!?)\"'”"
_MEANS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)"  # an escape, or a hard line break
    r"|\["  # every link, picture, footnote and box to tick begins so
    r"|<(?=[a-z/!?])"  # HTML, or an address
    r"|&(?=#?[a-z0-9]{1,32};)"  # a character by its name
    r"|(?<!\s)\*|\*(?!\s)"  # a star that touches a word
    r"|(?<!\w)_++|(?<!_)_++(?!\w)"  # an underscore that is not inside of one word
    r"|~(?=~)|(?<!\s)~"  # the end of a deletion
    r"|(?<!\s)\$(?!\d)",  # the end of a formula
    re.IGNORECASE,
)
# What begins a block: a heading, a quote, a list, a rule, an underline of a heading, a row of a table.
_BEGINS = re.compile(r"^(?:(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|[-=:|][-=:|\s]*$))")
# A heading may end in hashes that are not shown.
_ENDS = re.compile(r"(?:(?<=\s)|^)(?=#+$)")


def said(words: str, longest: int = LONGEST) -> str:
    """Give text of others as Markdown that shows exactly that text, on one line."""
    pieces = shortened(plain(words, longest)).split("`")
    if len(pieces) % 2 == 0:
        pieces = ["'".join(pieces)]
    shown = "".join(_span(piece) if number % 2 else _words(piece) for number, piece in enumerate(pieces))
    shown = _BEGINS.sub(lambda found: f"{found['number'] or ''}\\", shown)
    return _ENDS.sub(r"\\", shown)


def cell(words: str) -> str:
    """Give text for a cell of a table: there a bar ends the cell, in code too."""
    return said(words).replace("|", r"\|")


def code(words: str, longest: int = LONGEST) -> str:
    """Give text that is read or typed as it stands."""
    return _span(plain(words, longest)) or "` `"


def _words(piece: str) -> str:
    """Put what is live into code spans; escape what stands between, whole, for a sign means what its neighbours say."""
    shown = quiet = ""
    for part in re.split(r"(\s+)", piece):
        if _LIVE.search(part):
            shown += _escaped(quiet) + _live(part)
            quiet = ""
        else:
            quiet += part
    return shown + _escaped(quiet)


def _escaped(words: str) -> str:
    return _MEANS.sub(lambda found: "".join(f"\\{each}" for each in found[0]), words)


def _live(word: str) -> str:
    """Put a word into a code span, without the marks of the sentence around it."""
    after = word.lstrip(_OPENS)
    core = after.rstrip(_CLOSES)
    return f"{word[: len(word) - len(after)]}{_span(core)}{after[len(core) :]}"


def _span(words: str) -> str:
    """Give a code span: its fence is longer than any run of backticks in it (CommonMark 6.1)."""
    if not words.strip():
        return words
    fence = "`" * (1 + max((len(run) for run in re.findall(r"`+", words)), default=0))
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"
