"""Addresses that stand in pages and scripts: where they lead, and which of them lead nowhere for a visitor."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from launchready.facts.page import AddressKind
from launchready.formats.names import is_literal, is_local
from launchready.formats.url import Url, masked, masked_path, parse

LONGEST = 200
"""How much of an address is recorded; a fact holds hundreds of them."""

_SOCKET = re.compile(r"\s*(ws)(s?)://", re.IGNORECASE)
_PRIVATE = tuple(
    map(
        ip_network,
        # RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291 section 2.5.6
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7", "fe80::/10"),
    )
)
# Names for use inside a network (RFC 6762, RFC 9476, and what Docker gives to the machine itself).
_INSIDE = frozenset({"local", "internal", "lan", "intranet"})


@dataclass(frozen=True, slots=True)
class Address:
    """An address as something names it. `scheme` may also be ws or wss; `url` is then its http or https form."""

    scheme: str
    url: Url

    @property
    def host(self) -> str:
        """The host in lower case."""
        return self.url.host

    @property
    def shown(self) -> str:
        """The address as it may be recorded, cut."""
        return cut(self.scheme + masked(self.url)[len(self.url.scheme) :])

    @property
    def path(self) -> str:
        """The path as it may be recorded, cut."""
        return cut(masked_path(self.url.path))


def cut(text: str) -> str:
    """At most `LONGEST` characters; what is cut ends in an ellipsis."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def read(text: str, base: Url | None = None) -> Address | None:
    """Read what stands where an address should; None for what leads to no server (data:, mailto:, a flaw)."""
    socket = _SOCKET.match(text)
    url = parse(f"http{socket[2]}://{text[socket.end() :]}" if socket else text, base)
    if not isinstance(url, Url):
        return None
    return Address(url.scheme.replace("http", "ws") if socket else url.scheme, url)


@dataclass(frozen=True, slots=True)
class Home:
    """What is the site's own. `hosts` are never wrong addresses; `is_build` knows hosts of previews and tunnels."""

    hosts: frozenset[str]
    is_build: Callable[[str], bool]

    def kind_of(self, url: Url) -> AddressKind | None:
        """Why a visitor cannot or should not get to this address; None: there is no reason."""
        if url.host in self.hosts:
            return None
        kind = _place_of(url)
        if kind is not None:
            # A site that is looked at on this machine or in an office has its other parts there too.
            local = any(_place_of(Url("http", host, 80, "/")) for host in self.hosts)
            return None if local else kind
        return AddressKind.PREVIEW if self.is_build(url.host) else None


def _place_of(url: Url) -> AddressKind | None:
    bare = url.host.strip("[]")
    if is_literal(bare):
        return _place_of_literal(ip_address(bare))
    if is_local(bare):
        return AddressKind.LOCALHOST
    name, _, last = bare.rpartition(".")
    if last in _INSIDE and name:
        return AddressKind.PRIVATE
    # `http://backend:8000`: the name of a container. Without a port, `http://a` is how libraries resolve paths.
    return AddressKind.PRIVATE if not name and url.port not in {80, 443} else None


def _place_of_literal(ip: IPv4Address | IPv6Address) -> AddressKind | None:
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.is_loopback or ip.is_unspecified:
        return AddressKind.LOCALHOST
    return AddressKind.PRIVATE if any(ip in network for network in _PRIVATE) else None
