"""Builds judged results from one line each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from launchready.model.check import Check, Outcome
from launchready.model.context import Context
from launchready.model.finding import Finding
from launchready.model.run import Accepted, FindingLine, Fix, GapLine, ResultLine, SubjectLine
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, Confidence, GapReason, Level, Source, Status, Who
from launchready.verdict.judged import Judged


def nothing(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    yield from ()


def a_check(
    name: str,
    area: Area = Area.PUBLIC_FACE,
    *,
    if_unknown: Level = Level.OPTIONAL,
    source: Source = Source.OUTSIDE,
    stage: int = 2,
) -> Check:
    return Check(
        id=name,
        area=area,
        stage=stage,
        over=SubjectKind.SITE,
        needs=(),
        judge=nothing,
        levels=frozenset(Level),
        if_unknown=if_unknown,
        source=source,
    )


def a_finding(
    level: Level,
    name: str = "f",
    *,
    confidence: Confidence = Confidence.CONFIRMED,
    group: str = "",
    effort: tuple[float, float] = (1.0, 3.0),
    wait: float = 0.0,
    who: Who = Who.FOUNDER,
    redesign: bool = False,
) -> FindingLine:
    return FindingLine(
        level=level,
        confidence=confidence,
        message=f"{name} is wrong",
        fingerprint=name,
        group=group or name,
        places=(),
        title=f"title of {name}",
        fix=Fix(steps=("do",), effort_hours=effort, wait_hours=wait, who=who, redesign=redesign),
    )


def judged(
    check: Check,
    status: Status,
    findings: Sequence[FindingLine] = (),
    *,
    ask: str = "",
    accepted: bool = False,
    if_unknown: Level | None = None,
    subject: str = "club.example",
) -> Judged:
    word = Accepted(reason="r", until="2027-01-01", at="2026-01-01") if accepted else None
    findings = [replace(finding, accepted=word) for finding in findings]
    line = ResultLine(
        check=check.id,
        title=findings[0].title if findings else f"{check.id} is fine",
        area=check.area.value,
        subject=SubjectLine(kind="site", name=subject),
        status=status,
        findings=tuple(findings),
        gaps=(GapLine(reason=GapReason.TIMED_OUT, detail="slow", ask=ask),) if status is Status.UNKNOWN else (),
        accepted=word,
    )
    return Judged(check=check, line=line, if_unknown=if_unknown or check.if_unknown)


__all__ = ["Finding", "a_check", "a_finding", "judged"]
