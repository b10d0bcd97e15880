"""RunResult in the shape of run/1: all that a renderer sees. Field names are the contract."""

from dataclasses import dataclass, field

from launchready.model.advice import FixSection
from launchready.model.words import Answer, Confidence, Effect, GapReason, Level, Source, Status, Who

SCHEMA = "launchready/run/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """Who made the run."""

    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """What was looked at, for which purpose."""

    url: str
    profile: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaAnswer:
    """The verdict on one area and the time it was looked at (UTC, RFC 3339), if ever."""

    answer: Answer
    looked_at: str | None = None
    required: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BarLine:
    """One line of the minimum bar: `yes`, `no` or `not_looked_at`."""

    line: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFigure:
    """One of the four targets, what was measured, and when."""

    name: str
    target: str
    measured: str | None = None
    measured_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FortyEightHours:
    """Can it be done in two days: YES, YES_IF or NO; work is the p90, waits run in parallel."""

    answer: str
    work_hours_p90: float
    wait_hours: float
    start_with: str | None = None
    because: tuple[str, ...] = ()
    needs_engineer: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer, its scope, and what leads to it."""

    answer: Answer
    scope: str
    blockers: int
    important: int
    optional: int
    unknown: int
    top: tuple[str, ...]
    areas: dict[str, AreaAnswer]
    minimum_bar: tuple[BarLine, ...]
    targets: tuple[TargetFigure, ...]
    forty_eight_hours: FortyEightHours
    conditions: tuple[str, ...] = ()
    cannot_tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectLine:
    """The subject of a result."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """Where a finding stands."""

    kind: str
    name: str
    line: int | None = None
    commit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """What to do, for the provider seen. Effort in hours of work, wait in hours of waiting.

    `at` names the provider whose clicks are shown; `where` is the part of the site that is mended: `dns`,
    `registrar`, `edge`, `host` or `code`.
    """

    steps: tuple[str, ...]
    publish: str = ""
    effort_hours: tuple[float, float] = (0.1, 0.5)
    wait_hours: float = 0.0
    who: Who = Who.FOUNDER
    redesign: bool = False
    at: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The same in our own words only: `<name>` stands where a value seen at the site belongs, `seen` holds the values.

    Whoever hands the words to a tool that obeys words can keep the two apart.
    """

    title: str = ""
    message: str = ""
    steps: tuple[str, ...] = ()
    publish: str = ""
    seen: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """This is on purpose: until when, and why."""

    reason: str
    until: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding with its words and its stable fingerprint. `sight` is what can be drawn: words by place."""

    level: Level
    confidence: Confidence
    message: str
    fingerprint: str
    group: str
    places: tuple[PlaceLine, ...]
    fix: Fix
    title: str = ""
    why: str = ""
    prevents: str = ""
    provider: str | None = None
    public_by_design: bool = False
    accepted: Accepted | None = None
    brief: Brief = field(default_factory=Brief)
    sight: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """Why something was not seen, and what would settle it."""

    reason: GapReason
    detail: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """What one check answered for one subject."""

    check: str
    title: str
    area: str
    subject: SubjectLine
    status: Status
    accepted: Accepted | None = None
    findings: tuple[FindingLine, ...] = ()
    gaps: tuple[GapLine, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChecked:
    """A check that was not selected, the sources that would bring it in, and the consent it lacks."""

    check: str
    needs: tuple[Source, ...]
    consent: Effect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One grant or answer that settles checks."""

    text: str
    who: Who
    minutes: int
    settles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What we were allowed to do and who said so."""

    effect: Effect
    given_by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What the looking cost: wall seconds, HTTP requests, connections, DNS queries."""

    seconds: float = 0.0
    requests: int = 0
    connections: int = 0
    queries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSeenAgain:
    """A finding of an earlier run that could not be seen again: neither mended nor found."""

    fingerprint: str
    check: str
    level: Level
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is different from the previous run; fingerprints. What is `unseen` still counts as open."""

    since: str
    fixed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    unseen: tuple[NotSeenAgain, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """run/1."""

    schema: str = SCHEMA
    tool: Tool
    as_of: str
    target: TargetLine
    verdict: Verdict
    results: tuple[ResultLine, ...]
    not_checked: tuple[NotChecked, ...] = ()
    asks: tuple[Ask, ...] = ()
    consent: tuple[Consent, ...] = ()
    effort: Effort = field(default_factory=Effort)
    changes: Changes | None = None
    interrupted: str | None = None
    our_bugs: tuple[str, ...] = ()
    fix: FixSection | None = None
