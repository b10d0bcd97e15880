"""Short ways to say what DNS servers answered, for the tables beside this file."""

from launchready.facts.dns import Delegation, NameRole, NameServer, Rcode, Resolution, View, ViewKind
from launchready.model.subject import Subject

ROLES = {
    "club.example": (NameRole.CANONICAL, NameRole.APEX),
    "www.club.example": (NameRole.WWW,),
    "app.club.example": (NameRole.DECLARED,),
}
GOOD = "203.0.113.10"


def recursive(*addresses: str, rcode: Rcode | None = None, server: str = "192.0.2.53", **more) -> View:
    code = rcode or (Rcode.NOERROR if addresses else Rcode.NXDOMAIN)
    return View(kind=ViewKind.RECURSIVE, server=server, rcode=code, addresses=addresses, **more)


def authority(*addresses: str, rcode: Rcode | None = None, **more) -> View:
    code = rcode or (Rcode.NOERROR if addresses else Rcode.NXDOMAIN)
    return View(kind=ViewKind.AUTHORITATIVE, server="192.0.2.1", rcode=code, addresses=addresses, **more)


def name(host: str, *views: View, roles: tuple[NameRole, ...] | None = None, **more) -> Resolution:
    return Resolution(subject=Subject.host(host), roles=roles or ROLES[host], views=views, **more)


def serves(host: str, *addresses: str, **more) -> Resolution:
    """Everybody gives these addresses."""
    given = addresses or (GOOD,)
    return name(host, recursive(*given), recursive(*given, server="192.0.2.54"), authority(*given), **more)


def missing(host: str, **more) -> Resolution:
    """Everybody says that there is no address: the domain itself has other records, a name below it does not exist."""
    code = Rcode.NOERROR if host == "club.example" else Rcode.NXDOMAIN
    return unknown(host, code, **more)


def unknown(host: str, code: Rcode = Rcode.NXDOMAIN, **more) -> Resolution:
    """Everybody gives this answer, without an address."""
    return name(host, recursive(rcode=code), recursive(rcode=code, server="192.0.2.54"), authority(rcode=code), **more)


def silent(host: str, **more) -> Resolution:
    """Nobody answers."""
    lost = Rcode.TIMEOUT
    return name(host, recursive(rcode=lost), recursive(rcode=lost, server="192.0.2.54"), authority(rcode=lost), **more)


def failing(host: str, cd: Rcode | None = None, *codes: int, **more) -> Resolution:
    """Every resolver gives up; `cd` is what it says with checking switched off."""
    ede = tuple((code, "") for code in codes)
    given = {"rcode": Rcode.SERVFAIL, "checking_disabled": cd, "ede": ede}
    return name(host, recursive(**given), recursive(server="192.0.2.54", **given), **more)


def server(
    label: str, rcode: Rcode = Rcode.NOERROR, *, good: bool | None = True, address: str = "192.0.2.1"
) -> NameServer:
    return NameServer(name=f"{label}.dns.example", address=address, rcode=rcode, authoritative=good)


def zone(*servers: NameServer, **more) -> Delegation:
    """A zone whose parent and child name the servers that were asked."""
    asked = servers or (server("ns1"), server("ns2", address="192.0.2.2"))
    names = tuple(dict.fromkeys(one.name for one in asked))
    given = {"parent": "example", "parent_answered": True, "parent_ns": names, "child_ns": names, "ds": True}
    return Delegation(subject=Subject.zone("club.example"), servers=asked, **{"dnskey": True, **given, **more})
