"""tls/expiring: what is left is held against how long the certificate was made for."""

from launchready.model.subject import Subject
from launchready.model.words import Level, Status
from tests.checks.cases import Case, Kind
from tests.checks.tls._shown import BLOG, HERE, NAMES, leaf, shown

ID = "tls/expiring"


def ends(
    name: str, left: float, lifetime: float, level: Level, case: str, *facts, subject: Subject = HERE, **more
) -> Case:
    seen = (shown(leaf(left, lifetime), subject=subject, **more), *facts)
    return Case(
        check=ID,
        name=name,
        kind=Kind.FAILING,
        facts=seen,
        subject=subject,
        levels=(level,),
        cases=(case,),
        groups=("certificate:0123456789abcdef",),
    )


def lasts(name: str, left: float, lifetime: float, **more) -> Case:
    return Case(check=ID, name=name, kind=Kind.TRAP, facts=(shown(leaf(left, lifetime)),), subject=HERE, **more)


CASES = (
    ends("25 of 90 days", 25, 90, Level.OPTIONAL, ""),
    ends("15 of 90 days", 15, 90, Level.IMPORTANT, "late"),
    ends("one day of 90", 1, 90, Level.BLOCKER, "now"),
    ends("an hour of 90 days", 1.5 / 24, 90, Level.BLOCKER, "now"),
    ends("47 hours of a year", 47 / 24, 365, Level.BLOCKER, "now"),
    ends("100 of 398 days", 100, 398, Level.OPTIONAL, ""),
    ends("80 of 398 days", 80, 398, Level.IMPORTANT, "late"),
    ends("20 of 64 days", 20, 64, Level.OPTIONAL, ""),
    ends("14 of 45 days", 14, 45, Level.OPTIONAL, ""),
    ends("6 of 20 days are less than a week", 6, 20, Level.IMPORTANT, "late"),
    ends("two of six days", 2, 6.67, Level.IMPORTANT, "late"),
    ends("one of six days", 1, 6.67, Level.BLOCKER, "now"),
    ends("one day of 90 at a host that was found", 1, 90, Level.IMPORTANT, "now", NAMES, subject=BLOG),
    ends("15 of 90 days at a host that was found", 15, 90, Level.OPTIONAL, "late", NAMES, subject=BLOG),
    ends("25 of 90 days at a host that was found", 25, 90, Level.OPTIONAL, "", NAMES, subject=BLOG),
    ends("with an incomplete chain beside it", 15, 90, Level.IMPORTANT, "late", trusted=False, chain_incomplete=True),
    lasts("31 of 90 days: a fixed limit of 30 days would be near", 31, 90),
    lasts("29 of 64 days: below a fixed limit of 30 days", 29, 64),
    lasts("20 of 45 days", 20, 45),
    lasts("40 of 64 days", 40, 64),
    lasts("four of six days: its life is short by design", 4, 6.67),
    lasts("it ended, which is another matter", -1, 90, status=Status.NOT_APPLICABLE),
    Case(check=ID, name="another site's, to be replaced anyway", kind=Kind.TRAP, facts=(shown(leaf(1), name_matches=False),), subject=HERE, status=Status.NOT_APPLICABLE),
    Case(check=ID, name="untrusted, to be replaced anyway", kind=Kind.TRAP, facts=(shown(leaf(1), trusted=False),), subject=HERE, status=Status.NOT_APPLICABLE),
)  # fmt: skip
