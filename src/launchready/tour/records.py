"""The sample's zones as text, for any set of faults: what stands at the registry and what the owner typed in."""

from launchready.formats.proof import RECORD
from launchready.tour import names

# Short, so that a mended record is seen at once; RFC 2308 negative answers live as long.
TTL = 300


def _soa(owner: str, server: str, serial: int) -> str:
    return f"{owner} {TTL} IN SOA {server}. hostmaster.{names.ZONE}. {serial} 7200 3600 1209600 {TTL}"


def _nameservers(on: frozenset[str], *, child: bool) -> list[names.NameServer]:
    """The NS set as the parent or as the zone itself gives it."""
    if child and "dns/delegation-mismatch" in on:
        return [names.NS1, names.NS2, names.NS3]
    if "dns/single-nameserver" in on:
        return [names.NS1]
    return [names.NS1, names.NS2]


def root(serial: int) -> str:
    """The root, as far as the sample needs one: `example` and IANA's list of registries; no other name is there."""
    server = names.ROOT_SERVER
    return "\n".join(
        (
            _soa(".", server.name, serial),
            f". {TTL} IN NS {server.name}.",
            f"example. {TTL} IN NS {names.PARENT_SERVER.name}.",
            f"{names.PARENT_SERVER.name}. {TTL} IN A {names.PARENT_SERVER.address}",
            f"{names.IANA}. {TTL} IN A {names.WEB}",
        )
    )


def parent(on: frozenset[str], serial: int) -> str:
    """The zone `example`: the delegation of the club, and the hosts of certificate authority and registry."""
    lines = [
        _soa("example.", names.PARENT_SERVER.name, serial),
        f"example. {TTL} IN NS {names.PARENT_SERVER.name}.",
        f"{names.PARENT_SERVER.name}. {TTL} IN A {names.PARENT_SERVER.address}",
        f"{names.ROOT_SERVER.name}. {TTL} IN A {names.ROOT_SERVER.address}",
        f"{names.CA_DOMAIN}. {TTL} IN A {names.WEB}",
        f"{names.CA_HOST}. {TTL} IN A {names.WEB}",
        f"{names.REGISTRY}. {TTL} IN A {names.WEB}",
    ]
    for server in _nameservers(on, child=False):
        lines += [f"{names.ZONE}. {TTL} IN NS {server.name}.", f"{server.name}. {TTL} IN A {server.address}"]
    return "\n".join(lines)


def club(on: frozenset[str], serial: int, proof: str) -> str:
    """The club's own zone. `proof` is the word by which its owner shows that it is hers."""
    zone = f"{names.ZONE}."
    lines = [_soa(zone, names.NS1.name, serial)]
    for server in _nameservers(on, child=True):
        lines += [f"{zone} {TTL} IN NS {server.name}.", f"{server.name}. {TTL} IN A {server.address}"]
    lines += _caa(on, zone) + _hosts(on, zone)
    # The sample sends and receives no mail and says so, in the way RFC 7505, 7208 and 9989 give for it.
    lines += [
        f"{zone} {TTL} IN MX 0 .",
        f'{zone} {TTL} IN TXT "v=spf1 -all"',
        f'_dmarc.{zone} {TTL} IN TXT "v=DMARC1; p=reject"',
        f'{RECORD}.{zone} {TTL} IN TXT "{proof}"',
    ]
    return "\n".join(lines)


def _caa(on: frozenset[str], zone: str) -> list[str]:
    if "dns/caa-excludes-issuer" in on:
        return [f'{zone} {TTL} IN CAA 0 issue "letsencrypt.org"']
    if "dns/caa-missing" in on:
        return []
    return [f'{zone} {TTL} IN CAA 0 issue "{names.CA_DOMAIN}"']


def _hosts(on: frozenset[str], zone: str) -> list[str]:
    addresses = dict.fromkeys(names.HOSTS, names.WEB)
    if "dns/www-missing" in on:
        del addresses[names.WWW]
    elif "dns/doubled-name" in on:
        del addresses[names.WWW]
        addresses[f"{names.WWW}.{names.ZONE}"] = names.WEB
    if "headers/hsts-breaks-subdomain" in on:
        addresses[names.SHOP] = names.PLAIN_SERVER
    if "dns/private-address" in on:
        addresses[names.DEV] = names.PRIVATE
    if "hosts/wildcard" in on:
        addresses[f"*.{names.ZONE}"] = names.WEB
    lines = []
    if "hosts/dangling" in on:
        del addresses[names.BLOG]
        lines.append(f"{names.BLOG}. {TTL} IN CNAME {names.GONE_HOST}.")
    if "dns/address-disagreement" in on:
        lines.append(f"{zone} {TTL} IN A {names.OLD_SERVER}")
    return lines + [f"{host}. {TTL} IN A {address}" for host, address in addresses.items()]
