"""Which addresses may be contacted (RFC 6890, RFC 1918, RFC 4193, RFC 6598).

The lists are explicit: `ipaddress.is_private` also counts the documentation ranges, which the tour
uses as public addresses, and its answer has changed between Python releases.
"""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Ip = IPv4Address | IPv6Address


class AddressClass(StrEnum):
    """What kind of place an address is."""

    PUBLIC = "public"
    LOOPBACK = "loopback"
    PRIVATE = "private"
    CARRIER = "carrier-grade NAT"
    LINK_LOCAL = "link-local"
    METADATA = "cloud metadata"
    UNUSABLE = "not an address of one machine"


_V4 = tuple(
    (IPv4Network(network), kind)
    for network, kind in (
        ("169.254.169.254/32", AddressClass.METADATA),  # AWS, Azure, Google, DigitalOcean
        ("169.254.170.2/32", AddressClass.METADATA),  # ECS task credentials
        ("100.100.100.200/32", AddressClass.METADATA),  # Alibaba Cloud
        ("192.0.0.192/32", AddressClass.METADATA),  # Oracle Cloud
        ("127.0.0.0/8", AddressClass.LOOPBACK),
        ("10.0.0.0/8", AddressClass.PRIVATE),
        ("172.16.0.0/12", AddressClass.PRIVATE),
        ("192.168.0.0/16", AddressClass.PRIVATE),
        ("100.64.0.0/10", AddressClass.CARRIER),
        ("169.254.0.0/16", AddressClass.LINK_LOCAL),
        ("0.0.0.0/8", AddressClass.UNUSABLE),  # 0.0.0.0 reaches the machine itself on Linux
        ("192.0.0.0/24", AddressClass.UNUSABLE),
        ("198.18.0.0/15", AddressClass.PRIVATE),  # benchmarking, RFC 2544
        ("224.0.0.0/4", AddressClass.UNUSABLE),
        ("240.0.0.0/4", AddressClass.UNUSABLE),
    )
)
_V6 = tuple(
    (IPv6Network(network), kind)
    for network, kind in (
        ("fd00:ec2::254/128", AddressClass.METADATA),
        ("fd20:ce::254/128", AddressClass.METADATA),
        ("::1/128", AddressClass.LOOPBACK),
        ("::/128", AddressClass.UNUSABLE),
        ("fc00::/7", AddressClass.PRIVATE),
        ("fec0::/10", AddressClass.PRIVATE),  # site-local, RFC 3879: withdrawn, still routed inside
        ("fe80::/10", AddressClass.LINK_LOCAL),
        ("ff00::/8", AddressClass.UNUSABLE),
        ("100::/64", AddressClass.UNUSABLE),  # discard-only, RFC 6666
        ("64:ff9b:1::/48", AddressClass.PRIVATE),  # local-use NAT64, RFC 8215
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291 2.5.5.1, deprecated; some stacks still unwrap it


@dataclass(frozen=True, slots=True)
class Refusal:
    """An address that is not contacted, and the class it belongs to."""

    address: str
    kind: AddressClass

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self.address} is a {self.kind} address"


def classify(address: str) -> AddressClass:
    """Tell what kind of place an address is; anything that is no address is UNUSABLE."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return AddressClass.UNUSABLE
    return _classify(ip)


def _classify(ip: Ip) -> AddressClass:
    if isinstance(ip, IPv4Address):
        return next((kind for network, kind in _V4 if ip in network), AddressClass.PUBLIC)
    known = next((kind for network, kind in _V6 if ip in network), None)
    if known is not None:
        return known
    # An IPv4 address in IPv6 clothes is judged by the IPv4 address that would be reached.
    inner = ip.ipv4_mapped or ip.sixtofour or _embedded(ip)
    return AddressClass.PUBLIC if inner is None else _classify(inner)


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    if ip in _NAT64 or ip in _COMPATIBLE:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


_OWN = frozenset({AddressClass.LOOPBACK, AddressClass.PRIVATE, AddressClass.CARRIER, AddressClass.LINK_LOCAL})


def judge(address: str, *, own_network: bool, loopback_is_public: bool) -> Refusal | None:
    """Refuse an address that the public internet cannot mean.

    `own_network`: the target was *written* as a local address, so the user's own network is
    allowed; metadata services never are. `loopback_is_public`: the answer came from a resolver the
    user named, whose 127/8 addresses stand for public ones (`::1` does not).
    """
    kind = classify(address)
    if kind is AddressClass.PUBLIC or (own_network and kind in _OWN):
        return None
    if loopback_is_public and kind is AddressClass.LOOPBACK and ":" not in address:
        return None
    return Refusal(address, kind)
