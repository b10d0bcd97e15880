"""Every address of the canonical host must serve the same site: visitors are given any one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from launchready.checks.dns.standing import NO_DNS, resolution
from launchready.facts.dns import Resolution
from launchready.facts.http import AddressAnswer
from launchready.facts.tls import Certificate, TlsEndpoint
from launchready.formats.page import same_site
from launchready.formats.url import Url, parse
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, GapReason, Level

HEALTHY = (2, 3)
"""Status classes (RFC 9110 section 15) of an address that serves."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one address shows: its answer, and its certificate by its own host name."""

    ip: str
    answer: AddressAnswer
    endpoint: TlsEndpoint | None

    @property
    def is_v6(self) -> bool:
        return ":" in self.ip

    @property
    def certificate(self) -> Certificate | None:
        return self.endpoint.certificate if self.endpoint is not None else None

    def flaws(self, as_of: datetime) -> tuple[bool, ...] | None:
        """Untrusted, wrong name, expired; None when no certificate was seen."""
        if self.endpoint is None or self.certificate is None:
            return None
        return (
            self.endpoint.trusted is False,
            self.endpoint.name_matches is False,
            as_of > self.certificate.not_after,
        )

    @property
    def status_class(self) -> int | None:
        """The first digit of the status; None when the answer was not kept."""
        if self.answer.leads_to:
            return 3
        return self.answer.page.status // 100 if self.answer.page is not None else None


@check(
    "dns/address-disagreement",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(AddressAnswer,),
    uses=(TlsEndpoint, Resolution),
    levels={Level.BLOCKER},
)
def address_disagreement(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """One of the host's addresses serves another site, another status or another certificate."""
    if ctx.target.is_literal:
        yield NO_DNS
        return
    gaps = _gaps(seen, ctx.target)
    # What our own line cannot reach is no address to compare.
    shown = [one for one in _shown(seen, ctx.target, seen.all(TlsEndpoint)) if not one.is_v6 or one.answer.ipv6_here]
    if shown and len(shown) + len(gaps) == 1:
        yield NotApplicable("From here the name has one address, so there is nothing to compare.")
        return
    yield from gaps
    reached = [one for one in shown if one.answer.reached]
    if not reached:
        if shown and not gaps:
            yield NotApplicable("None of its addresses answers.")
        return
    best = min(reached, key=lambda one: _rank(one, reached, ctx.as_of))
    for one in shown:
        if case := _apart(one, best, reached, ctx.as_of):
            yield _finding(one, best, case, ctx.target)


@check(
    "dns/ipv6-broken",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(AddressAnswer,),
    uses=(Resolution,),
    levels={Level.IMPORTANT},
)
def ipv6_broken(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """An IPv6 address is announced at which nobody answers."""
    if ctx.target.is_literal:
        yield NO_DNS
        return
    gaps = [gap for gap in _gaps(seen, ctx.target) if ":" in gap.subject.ip]
    shown = _shown(seen, ctx.target)
    sixes = [one for one in shown if one.is_v6]
    if shown and not sixes and not gaps:
        yield NotApplicable("The name has no IPv6 address.")
        return
    yield from gaps
    broken = [one for one in sixes if not one.answer.reached]
    if not broken:
        return
    if not all(one.answer.ipv6_here for one in broken):
        yield Gap(
            fact="AddressAnswer",
            subject=broken[0].answer.subject,
            reason=GapReason.NO_ACCESS,
            detail="this machine has no IPv6 of its own",
            ask="Look again from a line with IPv6, for instance a phone's.",
        )
    elif any(one.answer.reached for one in shown):
        host = ctx.target.host
        yield Finding(
            level=Level.IMPORTANT,
            values={"host": host, "zone": ctx.target.apex, "addresses": sorted(one.ip for one in broken)},
            places=(Place.record(host, "AAAA"),),
            group=f"ipv6:{host}",
        )
    else:
        yield NotApplicable("None of its addresses answers.")


def _gaps(seen: Seen, target: Target) -> list[Gap]:
    """What could not be seen at single addresses of the canonical host."""
    about = [gap for gap in seen.gaps(AddressAnswer) if gap.subject.kind is SubjectKind.ADDRESS]
    return [gap for gap in about if gap.subject.host_name == target.host]


def _shown(seen: Seen, target: Target, endpoints: Sequence[TlsEndpoint] = ()) -> list[Shown]:
    """One entry an address, by the target's scheme; addresses nobody may be led to are judged elsewhere."""
    name = resolution(seen, target.host)
    refused = name.refused if name is not None else ()
    answers = [fact for fact in seen.all(AddressAnswer) if fact.subject.host_name == target.host]
    asked = [fact for fact in answers if fact.scheme == target.scheme] or answers
    by_address = {endpoint.subject: endpoint for endpoint in endpoints}
    return [
        Shown(fact.subject.ip, fact, by_address.get(fact.subject)) for fact in asked if fact.subject.ip not in refused
    ]


def _rank(one: Shown, others: list[Shown], as_of: datetime) -> tuple[bool, bool, int, bool, str]:
    """Which address shows the owner's site: a good certificate, a good status, and company; v4 before v6."""
    alike = sum(not _differs(one, other, as_of) for other in others)
    return (any(one.flaws(as_of) or ()), one.status_class not in HEALTHY, -alike, one.is_v6, one.ip)


def _apart(one: Shown, best: Shown, reached: list[Shown], as_of: datetime) -> str:
    """In which way an address is not like the best one; empty when it is, or when that cannot be told."""
    if one.answer.reached:
        return _differs(one, best, as_of)
    # No answer over IPv6 has a check of its own; a family of which nothing answers may be our own line.
    if one.is_v6:
        return ""
    same_line = any(other.is_v6 == one.is_v6 for other in reached)
    return "refuses" if same_line or one.answer.detail.startswith("refused") else ""


def _differs(one: Shown, best: Shown, as_of: datetime) -> str:
    mine, theirs = one.flaws(as_of), best.flaws(as_of)
    if mine is not None and theirs is not None and mine != theirs:
        return "certificate"
    if one.status_class is None or best.status_class is None:
        return ""
    if one.status_class != best.status_class:
        return "status"
    # Redirects are told apart by the host that they lead to, whatever page comes with them.
    if one.answer.leads_to and best.answer.leads_to:
        return "" if _goes_to(one) == _goes_to(best) else "site"
    if one.answer.page is None or best.answer.page is None:
        return ""
    return "site" if same_site(one.answer.page, best.answer.page) is False else ""


def _goes_to(one: Shown) -> str:
    """The host that a redirect leads to; its own for a relative one. Scheme and path are judged in redirects/*."""
    base = parse(f"{one.answer.scheme}://{one.answer.subject.host_name}/")
    url = parse(one.answer.leads_to, base if isinstance(base, Url) else None)
    return url.host if isinstance(url, Url) else ""


def _finding(one: Shown, best: Shown, case: str, target: Target) -> Finding:
    host = target.host
    values: dict[str, str | int] = {"host": host, "zone": target.apex, "address": one.ip, "good": best.ip}
    page = one.answer.page
    values["title"] = page.title if page is not None else ""
    values["status"] = page.status if page is not None else 0
    return Finding(
        level=Level.BLOCKER,
        values=values,
        places=(Place.record(host, f"{'AAAA' if one.is_v6 else 'A'} {one.ip}"),),
        case=case,
        group=f"address:{one.answer.subject.name}",
    )
