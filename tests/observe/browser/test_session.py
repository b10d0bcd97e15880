"""The browser's life: nothing of it is left, whatever ends it; and what is said when it cannot be used."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from launchready import reference
from launchready.facts.page import Page
from launchready.model.seen import Seen
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe import temporary as temporary_folders
from launchready.observe.browser import family, rendered
from launchready.observe.browser import session as session_module
from launchready.observe.browser.session import NoBrowserError, browsing, to_end
from launchready.observe.browser.visit import visiting
from launchready.observe.budget import Requests
from launchready.observe.dial import Dial
from launchready.observe.gatherer import Scope
from launchready.observe.grants import Grants
from tests.observe.browser.rendering import PROGRAM, TRUE, gap, needs_browser, render
from tests.observe.look import AS_OF, look, target
from tests.observe.site import Request, Site, authority, site
from tests.observe.site import page as html

pytestmark = needs_browser
SLOW = "<title>Slow</title><h1>Hello</h1><script>setInterval(() => fetch('/x' + Math.random()), 50)</script>"


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for temporary files with a short name: the path of the browser's socket must be short."""
    authority()  # its folder is there for all tests, as is
    tmp_path_factory.getbasetemp()
    with tempfile.TemporaryDirectory(prefix="lr-", dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


@pytest.fixture(autouse=True)
def marks(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The marks of the sessions of this test. At its end nothing of them is left: no process, no temporary folder."""
    folder = temporary
    marks: list[str] = []
    made = session_module.secrets.token_hex

    def noted(length: int) -> str:
        marks.append(made(length))
        return marks[-1]

    monkeypatch.setattr(session_module.secrets, "token_hex", noted)

    def nothing_left() -> bool:
        return not any(family.of(mark) for mark in marks) and not of_browsers(folder)

    yield marks
    assert nothing_left(), (of_browsers(folder), [family.of(mark) for mark in marks])


def of_browsers(folder: Path) -> list[Path]:
    return [one for one in folder.iterdir() if not one.name.startswith("launchready-site-")]


def inside(folder: Path) -> Iterator[Path]:
    return (file for one in of_browsers(folder) for file in one.iterdir())


def scope_of(dial: Dial, program: str = PROGRAM) -> Scope:
    return Scope(
        target=target("club.example"),
        dial=dial,
        seen=Seen((), (), ()),
        reference=reference.load(),
        as_of=AS_OF,
        grants=Grants(browser=program),
    )


async def test_it_is_gone_after_an_error_of_ours():
    async with site({TRUE: html("x")}) as made, made.dial() as dial:
        with pytest.raises(ZeroDivisionError):
            await break_off(dial)


async def break_off(dial: Dial) -> None:
    async with browsing(scope_of(dial)) as session:
        await session.context.new_page()
        raise ZeroDivisionError


@pytest.mark.parametrize("after", [0.0, 0.05, 0.2, 0.4, 0.6, 0.9, 1.5])
async def test_it_is_gone_after_a_cancellation_at_any_moment(after: float):
    async def stay(made: Site) -> None:
        async with (
            made.dial("pki.example.test:80:127.0.0.1:1") as dial,
            browsing(scope_of(dial)) as session,
            visiting(session, Requests(100, dial.effort)) as visit,
        ):
            await visit.go(TRUE)
            await asyncio.sleep(30)

    async with site({"https://club.example": html(SLOW)}) as made:
        task = asyncio.create_task(stay(made))
        await asyncio.sleep(after)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_it_is_gone_when_it_was_killed_and_that_is_said(marks: list[str]):
    def slow(request: Request) -> bytes:
        if request.path.startswith("/x"):
            for one in family.of(marks[0]):
                if "--type=" not in one.command and "run-driver" not in one.command:
                    os.kill(one.pid, signal.SIGKILL)
        return html(SLOW)

    found = await render({"https://club.example": slow})
    assert gap(found).reason is GapReason.FAILED


SCRIPT = """
import asyncio, sys
from tests.observe.browser.rendering import render
from tests.observe.site import page
asyncio.run(render({"https://club.example": page(%r)}))
"""


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_it_is_gone_after_a_signal_to_us(sign: signal.Signals, temporary: Path):
    folder = temporary
    # Ten requests a second that are all new: it never comes to rest by itself.
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT % SLOW],
        cwd=Path(__file__).parents[3],
        env=os.environ | {"PYTHONPATH": "src:."},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert _until(lambda: any("profile" in one.name for one in inside(folder)), 20)
        assert _until(lambda: bool(_of_folder(folder)), 20)
        time.sleep(0.3)
        # Ctrl-C reaches everything in the foreground, the driver too.
        os.killpg(process.pid, sign) if sign is signal.SIGINT else process.send_signal(sign)
        process.wait(20)
        assert _until(lambda: not _of_folder(folder), 15), _of_folder(folder)
        if sign is not signal.SIGINT:  # of the others Python itself hears nothing: the audit listens for SIGTERM
            # The profile goes with the driver; what else a browser that is killed leaves goes with the next run.
            assert _until(lambda: not any("profile" in one.name for one in inside(folder)), 15), list(inside(folder))
            temporary_folders.hold().close()
        assert _until(lambda: not of_browsers(folder), 15), of_browsers(folder)
    finally:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        family.end(_of_folder(folder))


def _of_folder(folder: Path) -> list[family.Process]:
    return [process for process in family._table() if f"--user-data-dir={folder}" in process.command]


def _until(held: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if held():
            return True
        time.sleep(0.1)
    return False


def fake(folder: Path, script: str) -> str:
    file = folder / "chrome"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


@pytest.mark.parametrize(
    ("script", "reason", "words"),
    [
        ("echo 'No usable sandbox! Update your kernel' >&2; exit 1", GapReason.NO_ACCESS, "sandbox"),
        ("exit 7", GapReason.FAILED, "could not be started"),
        ("kill -SEGV $$", GapReason.FAILED, "could not be started"),  # each time: once more is enough
        ("sleep 60", GapReason.TIMED_OUT, "did not start in time"),
    ],
)
async def test_a_browser_that_does_not_start_is_said(
    script: str, reason: GapReason, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # The others have all the time that a busy machine needs to start the driver.
    if reason is GapReason.TIMED_OUT:
        monkeypatch.setattr(session_module, "LAUNCH_SECONDS", 1.0)
    missing = gap(await render({TRUE: html("<h1>Hello there")}, program=fake(tmp_path, script)))
    assert (missing.reason, missing.fact) == (reason, "Page")
    assert words in missing.detail
    assert missing.ask


async def test_a_browser_that_falls_over_at_its_start_is_started_once_more(tmp_path: Path):
    mark = tmp_path / "fell"
    crash = f'if [ -e {mark} ]; then exec {PROGRAM} "$@"; fi\n: > {mark}\nkill -SEGV $$'
    seen = await render({TRUE: html("<h1>Hello there")}, program=fake(tmp_path, crash))
    assert mark.exists()
    assert isinstance(seen[0], Page)


async def test_a_program_that_is_not_there_is_said():
    missing = gap(await render({TRUE: html("<h1>Hello there")}, program="/nowhere/chrome"))
    assert missing.reason is GapReason.FAILED


async def test_a_driver_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", "/nowhere/node")
    missing = gap(await render({TRUE: html("<h1>Hello there")}))
    assert missing.reason is GapReason.FAILED


async def test_without_the_extra_the_way_to_it_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)
    missing = gap(await render({TRUE: html("<h1>Hello there")}))
    assert missing.reason is GapReason.NO_ACCESS
    assert "launchready[browser]" in missing.ask


async def test_a_second_look_asks_afresh():
    async with (
        site({TRUE: html("<title>Calm Club</title><h1>Hello there")}) as made,
        made.dial("pki.example.test:80:127.0.0.1:1") as dial,
    ):
        seen = await look(
            rendered, dial.fresh(), grants=Grants(browser=PROGRAM), only=frozenset({Subject.host("club.example")})
        )
        assert [type(one) for one in seen] == [Page]
        other = frozenset({Subject.host("api.club.example")})
        assert await look(rendered, dial.fresh(), grants=Grants(browser=PROGRAM), only=other) == []


async def test_work_is_done_to_its_end_although_we_are_cancelled():
    done = []

    async def work() -> str:
        await asyncio.sleep(0.1)
        done.append(1)
        return "done"

    task = asyncio.create_task(to_end(work()))
    await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done == [1]
    assert await to_end(work()) == "done"


async def test_an_error_at_the_end_is_raised_as_it_is():
    async def work() -> None:
        raise NoBrowserError(GapReason.FAILED, "x")

    with pytest.raises(NoBrowserError):
        await to_end(work())


async def test_a_cancelled_work_has_only_so_much_time():
    started = time.monotonic()
    task = asyncio.create_task(to_end(asyncio.sleep(30), patience=0.1))
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - started < 10


async def test_two_browsers_at_a_time_are_enough(monkeypatch: pytest.MonkeyPatch):
    running: list[int] = []
    most: list[int] = []

    class Counted(session_module._Run):
        async def start(self, dial: Dial) -> object:  # type: ignore[override]
            running.append(1)
            most.append(len(running))
            await asyncio.sleep(0.05)
            return object()

        async def stop(self) -> None:
            running.pop()

    async def one(dial: Dial) -> None:
        async with browsing(scope_of(dial)):
            await asyncio.sleep(0.05)

    monkeypatch.setattr(session_module, "_Run", Counted)
    async with site({TRUE: html("x")}) as made, made.dial() as dial:
        await asyncio.gather(*(one(dial) for _ in range(5)))
    assert max(most) == session_module.AT_ONCE


async def test_what_does_not_come_by_the_gate_does_not_get_through_the_door():
    from playwright.async_api import Error

    async with site({TRUE: html("x")}) as made, made.dial() as dial, browsing(scope_of(dial)) as session:
        page = await session.context.new_page()
        with pytest.raises(Error, match="AUTH_CREDENTIALS"):
            await page.goto(TRUE)
        assert not made.asked
