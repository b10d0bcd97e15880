"""One look at one target: plan, gather, look again, keep, judge."""

import asyncio
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Protocol

from launchready import __version__
from launchready.app.settings import Settings
from launchready.engine import drift
from launchready.engine.again import before
from launchready.engine.assemble import Assembled, assemble, judge_first, plan_of, stamp
from launchready.engine.bundle import Bundle, BundleError
from launchready.engine.confirm import blocked, look_again, second_plan
from launchready.engine.gather import Look, Watcher, gather, kinds_of
from launchready.engine.journal import Journal
from launchready.engine.plan import Plan
from launchready.engine.record import Mark, Record, new_run
from launchready.engine.wire import Awaited, Before, End, Start
from launchready.facts.drift import Part
from launchready.model.check import Check
from launchready.model.fact import Fact
from launchready.model.policy import Policy
from launchready.observe.dial import Dial
from launchready.observe.gatherer import Gatherer, Observation
from launchready.reference import load

FIRST_SECONDS = 44.0
SECOND_SECONDS = 13.0
LAST_SECONDS = 48.0
ANSWER_SECONDS = 1.0
_KEEP = "To keep it, free some space there or name a folder that you may write in (XDG_DATA_HOME), then look again."


class Progress(Protocol):
    """Shows what goes on; the command line has one, a test may have another."""

    def doing(self, what: str) -> None:
        """Tell what is being looked at now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """The answer, and what the user must know about the looking itself."""

    answer: Assembled
    bundle: Bundle
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrow:
    """A look at one check: also these kinds are gathered; `awaits` is the build whose successor is waited for."""

    check: Check
    also: tuple[type[Fact], ...] = ()
    awaits: Awaited | None = None


@dataclass(slots=True)
class _Watchers:
    """Passes events on to the journal and to the progress line."""

    journal: Journal
    progress: Progress

    def started(self, gatherer: Gatherer) -> None:
        self.progress.doing(gatherer.name.partition(".")[0])

    def finished(self, gatherer: Gatherer) -> None:
        self.journal.finished(gatherer)

    def saw(self, observation: Observation) -> Observation:
        return self.journal.saw(observation)

    def broke(self, gatherer: Gatherer, trace: str) -> None:
        self.journal.broke(gatherer, trace)


def look_at(settings: Settings, progress: Progress, *, verb: str = "audit") -> Looked:
    """Look at one target; Ctrl-C ends the looking and still gives an answer."""

    async def run() -> Looked:
        with stopped_by_ctrl_c() as stop:
            return await look(settings, progress, stop, verb=verb)

    return asyncio.run(run())


async def look(
    settings: Settings, progress: Progress, stop: asyncio.Event, *, verb: str, only: Narrow | None = None
) -> Looked:
    """Look at one target. With `only`, gather afresh just what one check needs.

    What a narrow look leaves alone is taken over from the newest run, with its age.
    """
    reference = load()
    bundle = _open_bundle(settings, verb, only.awaits if only else None)
    plan = plan_of(bundle)
    if only is not None:
        plan = plan.narrowed(only.check, *only.also)
        _inherit(bundle, settings.record, plan)
    path = settings.record.path_of(bundle.start.run) if settings.record else None
    journal = Journal.open(bundle, path)
    started = time.monotonic()
    dial = Dial(settings.dial)
    one = Look(
        target=settings.target,
        dial=dial,
        reference=reference,
        as_of=settings.as_of,
        watcher=_Watchers(journal, progress),
        stop=stop,
        stopped_by="you stopped it",
        grants=settings.grants,
        world=bundle.world,
    )
    async with dial:
        gentle, straining = plan.parted()
        await gather(gentle, one, seconds=FIRST_SECONDS)
        await _confirm(bundle, gentle, one, journal, progress, settings.policy)
        if straining.gatherers:
            left = settings.dial.deadline - time.monotonic() - ANSWER_SECONDS
            await gather(straining, one, seconds=min(LAST_SECONDS, left))
    interrupted = "you stopped it" if stop.is_set() else ""
    journal.close(End(effort=dial.effort.line(round(time.monotonic() - started, 1)), interrupted=interrupted))
    answer = assemble(bundle, settings.policy, reference)
    if settings.record is not None and not interrupted and only is None:
        _move_baseline(settings.record, bundle, answer)
    notices = (*settings.notices, *_troubles(journal, answer))
    return Looked(answer=answer, bundle=bundle, notices=notices)


def _troubles(journal: Journal, answer: Assembled) -> list[str]:
    """Say what went wrong on our side while looking."""
    said = [f"{journal.lost} {_KEEP}"] if journal.lost else []
    if answer.run.our_bugs:
        where = ", ".join(answer.run.our_bugs)
        said.append(f"A bug of ours kept me from looking at everything ({where}). Please report it with the record.")
    return said


async def _confirm(bundle: Bundle, plan: Plan, one: Look, journal: Journal, progress: Progress, policy: Policy) -> None:
    """Gather again what the blockers rest on. The bundle keeps both looks."""
    suspects = blocked(judge_first(bundle, plan_of(bundle), one.reference, policy), plan.gatherers)
    if not suspects:
        return
    progress.doing("again")
    journal.look = 2
    journal.again(sorted(kinds_of(second_plan(suspects, plan.gatherers).gatherers), key=lambda kind: kind.__name__))
    watcher: Watcher = _Watchers(journal, progress)
    again = await look_again(suspects, plan, one, watcher, seconds=SECOND_SECONDS)
    journal.look = 1
    bundle.second = again if bundle.second is None else bundle.second.joined(again)


def _open_bundle(settings: Settings, verb: str, awaits: Awaited | None) -> Bundle:
    record = settings.record
    previous_at, previous = _previous(settings, record)
    start = Start(
        tool=__version__,
        run=new_run(settings.as_of),
        verb=verb,
        as_of=settings.as_of,
        target=settings.target,
        profile=settings.policy.profile.name,
        sources=settings.sources,
        consent=settings.consent,
        previous_at=previous_at,
        previous=previous,
        acceptances=(*(record.acceptances() if record else ()), *settings.exceptions),
        levels=dict(settings.policy.levels),
        awaits=awaits,
    )
    bundle = Bundle(start=start)
    for part, mark in (record.marks() if record else {}).items():
        with suppress(BundleError):
            facts = record.read(mark.run).world.facts if record else []
            bundle.baseline[part] = (mark.at, list(drift.watched(part, facts)))
    return bundle


def _previous(settings: Settings, record: Record | None) -> tuple[str, tuple[Before, ...]]:
    """Give the findings of the newest run by today's policy, and older ones that it could not see."""
    newest = record.newest() if record else None
    if newest is None:
        return "", ()
    old = assemble(newest.as_it_stands(), settings.policy, load())
    findings = tuple(before(line, finding) for line in old.run.results for finding in line.findings)
    known = {one.fingerprint for one in findings}
    causes = {one.fingerprint for one in old.run.changes.unseen} if old.run.changes else set()
    groups = {one.group for one in newest.start.previous if one.fingerprint in causes}
    unseen = (one for one in newest.start.previous if one.group in groups and one.fingerprint not in known)
    return stamp(newest.start.as_of), (*findings, *unseen)


def _inherit(bundle: Bundle, record: Record | None, plan: Plan) -> None:
    """Take over what this look leaves alone, with the age it has."""
    newest = record.newest() if record else None
    if newest is None:
        return
    bundle.start = _joined_start(bundle.start, newest.start)
    afresh = kinds_of(plan.gatherers)
    names = {kind.__name__ for kind in afresh}
    for fact in newest.world.facts:
        if type(fact) not in afresh:
            bundle.world.facts.append(fact)
            kind = type(fact).__name__
            bundle.inherited[kind] = newest.inherited.get(kind, stamp(newest.start.as_of))
    bundle.world.gaps.extend(gap for gap in newest.world.gaps if gap.fact not in names)
    if newest.second is not None:
        bundle.second = newest.second.without(afresh)


def _joined_start(mine: Start, before: Start) -> Start:
    """Let what was seen with more access than this look has go on counting: it is on record."""
    allowed = {consent.effect for consent in mine.consent}
    return replace(
        mine,
        sources=tuple(dict.fromkeys((*mine.sources, *before.sources))),
        consent=(*mine.consent, *(consent for consent in before.consent if consent.effect not in allowed)),
    )


def _move_baseline(record: Record, bundle: Bundle, answer: Assembled) -> None:
    """Make this run the baseline of each part that has none yet and is sound."""
    marks = record.marks()
    mine = Mark(run=bundle.start.run, at=stamp(bundle.start.as_of))
    fresh = {
        part: mine
        for part in Part
        if part not in marks and drift.watched(part, bundle.world.facts) and drift.healthy(part, answer.results)
    }
    with suppress(OSError):  # a full disk: the next run sets it
        if fresh:
            record.set_marks({**marks, **fresh})
        record.prune()


@contextmanager
def stopped_by_ctrl_c() -> Iterator[asyncio.Event]:
    """Let the first Ctrl-C (or a polite kill) end the looking; the second, and one after it, are as before."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    names = (signal.SIGINT, signal.SIGTERM)
    before = {name: signal.getsignal(name) for name in names}

    def as_before() -> None:
        for name in names:
            if loop.remove_signal_handler(name) and before[name] is not None:
                signal.signal(name, before[name])

    def heard() -> None:
        stop.set()
        as_before()

    try:
        for name in names:
            loop.add_signal_handler(name, heard)
    except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
        yield stop
        return
    try:
        yield stop
    finally:
        as_before()
