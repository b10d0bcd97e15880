"""One browser for the tests of a module: its start takes longer than most of what they look at."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from launchready.observe.browser import session
from launchready.observe.browser.door import Door
from launchready.observe.dial import Dial, DialSettings
from tests.observe.browser.rendering import PROGRAM


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running() -> AsyncIterator[session._Run]:
    """A browser as every look starts it. Its own door leads nowhere: each look has a context, with a door."""
    async with Door(Dial(DialSettings())) as door:
        run = session._Run(PROGRAM, door)
        await run.start(door.dial)
        try:
            yield run
        finally:
            await run.stop()


@pytest.fixture
def shared_browser(running: session._Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each look have a visitor of its own in the browser that runs."""

    class Visitor(session._Run):
        opened: Any = None

        async def start(self, dial: Dial) -> Any:
            self._browser = running._browser
            self.opened = await self._context(dial)
            return self.opened

        async def stop(self) -> None:
            if self.opened is not None:
                await self.opened.close()

    monkeypatch.setattr(session, "_Run", Visitor)
    # Long enough for servers on this machine, and for what is late here.
    for name, seconds in (("QUIET", 0.25), ("STALLED", 1.0), ("LINGER", 0.9)):
        monkeypatch.setattr(f"launchready.observe.browser.visit.{name}_SECONDS", seconds)
