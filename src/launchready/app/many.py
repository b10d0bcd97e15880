"""Several targets in one process: side by side, each with its own door, budget and record."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from launchready.app.address import EXAMPLE, read_address
from launchready.app.look import Looked, Progress, look, stopped_by_ctrl_c
from launchready.app.request import Request, UsageError
from launchready.app.settings import make_settings

AT_ONCE = 8
MOST = 200
MOST_BYTES = 512 * 1024
_COMMENT = re.compile(r"(^|\s)#.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetAnswer:
    """One target of the file with its answer."""

    url: str
    looked: Looked


def read_targets(path: Path) -> list[str]:
    """Read one address a line; empty lines and what follows a # are left out. Raises `UsageError`."""
    urls: dict[str, None] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        url = _COMMENT.sub("", line).strip()
        if not url:
            continue
        try:
            read_address(url)
        except UsageError as problem:
            msg = f"{path}:{number}: {problem}"
            raise UsageError(msg) from None
        urls[url] = None
    if not urls:
        msg = f"--targets: there is no address in {path}. Write one on each line, like {EXAMPLE}"
        raise UsageError(msg)
    if len(urls) > MOST:
        msg = f"--targets: {path} has {len(urls)} addresses; {MOST} is the most. Take several files."
        raise UsageError(msg)
    return list(urls)


def _text(path: Path) -> str:
    """Read the file, however large it is, up to what so many addresses can need."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except IsADirectoryError:
        msg = f"--targets: {path} is a folder. Name a file with one address on each line."
        raise UsageError(msg) from None
    except OSError as problem:
        msg = f"--targets: {path} cannot be read: {problem.strerror}. Name a file with one address on each line."
        raise UsageError(msg) from None
    if len(data) > MOST_BYTES:
        msg = f"--targets: {path} is larger than {MOST_BYTES // 1024} KB. Name a file with one address on each line."
        raise UsageError(msg)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        msg = f"--targets: {path} is no text file (UTF-8). Name a file with one address on each line."
        raise UsageError(msg)
    return text


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
