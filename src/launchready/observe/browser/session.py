"""One browser for one look: started on demand, bounded in time, gone afterwards whatever happened."""

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from launchready.model.words import GapReason
from launchready.observe.browser import family, flags
from launchready.observe.browser.door import Door
from launchready.observe.browser.program import GET_BOTH
from launchready.observe.browser.proof import Proof
from launchready.observe.dial import Dial
from launchready.observe.gatherer import Scope
from launchready.observe.temporary import Folder, hold

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Playwright

T = TypeVar("T")

LAUNCH_SECONDS = 10.0
CLOSE_SECONDS = 2.0
AT_ONCE = 2
"""Browsers at a time, however many sites are looked at: each takes 400 MB, and small servers have a gigabyte."""
_PLACES: "WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]" = WeakKeyDictionary()
_STARTS: "WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock]" = WeakKeyDictionary()
"""A driver is told its words by our own environment, which can hold those of one at a time."""
VIEWPORT = (1280, 800)
# A promise that is never kept: a refusal would be an error of ours in the console of theirs.
NO_WORKER = "if (navigator.serviceWorker) navigator.serviceWorker.register = () => new Promise(() => {});"
_FELL_OVER = "signal=SIGSEGV"
_SANDBOX = ("No usable sandbox", "sandboxing failed", "--no-sandbox is not supported", "SUID sandbox helper")
_ALLOW_SANDBOX = (
    "Allow Chromium its sandbox (on Ubuntu: install the package of your browser's maker instead of a bare download), "
    "then look again."
)


class NoBrowserError(Exception):
    """The browser could not be used: a value of the world, turned into a Gap."""

    def __init__(self, reason: GapReason, detail: str, ask: str = "") -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.ask = ask


@dataclass(slots=True, kw_only=True)
class Session:
    """A running browser with one context: one visitor without history."""

    context: "BrowserContext"
    door: Door


@asynccontextmanager
async def browsing(scope: Scope) -> AsyncIterator[Session]:
    """Start the browser and end it. Raises NoBrowserError."""
    settings = scope.dial.settings
    proof = Proof(scope.dial, scope.as_of) if settings.ca_file else None
    places = _PLACES.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))
    async with places, Door(scope.dial, proof) as door:
        run = _Run(scope.grants.browser, door)
        try:
            context = await run.start(scope.dial)
            yield Session(context=context, door=door)
        finally:
            await to_end(run.stop())


@dataclass(slots=True)
class _Run:
    """The driver and the browser that it started. `mark` finds their processes again."""

    program: str
    door: Door
    mark: str = field(default_factory=lambda: f"--launchready-session={secrets.token_hex(12)}")
    _manager: Any = None
    _browser: "Browser | None" = None
    _folder: Folder | None = None

    async def start(self, dial: Dial) -> "BrowserContext":
        from playwright.async_api import Error, async_playwright

        # Asked first: the driver finds it out late, and says it at length.
        if not shutil.which(self.program) or not _driver_there():
            raise _told("")
        try:
            self._folder = hold()
            self._manager = async_playwright()
            async with _STARTS.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
                with flags.driver_environment(self._folder):
                    playwright: Playwright = await to_end(_within(self._manager.start(), LAUNCH_SECONDS))
            # To its end: what is broken off in the middle of its start cannot be asked to end.
            await to_end(self._launched(playwright, self._folder), patience=CLOSE_SECONDS)
            return await self._context(dial)
        except Error as error:
            raise _told(error.message) from error
        except TimeoutError as error:
            raise _told("Timeout") from error
        except OSError as error:
            detail = "the driver of the browser could not be started"
            raise NoBrowserError(GapReason.FAILED, detail, GET_BOTH) from error

    async def _launched(self, playwright: "Playwright", folder: Folder) -> None:
        """Launch it, and once more where it fell over by itself: a browser may, and start well the next time."""
        from playwright.async_api import Error

        try:
            await self._launch(playwright, folder)
        except Error as error:
            if _FELL_OVER not in error.message:
                raise
            await self._launch(playwright, folder)

    async def _launch(self, playwright: "Playwright", folder: Folder) -> None:
        self._browser = await playwright.chromium.launch(
            executable_path=self.program,
            headless=True,
            args=[*flags.switches(), self.mark],
            ignore_default_args=list(flags.LEFT_OUT),
            env=flags.environment(folder),
            chromium_sandbox=flags.sandboxed(),
            # Its own requests come to the door without the secret, and no further.
            proxy={"server": self.door.address},
            timeout=LAUNCH_SECONDS * 1000,
            # Ctrl-C goes to the whole foreground; we end the browser ourselves, in order.
            handle_sigint=False,
        )

    async def _context(self, dial: Dial) -> "BrowserContext":
        assert self._browser is not None  # noqa: S101 - it was launched
        devtools = await self._browser.new_browser_cdp_session()
        own = str((await devtools.send("Browser.getVersion"))["userAgent"])
        await devtools.detach()
        context = await self._browser.new_context(
            viewport={"width": VIEWPORT[0], "height": VIEWPORT[1]},
            user_agent=flags.user_agent(own, dial),
            locale="en-US",
            service_workers="block",
            accept_downloads=False,
            ignore_https_errors=self.door.proof is not None,
            # The secret is told by the gate alone. Playwright, if it knew it, would answer a site's question for a
            # password as well, and leave it open for ever where it is faster than the gate.
            proxy={"server": self.door.address},
        )
        await context.add_init_script(NO_WORKER)
        return context

    async def stop(self) -> None:
        """End everything: politely for some seconds, then by force."""
        running = family.of(self.mark)
        try:
            if self._browser is not None:
                await _briefly(self._browser.close())
            if self._manager is not None:
                # `stop` waits for a driver that may hang; its processes are ended below all the same.
                await _briefly(self._manager.__aexit__())
        finally:
            family.end((*running, *family.of(self.mark)))
            if self._folder is not None:
                self._folder.close()


def _driver_there() -> bool:
    """Whether the node that the user named, if any, is there: the driver reports it late and at length."""
    named = os.environ.get("PLAYWRIGHT_NODEJS_PATH")
    return not named or shutil.which(named) is not None


async def to_end(work: Coroutine[Any, Any, T], *, patience: float | None = None) -> T:
    """Do something to its end although we are being cancelled; the cancellation is passed on afterwards.

    `patience` is how many seconds it has from the cancellation on; None: all it needs.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task}, timeout=patience if cancelled else None)
        except asyncio.CancelledError as error:
            cancelled = error
            continue
        if not task.done():
            task.cancel()
    if cancelled is None:
        return task.result()
    if not task.cancelled():
        task.exception()
    raise cancelled


async def _briefly(work: Coroutine[Any, Any, object]) -> None:
    from playwright.async_api import Error

    with suppress(Error, OSError):
        await _within(work, CLOSE_SECONDS)


async def _within(work: Coroutine[Any, Any, T], seconds: float) -> T:
    async with asyncio.timeout(seconds):
        return await work


def _told(message: str) -> NoBrowserError:
    """Say what a failed start means: the driver's message is long and for programmers."""
    if any(word in message for word in _SANDBOX):
        detail = "the browser may not use its sandbox on this machine"
        return NoBrowserError(GapReason.NO_ACCESS, detail, _ALLOW_SANDBOX)
    if "Timeout" in message:
        return NoBrowserError(GapReason.TIMED_OUT, "the browser did not start in time", "Look again with less running.")
    detail = "the browser could not be started"
    return NoBrowserError(GapReason.FAILED, detail, "Start it once by hand; launchready doctor names the one I use.")
