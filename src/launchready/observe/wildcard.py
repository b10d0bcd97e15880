"""Whether the zone answers for names that nobody ever made, and with what."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from launchready.facts.dns import View, Wildcard
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.dial import Dial
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.landing import same_page
from launchready.observe.views import quick_view
from launchready.observe.zone_gap import no_dns, zone_gap

PAGE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Control:
    """The two names and what a resolver said about them."""

    names: tuple[str, str]
    views: tuple[View, View]

    @property
    def told(self) -> bool:
        """Whether both were answered; without that nothing found by a word list counts."""
        return all(view.answered for view in self.views)

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(sorted({address for view in self.views for address in view.addresses}))

    @property
    def cnames(self) -> tuple[str, ...]:
        """The chain that both names share."""
        one, other = (view.cnames for view in self.views)
        return one if one == other else ()

    def explains(self, view: View) -> bool:
        """Whether a wildcard alone would give this view of another name."""
        if view.cnames and view.cnames in {one.cnames for one in self.views}:
            return True
        return not view.cnames and bool(view.addresses) and set(view.addresses) <= set(self.addresses)


def control_names(zone: str) -> tuple[str, str]:
    """Two labels that nobody has: the same at each run, so that two runs can be compared."""
    one, other = (hashlib.sha256(f"{zone} {number}".encode()).hexdigest()[:12] for number in (1, 2))
    return f"lr-{one}.{zone}", f"lr-{other}.{zone}"


async def control(dial: Dial, zone: str) -> Control:
    """Ask for both, once a dial."""
    names = control_names(zone)
    one, other = await asyncio.gather(*(quick_view(dial, name) for name in names))
    return Control(names, (one, other))


@gatherer(makes=(Wildcard,))
async def wildcard(scope: Scope) -> AsyncIterator[Observation]:
    """Look at the zone's random names, and at the page behind the first of them if there is one."""
    target = scope.target
    if target.is_literal:
        yield no_dns(Wildcard, target.apex)
        return
    if not target.owns_zone:
        yield zone_gap(Wildcard, target.apex, GapReason.NOT_RUN, "the names beside this one belong to its host")
        return
    seen = await control(scope.dial, target.apex)
    if not seen.told:
        failed = next(view for view in seen.views if not view.answered)
        yield zone_gap(
            Wildcard, target.apex, GapReason.FAILED, f"a name that nobody has was not answered: {failed.rcode}"
        )
        return
    serves = None
    if seen.addresses:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PAGE_SECONDS):
                serves = await same_page(scope, seen.names[0])
    yield Wildcard(subject=Subject.zone(target.apex), addresses=seen.addresses, cnames=seen.cnames, serves_app=serves)
