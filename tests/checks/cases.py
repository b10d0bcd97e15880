"""
Tables of (facts → expected answer): the shape of a case and how it is run.

Cases are data. They stand in `tests/checks/<topic>/*.py` (not `test_*.py`), each file with a tuple
`CASES`; `all_cases()` finds them, `test_cases.py` runs them and holds every check to its four kinds.
"""

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path

from launchready.engine.catalog import checks
from launchready.engine.judge import World, judge_one, whole_subject
from launchready.model.change import PlatformChange
from launchready.model.check import Check
from launchready.model.context import Context
from launchready.model.fact import Fact, Gap
from launchready.model.finding import WantedRecord
from launchready.model.limit import Limit, SignInService
from launchready.model.result import Result
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import DeclaredHost, HostRole, Target
from launchready.model.words import Confidence, GapReason, Level, Status

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

SUPABASE = SignInService(
    slug="supabase",
    name="Supabase",
    hosts=("supabase.co",),
    sign_in=Limit(number=30, seconds=300),
    sign_up=Limit(number=30, seconds=300),
    mails=Limit(number=2, seconds=3600),
    mails_where="its built-in mail",
    change="its settings",
    sources=("sample",),
)
TIGHTER = SignInService(
    slug="tighter",
    name="Tighter",
    hosts=("tighter.example",),
    sign_in=Limit(number=30, seconds=60),
    sign_up=Limit(number=20, seconds=60),
    change="its settings",
    sources=("sample",),
)
CLERK = SignInService(
    slug="clerk",
    name="Clerk",
    hosts=("clerk.accounts.dev",),
    sign_in=Limit(number=5, seconds=10),
    change="its support",
    sources=("sample",),
)


@dataclass(frozen=True)
class SampleData:
    """Reference data of the cases: small, and the same for ever."""

    cdn: tuple[str, ...] = ("104.16.0.0/13",)
    previews: tuple[str, ...] = ("vercel.app", "lovable.app", "netlify.app")
    edges: tuple[str, ...] = ("vercel", "netlify", "lovable")
    rented: tuple[str, ...] = ("65.21.0.9",)
    caa: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "Let's Encrypt": ("letsencrypt.org",),
            "DigiCert Inc": ("digicert.com", "geotrust.com"),
        }
    )

    leftovers: Mapping[tuple[str, str], str] = field(
        default_factory=lambda: {
            ("title", "vite + react"): "Vite",
            ("title", "bolt"): "Bolt",
            ("description", "lovable generated project"): "Lovable",
            ("picture", "https://lovable.dev/opengraph-image.png"): "Lovable",
            ("icon", "https://club.example/vite.svg"): "Vite",
        }
    )
    calendar: tuple[PlatformChange, ...] = ()

    def is_cdn_address(self, ip: str) -> bool:
        return any(ip_address(ip) in ip_network(network) for network in self.cdn)

    def preview_suffix_of(self, host: str) -> str | None:
        return next((suffix for suffix in self.previews if host.endswith(f".{suffix}")), None)

    def caa_domains_of(self, organisation: str, common_name: str) -> tuple[str, ...]:
        return self.caa.get(organisation, ())

    def sign_in_service_of(self, hosts: Iterable[str]) -> SignInService | None:
        known = ("supabase.co", SUPABASE), ("clerk.accounts.dev", CLERK), ("tighter.example", TIGHTER)
        return next((service for host in hosts for suffix, service in known if host.endswith(suffix)), None)

    def is_build(self, host: str) -> bool:
        return host.endswith((".ngrok.app", ".lovableproject.com", ".lovable.app"))

    def is_app_host(self, host: str) -> bool:
        return self.preview_suffix_of(host) is not None and "--" not in host

    def leftover_of(self, part: str, text: str) -> str:
        return self.leftovers.get((part, text.lower()), "")

    def stock_page_of(self, slug: str) -> tuple[str, str]:
        return {
            "nginx": ("welcome", "nginx"),
            "bolt": ("template", "Bolt"),
            "listing": ("listing", "the web server"),
            "php": ("error", "PHP"),
        }.get(slug, ("", ""))

    @property
    def changes(self) -> tuple[PlatformChange, ...]:
        return self.calendar

    def platform_name_of(self, slug: str) -> str:
        return slug.title()

    def edge_note_of(self, slug: str) -> str:
        return "It is a CDN itself." if slug in self.edges else ""

    def edge_of(self, names: Iterable[str], ips: Iterable[str]) -> str:
        if any(map(self.is_cdn_address, ips)):
            return "cloudflare"
        return next((slug for name in names for slug in self.edges if slug in name), "")

    def server_of(self, names: Iterable[str], ips: Iterable[str]) -> str:
        rented = any(name.endswith(".servers.test") for name in names) or any(ip in self.rented for ip in ips)
        return "Sample Servers" if rented else ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """
    One row: what was seen, and what the check must answer.

    `status` follows from `kind`; give it where a trap is NOT_APPLICABLE or UNKNOWN. `subject` follows from the
    check for SITE, ZONE and HOST (the target's host); an ADDRESS check needs it. `levels` and `cases` are those of
    the findings in order; `groups`, `records`, `reasons` and `asks` (of the gaps) and `notes` are compared when given,
    and so are `sure` (how sure each finding is), `places` (the names of all of them) and `values` (of the first
    finding; those that are named).
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
    asks: tuple[str, ...] | None = None
    notes: int | None = None
    sure: tuple[Confidence, ...] | None = None
    places: tuple[str, ...] | None = None
    values: Mapping[str, object] | None = None
    reference: SampleData = field(default_factory=SampleData)
    as_of: datetime = AS_OF

    @property
    def expected(self) -> Status:
        return self.status or EXPECTED[self.kind]

    def __str__(self) -> str:
        return f"{self.check} {self.kind}: {self.name}"


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
    return {check.id: check for check in checks()}


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
    return Subject.host(case.target.host) if check.over is SubjectKind.HOST else whole_subject(check.over, case.target)


def answer(case: Case) -> Result:
    """Run one case through its check, by the engine's rules."""
    check = all_checks()[case.check]
    context = Context(as_of=case.as_of, target=case.target, reference=case.reference)
    return judge_one(check, subject_of(case, check), World(list(case.facts), list(case.gaps)), context)
