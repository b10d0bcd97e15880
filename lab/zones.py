"""
Zone files: the root, the TLDs the scenarios need, one zone per scenario and the neighbours they mention.

Zones are signed here and not by the name server: a hundred key generations by its own tool take ten seconds,
this takes one. One key serves all zones; a DS still differs per zone, because its digest covers the owner name.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import dns.dnssec
import dns.name
import dns.rdatatype
import dns.zone
from cryptography.hazmat.primitives.asymmetric import ec
from dns.dnssectypes import DSDigest
from dns.rdtypes.ANY.DNSKEY import DNSKEY
from dns.rdtypes.ANY.DS import DS

from lab import addresses
from lab.scenario import GOLDEN_ISSUER, Dns, Scenario, Site

TTL = 300
GOLDEN = (
    "@ A %web%",
    "www A %web%",
    f'@ CAA 0 issue "{GOLDEN_ISSUER}"',
    "@ MX 10 mx.provider.test.",
    '@ TXT "v=spf1 include:_spf.provider.test -all"',
)
# Every lab has these two: somebody to host mail, and somebody to host sites.
PROVIDER = (
    f"mx A {addresses.SHARED_WEB}", f'_spf TXT "v=spf1 ip4:{addresses.SHARED_WEB} -all"',
    f"pki A {addresses.SHARED_WEB}", f"@ A {addresses.SHARED_WEB}", f"rdap A {addresses.REGISTRY}",
)  # fmt: skip
HEALTHY = ("ns1=" + addresses.NS1, "ns2=" + addresses.NS2)


@dataclass(frozen=True, slots=True)
class Delegation:
    """What the parent says about a zone."""

    zone: str
    servers: tuple[str, ...]  # "name=address"; the name is relative to the zone unless it ends in a dot
    ds: str = "none"  # right | wrong | none


class Signatures:
    """Signs zones with the lab's one key and makes the DS records that go with it."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self.serial = 1  # of every zone; raised when the world changes

    @cached_property
    def _key(self) -> tuple[ec.EllipticCurvePrivateKey, DNSKEY]:
        private = ec.generate_private_key(ec.SECP256R1())
        return private, dns.dnssec.make_dnskey(private.public_key(), "ECDSAP256SHA256", flags=257)

    def sign(self, zone_text: str, origin: str) -> str:
        zone = dns.zone.from_text(self.dated(zone_text), origin=origin, relativize=False)
        private, public = self._key
        start, end = self.now - dt.timedelta(days=1), self.now + dt.timedelta(days=20)
        with zone.writer() as txn:
            dns.dnssec.sign_zone(zone, txn, [(private, public)], inception=start, expiration=end, dnskey_ttl=TTL)
        return str(zone.to_text(relativize=False))

    def dated(self, zone_text: str) -> str:
        return zone_text.replace("%serial%", str(self.serial))

    def ds(self, zone: str, kind: str = "right") -> str:
        digest: DS = dns.dnssec.make_ds(dns.name.from_text(zone), self._key[1], DSDigest.SHA256)
        text = digest.to_text()
        return text if kind == "right" else text[:-8] + ("0" * 8 if text[-8:] != "0" * 8 else "1" * 8)


def child(scenario: Scenario, site: Site, signatures: Signatures) -> str:
    """The scenario's own zone as its servers hold it."""
    wanted = site.dns
    golden = [record for record in GOLDEN if not _left_out(record, wanted.without)]
    servers = [scenario.fill(pair) for pair in wanted.child or wanted.parent]
    lines = [scenario.fill(record) for record in (*golden, *wanted.records)]
    text = _zone(scenario.zone, servers, lines)
    return signatures.sign(text, scenario.zone) if wanted.signed else signatures.dated(text)


def delegation(scenario: Scenario, dns_: Dns) -> Delegation:
    servers = tuple(scenario.fill(pair) for pair in dns_.parent)
    return Delegation(scenario.zone, servers, dns_.ds if dns_.signed else "none")


def neighbours(scenarios: Iterable[Scenario], signatures: Signatures) -> dict[str, str]:
    """Zones the scenarios speak of besides their own, merged: zone → text. Unsigned, as most are."""
    records = {"provider.test": list(PROVIDER), "iana.org": [f"data A {addresses.REGISTRY}"]}
    for scenario in scenarios:
        for zone, lines in scenario.site.neighbours.items():
            place = records.setdefault(scenario.fill(zone), [])
            place += [line for line in map(scenario.fill, lines) if line not in place]
    return {zone: signatures.dated(_zone(zone, HEALTHY, lines)) for zone, lines in records.items()}


def above(delegations: Iterable[Delegation], signatures: Signatures) -> Mapping[str, str]:
    """The root ("") and every TLD, signed: zone → text."""
    by_tld: dict[str, list[Delegation]] = {}
    for one in delegations:
        by_tld.setdefault(one.zone.rsplit(".", 1)[-1], []).append(one)
    tld_server = (f"ns={addresses.TLD_SERVER}",)
    zones = {tld: _zone(tld, tld_server, _delegate(below, signatures)) for tld, below in by_tld.items()}
    tops = [Delegation(tld, tld_server, "right") for tld in by_tld]
    root_server = ("ns.root-servers.=" + addresses.ROOT_SERVER,)
    zones[""] = _zone("", root_server, _delegate(tops, signatures))
    return {name: signatures.sign(text, name + ".") for name, text in zones.items()}


def _delegate(delegations: Iterable[Delegation], signatures: Signatures) -> list[str]:
    lines = []
    for one in delegations:
        for name, address in _servers(one.zone, one.servers):
            lines.append(f"{one.zone}. NS {name}")
            # Glue belongs to names inside the zone; any other server has its address elsewhere.
            if name.endswith(f".{one.zone}."):
                lines += [f"{name} {'AAAA' if ':' in address else 'A'} {address}"]
        if one.ds != "none":
            lines.append(f"{one.zone}. DS {signatures.ds(one.zone, one.ds)}")
    return lines


def _zone(zone: str, servers: Iterable[str], records: Iterable[str]) -> str:
    pairs = _servers(zone, servers)
    soa = f"@ SOA {pairs[0][0] if pairs else '.'} hostmaster.provider.test. %serial% 3600 900 1209600 {TTL}"
    lines = [f"$ORIGIN {zone}.", f"$TTL {TTL}", soa]
    written = [*records]
    for name, address in pairs:
        glue = f"{name} {'AAAA' if ':' in address else 'A'} {address}"
        inside = name.endswith(f".{zone}.") or not zone
        lines += [f"@ NS {name}", *([glue] if inside and address else [])]
    return "\n".join([*lines, *written, ""])


def _servers(zone: str, servers: Iterable[str]) -> list[tuple[str, str]]:
    pairs = [pair.partition("=")[::2] for pair in servers]
    return [(name if name.endswith(".") else f"{name}.{zone}.", address) for name, address in pairs]


def _left_out(record: str, without: Iterable[str]) -> bool:
    owner, kind = record.split()[:2]
    return any(rule.split() in ([owner], [owner, kind]) for rule in without)
