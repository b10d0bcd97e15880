"""Draws the real verdict on the sample community: as a terminal shows it, and as a page on a desk and on a phone.

Run: .venv/bin/python docs/pictures/make.py
"""

import io
import os
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from launchready.app.tour import audit_sample, sample_of, story_faults
from launchready.model.run import RunResult
from launchready.report.html.page import to_html
from launchready.report.terminal import render
from launchready.tour import browser

HERE = Path(__file__).parent
WIDTH = 100
LOOKS = {
    "page-desk": {"viewport": {"width": 1200, "height": 1000}, "color_scheme": "light"},
    "page-phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "device_scale_factor": 2},
    "page-phone-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "device_scale_factor": 2},
}


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
    draw_page(run)


def draw_page(run: RunResult) -> None:
    """Show the page in Chromium and keep what stands on the first screen."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        file = Path(folder) / "page.html"
        file.write_bytes(to_html(run))
        chromium = play.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])
        for name, look in LOOKS.items():
            page = chromium.new_context(**look).new_page()
            page.goto(file.as_uri())
            page.screenshot(path=HERE / f"{name}.png")
        chromium.close()


if __name__ == "__main__":
    main()
