"""Prints the tour's story as it happens, and asks for Enter where somebody can press it."""

import sys
import tempfile
import textwrap
import time
from pathlib import Path
from typing import NoReturn

from launchready.app.look import Looked
from launchready.app.recheck import Rechecked
from launchready.app.tour import Telling, tell
from launchready.cli.progress import Line
from launchready.cli.show import colour, width
from launchready.report.single import render_recheck
from launchready.report.terminal import render

INDENT = "   "


class Teller:
    """Prints the story as it happens."""

    def line(self, words: str = "") -> None:
        """Print one line: what is told, broken between words where it is long; what is to be copied, as it is."""
        if words.startswith(INDENT):
            words = textwrap.fill(
                words, width(), subsequent_indent=INDENT, break_long_words=False, break_on_hyphens=False
            )
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()

    def heading(self, words: str) -> None:
        """Print the heading of a beat."""
        self.line(f"\x1b[1m{words}\x1b[0m" if colour() else words)


def stay() -> NoReturn:
    """Wait until Ctrl-C. Sleep, for an event's lock breaks when a Ctrl-C falls between its parts."""
    while True:
        time.sleep(3600)


def tell_story() -> bool:
    """Tell the story; whether the fix was seen to work."""
    line, teller = Line(), Teller()

    def show_audit(looked: Looked) -> None:
        line.clear()
        teller.line(render(looked.answer.run, width=width(), colour=colour()))

    def show_recheck(done: Rechecked) -> None:
        line.clear()
        teller.line(render_recheck(done.looked.answer.run, done.check, width=width(), colour=colour()))

    telling = Telling(
        teller=teller,
        progress=line,
        show_audit=show_audit,
        show_recheck=show_recheck,
        ask_enter=_ask_enter,
        pictures=Path(tempfile.gettempdir()) / "launchready-tour-pictures",
    )
    return tell(telling)


def _ask_enter(words: str) -> bool:
    """Wait for Enter; False where nobody can press it."""
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        input(words)
    except EOFError:
        return False
    return True
