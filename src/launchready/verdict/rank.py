"""What to do first: one cause each, the worst and surest in front."""

from collections.abc import Sequence
from dataclasses import dataclass

from launchready.model.run import FindingLine
from launchready.model.words import Confidence, Level
from launchready.verdict.judged import Judged

TOP = 7
_CONFIDENCE_RANK = {Confidence.CONFIRMED: 0, Confidence.LIKELY: 1, Confidence.POSSIBLE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """The findings that one root cause explains; `lead` speaks for them.

    `at_the_door`: one of them is what every visitor meets first, so that nothing can be said until it is seen.
    """

    lead: FindingLine
    judged: Judged
    others: tuple[FindingLine, ...]
    at_the_door: bool = False


def causes(judged: Sequence[Judged]) -> list[Cause]:
    """Group the open findings by cause and rank the groups."""
    groups: dict[str, list[tuple[Judged, FindingLine]]] = {}
    for one in judged:
        for finding in one.open_findings:
            groups.setdefault(finding.group or finding.fingerprint, []).append((one, finding))
    ranked = []
    for key, members in groups.items():
        members.sort(key=lambda pair: _key(key, *pair))
        (lead_judged, lead), rest = members[0], members[1:]
        door = any(one.check.if_unknown is Level.BLOCKER for one, _ in members)
        ranked.append(Cause(lead=lead, judged=lead_judged, others=tuple(f for _, f in rest), at_the_door=door))
    return sorted(ranked, key=_place)


def _place(cause: Cause) -> tuple[int, int, bool, int, int, float, str, str]:
    level, sure, stage = _key("", cause.judged, cause.lead)[:3]
    return (level, sure, not cause.at_the_door, stage, -len(cause.others), *_last(cause))


def _key(group: str, judged: Judged, finding: FindingLine) -> tuple[int, int, int, str, str]:
    named = 0 if group and judged.check.id in group else 1
    return (
        finding.level.rank,
        _CONFIDENCE_RANK[finding.confidence],
        named if group else judged.check.stage,
        judged.check.id,
        finding.fingerprint,
    )


def _last(cause: Cause) -> tuple[float, str, str]:
    return (cause.lead.fix.effort_hours[1], cause.judged.check.id, cause.lead.fingerprint)


def urgent(ranked: Sequence[Cause]) -> list[Cause]:
    """Give everything that blocks or is important, one cause each."""
    return [c for c in ranked if c.lead.level is not Level.OPTIONAL and c.lead.confidence is not Confidence.POSSIBLE]


def top(ranked: Sequence[Cause]) -> list[Cause]:
    """Give at most seven things to do: those that block and those that are important."""
    return urgent(ranked)[:TOP]
