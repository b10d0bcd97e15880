"""Which checks are selected, and which gatherers they need, in which order."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from launchready.engine.drift import WATCHED
from launchready.facts.drift import Drift
from launchready.model.check import Check
from launchready.model.fact import Fact
from launchready.model.words import Effect, Source
from launchready.observe.gatherer import Gatherer


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What will be looked at. `left_out` holds each check not selected with what it lacks."""

    checks: tuple[Check, ...]
    gatherers: tuple[Gatherer, ...]
    left_out: tuple[tuple[Check, tuple[Source, ...]], ...]

    def narrowed(self, check: Check, *also: type[Fact]) -> "Plan":
        """Give the plan that gathers just what one check needs and these kinds, and what that needs in turn."""
        return replace(self, gatherers=_closure(_kinds((check,)) | set(also), self.gatherers))

    def parted(self) -> tuple["Plan", "Plan"]:
        """Give what is looked at first, and what comes last of all: what strains a door may shut it for us.

        Whoever waits for the latter belongs to it.
        """
        last = [g for g in self.gatherers if g.effect is Effect.STRESS]
        while waiting := [g for g in self.gatherers if g not in last and set(self.waits_for(g)) & set(last)]:
            last += waiting
        gentle = tuple(g for g in self.gatherers if g not in last)
        return replace(self, gatherers=gentle), replace(self, gatherers=tuple(g for g in self.gatherers if g in last))

    def waits_for(self, gatherer: Gatherer) -> tuple[Gatherer, ...]:
        """Give the gatherers that must be done before this one starts."""
        wanted = set(gatherer.needs)
        return tuple(g for g in self.gatherers if g is not gatherer and wanted & set(g.makes))


def makers(kinds: Iterable[type[Fact]], available: Sequence[Gatherer]) -> tuple[Gatherer, ...]:
    """Give the gatherers that make any of these kinds."""
    wanted = set(kinds)
    return tuple(g for g in available if wanted & set(g.makes))


def make_plan(
    checks: Sequence[Check],
    available: Sequence[Gatherer],
    sources: Collection[Source],
    consented: Collection[Effect],
) -> Plan:
    """Select checks by source and consent, then close over what their facts need."""
    chosen: list[Check] = []
    left_out: list[tuple[Check, tuple[Source, ...]]] = []
    for check in checks:
        if check.source not in sources:
            left_out.append((check, (check.source,)))
        elif check.effect not in consented:
            left_out.append((check, ()))
        else:
            chosen.append(check)
    usable = [g for g in available if g.source in sources and g.effect in consented]
    plan = Plan(checks=tuple(chosen), gatherers=_closure(_kinds(chosen), usable), left_out=tuple(left_out))
    _refuse_circles(plan)
    return plan


def _kinds(checks: Iterable[Check]) -> set[type[Fact]]:
    """Give the kinds that checks read; a drift is derived from the facts that are compared."""
    kinds = {kind for check in checks for kind in (*check.needs, *check.uses)}
    if Drift in kinds:
        kinds |= {kind for part in WATCHED.values() for kind in part}
    return kinds


def _closure(kinds: set[type[Fact]], available: Sequence[Gatherer]) -> tuple[Gatherer, ...]:
    picked: list[Gatherer] = []
    while fresh := [g for g in makers(kinds, available) if g not in picked]:
        picked.extend(fresh)
        kinds = kinds | {kind for g in fresh for kind in g.needs}
    return tuple(sorted(picked, key=lambda g: g.name))


def _refuse_circles(plan: Plan) -> None:
    """Raise `LookupError` when gatherers wait for each other: our bug, found by a law test."""
    done: set[str] = set()
    left = list(plan.gatherers)
    while left:
        ready = [g for g in left if all(w.name in done for w in plan.waits_for(g))]
        if not ready:
            msg = "these gatherers wait for each other: " + ", ".join(g.name for g in left)
            raise LookupError(msg)
        done |= {g.name for g in ready}
        left = [g for g in left if g.name not in done]
