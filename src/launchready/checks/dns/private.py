"""Addresses that only the owner's own network can mean (RFC 1918, 4193, 3927, 6598)."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from launchready.checks.dns.standing import Standing, resolution, standing, unseen
from launchready.facts.dns import Resolution
from launchready.model.check import Outcome, check
from launchready.model.context import Context
from launchready.model.finding import Finding, NotApplicable
from launchready.model.place import Place
from launchready.model.seen import Seen
from launchready.model.subject import Subject, SubjectKind
from launchready.model.target import Target
from launchready.model.words import Area, Level

Network = IPv4Network | IPv6Network

INSIDE: tuple[Network, ...] = (
    *map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")),
    *map(IPv6Network, ("fc00::/7", "fe80::/10")),
)
"""What no resolver's answer makes public; the documentation ranges are not among them."""

THIS_MACHINE: tuple[Network, ...] = (
    *map(IPv4Network, ("127.0.0.0/8", "0.0.0.0/8", "100.64.0.0/10")),
    IPv6Network("::1/128"),
)
"""Judged for targets written as an address; for names the guard says which were refused."""


@check(
    "dns/private-address",
    area=Area.PUBLIC_FACE,
    stage=1,
    over=SubjectKind.SITE,
    needs=(Resolution,),
    levels={Level.BLOCKER, Level.OPTIONAL},
)
def private_address(subject: Subject, seen: Seen, ctx: Context) -> Iterator[Outcome]:
    """A public name leads to an address that exists only in somebody's own network."""
    target = ctx.target
    if target.is_literal:
        yield _literal(target)
        return
    own = resolution(seen, target.host)
    if own is None or standing(own) in (Standing.UNSEEN, Standing.FAILS):
        yield unseen(seen, target.host)
    for name in seen.all(Resolution):
        inside = sorted({ip for ip in name.addresses if _inside(ip)} | set(name.refused))
        if inside:
            host = name.subject.host_name
            yield Finding(
                level=Level.BLOCKER if host == target.host else Level.OPTIONAL,
                values={"host": host, "zone": target.apex, "addresses": inside},
                places=(Place.record(host, "AAAA" if ":" in inside[0] else "A"),),
                group=f"private:{host}",
            )


def _literal(target: Target) -> Outcome:
    """Judge an address that was written as a number, or as localhost."""
    bare = target.host.strip("[]")
    try:
        address = ip_address(bare)
    except ValueError:
        address = IPv4Address("127.0.0.1")  # localhost and its kin (RFC 6761)
    if not _within(address, (*INSIDE, *THIS_MACHINE)):
        return NotApplicable("The address is written as a number that anybody can reach.")
    return Finding(
        level=Level.BLOCKER,
        values={"host": bare, "zone": bare, "addresses": [str(address)]},
        places=(Place.url(target.origin),),
        case="literal",
        group=f"private:{bare}",
    )


def _inside(ip: str) -> bool:
    return _within(ip_address(ip.partition("%")[0]), INSIDE)


def _within(address: IPv4Address | IPv6Address, networks: tuple[Network, ...]) -> bool:
    """Whether the address, or the IPv4 address inside it (RFC 4291 section 2.5.5.2), is in one of the networks."""
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return any((inner or address) in network for network in networks)
