"""One observation a run: callers that want the same thing share one task."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class _Shared:
    task: asyncio.Task[Any]
    waiting: int = 0


class Memo:
    """Remembers results and errors by key. A task that nobody waits for any more is cancelled."""

    def __init__(self) -> None:
        self._shared: dict[Hashable, _Shared] = {}

    async def once(self, key: Hashable, make: Callable[[], Coroutine[Any, Any, Any]]) -> Any:  # noqa: ANN401 - any result
        """Give the result for the key, made on the first call."""
        shared = self._shared.get(key)
        if shared is None or shared.task.get_loop() is not asyncio.get_running_loop():
            shared = self._shared[key] = _Shared(asyncio.create_task(make()))
            shared.task.add_done_callback(_looked_at)
        shared.waiting += 1
        try:
            # Shielded: one caller that gives up must not take the answer from the others.
            return await asyncio.shield(shared.task)
        finally:
            shared.waiting -= 1
            if not shared.waiting and not shared.task.done():
                shared.task.cancel()
                if self._shared.get(key) is shared:
                    del self._shared[key]

    async def aclose(self) -> None:
        """Cancel what still runs and forget everything."""
        tasks = [shared.task for shared in self._shared.values()]
        self._shared.clear()
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError, Exception):
                await task


def _looked_at(task: asyncio.Task[Any]) -> None:
    """Take the error of a task that nobody waits for any more, or asyncio reports it as forgotten."""
    if not task.cancelled():
        task.exception()
