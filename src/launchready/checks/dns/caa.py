"""Which certificate authorities may issue for the host (CAA, RFC 8659)."""

from collections.abc import Generator, Iterator
from datetime import timedelta

from launchready.checks.dns.standing import no_zone
from launchready.facts.dns import Caa, Rcode
from launchready.facts.tls import Certificate, TlsEndpoint
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable, WantedRecord
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, GapReason, Level

SOON = timedelta(days=14)
"""Renewals are tried in the last third of a certificate's life; two weeks before the end they have failed for long."""


@check(
    "dns/caa-excludes-issuer",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Caa, TlsEndpoint),
    levels={Level.BLOCKER, Level.IMPORTANT},
)
def caa_excludes_issuer(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """The certificate in use cannot be renewed, because CAA names other authorities."""
    if (why := no_zone(ctx.target)) is not None:
        yield why
        return
    host = ctx.target.host
    caa = yield from _caa(seen, host)
    if caa is None:
        return
    certificates = list(_certificates(seen, host))
    if not certificates:
        yield from _no_certificate(seen, host)
        return
    for certificate in certificates:
        allowed = _allowed(caa, _by_wildcard(certificate, host))
        if allowed is None:
            continue
        domains = ctx.reference.caa_domains_of(certificate.issuer_org, certificate.issuer_cn)
        if not domains:
            yield _unknown_issuer(caa, certificate)
        elif not allowed & set(domains):
            yield _excluded(caa, certificate, domains[0], ctx)
            return


@check(
    "dns/caa-missing",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Caa,),
    uses=(TlsEndpoint,),
    levels={Level.OPTIONAL},
)
def caa_missing(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Any certificate authority of the world may issue for the domain."""
    if (why := no_zone(ctx.target)) is not None:
        yield why
        return
    caa = yield from _caa(seen, ctx.target.host)
    if caa is None or caa.records:
        return
    zone = ctx.target.apex
    issuers = [
        domains[0]
        for certificate in _certificates(seen, ctx.target.host)
        if (domains := ctx.reference.caa_domains_of(certificate.issuer_org, certificate.issuer_cn))
    ]
    yield Finding(
        level=Level.OPTIONAL,
        values={"zone": zone, "issuers": sorted(set(issuers))},
        places=(Place.record(zone, "CAA"),),
        case="" if issuers else "unknown",
        records=tuple(_issue(zone, zone, issuer) for issuer in sorted(set(issuers))),
    )


def _caa(seen: Seen, host: str) -> Generator[Outcome, None, Caa | None]:
    """Give the CAA set that counts for the host; when it could not be seen, say so and give None."""
    subject = Subject.host(host)
    yield from (gap for gap in seen.gaps(Caa) if gap.subject == subject)
    caa = seen.of(Caa, subject)
    if caa is not None and caa.rcode not in (Rcode.NOERROR, Rcode.NXDOMAIN):
        detail = (
            f"the DNS answers with an error ({caa.rcode.value}) when asked who may issue certificates (CAA entries)"
        )
        yield Gap(fact="Caa", subject=subject, reason=GapReason.FAILED, detail=detail)
        return None
    return caa


def _certificates(seen: Seen, host: str) -> Iterator[Certificate]:
    """The certificates that visitors of the host are shown and trust."""
    for endpoint in seen.all(TlsEndpoint):
        if endpoint.subject.host_name == host and endpoint.certificate is not None and endpoint.trusted is not False:
            yield endpoint.certificate


def _no_certificate(seen: Seen, host: str) -> Iterator[Outcome]:
    """Tell a host without a certificate from one whose certificate was not seen."""
    gaps = [gap for gap in seen.gaps(TlsEndpoint) if gap.subject.host_name == host]
    yield from gaps
    if not gaps and any(endpoint.subject.host_name == host for endpoint in seen.all(TlsEndpoint)):
        yield NotApplicable("The host shows no certificate of a public authority that could be renewed.")


def _by_wildcard(certificate: Certificate, host: str) -> bool:
    """Whether only a wildcard name covers the host, so that `issuewild` counts (RFC 8659 section 4.3)."""
    return host.lower() not in {name.lower() for name in certificate.names}


def _allowed(caa: Caa, wildcard: bool) -> set[str] | None:  # noqa: FBT001 - read at its one call
    """The issuer domains that may issue; None when nothing restricts them."""
    by_tag: dict[str, set[str]] = {}
    for _, tag, value in caa.records:
        issuer = value.partition(";")[0].strip().lower().rstrip(".")
        by_tag.setdefault(tag.lower(), set()).add(issuer)
    if wildcard and "issuewild" in by_tag:
        return by_tag["issuewild"]
    return by_tag.get("issue")


def _unknown_issuer(caa: Caa, certificate: Certificate) -> Gap:
    name = certificate.issuer_org or certificate.issuer_cn
    detail = f"by which name such rules (CAA entries) mean {name} is not in our data"
    return Gap(fact="Caa", subject=caa.subject, reason=GapReason.NOT_RECORDED, detail=detail)


def _excluded(caa: Caa, certificate: Certificate, issuer: str, ctx: Context) -> Finding:
    left = certificate.not_after - ctx.as_of
    at = caa.found_at or ctx.target.apex
    # Outside the zone (behind a CNAME) the record is the provider's to write.
    ours = at == ctx.target.apex or at.endswith(f".{ctx.target.apex}")
    return Finding(
        level=Level.BLOCKER if left < SOON else Level.IMPORTANT,
        values={
            "host": ctx.target.host,
            "zone": ctx.target.apex,
            "at": at,
            "issuer": certificate.issuer_org or certificate.issuer_cn,
            "issuer_domain": issuer,
            "allowed": sorted({value for _, tag, value in caa.records if tag.lower().startswith("issue")}),
            "left": _said(left),
        },
        places=(Place.record(at, "CAA"),),
        case="provider" if not ours else "soon" if left < SOON else "",
        records=(_issue(at, ctx.target.apex, issuer),) if ours else (),
    )


def _said(left: timedelta) -> str:
    days = round(left / timedelta(days=1))
    return "less than a day" if days < 1 else "1 day" if days == 1 else f"{days} days"


def _issue(name: str, zone: str, issuer: str) -> WantedRecord:
    return WantedRecord("CAA", name, f'0 issue "{issuer}"', zone)
