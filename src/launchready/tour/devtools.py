"""A picture of what a browser shows, its own refusals included, by the DevTools protocol over a pair of pipes.

Chromium's `--screenshot` writes no file for a page that does not load, and that page is the one the story is about.
"""

import base64
import fcntl
import json
import os
import selectors
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

SETTLE = 0.4


class NoPicture(Exception):
    """The browser did not answer, or not in time."""


def _high(*descriptors: int) -> tuple[int, ...]:
    """The same pipe on descriptors from 10 up, out of the way of 3 and 4."""
    moved = tuple(fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10) for descriptor in descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    return moved


class Pipes:
    """The two pipes to a browser, and the moment by which everything must be done.

    Chromium reads commands from its descriptor 3 and writes to 4. A shell puts ours there, so that no code of ours runs
    between fork and exec; by way of /dev/fd, as a plain POSIX shell duplicates only descriptors of one digit.
    """

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._theirs_in, self._out = _high(*os.pipe())
        self._in, self._theirs_out = _high(*os.pipe())
        self._rest = b""
        self._number = 0
        self._session = ""
        self._theirs_open = True

    @property
    def descriptors(self) -> tuple[int, int]:
        """What the browser's process has to inherit."""
        return self._theirs_in, self._theirs_out

    def command(self, browser: Sequence[str]) -> list[str]:
        move = f'exec "$0" "$@" 3</dev/fd/{self._theirs_in} 4>/dev/fd/{self._theirs_out}'
        return ["/bin/sh", "-c", move, *browser, "--remote-debugging-pipe"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.started()
        os.close(self._in)
        os.close(self._out)

    def started(self) -> None:
        """Let go of the browser's ends, so that its end is seen here."""
        if self._theirs_open:
            self._theirs_open = False
            os.close(self._theirs_in)
            os.close(self._theirs_out)

    def picture(self, url: str, size: tuple[int, int]) -> bytes:
        """Go to the address and give a PNG of what is shown then."""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        width, height = size
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self._call("Page.navigate", url=url)
        while self._value("document.readyState") != "complete":
            time.sleep(0.05)
        # The page is there; its last paint is a moment behind.
        time.sleep(SETTLE)
        return base64.b64decode(self._call("Page.captureScreenshot", format="png")["data"])

    def _value(self, expression: str) -> object:
        return self._call("Runtime.evaluate", expression=expression).get("result", {}).get("value")

    def _call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        try:
            os.write(self._out, json.dumps(message).encode() + b"\0")
        except OSError as error:
            raise NoPicture("the browser is gone") from error
        while True:
            answer = json.loads(self._next())
            if answer.get("id") == self._number:
                if "result" not in answer:
                    raise NoPicture(str(answer.get("error")))
                return dict(answer["result"])

    def _next(self) -> bytes:
        with selectors.DefaultSelector() as selector:
            selector.register(self._in, selectors.EVENT_READ)
            while b"\0" not in self._rest:
                left = self._until - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise NoPicture("the browser took too long")
                chunk = os.read(self._in, 1 << 16)
                if not chunk:
                    raise NoPicture("the browser is gone")
                self._rest += chunk
        message, _, self._rest = self._rest.partition(b"\0")
        return message
