"""Compares what is now with the acknowledged baseline, by each fact's own `identity()`."""

from collections.abc import Callable, Iterable, Sequence

from launchready.facts.dns import Delegation, Resolution, ZoneRecords
from launchready.facts.drift import Change, Drift, Part
from launchready.facts.http import End, RedirectChain
from launchready.facts.tls import TlsEndpoint
from launchready.model.fact import Fact, Gap
from launchready.model.result import Result
from launchready.model.subject import Subject
from launchready.model.words import Level, Status

WATCHED: dict[Part, tuple[type[Fact], ...]] = {
    Part.DNS: (Resolution, Delegation, ZoneRecords),
    Part.REDIRECTS: (RedirectChain,),
    Part.CERTIFICATE: (TlsEndpoint,),
}
"""The facts behind each part. Which hosts a word list happened to find is not watched."""

JUDGED_BY: dict[Part, frozenset[str]] = {
    Part.DNS: frozenset({"dns", "hosts"}),
    Part.REDIRECTS: frozenset({"redirects"}),
    Part.CERTIFICATE: frozenset({"tls"}),
}


def healthy(part: Part, results: Iterable[Result]) -> bool:
    """Whether this part was sound enough to become a baseline.

    A fault that is mended is a repair, not a drift: a state in which a check of the part failed
    (above OPTIONAL) or could not be judged as a blocker is never a baseline.
    """
    return not any(
        result.check.topic in JUDGED_BY[part]
        and (
            any(finding.level is not Level.OPTIONAL for finding in result.findings)
            or (result.status in {Status.UNKNOWN, Status.ERROR} and result.check.if_unknown is Level.BLOCKER)
        )
        for result in results
    )


def watched(part: Part, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Give the facts of a part that have an identity and that every look sees."""
    return tuple(f for f in facts if type(f) in WATCHED[part] and f.identity() and _steady(f))


def _steady(fact: Fact) -> bool:
    if isinstance(fact, Resolution):
        return any(role not in {"found", "control", "doubled"} for role in fact.roles)
    return True


def _name(fact: Fact) -> str:
    """Name a fact so that the same thing in another run has the same name."""
    if isinstance(fact, RedirectChain):
        return f"{fact.entry}{' with cookies' if fact.with_cookies else ''}"
    if isinstance(fact, TlsEndpoint):
        return fact.subject.host_name
    return fact.subject.name


def compare(
    part: Part,
    site: Subject,
    baseline_at: str,
    baseline: Sequence[Fact],
    now: Sequence[Fact],
    is_cdn: Callable[[str], bool],
) -> Drift:
    """Give the differences between two looks; pure. Things seen in one look only are left out.

    A missing observation is a gap of its own, and a host that is gone is judged by its own check.
    The addresses of a content delivery network change by the hour: they count as one.
    """
    before = _identities(part, baseline, is_cdn)
    after = _identities(part, now, is_cdn)
    changes = tuple(
        Change(kind=kind.__name__, what=name, before=before[kind, name], now=after[kind, name])
        for kind, name in sorted(before.keys() & after.keys(), key=lambda key: (key[0].__name__, key[1]))
        if before[kind, name] != after[kind, name] and not _mended(kind, before[kind, name])
    )
    return Drift(subject=site, part=part, baseline_at=baseline_at, changes=changes)


def _mended(kind: type[Fact], before: tuple[str, ...]) -> bool:
    """Whether a way in ended at no page before: whatever it does now, it has not drifted from a sound state."""
    return kind is RedirectChain and before[-1] != End.ANSWER.value


def _identities(
    part: Part, facts: Sequence[Fact], is_cdn: Callable[[str], bool]
) -> dict[tuple[type[Fact], str], tuple[str, ...]]:
    found = {}
    for fact in watched(part, facts):
        identity = fact.identity()
        if isinstance(fact, Resolution):
            identity = tuple(sorted({"a content delivery network" if is_cdn(item) else item for item in identity}))
        found[type(fact), _name(fact)] = identity
    return found


def unseen(part: Part, gaps: Iterable[Gap], site: Subject) -> Gap | None:
    """Give the gap that keeps a part from being compared, if the whole part is missing."""
    names = {kind.__name__ for kind in WATCHED[part]}
    gap = next((g for g in gaps if g.fact in names and g.subject == site), None)
    return gap and Gap(fact="Drift", subject=site, reason=gap.reason, detail=gap.detail, ask=gap.ask)
