"""Several targets in one process: side by side, each with its own door, budget and record."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from launchready.app.look import Looked, Progress, look, stopped_by_ctrl_c
from launchready.app.request import Request, UsageError
from launchready.app.settings import make_settings

AT_ONCE = 8
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetAnswer:
    """One target of the file with its answer."""

    url: str
    looked: Looked


def read_targets(path: Path) -> list[str]:
    """Read one address a line; empty lines and lines with # are left out. Raises `UsageError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        msg = f"--targets: {path} cannot be read: {problem}."
        raise UsageError(msg) from None
    urls = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not urls or len(urls) > MOST:
        msg = f"--targets: {path} has {len(urls)} addresses; write one a line, at most {MOST}."
        raise UsageError(msg)
    return list(dict.fromkeys(urls))


def look_at_many(
    urls: Sequence[str],
    request: Request,
    progress: Progress,
    done: Callable[[TargetAnswer], None] = lambda _answer: None,
) -> list[TargetAnswer]:
    """Look at each target; answers come in the order of the file. A wrong address stops before the first packet.

    `done` is told of each target as soon as its answer is there.
    """
    for url in urls:
        make_settings(url, request)
    return asyncio.run(_all(urls, request, progress, done))


async def _all(
    urls: Sequence[str], request: Request, progress: Progress, done: Callable[[TargetAnswer], None]
) -> list[TargetAnswer]:
    places = asyncio.Semaphore(AT_ONCE)

    async def one(url: str, stop: asyncio.Event) -> TargetAnswer:
        async with places:
            settings = make_settings(url, request)
            looked = await look(settings, progress, stop, verb="audit")
            answer = TargetAnswer(url=settings.target.url, looked=looked)
            done(answer)
            return answer

    with stopped_by_ctrl_c() as stop:
        return await asyncio.gather(*(one(url, stop) for url in urls))
