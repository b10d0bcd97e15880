"""A rich console that writes to a string: plain text unless colour is asked for."""

import io

from rich.console import Console
from rich.text import Text

from launchready.formats.plain import harmless

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
        """Write one line, wrapped; further lines of it are indented by `hang` more."""
        if not text:
            self._console.print()
            return
        text = harmless(text)
        room = max(20, self.width - indent)
        whole = Text(text).wrap(self._console, room - hang)
        for number, part in enumerate(whole):
            part.rstrip()
            pad = " " * (indent + (hang if number else 0))
            self._console.print(Text(pad) + Text(part.plain, style=STYLES.get(style, style)), soft_wrap=True)

    def columns(self, left: str, right: str, style: str = "", *, indent: int = 1) -> None:
        """Write two texts on one line, the right one flush right; on two lines when they do not fit."""
        left, right = harmless(left), harmless(right)
        room = self.width - indent
        if len(left) + len(right) + 2 > room:
            self.line(left, style, indent=indent, hang=4)
            self.line(right, "quiet", indent=indent + 4)
            return
        gap = " " * (room - len(left) - len(right))
        text = Text(" " * indent) + Text(left, style=STYLES.get(style, style)) + Text(gap) + Text(right, style="dim")
        self._console.print(text, soft_wrap=True)

    def text(self) -> str:
        """Give everything written; no trailing blanks in any line."""
        return "".join(f"{line.rstrip()}\n" for line in self._out.getvalue().splitlines())
