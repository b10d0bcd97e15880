"""From a bundle to run/1: pure, so that the same record, policy and version give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from launchready.engine import catalog, drift
from launchready.engine.again import Memory, not_seen_again
from launchready.engine.bundle import Bundle
from launchready.engine.confirm import settle
from launchready.engine.fingerprint import fingerprint
from launchready.engine.judge import World, judge_all
from launchready.engine.plan import Plan, make_plan
from launchready.engine.publish import IN_THE_APP, Live
from launchready.engine.wire import Before
from launchready.engine.words import Writer, place_of
from launchready.facts.drift import Drift, Part
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.policy import Policy
from launchready.model.result import Result
from launchready.model.run import (
    Changes,
    Effort,
    NotChecked,
    ResultLine,
    RunResult,
    TargetLine,
    Tool,
)
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Effect, GapReason, Level
from launchready.reference import Reference
from launchready.verdict.asks import asks
from launchready.verdict.decide import Known, decide
from launchready.verdict.judged import Judged

CUT_OFF = "this run was cut off before its end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """The answer and the results behind it."""

    run: RunResult
    results: tuple[Result, ...]


def stamp(moment: datetime) -> str:
    """Give a time as RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def plan_of(bundle: Bundle) -> Plan:
    """Plan the run that the bundle's sources and consent allow."""
    return make_plan(catalog.checks(), catalog.gatherers(), bundle.start.sources, _consented(bundle))


def _consented(bundle: Bundle) -> set[Effect]:
    return {Effect.LOOK} | {consent.effect for consent in bundle.start.consent}


def _not_checked(bundle: Bundle, plan: Plan) -> tuple[NotChecked, ...]:
    """Say of each check that was left out which sources and which consent it lacks."""
    consented = _consented(bundle)
    return tuple(
        NotChecked(check=check.id, needs=needs, consent=None if check.effect in consented else check.effect)
        for check, needs in plan.left_out
    )


def context_of(bundle: Bundle, reference: Reference) -> Context:
    """Give what checks may know besides facts."""
    return Context(as_of=bundle.start.as_of, target=bundle.start.target, reference=reference)


def judge_first(bundle: Bundle, plan: Plan, reference: Reference, policy: Policy) -> list[Result]:
    """Judge the first look alone: what it calls a blocker is looked at again."""
    return judge_all(plan.checks, bundle.world, context_of(bundle, reference), policy)


def _whole_world(bundle: Bundle, plan: Plan) -> World:
    """Give what was seen. Of a run that was cut off nothing counts as seen to its end: half a look is no pass."""
    gaps = list(bundle.world.gaps)
    if bundle.end is None:
        site = Subject.site(bundle.start.target.host)
        names = sorted({kind.__name__ for gatherer in plan.gatherers for kind in gatherer.makes})
        gaps += [Gap(fact=name, subject=site, reason=GapReason.NOT_RUN, detail=CUT_OFF) for name in names]
    return World(list(bundle.world.facts), gaps)


def judge(bundle: Bundle, plan: Plan, reference: Reference, policy: Policy) -> list[Result]:
    """Judge both looks and the drift from the baseline."""
    ctx = context_of(bundle, reference)
    world = _whole_world(bundle, plan)
    world.facts.extend(_drifts(bundle, world, reference))
    results = judge_all(plan.checks, world, ctx, policy)
    second = bundle.second
    if second is None:
        return results
    return [
        settle(r, second, world, ctx, policy) if any(f.level is Level.BLOCKER for f in r.findings) else r
        for r in results
    ]


def _drifts(bundle: Bundle, world: World, reference: Reference) -> list[Drift]:
    """Compare each part that was seen with its baseline; a change must stand in both looks."""
    site = Subject.site(bundle.start.target.host)
    found = []
    for part in Part:
        if drift.unseen(part, world.gaps, site) is not None:
            continue
        at, baseline = bundle.baseline.get(part, ("", []))
        compared = drift.compare(part, site, at, baseline, bundle.world.facts, reference.is_cdn_address)
        if bundle.second is not None and set(drift.WATCHED[part]) & set(bundle.second.kinds):
            later = bundle.world.replaced(bundle.second.kinds, bundle.second.facts, bundle.second.gaps)
            again = drift.compare(part, site, at, baseline, later.facts, reference.is_cdn_address)
            both = tuple(change for change in compared.changes if change in again.changes)
            compared = Drift(subject=site, part=part, baseline_at=at, changes=both)
        found.append(compared)
    return found


def assemble(bundle: Bundle, policy: Policy, reference: Reference) -> Assembled:
    """Judge a bundle and put words to it."""
    plan = plan_of(bundle)
    found = judge(bundle, plan, reference, policy)
    today = bundle.start.as_of.date()
    writer = Writer(
        place=place_of(bundle.world.facts),
        reference=reference,
        accepted={a.fingerprint: a.accepted for a in bundle.start.acceptances if _still(a.accepted.until, today)},
    )
    live = _live_only(bundle, found, reference, policy)
    memory = Memory.of(bundle, writer.accepted)
    results, unseen = memory.settled(live, _causes(live))
    lines = [writer.line(result) for result in results]
    judged = [
        Judged(
            check=r.check,
            line=line,
            if_unknown=_heavier(_weight(r, old, bundle.start.target), memory.weight(r, unseen)),
        )
        for r, old, line in zip(results, found, lines, strict=True)
    ]
    left_out = _not_checked(bundle, plan)
    known = Known(catalogue=catalog.checks(), judged=judged, times=_times(bundle, results))
    run = RunResult(
        tool=Tool(version=bundle.start.tool),
        as_of=stamp(bundle.start.as_of),
        target=TargetLine(url=bundle.start.target.url, profile=policy.profile.name),
        verdict=decide(known, policy),
        results=tuple(lines),
        not_checked=left_out,
        asks=asks(judged, left_out, bundle.start.target.url),
        consent=bundle.start.consent,
        effort=bundle.end.effort if bundle.end else Effort(),
        changes=_changes(bundle, lines, unseen),
        interrupted=_interrupted(bundle),
        our_bugs=tuple(dict.fromkeys(where for where, _trace in bundle.bugs)),
    )
    return Assembled(run=run, results=tuple(results))


def _still(until: str, today: date) -> bool:
    """Whether an acceptance holds; one without a readable day does not."""
    try:
        return date.fromisoformat(until) >= today
    except ValueError:
        return False


def _live_only(bundle: Bundle, results: list[Result], reference: Reference, policy: Policy) -> list[Result]:
    """Withhold what a recheck finds again while its fix is not live."""
    awaited = bundle.start.awaits
    if awaited is None or awaited.check not in {result.check.id for result in results}:
        return results
    place = place_of(bundle.world.facts)
    live = Live(
        awaited=awaited,
        where=catalog.text_of(awaited.check).front.where,
        clicks=next((clicks for slug in place.slugs(IN_THE_APP) if (clicks := reference.publish_steps(slug))), ()),
        world=bundle.world,
        ctx=context_of(bundle, reference),
        policy=policy,
    )
    return [live.withheld(result) for result in results]


def _weight(result: Result, found: Result, target: Target) -> Level:
    """What an UNKNOWN means: the check's word for hosts that must work, OPTIONAL for others.

    What was found and is withheld until its fix is live weighs as much as what was found.
    """
    if found.findings and not result.findings:
        return min((finding.level for finding in found.findings), key=lambda level: level.rank)
    must_work = {target.host} | {host.name for host in target.hosts}
    narrow = result.subject.kind in {SubjectKind.HOST, SubjectKind.ADDRESS}
    return Level.OPTIONAL if narrow and result.subject.host_name not in must_work else result.check.if_unknown


def _times(bundle: Bundle, results: Sequence[Result]) -> dict[Area, str]:
    """Say for each area how old its oldest fact is."""
    now = stamp(bundle.start.as_of)
    times: dict[Area, str] = {}
    for result in results:
        ages = [bundle.inherited.get(kind.__name__, now) for kind in result.check.needs]
        area = result.check.area
        times[area] = min([*ages, times.get(area, now)])
    return times


def _causes(results: Sequence[Result]) -> set[str]:
    """Give every cause and every fingerprint that stands now."""
    names = ((f.group, fingerprint(result.check, result.subject, f)) for result in results for f in result.findings)
    return {name for pair in names for name in pair if name}


def _heavier(first: Level, second: Level | None) -> Level:
    return first if second is None else min(first, second, key=lambda level: level.rank)


def _changes(bundle: Bundle, lines: Sequence[ResultLine], unseen: Sequence[Before]) -> Changes | None:
    """Compare with the run before, one cause each. What was not seen now is neither fixed nor new."""
    if not bundle.start.previous_at:
        return None
    now = {f.fingerprint: f.group for line in lines for f in line.findings}
    stands = {*now, *now.values(), *(old.group for old in unseen)}
    gone: dict[str, list[str]] = {}
    for old in bundle.start.previous:
        if old.fingerprint not in stands and old.group not in stands:
            gone.setdefault(old.group, []).append(old.fingerprint)
    before = {old.fingerprint for old in bundle.start.previous} | {old.group for old in bundle.start.previous}
    fresh: dict[str, list[str]] = {}
    for name, group in now.items():
        if name not in before and group not in before:
            fresh.setdefault(group, []).append(name)
    return Changes(
        since=bundle.start.previous_at,
        fixed=tuple(sorted(min(names) for names in gone.values())),
        new=tuple(sorted(min(names) for names in fresh.values())),
        unseen=not_seen_again(unseen),
    )


def _interrupted(bundle: Bundle) -> str | None:
    if bundle.end is None:
        return CUT_OFF
    return bundle.end.interrupted or None
