"""Looks again at what one check needs, says whether its fix is live, and joins it with what is on record."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from launchready.app.choose import choose
from launchready.app.consent import Person, renewed, settle
from launchready.app.look import Looked, Narrow, Progress, look, stopped_by_ctrl_c
from launchready.app.recorded import find_record, newest
from launchready.app.request import Request, UsageError
from launchready.app.settings import Settings, make_settings
from launchready.engine import catalog
from launchready.engine.assemble import assemble, context_of, stamp
from launchready.engine.bundle import Bundle, BundleError
from launchready.engine.judge import judge_all
from launchready.engine.publish import IN_THE_APP, seconds_left
from launchready.engine.record import Record
from launchready.engine.wire import Awaited
from launchready.facts.release import Build, Release, RepoHead
from launchready.formats.release import same_build
from launchready.model.check import Check
from launchready.model.run import RunResult
from launchready.model.words import Effect, GapReason
from launchready.reference import load

APP_SECONDS = 600.0
"""A builder publishes within minutes; after ten, somebody has to look why it does not."""
APP_PAUSE = 15.0
DNS_SECONDS = 3600.0
"""How long old answers are waited for where none told how long it lives."""
DNS_PAUSE = 60.0
DNS_SLACK = 30.0
RUNS_READ = 8

Told = Callable[["Rechecked"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """Which check was meant, and the joined answer after the second look."""

    check: str
    looked: Looked

    def not_published(self) -> bool:
        """Whether the fix is not live yet."""
        return is_waiting(self.looked.answer.run, self.check)


def is_waiting(run: RunResult, check: str) -> bool:
    """Whether an answer about a check is that its fix is not live yet."""
    gaps = (gap for line in run.results if line.check == check and not line.findings for gap in line.gaps)
    return any(gap.reason is GapReason.NOT_PUBLISHED for gap in gaps)


def recheck(
    text: str, url: str, request: Request, progress: Progress, *, person: Person, waiting: Told | None = None
) -> Rechecked:
    """Look at one check again. With `waiting`, go on until its fix is live or its time is over.

    `waiting` is told once that there is something to wait for. Ctrl-C gives the last answer. Raises `UsageError`
    when the id means nothing.
    """
    checks = {check.id: check for check in catalog.checks()}
    record, run = None, None
    if request.keep_record:
        try:
            kept = find_record(url, request)
        except UsageError:
            if text not in checks:
                raise
        else:
            record, url = kept.record, url or kept.url
            # Only a number and a fingerprint need the last verdict, which costs a tenth of a second.
            run = None if text in checks else assemble(newest(kept), kept.policy, load()).run
    check = checks[choose(text, run, tuple(checks), record.numbers() if record else None).check]
    settings = make_settings(url, request)
    if check.effect is not Effect.LOOK:
        settings = settle(settings, person)
    return asyncio.run(_Again(check, settings, progress).until_live(record, waiting))


@dataclass(slots=True)
class _Again:
    """One check looked at again, once or until its fix is live."""

    check: Check
    settings: Settings
    progress: Progress

    async def until_live(self, record: Record | None, waiting: Told | None) -> Rechecked:
        where = catalog.text_of(self.check.id).front.where
        narrow = Narrow(
            check=self.check,
            also=(Release, RepoHead) if where == IN_THE_APP else (),
            awaits=awaited(self.check, record, self.settings),
        )
        with stopped_by_ctrl_c() as stop:
            done = await self._once(narrow, stop)
            if waiting is None or not done.not_published():
                return done
            waiting(done)
            pause, end = self._patience(done, in_the_app=where == IN_THE_APP)
            while done.not_published() and time.monotonic() < end and not await _slept(stop, pause):
                again = await self._once(narrow, stop)
                if stop.is_set():
                    break
                _forget(self.settings.record, done)
                done = again
        return done

    async def _once(self, narrow: Narrow, stop: asyncio.Event) -> Rechecked:
        looked = await look(renewed(self.settings), self.progress, stop, verb="recheck", only=narrow)
        return Rechecked(check=self.check.id, looked=looked)

    def _patience(self, done: Rechecked, *, in_the_app: bool) -> tuple[float, float]:
        """Give how long to pause between looks, and the moment at which to stop."""
        if in_the_app:
            return APP_PAUSE, time.monotonic() + APP_SECONDS
        left = seconds_left(done.looked.bundle.world, self.check) or DNS_SECONDS
        return min(DNS_PAUSE, max(left, 1.0)), time.monotonic() + left + DNS_SLACK


async def _slept(stop: asyncio.Event, seconds: float) -> bool:
    """Wait; gives whether it was ended by Ctrl-C."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()
    return stop.is_set()


def _forget(record: Record | None, done: Rechecked) -> None:
    """Drop a look that a later one of the same command has replaced: a hundred runs are kept, and these are one."""
    if record is not None:
        with suppress(OSError):
            record.path_of(done.looked.bundle.start.run).unlink(missing_ok=True)


def awaited(check: Check, record: Record | None, settings: Settings) -> Awaited:
    """Give the build that was live when the newest run that saw the problem looked, and since when it is."""
    build: Build | None = None
    since = ""
    for bundle in _newest_first(record):
        release = next((fact for fact in bundle.world.facts if isinstance(fact, Release)), None)
        if build is None:
            if not _saw_it(check, bundle, settings):
                continue
            if release is None:
                break
            build, since = release.live, _seen_at(bundle)
        elif release is None or same_build(build, release.live) is not True:
            break
        else:
            since = min(since, _seen_at(bundle))
    return Awaited(check=check.id, build=build, since=since)


def _newest_first(record: Record | None) -> Iterator[Bundle]:
    if record is None:
        return
    for run in record.runs()[: -RUNS_READ - 1 : -1]:
        with suppress(BundleError):
            yield record.read(run)


def _seen_at(bundle: Bundle) -> str:
    return bundle.inherited.get(Release.__name__, stamp(bundle.start.as_of))


def _saw_it(check: Check, bundle: Bundle, settings: Settings) -> bool:
    """Whether the check finds something in what that run saw."""
    context = context_of(bundle, load())
    return any(result.findings for result in judge_all([check], bundle.world, context, settings.policy))
