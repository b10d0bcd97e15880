"""The tour's story in three beats: see it break, the verdict, one fix. It is told to whoever listens.

What belongs to other rooms comes in from outside: how a verdict is made and printed, how one finding is checked again,
where lines go, and whether somebody is there to press Enter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from launchready.tour import browser, faults, names
from launchready.tour.sample import Sample, Session
from launchready.tour.visitor import MOST_HOPS, NotThere, Visitor

LAST_LINE = "Now yours: launchready audit https://your-site"
BROKEN_URL = f"https://{names.WWW}/"


class Teller(Protocol):
    """Where the story goes: a line of words, and a heading of a beat."""

    def line(self, words: str = "") -> None: ...

    def heading(self, words: str) -> None: ...


@dataclass(frozen=True)
class Surroundings:
    """What the story needs from the rooms above it.

    `audit` looks at the sample and prints the verdict. `recheck` looks at one finding again, prints what it saw and
    says whether it is gone. `ask_enter` prints its words and waits; False where nobody can answer.
    """

    audit: Callable[[Session], None]
    recheck: Callable[[Session, str], bool]
    ask_enter: Callable[[str], bool]
    pictures: Path


def tell(sample: Sample, teller: Teller, around: Surroundings) -> bool:
    """The whole story on a running sample; True when the fix was seen to work."""
    window = _Window(sample, teller, around.pictures)
    try:
        _see_it_break(sample, teller, window)
        teller.heading("2 · The verdict")
        around.audit(sample.session)
        mended = _one_fix(sample, teller, around, window)
    finally:
        window.close()
    teller.line()
    teller.line(LAST_LINE)
    return mended


class _Window:
    """The story's eyes: a window, a picture, or nothing, by what this machine has."""

    def __init__(self, sample: Sample, teller: Teller, pictures: Path) -> None:
        self._teller = teller
        self._pictures = pictures
        program = browser.find()
        self._browser = browser.Browser(program, sample.session, sample.spki_hashes()) if program else None
        self.open = False

    def look(self, url: str, name: str) -> None:
        if self._browser is None:
            self._teller.line("   (With Chrome, Edge or Chromium on this machine you would see it here in a window.)")
        elif browser.screen() and self._browser.show(url):
            self.open = True
            self._teller.line(f"   A window opens at {url}")
        else:
            file = self._pictures / f"{name}.png"
            self._pictures.mkdir(parents=True, exist_ok=True)
            if self._browser.picture(url, file):
                self._teller.line(f"   What a browser shows: {file}")

    def close(self) -> None:
        if self._browser is not None:
            self._browser.close()


def _what_a_visitor_sees(sample: Sample, url: str) -> str:
    """One sentence, from a real visit just now."""
    try:
        hops = Visitor(sample.session).follow(url)
    except NotThere as problem:
        return f"sees no page: {problem}."
    if len(hops) > MOST_HOPS:
        return f"is sent on {MOST_HOPS} times, in a circle, and never sees a page."
    where = f"{hops[-1].url} after {len(hops) - 1} step{'s' if len(hops) != 2 else ''}"
    return f"sees the page, at {where}." if hops[-1].status == 200 else f"gets answer {hops[-1].status} at {where}."


def _see_it_break(sample: Sample, teller: Teller, window: _Window) -> None:
    teller.heading("1 · See it break")
    teller.line("   A sample community runs on this machine: 240 sample members, a feed, bookings, a checkout.")
    teller.line("   Its demo is on Thursday. Nothing of it leaves this machine.")
    teller.line(f"   A visitor types www.club.example and {_what_a_visitor_sees(sample, BROKEN_URL)}")
    window.look(BROKEN_URL, "1-broken")
    others = len(sample.on) - 1
    if others > 0:
        teller.line(f"   {others} more things are broken in it. You do not see them, visitors will.")
    teller.line()


def _one_fix(sample: Sample, teller: Teller, around: Surroundings, window: _Window) -> bool:
    teller.heading("3 · One fix")
    teller.line("   On the host, www is told to send visitors to https://club.example/ and not to itself.")
    if not around.ask_enter("   Press Enter to apply it: "):
        teller.line("   Applied.")
    sample.switch_off(faults.STORY_FAULT)
    mended = around.recheck(sample.session, faults.STORY_FAULT)
    teller.line(f"   A visitor types www.club.example and {_what_a_visitor_sees(sample, BROKEN_URL)}")
    window.look(BROKEN_URL, "2-mended")
    if window.open:
        around.ask_enter("   Press Enter to close the window: ")
    return mended
