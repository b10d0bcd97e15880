"""Small runs for advice: findings with their words, and a verdict that names some of them."""

from launchready.model.run import (
    Accepted,
    Brief,
    FindingLine,
    Fix,
    FortyEightHours,
    PlaceLine,
    ResultLine,
    RunResult,
    SubjectLine,
    TargetLine,
    Tool,
    Verdict,
)
from launchready.model.words import Answer, Area, Confidence, Level, Status

B, I, O = Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL
ON_PURPOSE = Accepted(reason="we know", until="2030-01-01", at="2026-01-01")


def finding(
    name: str, level: Level = I, *, group: str = "", places=(), brief: Brief | None = None, **more
) -> FindingLine:
    fix = {key: more.pop(key) for key in ("effort_hours", "wait_hours", "who", "where", "publish", "at") if key in more}
    words = {"confidence": Confidence.CONFIRMED, "title": f"{name} is broken", "message": f"{name} was seen broken."}
    return FindingLine(
        level=level,
        fingerprint=name,
        group=group or name,
        places=tuple(PlaceLine(kind="url", name=place) for place in places),
        fix=Fix(steps=("Mend it.",), **{"where": "code", **fix}),
        brief=brief
        or Brief(
            title="<thing> is broken",
            message="<thing> was seen broken.",
            steps=("Mend <thing>.",),
            seen={"thing": name},
        ),
        **{**words, **more},
    )


def line(*findings: FindingLine, check: str = "", accepted: Accepted | None = None) -> ResultLine:
    return ResultLine(
        check=check or f"topic/{findings[0].fingerprint}",
        title=findings[0].title,
        area=Area.PUBLIC_FACE.value,
        subject=SubjectLine(kind="site", name="club.example"),
        status=Status.FAIL,
        accepted=accepted,
        findings=findings,
    )


def run(
    *lines: ResultLine, top: tuple[str, ...] = (), start_with: str | None = None, url: str = "https://club.example/"
) -> RunResult:
    days = FortyEightHours(answer="YES", work_hours_p90=1.0, wait_hours=0.0, start_with=start_with)
    verdict = Verdict(
        answer=Answer.NOT_YET,
        scope="",
        blockers=0,
        important=0,
        optional=0,
        unknown=0,
        top=top,
        areas={},
        minimum_bar=(),
        targets=(),
        forty_eight_hours=days,
    )
    return RunResult(
        tool=Tool(version="1"),
        as_of="2026-06-01T12:00:00Z",
        target=TargetLine(url=url, profile="demo"),
        verdict=verdict,
        results=lines,
    )
