"""The sample to walk about in: how to reach it, and what can be broken in it."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from launchready.tour import browser
from launchready.tour.community import seed
from launchready.tour.faults import FAULTS, STORY
from launchready.tour.sample import Sample


class Lines(Protocol):
    """Where lines go."""

    def line(self, words: str = "") -> None: ...


def how_to_reach(sample: Sample, program: str = "launchready") -> list[str]:
    """Whole commands to copy: the audit, the browser, and who to sign in as."""
    session = sample.session
    audit = shlex.join([program, "audit", session.url, *session.flags()])
    # A folder that is made by the browser itself, beside the sample's own and gone with it.
    profile = session.ca.parent / "browser"
    found = browser.find() or "chromium"
    window = shlex.join([found, *browser.flags(session, sample.spki_hashes(), Path(profile)), session.url])
    return [
        f"The sample runs at {session.url} (on this machine only).",
        f"Broken in it: {', '.join(sorted(sample.on)) or 'nothing'}.",
        "",
        "Look at it with the product:",
        audit,
        "",
        "Look at it with a browser:",
        window,
        "",
        f"Sign in as {seed.email(17)} with {seed.PASSWORD}; the host is {seed.email(seed.HOST_NUMBER)}.",
    ]


def serve(sample: Sample, lines: Lines, wait: Callable[[], None]) -> None:
    """Say how to reach a running sample and stay until `wait` returns or Ctrl-C comes."""
    try:
        for line in how_to_reach(sample):
            lines.line(line)
        # Who has read this may press at once, before the waiting begins.
        lines.line("Ctrl-C ends it.")
        wait()
    except KeyboardInterrupt:
        lines.line()
        lines.line("The sample is gone.")


def listing() -> list[tuple[str, str, bool]]:
    """Every fault: id, what people notice, whether it belongs to the story."""
    return [(fault.id, fault.seen, fault.id in STORY) for fault in FAULTS]
