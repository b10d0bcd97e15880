"""Runs the gatherers of a plan: each as soon as what it needs is there, within its time."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from launchready.engine.bugs import contained
from launchready.engine.judge import World
from launchready.engine.plan import Plan
from launchready.model.fact import Fact, Gap
from launchready.model.seen import Seen
from launchready.model.subject import Subject
from launchready.model.target import Target
from launchready.model.words import GapReason
from launchready.observe.dial import Dial
from launchready.observe.gatherer import Gatherer, Observation, Scope
from launchready.observe.grants import Grants
from launchready.reference import Reference


class Watcher(Protocol):
    """Is told what happens while looking; the record and the progress line are two of them."""

    def started(self, gatherer: Gatherer) -> None:
        """Tell that a gatherer starts."""

    def saw(self, observation: Observation) -> Observation:
        """Tell that something was seen, or could not be; gives back what counts."""

    def finished(self, gatherer: Gatherer) -> None:
        """Tell that a gatherer is done."""

    def broke(self, gatherer: Gatherer, trace: str) -> None:
        """Tell that a gatherer crashed: our bug."""


@dataclass(slots=True, kw_only=True)
class Look:
    """One look at a target: shared by all gatherers that run in it.

    `stop` ends the look early (Ctrl-C, deadline); what is missing then becomes gaps.
    """

    target: Target
    dial: Dial
    reference: Reference
    as_of: datetime
    watcher: Watcher
    grants: Grants = field(default_factory=Grants)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    stopped_by: str = ""
    world: World = field(default_factory=World)
    only: Callable[[Gatherer], frozenset[Subject] | None] = lambda _gatherer: None

    def add(self, observation: Observation) -> None:
        """Take in one fact or gap and tell the watcher."""
        kept = self.watcher.saw(observation)
        if isinstance(kept, Gap):
            self.world.gaps.append(kept)
        else:
            self.world.facts.append(kept)


async def gather(plan: Plan, look: Look, *, seconds: float) -> None:
    """Run every gatherer of the plan into `look.world`, at most `seconds` long.

    Never raises for what the world does: a crash, a time-out and a stop each end in gaps.
    """
    done = {gatherer.name: asyncio.Event() for gatherer in plan.gatherers}
    whole: set[str] = set()

    async def run(gatherer: Gatherer) -> None:
        for other in plan.waits_for(gatherer):
            await done[other.name].wait()
        look.watcher.started(gatherer)
        await _run_one(gatherer, look)
        whole.add(gatherer.name)
        done[gatherer.name].set()
        look.watcher.finished(gatherer)

    may_start = seconds > 0 and not look.stop.is_set()
    tasks = [asyncio.create_task(run(g), name=g.name) for g in plan.gatherers if may_start]
    stopping = asyncio.create_task(_until(look.stop), name="stop")
    everything = asyncio.create_task(_all_of(tasks), name="all")
    await asyncio.wait({everything, stopping}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    stopped = look.stop.is_set()
    for task in (*tasks, stopping):
        task.cancel()
    await asyncio.gather(everything, stopping, return_exceptions=True)
    reason, detail = (
        (GapReason.NOT_RUN, look.stopped_by) if stopped else (GapReason.TIMED_OUT, "the time for this look was over")
    )
    for gatherer in plan.gatherers:
        if gatherer.name not in whole:
            _say_missing(gatherer, look, reason, detail)


async def _all_of(tasks: Iterable[asyncio.Task[None]]) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)


async def _until(stop: asyncio.Event) -> None:
    await stop.wait()


async def _run_one(gatherer: Gatherer, look: Look) -> None:
    scope = Scope(
        target=look.target,
        dial=look.dial,
        seen=Seen(look.world.facts, look.world.gaps, gatherer.needs),
        reference=look.reference,
        as_of=look.as_of,
        only=look.only(gatherer),
        grants=look.grants,
    )

    def broke(trace: str) -> None:
        look.watcher.broke(gatherer, trace)
        _say_missing(gatherer, look, GapReason.FAILED, "launchready itself failed here; please report it")

    with contained(broke):
        try:
            async with asyncio.timeout(gatherer.seconds):
                async for observation in gatherer.run(scope):
                    look.add(observation)
        except TimeoutError:
            _say_missing(gatherer, look, GapReason.TIMED_OUT, "it took too long")


def _say_missing(gatherer: Gatherer, look: Look, reason: GapReason, detail: str) -> None:
    """Say that what this gatherer makes is incomplete: part of the facts is no ground for a pass."""
    for kind in gatherer.makes:
        look.add(Gap(fact=kind.__name__, subject=Subject.site(look.target.host), reason=reason, detail=detail))


def kinds_of(gatherers: Iterable[Gatherer]) -> frozenset[type[Fact]]:
    """Give every kind of fact that these gatherers make."""
    return frozenset(kind for gatherer in gatherers for kind in gatherer.makes)
