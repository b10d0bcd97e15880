"""A gatherer: looks at one part of the world and yields facts and gaps."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime

from launchready.model.fact import Fact, Gap
from launchready.model.seen import Seen
from launchready.model.subject import Subject
from launchready.model.target import Target
from launchready.model.words import Effect, Source
from launchready.observe.dial import Dial
from launchready.observe.grants import Grants
from launchready.reference import Reference

Observation = Fact | Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a gatherer is handed.

    `only` narrows a second look to these subjects (None: all). `seen` holds the facts that the
    gatherer declared in `needs`; `grants` is what the owner handed us.
    """

    target: Target
    dial: Dial
    seen: Seen
    reference: Reference
    as_of: datetime
    only: frozenset[Subject] | None = None
    grants: Grants = field(default_factory=Grants)

    def wants(self, subject: Subject) -> bool:
        """Whether this subject is to be looked at in this run."""
        return self.only is None or subject in self.only


Gather = Callable[[Scope], AsyncIterator[Observation]]
Says = Callable[[Grants], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatherer:
    """Declares what it makes and what it needs; the engine plans by that.

    `seconds` is the time after which the engine stops it and records gaps. `says` tells, before anything
    happens, what it will do and what may follow; whatever changes or strains something has it.
    """

    name: str
    makes: tuple[type[Fact], ...]
    run: Gather
    needs: tuple[type[Fact], ...] = ()
    source: Source = Source.OUTSIDE
    effect: Effect = Effect.LOOK
    seconds: float = field(default=55.0)
    says: Says | None = None


def gatherer(
    *,
    makes: tuple[type[Fact], ...],
    needs: tuple[type[Fact], ...] = (),
    source: Source = Source.OUTSIDE,
    effect: Effect = Effect.LOOK,
    seconds: float = 55.0,
    says: Says | None = None,
) -> Callable[[Gather], Gatherer]:
    """Turn an async generator function into a Gatherer. Registers nothing."""

    def wrap(run: Gather) -> Gatherer:
        return Gatherer(
            name=f"{run.__module__.rpartition('.')[2]}.{getattr(run, '__name__', 'run')}",
            makes=makes,
            needs=needs,
            run=run,
            source=source,
            effect=effect,
            seconds=seconds,
            says=says,
        )

    return wrap
