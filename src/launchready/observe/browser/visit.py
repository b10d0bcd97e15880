"""One page opened as a visitor opens it, watched until it is quiet."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from launchready.facts.page import ConsoleKind
from launchready.observe.browser import reading
from launchready.observe.browser.gate import Gate
from launchready.observe.browser.reading import Reading
from launchready.observe.browser.session import Session
from launchready.observe.browser.watch import EVENTS, Watch
from launchready.observe.budget import Requests

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, ConsoleMessage, Dialog, Error, Page

OPEN_SECONDS = 9.0
LOAD_SECONDS = 8.0
QUIET_SECONDS = 0.5
LINGER_SECONDS = 5.0
"""Flutter waits four seconds for a service worker, which we keep away, before it draws."""
STALLED_SECONDS = 3.0
"""A page that breaks off its own loading is never told to be loaded."""
MOST_LINES = 60
MOST_HEARD = 300
MOST_DIALOGS = 20
_LOOKS = 0.05


@dataclass(eq=False)  # without slots: Playwright keeps something on the objects whose methods it calls
class Visit:
    """An open page: what it asked for (`watch`), what of it we held back (`gate`), what its console said."""

    page: "Page"
    devtools: "CDPSession"
    watch: Watch
    gate: Gate
    loaded: bool = False
    crashed: bool = False
    lines: list[tuple[ConsoleKind, str, str]] = field(default_factory=list)
    _heard: int = 0
    _dialogs: int = 0

    async def go(self, url: str) -> None:
        """Open an address and wait until the page has come to rest. Raises Playwright's Error."""
        self.loaded = False
        await self.page.goto(url, wait_until="commit", timeout=OPEN_SECONDS * 1000)
        await self.settle()

    async def settle(self, most: float | None = None) -> None:
        """Wait until it is loaded and nothing has moved for half a second, at most some seconds."""
        until = time.monotonic() + (LOAD_SECONDS if most is None else most)
        while time.monotonic() < until and not self.crashed and not self.gate.full:
            still = time.monotonic() - self.watch.moved
            needed = QUIET_SECONDS if self.loaded else STALLED_SECONDS
            if still >= needed and not self.watch.busy(self.gate.ours):
                return
            await asyncio.sleep(_LOOKS)

    @property
    def at_rest(self) -> bool:
        """Whether it is loaded and waits for nothing any more."""
        return self.loaded and not self.crashed and not self.watch.busy(self.gate.ours)

    async def linger(self, now: Reading) -> Reading:
        """Give a page that shows nothing more time: some wait for a clock, or for what browsers do not let us see."""
        until = time.monotonic() + LINGER_SECONDS
        while now.is_bare and time.monotonic() < until and not self.crashed and not self.gate.full:
            await asyncio.sleep(QUIET_SECONDS)
            now = await self.read()
        return now

    async def read(self) -> Reading:
        """Read the page as it stands."""
        return await reading.read(self.devtools, self.watch.frame)

    def told(self, message: "ConsoleMessage") -> None:
        """Keep an error of the console; a page that floods it is no longer listened to."""
        self._heard += 1
        if self._heard >= MOST_HEARD:
            self.page.remove_listener("console", self.told)
        if message.type == "error" and len(self.lines) < MOST_LINES:
            self.lines.append((ConsoleKind.ERROR, message.text, str(message.location.get("url", ""))))

    def threw(self, error: "Error") -> None:
        """Keep an error that nothing caught."""
        self._heard += 1
        if self._heard >= MOST_HEARD:
            self.page.remove_listener("pageerror", self.threw)
        if len(self.lines) < MOST_LINES:
            name = f"{error.name}: " if error.name and error.name not in error.message else ""
            self.lines.append((ConsoleKind.UNCAUGHT, name + error.message, ""))

    async def asked(self, dialog: "Dialog") -> None:
        """Dismiss a dialog; one that comes again and again ends the page."""
        from playwright.async_api import Error

        self._dialogs += 1
        with suppress(Error):
            await dialog.dismiss()
            if self._dialogs >= MOST_DIALOGS:
                self.crashed = True
                await self.page.close()


@asynccontextmanager
async def visiting(session: Session, requests: Requests) -> AsyncIterator[Visit]:
    """Open an empty page that is watched and guarded, and close it."""
    from playwright.async_api import Error

    page = await session.context.new_page()
    try:
        devtools = await session.context.new_cdp_session(page)
        frame = str((await devtools.send("Page.getFrameTree"))["frameTree"]["frame"]["id"])
        gate = Gate(session.door, devtools, frame, requests)
        visit = Visit(page, devtools, Watch(frame), gate)
        await _listen(visit)
        try:
            yield visit
        finally:
            await gate.close()
    finally:
        with suppress(Error, TimeoutError):
            async with asyncio.timeout(1):
                await page.close()


async def _listen(visit: Visit) -> None:
    page, devtools = visit.page, visit.devtools
    for name in EVENTS:
        devtools.on(name, _feeder(visit, name))
    page.on("console", visit.told)
    page.on("pageerror", visit.threw)
    page.on("dialog", visit.asked)
    for end in ("crash", "close"):
        page.on(end, lambda _: setattr(visit, "crashed", True))
    page.on("load", lambda _: setattr(visit, "loaded", True))
    page.on("popup", lambda other: asyncio.ensure_future(_shut(other)))
    for domain in ("Network.enable", "Audits.enable", "Log.enable"):
        await devtools.send(domain)
    await visit.gate.open()


def _feeder(visit: Visit, name: str) -> Callable[[dict[str, Any]], None]:
    """Feed the watch that the visit has by then."""
    return lambda event: visit.watch.feed(name, event)


async def _shut(page: "Page") -> None:
    from playwright.async_api import Error

    with suppress(Error):
        await page.close()
