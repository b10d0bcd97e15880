"""TLS of every web host at every address (subject: ADDRESS)."""

from collections.abc import AsyncIterator

from launchready.facts.dns import NameRole, Resolution
from launchready.facts.names import HostNames, Origin
from launchready.facts.tls import Handshake, TlsEndpoint
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import Target
from launchready.model.words import GapReason
from launchready.observe import endpoint, trust
from launchready.observe.dial import DialError
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.outcome import in_order

HTTPS = 443
MOST_ADDRESSES = 8
MOST_HOSTS = 30
_WANTED = frozenset({NameRole.CANONICAL, NameRole.APEX, NameRole.WWW, NameRole.DECLARED})
_NOT_WEB = frozenset({Origin.MX, Origin.SPF})
# Names of the word list that stand for other services than the web.
_OTHER_SERVICES = frozenset(
    ("mail", "smtp", "imap", "pop", "pop3", "mx", "ftp", "sftp", "ns1", "ns2", "ssh", "vpn", "autodiscover")
)


@gatherer(makes=(TlsEndpoint,), needs=(Resolution, HostNames))
async def tls(scope: Scope) -> AsyncIterator[Observation]:
    """Look at each host at each of its addresses."""
    target = scope.target
    if target.scheme == "http" and target.is_literal:
        yield _gap(
            Subject.site(target.host), GapReason.NOT_RUN, "an address that begins with http:// has no certificate"
        )
        return
    if not trust.verifying(scope.dial.settings.ca_file).has_roots:
        yield _no_roots(target)
    looks = [
        _look(scope, host, _port(target, host), address)
        for host, addresses in await _endpoints(scope)
        for address in addresses
        if scope.wants(Subject.address(host, address))
    ]
    async for seen in in_order(looks):
        yield seen


async def _endpoints(scope: Scope) -> list[tuple[str, tuple[str, ...]]]:
    """Give the hosts that a browser may be sent to, and where they are."""
    hosts = await _hosts(scope)
    v6 = any(":" in address for addresses in hosts.values() for address in addresses)
    ipv6 = await scope.dial.ipv6_here() if v6 else False
    return [
        (host, endpoint.addresses_of(addresses, ipv6=ipv6)[:MOST_ADDRESSES])
        for host, addresses in list(hosts.items())[:MOST_HOSTS]
    ]


async def _hosts(scope: Scope) -> dict[str, tuple[str, ...]]:
    target, dial = scope.target, scope.dial
    if target.is_literal:
        return {target.host: (await dial.addresses(target.host)).value}
    names = scope.seen.first(HostNames)
    elsewhere = {name.name for name in names.names if set(name.origins) <= _NOT_WEB} if names else set()
    hosts: dict[str, tuple[str, ...]] = {}
    for resolution in sorted(scope.seen.all(Resolution), key=lambda one: not _WANTED & set(one.roles)):
        host = resolution.subject.host_name
        wanted = bool(_WANTED & set(resolution.roles))
        found = NameRole.FOUND in resolution.roles
        if wanted or (found and host not in elsewhere and host.partition(".")[0] not in _OTHER_SERVICES):
            hosts[host] = resolution.addresses
    hosts.setdefault(target.host, ())  # pinned, it is there even where the DNS knows nothing of it
    return {
        host: pinned or addresses for host, addresses in hosts.items() if (pinned := _pinned(scope, host)) or addresses
    }


def _pinned(scope: Scope, host: str) -> tuple[str, ...]:
    """Give the address that the user pinned the host to; the DNS may know nothing of it."""
    pin = scope.dial.pins.by_host(host, _port(scope.target, host))
    return (pin.address,) if pin else ()


def _port(target: Target, host: str) -> int:
    return target.port if target.scheme == "https" and host == target.host else HTTPS


async def _look(scope: Scope, host: str, port: int, address: str) -> Observation:
    subject = Subject.address(host, address)
    try:
        fact = await endpoint.look(scope.dial, host, port, address, scope.as_of)
    except DialError as error:
        return _gap(subject, GapReason.NOT_RUN, error.detail)
    if fact.handshake is Handshake.UNREACHABLE and ":" in address and not await scope.dial.ipv6_here():
        return _gap(subject, GapReason.NO_ACCESS, f"{host} answers over IPv6 only, and this machine has none")
    return fact


def _no_roots(target: Target) -> Gap:
    return Gap(
        fact=TlsEndpoint.__name__,
        subject=Subject.site(target.host),
        reason=GapReason.NO_ACCESS,
        detail="this machine has no list of trusted certificate authorities, so trust cannot be judged",
        ask="Install the certificates (on a Mac: run 'Install Certificates.command' in the Python folder), "
        "or name a file of them with --ca",
    )


def _gap(subject: Subject, reason: GapReason, detail: str) -> Gap:
    return Gap(fact=TlsEndpoint.__name__, subject=subject, reason=reason, detail=detail)
