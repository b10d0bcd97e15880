"""Whether https is there at all, shows the right site, and speaks versions that browsers speak."""

from collections.abc import Iterator

from launchready.checks.tls.endpoint import NEEDS, NO_CERTIFICATE, USES, answers, level, place_url, shown, weighs
from launchready.facts.http import End, HostAnswer, RedirectChain
from launchready.facts.names import HostNames
from launchready.facts.tls import Handshake, TlsEndpoint
from launchready.formats.hsts import parse as parse_hsts
from launchready.formats.names import within
from launchready.formats.url import Url, parse
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.words import Area, GapReason, Level

NOTHING_TO_SERVE = NotApplicable("This host was only found beside your site, and serves no page of its own.")
FORCED = NotApplicable("Browsers are told to use https for this host, which is reported by itself.")
GONE = frozenset({404, 410, 421})
"""Statuses by which a server says that it has no such site (421: RFC 9110 section 15.5.20)."""
SERVED = range(200, 300)

_CASES = {
    Handshake.REFUSED: "closed",
    Handshake.UNREACHABLE: "closed",
    Handshake.RESET: "broken",
    Handshake.NOT_TLS: "not-tls",
    Handshake.ALERT: "no-certificate",
}


@check(
    "tls/https-missing",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ADDRESS,
    needs=NEEDS,
    uses=(HostNames, HostAnswer, RedirectChain),
    levels={Level.BLOCKER, Level.IMPORTANT},
    if_unknown=Level.BLOCKER,
)
def https_missing(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """Nothing speaks TLS on the https port, or another site does."""
    endpoint = yield from shown(subject, seen, ctx)
    if endpoint is None:
        return
    host = subject.host_name
    if endpoint.certificate is not None or endpoint.handshake is Handshake.DONE:
        if _other_site(host, seen, ctx):
            yield _missing(endpoint, seen, ctx, "other-site")
        return
    if not weighs(host, seen, ctx.target):
        if not _own_page(host, seen):
            yield NOTHING_TO_SERVE
            return
        if _forced(host, seen):
            yield FORCED
            return
    if _cannot_tell(endpoint, seen):
        detail = endpoint.detail or "there is no way from here to it"
        yield Gap(fact="TlsEndpoint", subject=subject, reason=GapReason.NO_ACCESS, detail=f"{host}: {detail}")
        return
    yield _missing(endpoint, seen, ctx, _CASES[endpoint.handshake])


@check(
    "tls/obsolete-versions",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.ADDRESS,
    needs=NEEDS,
    uses=USES,
    levels={Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL},
)
def obsolete_versions(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """TLS 1.2 is missing, or TLS 1.0 and 1.1 are still on (RFC 8996)."""
    endpoint = yield from shown(subject, seen, ctx)
    if endpoint is None:
        return
    host = subject.host_name
    if endpoint.modern is None:
        yield NO_CERTIFICATE
    elif not endpoint.modern or endpoint.legacy:
        wanted = Level.OPTIONAL if endpoint.modern else Level.BLOCKER
        yield Finding(
            level=level(wanted, host, seen, ctx.target),
            values={"host": host, "zone": ctx.target.apex, "url": place_url(endpoint), "version": endpoint.version},
            places=(Place.url(place_url(endpoint)),),
            case="" if endpoint.modern else "only-old",
            group=f"tls-versions:{host}",
        )
    elif endpoint.legacy is None:
        detail = f"whether {host} still accepts TLS 1.0 could not be tried from this machine"
        yield Gap(fact="TlsEndpoint", subject=subject, reason=GapReason.NO_ACCESS, detail=detail)


def _cannot_tell(endpoint: TlsEndpoint, seen: Seen) -> bool:
    """Whether the failure may be ours: no route to any port, or versions that this machine cannot speak."""
    if endpoint.handshake is Handshake.UNREACHABLE:
        # A firewall may say "no route" for a closed port; then the other port answers.
        return not answers(endpoint.subject.host_name, "http", seen)
    return endpoint.handshake is Handshake.ALERT and "protocol" in endpoint.detail.lower()


def _other_site(host: str, seen: Seen, ctx: Context) -> bool:
    """Whether https says that there is no such site, while http or the other form of the domain shows one."""
    own = [fact for fact in seen.all(HostAnswer) if fact.subject.host_name == host]
    https = next((fact.page for fact in own if fact.scheme == "https"), None)
    if https is None or https.status not in GONE:
        return False
    if any(fact.scheme == "http" and fact.page is not None and fact.page.status in SERVED for fact in own):
        return True
    pair = {ctx.target.apex, f"www.{ctx.target.apex}"}
    return host in pair and any(_ends_well(chain, pair - {host}) for chain in seen.all(RedirectChain))


def _ends_well(chain: RedirectChain, hosts: set[str]) -> bool:
    """Whether the front door of one of these hosts ends there with a page."""
    if chain.deep or chain.end is not End.ANSWER:
        return False
    return chain.hops[-1].host in hosts and chain.hops[-1].status in SERVED


def _own_page(host: str, seen: Seen) -> bool:
    """Whether http shows a page, or leads to https on the same host."""
    for fact in seen.all(HostAnswer):
        if fact.subject.host_name == host and fact.scheme == "http" and fact.page is not None:
            led = parse(fact.leads_to) if fact.leads_to else None
            if fact.page.status in SERVED or (isinstance(led, Url) and led.host == host):
                return True
    return False


def _forced(host: str, seen: Seen) -> bool:
    """Whether a host above it claims all its subdomains for https (RFC 6797 section 6.1.2)."""
    for chain in seen.all(RedirectChain):
        for hop in chain.hops:
            policy = parse_hsts(hop.hsts) if hop.hsts else None
            if policy is not None and policy.include_subdomains and policy.max_age and within(host, hop.host):
                return True
    return False


def _missing(endpoint: TlsEndpoint, seen: Seen, ctx: Context, case: str) -> Finding:
    host = endpoint.subject.host_name
    # Where other addresses of the host serve, it is this address that is wrong.
    one_of_many = case != "other-site" and answers(host, "https", seen)
    return Finding(
        level=level(Level.BLOCKER, host, seen, ctx.target),
        values={
            "host": host,
            "zone": ctx.target.apex,
            "address": endpoint.subject.ip,
            "url": place_url(endpoint),
            "plain": f"http://{host}/",
        },
        places=(Place.url(place_url(endpoint)),),
        case=case,
        group=f"address:{endpoint.subject.name}" if one_of_many else f"host:{host}",
    )
