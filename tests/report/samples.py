"""Runs made by hand: what a renderer must be able to say, whatever the checks of the day are."""

import dataclasses
from enum import Enum

from launchready.model.run import (
    Accepted,
    AreaAnswer,
    Ask,
    BarLine,
    Brief,
    Changes,
    Consent,
    Effort,
    FindingLine,
    Fix,
    FortyEightHours,
    GapLine,
    NotChecked,
    PlaceLine,
    ResultLine,
    RunResult,
    SubjectLine,
    TargetFigure,
    TargetLine,
    Tool,
    Verdict,
)
from launchready.model.words import Answer, Area, Confidence, Effect, GapReason, Level, Source, Status, Who

B, I, O = Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL
SITE = SubjectLine(kind="site", name="club.example")


def finding(number: int, level: Level, **changed) -> FindingLine:
    """One finding with all its words; what is `changed` replaces a field."""
    title = f"Thing {number} is wrong at club.example"
    steps = (
        "Open the page of domains, and choose `Force HTTPS`.",
        "Fill in the form like this, and save:\nType = CNAME\nName = www\nValue = host.example",
    )
    whole = FindingLine(
        level=level,
        confidence=Confidence.CONFIRMED,
        message=f"https://club.example/{number} does what it should not.",
        fingerprint=f"{number:016x}",
        group=f"{number:016x}",
        places=(PlaceLine(kind="url", name=f"https://club.example/{number}"),),
        title=title,
        why="Visitors leave.\n\nThey do not come back.",
        prevents="failed demo",
        fix=Fix(steps=steps, publish="In Lovable: Publish, then Update", who=Who.FOUNDER, at="Vercel", where="code"),
        brief=Brief(title="Thing is wrong at <subject>", message="<url> does it.", steps=steps, seen={"url": "x"}),
    )
    return dataclasses.replace(whole, **changed)


def result(check: str, *findings: FindingLine, area: Area = Area.PUBLIC_FACE, **changed) -> ResultLine:
    """One result; FAIL with findings, else PASS."""
    whole = ResultLine(
        check=check,
        title=findings[0].title if findings else "This is as it should be.",
        area=area.value,
        subject=SITE,
        status=Status.FAIL if findings else Status.PASS,
        findings=findings,
    )
    return dataclasses.replace(whole, **changed)


LOOP = finding(1, B)
CARD = finding(
    2,
    I,
    brief=Brief(title="Chats show <card title>", seen={"card title": "Vite + React"}),
    sight={"card_title": "Vite + React", "card_description": "Made with it", "card_host": "club.example"},
)
FOLLOWER = finding(3, I, group=LOOP.group)
DNS = finding(4, I, fix=Fix(steps=("Add the entry.",), who=Who.ENGINEER, wait_hours=4, where="dns"))
GUESS = finding(5, I, confidence=Confidence.POSSIBLE)
LATER = finding(6, O, places=(PlaceLine(kind="file", name="src/café app.ts", line=3),))
ON_PURPOSE = finding(7, I, accepted=Accepted(reason="It is a museum.", until="2027-01-31", at="2026-11-01"))
EIGHTH = finding(8, I)
GAP = GapLine(reason=GapReason.NO_ACCESS, detail="the page is built by its scripts", ask="Install the browser extra.")

RESULTS = (
    result("redirects/loop", LOOP),
    result("content/share-preview", CARD),
    result("redirects/split", FOLLOWER),
    result("dns/www-missing", DNS),
    result("limits/login-unlimited", GUESS),
    result("headers/hardening", LATER),
    result("hosts/staging-public", ON_PURPOSE),
    result("headers/hsts-missing", EIGHTH),
    result("tls/expired", subject=SubjectLine(kind="address", name="club.example@203.0.113.10")),
    result("tls/expired", subject=SubjectLine(kind="address", name="www.club.example@203.0.113.10")),
    result("content/localhost", status=Status.UNKNOWN, gaps=(GAP,)),
    result("dns/ipv6-broken", status=Status.NOT_APPLICABLE, notes=("The name has no IPv6 address.",)),
    result("hosts/asleep", status=Status.ERROR, notes=("ValueError: no",)),
    result("access/open-to-strangers", area=Area.MEMBERS_DATA, status=Status.UNKNOWN, gaps=(GAP,)),
)


def run(answer: Answer = Answer.NOT_YET, results: tuple[ResultLine, ...] = RESULTS, **changed) -> RunResult:
    """A whole run with something in every part of it."""
    areas = {area.value: AreaAnswer(answer=Answer.NOT_LOOKED_AT, known=area is Area.MEMBERS_DATA) for area in Area}
    areas["public-face"] = AreaAnswer(answer=answer, looked_at="2026-11-24T07:26:17Z", required=True)
    verdict = Verdict(
        answer=answer,
        scope="seen from outside: 12 of 14 checks",
        blockers=1,
        important=4,
        optional=1,
        unknown=3,
        top=(LOOP.fingerprint, CARD.fingerprint, DNS.fingerprint),
        areas=areas,
        minimum_bar=(
            BarLine(line="Your domain resolves cleanly", answer="yes"),
            BarLine(line="Every visitor ends at one address", answer="no"),
            BarLine(line="The demo path works", answer="not_looked_at"),
        ),
        targets=(
            TargetFigure(name="p95", target="400 ms", measured="310 ms", measured_at="2026-11-23T10:00:00Z"),
            TargetFigure(name="errors", target="1 %"),
        ),
        forty_eight_hours=FortyEightHours(
            answer="YES_IF",
            work_hours_p90=2.2,
            wait_hours=4,
            start_with="dns/www-missing",
            because=("one of them needs an engineer",),
            needs_engineer=1,
        ),
        conditions=("mend: Thing 2 is wrong at club.example", "look at: members' data"),
        cannot_tell=("This is as it should be.",),
    )
    whole = RunResult(
        tool=Tool(version="0.1.0"),
        as_of="2026-11-24T07:26:17Z",
        target=TargetLine(url="https://club.example/", profile="demo"),
        verdict=verdict,
        results=results,
        not_checked=(
            NotChecked(check="cors/vary-missing", needs=(), consent=Effect.ASK),
            NotChecked(check="secrets/in-tree", needs=(Source.REPO,)),
            NotChecked(check="secrets/in-history", needs=(Source.REPO,)),
        ),
        asks=(Ask(text="Make two test members.", who=Who.FOUNDER, minutes=6, settles=("access/open-to-strangers",)),),
        consent=(Consent(effect=Effect.ASK, given_by="--authorised", at="2026-11-24T07:26:17Z"),),
        effort=Effort(seconds=2.4, requests=130, connections=24, queries=60),
        changes=Changes(since="2026-11-23T10:00:00Z", fixed=("0" * 16,), new=(CARD.fingerprint,)),
    )
    return dataclasses.replace(whole, **changed)


def sound() -> RunResult:
    """A run in which nothing is wrong and nothing is left to say."""
    plain = run(Answer.READY, (result("redirects/loop"),))
    days = FortyEightHours(answer="YES", work_hours_p90=0, wait_hours=0)
    areas = {"public-face": AreaAnswer(answer=Answer.READY, looked_at="2026-11-24T07:26:17Z")}
    verdict = dataclasses.replace(
        plain.verdict, top=(), conditions=(), cannot_tell=(), forty_eight_hours=days, areas=areas
    )
    return dataclasses.replace(plain, verdict=verdict, not_checked=(), asks=(), consent=(), changes=None)


# What the machine matches on; everything else in a run is a text that a scanned site may have written.
OURS = {
    "schema", "fingerprint", "group", "top", "fixed", "new", "check", "area", "areas", "answer", "settles", "start_with",
}  # fmt: skip


def poisoned(value, poison: str):
    """The same run with a hostile text in every place where a text can be."""
    if dataclasses.is_dataclass(value):
        changed = {
            field.name: getattr(value, field.name)
            if field.name in OURS and isinstance(getattr(value, field.name), (str, tuple))
            else poisoned(getattr(value, field.name), poison)
            for field in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **changed)
    if isinstance(value, dict):
        return {key: poisoned(each, poison) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(poisoned(each, poison) for each in value)
    if isinstance(value, str) and not isinstance(value, Enum):
        # A URL stays one at its beginning, so that it goes wherever URLs go.
        return f"{value} {poison}" if value.startswith(("http://", "https://")) else poison
    return value
