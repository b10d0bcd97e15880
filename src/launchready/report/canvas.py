"""A rich console that writes to a string: plain text unless colour is asked for."""

import io
import re

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

from launchready.formats.plain import harmless, shortened

_LINE_ENDS = re.compile(r"[\r\n\t\u2028\u2029]+")
_WORDS = re.compile(r"(\s*)(\S+)")

STYLES = {
    "BLOCKER": "bold red",
    "IMPORTANT": "yellow",
    "OPTIONAL": "cyan",
    "NOT_YET": "bold red",
    "CANNOT_TELL": "bold magenta",
    "READY_IF": "bold yellow",
    "READY": "bold green",
    "yes": "green",
    "no": "red",
    "quiet": "dim",
    "strong": "bold",
}


class Canvas:
    """Collects lines. Text is never read as markup: it may come from a scanned site."""

    def __init__(self, *, width: int, colour: bool) -> None:
        self._out = io.StringIO()
        self.width = width
        self._console = Console(
            file=self._out,
            width=width,
            force_terminal=colour,
            color_system="standard" if colour else None,
            no_color=not colour,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def line(self, text: str = "", style: str = "", *, indent: int = 0, hang: int = 0) -> None:
        """Write one line, wrapped at spaces; further lines of it are indented by `hang` more."""
        if not text:
            self._console.print()
            return
        # On a narrow screen no margin may leave less than half of it to the words.
        indent = min(indent, self.width // 4)
        hang = min(hang, self.width // 4)
        room = self.width - indent
        for number, part in enumerate(wrapped(_shown(text), room, room - hang)):
            pad = " " * (indent + (hang if number else 0))
            self._console.print(Text(pad) + Text(part, style=STYLES.get(style, style)), soft_wrap=True)

    def columns(self, left: str, right: str, style: str = "", *, indent: int = 1) -> None:
        """Write two texts on one line, the right one flush right; on two lines when they do not fit."""
        left, right = _shown(left), _shown(right)
        room = self.width - indent
        if cell_len(left) + cell_len(right) + 2 > room:
            self.line(left, style, indent=indent, hang=4)
            self.line(right, "quiet", indent=indent + 4)
            return
        gap = " " * (room - cell_len(left) - cell_len(right))
        text = Text(" " * indent) + Text(left, style=STYLES.get(style, style)) + Text(gap) + Text(right, style="dim")
        self._console.print(text, soft_wrap=True)

    def text(self) -> str:
        """Give everything written; no trailing blanks in any line."""
        return "".join(f"{line.rstrip()}\n" for line in self._out.getvalue().splitlines())


def _shown(text: str) -> str:
    """Give the text as one harmless line; its own line ends part words, and spaces inside of it stay."""
    return shortened(harmless(_LINE_ENDS.sub(" ", text)))


def wrapped(text: str, first: int, further: int) -> list[str]:
    """Give lines of at most so many cells, broken at spaces. Only a word that is longer than a line is cut."""
    first, further = max(2, first), max(2, further)  # the widest letter takes two cells
    lines: list[str] = []
    line = ""
    for gap, word in _WORDS.findall(text):
        room = further if lines else first
        if line and cell_len(line) + cell_len(gap) + cell_len(word) > room:
            lines.append(line)
            line, room = "", further
        # What stands before the first word is an indentation and stays; what stood at a break goes.
        line += word if lines and not line else gap + word
        while cell_len(line) > room:
            kept, line = _cut(line, room)
            lines.append(kept)
            room = further
    return [*lines, line] if line else lines


def _cut(word: str, room: int) -> tuple[str, str]:
    """Cut an address after one of its slashes where that leaves no line half empty, else where the room ends."""
    whole = chop_cells(word, room)[0]
    slash = whole.rfind("/") + 1
    end = slash if slash > len(whole) // 2 else len(whole)
    return word[:end], word[end:]
