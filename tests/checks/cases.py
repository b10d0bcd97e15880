"""
Tables of (facts → expected answer): the shape of a case and how it is run.

Cases are data. They stand in `tests/checks/<topic>/*.py` (not `test_*.py`), each file with a tuple
`CASES`; `all_cases()` finds them, `test_cases.py` runs them and holds every check to its four kinds.
"""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path
from pkgutil import walk_packages

import launchready.checks
from launchready.model.check import Check
from launchready.model.context import Context
from launchready.model.fact import Fact, Gap
from launchready.model.finding import Finding, NotApplicable, Note, WantedRecord
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import DeclaredHost, HostRole, Target
from launchready.model.words import GapReason, Level, Status

HERE = Path(__file__).parent
AS_OF = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


class Kind(StrEnum):
    """Every check has at least one case of each."""

    PASSING = "passing"
    FAILING = "failing"
    UNKNOWN = "unknown"
    TRAP = "trap"  # looks like the problem and is not: must stay silent


EXPECTED = {
    Kind.PASSING: Status.PASS,
    Kind.FAILING: Status.FAIL,
    Kind.UNKNOWN: Status.UNKNOWN,
    Kind.TRAP: Status.PASS,
}

CLUB = Target(url="https://club.example/", scheme="https", host="club.example", port=443, apex="club.example")
WWW_CLUB = Target(
    url="https://www.club.example/", scheme="https", host="www.club.example", port=443, apex="club.example"
)
APP_CLUB = Target(
    url="https://app.club.example/", scheme="https", host="app.club.example", port=443, apex="club.example"
)
PREVIEW = Target(
    url="https://club.vercel.app/",
    scheme="https",
    host="club.vercel.app",
    port=443,
    apex="club.vercel.app",
    owns_zone=False,
)
LITERAL = Target(url="http://127.0.0.1:3000/", scheme="http", host="127.0.0.1", port=3000, apex="127.0.0.1")
LOCALHOST = Target(url="http://localhost:5173/", scheme="http", host="localhost", port=5173, apex="localhost")


@dataclass(frozen=True)
class SampleData:
    """Reference data of the cases: small, and the same for ever."""

    cdn: tuple[str, ...] = ("104.16.0.0/13",)
    previews: tuple[str, ...] = ("vercel.app", "lovable.app", "netlify.app")
    caa: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "Let's Encrypt": ("letsencrypt.org",),
            "DigiCert Inc": ("digicert.com", "geotrust.com"),
        }
    )

    def is_cdn_address(self, ip: str) -> bool:
        return any(ip_address(ip) in ip_network(network) for network in self.cdn)

    def preview_suffix_of(self, host: str) -> str | None:
        return next((suffix for suffix in self.previews if host.endswith(f".{suffix}")), None)

    def caa_domains_of(self, organisation: str, common_name: str) -> tuple[str, ...]:
        return self.caa.get(organisation, ())


@dataclass(frozen=True, kw_only=True)
class Case:
    """
    One row: what was seen, and what the check must answer.

    `status` follows from `kind`; give it where a trap is NOT_APPLICABLE or UNKNOWN. `subject` follows from the
    check for SITE, ZONE and HOST (the target's host); an ADDRESS check needs it. `levels` and `cases` are those of
    the findings in order; `groups`, `records`, `reasons` (of the gaps) and `notes` are compared when given.
    """

    check: str
    name: str
    kind: Kind
    facts: tuple[Fact, ...] = ()
    gaps: tuple[Gap, ...] = ()
    target: Target = CLUB
    subject: Subject | None = None
    status: Status | None = None
    levels: tuple[Level, ...] = ()
    cases: tuple[str, ...] | None = None
    groups: tuple[str, ...] | None = None
    records: tuple[WantedRecord, ...] | None = None
    reasons: tuple[GapReason, ...] | None = None
    notes: int | None = None
    reference: SampleData = field(default_factory=SampleData)
    as_of: datetime = AS_OF

    @property
    def expected(self) -> Status:
        return self.status or EXPECTED[self.kind]

    def __str__(self) -> str:
        return f"{self.check} {self.kind}: {self.name}"


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What a check answered, by the engine's rules."""

    status: Status
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[Note, ...]
    why: str


def declared(*names: str, role: HostRole = HostRole.APP, base: Target = CLUB) -> Target:
    """The target with hosts that the founder says must work."""
    return Target(
        url=base.url,
        scheme=base.scheme,
        host=base.host,
        port=base.port,
        apex=base.apex,
        hosts=tuple(DeclaredHost(name, role) for name in names),
    )


def gap(
    fact: type[Fact], subject: Subject | None = None, reason: GapReason = GapReason.TIMED_OUT, detail: str = "no answer"
) -> Gap:
    """A missing observation; about the site unless said otherwise."""
    return Gap(fact=fact.__name__, subject=subject or Subject.site(CLUB.host), reason=reason, detail=detail)


@cache
def all_checks() -> dict[str, Check]:
    """Every check of the package by its id."""
    found: dict[str, Check] = {}
    for module in walk_packages(launchready.checks.__path__, "launchready.checks."):
        for item in vars(importlib.import_module(module.name)).values():
            if isinstance(item, Check):
                found.setdefault(item.id, item)
    return found


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every topic, in the order of the files."""
    return tuple(
        case
        for path in sorted(HERE.glob("*/*.py"))
        if not path.name.startswith(("test_", "_"))
        for case in getattr(importlib.import_module(f"tests.checks.{path.parent.name}.{path.stem}"), "CASES", ())
    )


def subject_of(case: Case, check: Check) -> Subject:
    """The subject the engine would hand to the check."""
    if case.subject is not None:
        return case.subject
    usual = {
        SubjectKind.SITE: Subject.site(case.target.host),
        SubjectKind.ZONE: Subject.zone(case.target.apex),
        SubjectKind.HOST: Subject.host(case.target.host),
    }
    return usual[check.over]


def visible(about: Subject, subject: Subject) -> bool:
    """Whether a fact about `about` is handed to a check of `subject`."""
    if subject.kind in (SubjectKind.SITE, SubjectKind.ZONE) or about.kind in (SubjectKind.SITE, SubjectKind.ZONE):
        return True
    if subject.kind is SubjectKind.HOST:
        return about.host_name == subject.host_name
    return about in (subject, Subject.host(subject.host_name))


def answer(case: Case) -> Answered:
    """Run one case through its check."""
    check = all_checks()[case.check]
    subject = subject_of(case, check)
    seen = Seen(
        (fact for fact in case.facts if visible(fact.subject, subject)),
        (gap for gap in case.gaps if visible(gap.subject, subject)),
        (*check.needs, *check.uses),
    )
    context = Context(as_of=case.as_of, target=case.target, reference=case.reference)
    outcomes = list(check.judge(subject, seen, context))
    findings = tuple(item for item in outcomes if isinstance(item, Finding))
    gaps = tuple(item for item in outcomes if isinstance(item, Gap))
    gaps += tuple(own for own in own_gaps(check, subject, seen) if own not in gaps)
    why = next((item.why for item in outcomes if isinstance(item, NotApplicable)), "")
    notes = tuple(item for item in outcomes if isinstance(item, Note))
    lacking = any(not seen.all(kind) for kind in check.needs)
    if lacking and not (findings or gaps or why):
        gaps = (Gap(fact=check.needs[0].__name__, subject=subject, reason=GapReason.NOT_RECORDED, detail=""),)
    return Answered(status=status(findings, gaps, why), findings=findings, gaps=gaps, notes=notes, why=why)


def own_gaps(check: Check, subject: Subject, seen: Seen) -> Iterator[Gap]:
    """Gaps in the needs that are about the check's own subject or about everything."""
    wide = (SubjectKind.SITE, SubjectKind.ZONE)
    for kind in check.needs:
        yield from (item for item in seen.gaps(kind) if item.subject == subject or item.subject.kind in wide)


def status(findings: tuple[Finding, ...], gaps: tuple[Gap, ...], why: str) -> Status:
    """A finding outranks NotApplicable, which outranks a gap."""
    if findings:
        return Status.FAIL
    if why:
        return Status.NOT_APPLICABLE
    return Status.UNKNOWN if gaps else Status.PASS
