"""What one host shows at one address, and how much it matters there: the ground of the judgements about TLS."""

from collections.abc import Generator

from launchready.facts.http import HostAnswer
from launchready.facts.names import HostNames
from launchready.facts.tls import Certificate, Handshake, TlsEndpoint
from launchready.model.check import Outcome
from launchready.model.context import Context
from launchready.model.fact import Gap
from launchready.model.finding import NotApplicable
from launchready.model.seen import Seen
from launchready.model.subject import Subject
from launchready.model.target import Target
from launchready.model.words import GapReason, Level

LOCAL = NotApplicable("This address begins with http:// and is written as a number or a local name; no https is asked.")
NO_CERTIFICATE = NotApplicable("No certificate is shown there; that https is missing is reported by itself.")
ONLY_FOUND = NotApplicable("This host was only found beside your site, and could not be looked at.")
OTHER_ADDRESS = NotApplicable("Another address of the host answers; this one is judged with the addresses of the name.")

_ROLES = frozenset({"app", "api", "admin", "members"})
_LOWER = {Level.BLOCKER: Level.IMPORTANT, Level.IMPORTANT: Level.OPTIONAL, Level.OPTIONAL: Level.OPTIONAL}
_SILENT = frozenset({Handshake.REFUSED, Handshake.TIMED_OUT, Handshake.UNREACHABLE})
_HTTPS = 443

NEEDS = (TlsEndpoint,)
USES = (HostNames, HostAnswer)


def weighs(host: str, seen: Seen, target: Target) -> bool:
    """Whether people rely on the host: the site itself, a declared one, or a door by its name."""
    if host in {target.host, target.apex, f"www.{target.apex}"} or host in {one.name for one in target.hosts}:
        return True
    return role_of(host, seen, target) in _ROLES


def role_of(host: str, seen: Seen, target: Target) -> str:
    """What the host is for: as declared, else as its name says."""
    declared = next((one.role.value for one in target.hosts if one.name == host), "")
    known = seen.first(HostNames)
    said = next((one.role for one in known.names if one.name == host), "") if known is not None else ""
    return declared or said


def level(wanted: Level, host: str, seen: Seen, target: Target) -> Level:
    """The level on this host: one lower where it was merely found."""
    return wanted if weighs(host, seen, target) else _LOWER[wanted]


def place_url(endpoint: TlsEndpoint) -> str:
    """The address that a browser opens."""
    host = endpoint.subject.host_name
    return f"https://{host}/" if endpoint.port == _HTTPS else f"https://{host}:{endpoint.port}/"


def shown(subject: Subject, seen: Seen, ctx: Context) -> Generator[Outcome, None, TlsEndpoint | None]:
    """Give what was seen at this address; where nothing can be judged, say why and give None."""
    if ctx.target.scheme == "http" and ctx.target.is_literal:
        yield LOCAL
        return None
    endpoint = seen.of(TlsEndpoint, subject)
    host = subject.host_name
    missing = endpoint is None or endpoint.handshake is Handshake.TIMED_OUT or bool(endpoint.wall)
    if subject.ip and missing and not weighs(host, seen, ctx.target):
        yield ONLY_FOUND
        return None
    if endpoint is None:
        return None
    if ":" in subject.ip and endpoint.handshake in _SILENT and answers(host, "https", seen):
        yield OTHER_ADDRESS
        return None
    if missing:
        yield _unseen(endpoint)
        return None
    return endpoint


def certificate(
    subject: Subject, seen: Seen, ctx: Context
) -> Generator[Outcome, None, tuple[TlsEndpoint, Certificate] | None]:
    """Give the endpoint with the certificate that it shows; without one, say why and give None."""
    endpoint = yield from shown(subject, seen, ctx)
    if endpoint is None:
        return None
    if endpoint.certificate is None:
        yield NO_CERTIFICATE
        return None
    return endpoint, endpoint.certificate


def group(shown_certificate: Certificate) -> str:
    """What findings share that a new certificate mends: on every host and address that shows this one."""
    return f"certificate:{shown_certificate.sha256[:16]}"


def answers(host: str, scheme: str, seen: Seen) -> bool:
    """Whether the host answered a request by this scheme at any of its addresses."""
    about = (fact for fact in seen.all(HostAnswer) if fact.subject.host_name == host and fact.scheme == scheme)
    return any(fact.reached for fact in about)


def is_current(shown_certificate: Certificate, ctx: Context) -> bool:
    """Whether the time of the run lies within its dates."""
    return shown_certificate.not_before <= ctx.as_of <= shown_certificate.not_after


def _unseen(endpoint: TlsEndpoint) -> Gap:
    host, ip = endpoint.subject.host_name, endpoint.subject.ip
    if endpoint.wall:
        detail = f"{endpoint.wall} stands before {host} and let us see nothing"
        return Gap(fact="TlsEndpoint", subject=endpoint.subject, reason=GapReason.BLOCKED, detail=detail)
    return Gap(
        fact="TlsEndpoint",
        subject=endpoint.subject,
        reason=GapReason.TIMED_OUT,
        detail=f"{host} at {ip} did not answer the question for a secure connection in time",
        ask="Look again in a few minutes, or from another line.",
    )
