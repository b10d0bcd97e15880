"""Puts each selected check to each of its subjects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from launchready.engine.bugs import contained
from launchready.model.check import Check, Outcome
from launchready.model.context import Context
from launchready.model.fact import Fact, Gap
from launchready.model.finding import Finding, NotApplicable, Note
from launchready.model.policy import Policy
from launchready.model.result import Result
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import GapReason, Status
from launchready.verdict.levels import effective

WHOLE = frozenset({SubjectKind.SITE, SubjectKind.ZONE})


@dataclass(slots=True)
class World:
    """All that was seen in one run: what the judging reads, nothing else."""

    facts: list[Fact] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def replaced(self, kinds: Iterable[type[Fact]], facts: Sequence[Fact], gaps: Sequence[Gap]) -> "World":
        """Give a world in which these kinds come from a second look."""
        kinds = frozenset(kinds)
        names = {kind.__name__ for kind in kinds}
        return World(
            [f for f in self.facts if type(f) not in kinds] + [f for f in facts if type(f) in kinds],
            [g for g in self.gaps if g.fact not in names] + [g for g in gaps if g.fact in names],
        )


def whole_subject(kind: SubjectKind, target: Target) -> Subject:
    """Give the one subject of a SITE or ZONE check."""
    return Subject.zone(target.apex) if kind is SubjectKind.ZONE else Subject.site(target.host)


def subjects(check: Check, world: World, target: Target) -> list[Subject]:
    """List what the check must answer for; the site itself when nothing of its kind was seen."""
    if check.over in WHOLE:
        return [whole_subject(check.over, target)]
    names = {kind.__name__ for kind in check.needs}
    found = {fact.subject for fact in world.facts if type(fact) in check.needs}
    found |= {gap.subject for gap in world.gaps if gap.fact in names}
    return sorted(s for s in found if s.kind is check.over) or [Subject.site(target.host)]


def _concerns(about: Subject, subject: Subject) -> bool:
    """Whether something seen about `about` may be handed to a check over `subject`."""
    if subject.kind in WHOLE or about.kind in WHOLE or about == subject:
        return True
    if about.host_name != subject.host_name:
        return False
    return subject.kind is SubjectKind.HOST or about.kind is SubjectKind.HOST


def seen_by(check: Check, subject: Subject, world: World) -> Seen:
    """Give the check the facts it declared that concern the subject."""
    return Seen(
        (fact for fact in world.facts if _concerns(fact.subject, subject)),
        (gap for gap in world.gaps if _concerns(gap.subject, subject)),
        (*check.needs, *check.uses),
    )


def judge_one(check: Check, subject: Subject, world: World, ctx: Context) -> Result:
    """Ask one check about one subject. A crash of ours becomes an ERROR, never a pass."""
    seen = seen_by(check, subject, world)
    outcomes: list[Outcome] = []
    bugs: list[str] = []
    with contained(bugs.append):
        outcomes.extend(check.judge(subject, seen, ctx))
    if bugs:
        return Result(check=check, subject=subject, status=Status.ERROR, why=bugs[0])
    return _settle(check, subject, seen, outcomes)


def _settle(check: Check, subject: Subject, seen: Seen, outcomes: Sequence[Outcome]) -> Result:
    findings = tuple(o for o in outcomes if isinstance(o, Finding))
    notes = tuple(o.text for o in outcomes if isinstance(o, Note))
    reasons = [o.why for o in outcomes if isinstance(o, NotApplicable)]
    yielded = tuple(o for o in outcomes if isinstance(o, Gap))
    needed = {kind.__name__ for kind in check.needs}
    standing = tuple(
        gap
        for gap in seen.gaps()
        if gap.fact in needed and (gap.subject == subject or gap.subject.kind in WHOLE) and gap not in yielded
    )
    gaps = yielded + standing
    blank = [kind for kind in check.needs if not seen.all(kind)]
    if findings:
        status = Status.FAIL
    elif reasons:
        return Result(check=check, subject=subject, status=Status.NOT_APPLICABLE, notes=notes, why="; ".join(reasons))
    elif gaps:
        status = Status.UNKNOWN
    elif blank:
        status = Status.UNKNOWN
        gaps = tuple(_never_seen(kind, subject) for kind in blank)
    else:
        status = Status.PASS
    return Result(check=check, subject=subject, status=status, findings=findings, gaps=gaps, notes=notes)


def _never_seen(kind: type[Fact], subject: Subject) -> Gap:
    return Gap(
        fact=kind.__name__,
        subject=subject,
        reason=GapReason.NOT_RECORDED,
        detail="there was nothing to look at",
    )


def levelled(result: Result, policy: Policy) -> Result:
    """Give each finding the level that counts for this purpose and this target."""
    given = result.findings
    moved = tuple(replace(f, level=effective(result.check.id, f.level, policy)) for f in given)
    return result if moved == given else replace(result, findings=moved)


def judge_all(selected: Sequence[Check], world: World, ctx: Context, policy: Policy) -> list[Result]:
    """Ask every selected check about every subject, in a fixed order."""
    return [
        levelled(judge_one(check, subject, world, ctx), policy)
        for check in selected
        for subject in subjects(check, world, ctx.target)
    ]
