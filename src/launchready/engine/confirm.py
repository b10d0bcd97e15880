"""Looks again before it says Not yet: a blocker that rests on the network must be seen twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from launchready.engine.fingerprint import fingerprint
from launchready.engine.gather import Look, Watcher, gather
from launchready.engine.judge import World, judge_one, levelled
from launchready.engine.plan import Plan, makers
from launchready.model.context import Context
from launchready.model.fact import Fact, Gap
from launchready.model.finding import Finding
from launchready.model.policy import Policy
from launchready.model.result import Result
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import GapReason, Level, Source, Status
from launchready.observe.gatherer import Gatherer

WORLDLY = frozenset({Source.OUTSIDE, Source.BROWSER})
NARROW = frozenset({SubjectKind.HOST, SubjectKind.ADDRESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook:
    """What was seen when the kinds behind the blockers were gathered again."""

    kinds: tuple[type[Fact], ...]
    facts: tuple[Fact, ...]
    gaps: tuple[Gap, ...]

    def without(self, kinds: Collection[type[Fact]]) -> "SecondLook":
        """Give what stays of a look when these kinds are gathered afresh."""
        names = {kind.__name__ for kind in kinds}
        return SecondLook(
            kinds=tuple(kind for kind in self.kinds if kind not in kinds),
            facts=tuple(fact for fact in self.facts if type(fact) not in kinds),
            gaps=tuple(gap for gap in self.gaps if gap.fact not in names),
        )

    def joined(self, other: "SecondLook") -> "SecondLook":
        """Give both looks as one."""
        kinds = sorted({*self.kinds, *other.kinds}, key=lambda kind: kind.__name__)
        return SecondLook(kinds=tuple(kinds), facts=self.facts + other.facts, gaps=self.gaps + other.gaps)


def blocked(results: Sequence[Result], available: Sequence[Gatherer]) -> list[Result]:
    """Give the results whose blocker rests on the network, so that it can be looked at again."""
    return [
        result
        for result in results
        if result.check.source in WORLDLY
        and result.check.second_look
        and any(f.level is Level.BLOCKER for f in result.findings)
        and makers(result.check.needs, available)
    ]


def second_plan(results: Sequence[Result], available: Sequence[Gatherer]) -> Plan:
    """Plan the gatherers that make the needs of these results, and no others."""
    kinds = {kind for result in results for kind in result.check.needs}
    return Plan(checks=(), gatherers=makers(kinds, available), left_out=())


def narrowing(gatherer: Gatherer, results: Sequence[Result]) -> frozenset[Subject] | None:
    """Give the subjects that this gatherer must look at again; None when it is all of them."""
    asked = {r.subject for r in results if set(r.check.needs) & set(gatherer.makes)}
    if not asked or any(subject.kind not in NARROW for subject in asked):
        return None
    hosts = {Subject.host(subject.host_name) for subject in asked}
    return frozenset(asked | hosts) if all(s.kind is SubjectKind.HOST for s in asked) else frozenset(asked)


async def look_again(
    results: Sequence[Result], plan: Plan, first: Look, watcher: Watcher, *, seconds: float
) -> SecondLook:
    """Gather the facts behind the blockers again: new connections, another resolver first."""
    second = second_plan(results, plan.gatherers)
    again = replace(
        first,
        dial=first.dial.fresh(),
        watcher=watcher,
        world=World(list(first.world.facts), list(first.world.gaps)),
        only=lambda gatherer: narrowing(gatherer, results),
    )
    facts_before, gaps_before = len(again.world.facts), len(again.world.gaps)
    async with again.dial:
        await gather(second, again, seconds=seconds)
    kinds = {kind for gatherer in second.gatherers for kind in gatherer.makes}
    return SecondLook(
        kinds=tuple(sorted(kinds, key=lambda kind: kind.__name__)),
        facts=tuple(again.world.facts[facts_before:]),
        gaps=tuple(again.world.gaps[gaps_before:]),
    )


def settle(first: Result, second: SecondLook, world: World, ctx: Context, policy: Policy) -> Result:
    """Keep what both looks say; a blocker that only one of them saw is UNKNOWN (UNSTABLE)."""
    if not first.check.second_look or not set(first.check.needs) <= set(second.kinds):
        return first
    later = world.replaced(first.check.needs, second.facts, second.gaps)
    again = levelled(judge_one(first.check, first.subject, later, ctx), policy)
    kept_prints = {fingerprint(first.check, first.subject, f) for f in again.findings if f.level is Level.BLOCKER}
    kept = tuple(f for f in first.findings if _stands(f, first, kept_prints))
    if any(f.level is Level.BLOCKER for f in kept) or len(kept) == len(first.findings):
        return replace(first, findings=kept)
    if kept:
        return replace(first, findings=kept, gaps=(*first.gaps, _unstable(first)))
    answered = again.status in {Status.PASS, Status.FAIL, Status.NOT_APPLICABLE}
    gaps = (*again.gaps, _unstable(first)) if answered else again.gaps
    return replace(first, status=Status.UNKNOWN, findings=(), gaps=gaps or (_unstable(first),))


def _stands(finding: Finding, first: Result, again: set[str]) -> bool:
    return finding.level is not Level.BLOCKER or fingerprint(first.check, first.subject, finding) in again


def _unstable(first: Result) -> Gap:
    return Gap(
        fact=first.check.needs[0].__name__,
        subject=first.subject,
        reason=GapReason.UNSTABLE,
        detail="it was seen once and not when I looked again",
        ask="Look again in a few minutes.",
    )
