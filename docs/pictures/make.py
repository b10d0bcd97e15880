"""Draws docs/pictures/verdict.svg: the real verdict on the sample community, as a terminal shows it.

Run: .venv/bin/python docs/pictures/make.py
"""

import io
import os
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from launchready.app.tour import audit_sample, sample_of, story_faults
from launchready.report.terminal import render

HERE = Path(__file__).parent
WIDTH = 100


class Quiet:
    """Shows no progress."""

    def doing(self, what: str) -> None:
        """Say nothing."""


def main() -> None:
    """Audit the sample with the story's faults and draw what the terminal shows."""
    with tempfile.TemporaryDirectory() as home, sample_of(story_faults()) as sample:
        os.environ.update(XDG_DATA_HOME=home, XDG_STATE_HOME=home)
        run = audit_sample(sample.session, Quiet()).answer.run
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(Text.from_ansi(render(run, width=WIDTH, colour=True)))
    console.save_svg(str(HERE / "verdict.svg"), title="launchready audit https://club.example")


if __name__ == "__main__":
    main()
