"""Signed zones, and how an authoritative server answers from one (RFC 1034 4.3.2, RFC 4035 3.1)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import dns.dnssec
import dns.flags
import dns.name
import dns.node
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import dns.zone
from cryptography.hazmat.primitives.asymmetric import ec

A_WEEK = 7 * 86_400
INET = dns.rdataclass.IN


@dataclass(frozen=True)
class Key:
    """One key per zone that signs everything (a "combined" key): one DS, one DNSKEY, little to go wrong."""

    private: ec.EllipticCurvePrivateKey

    @staticmethod
    def new() -> "Key":
        return Key(ec.generate_private_key(ec.SECP256R1()))

    def dnskey(self) -> dns.rdtypes.ANY.DNSKEY.DNSKEY:
        return dns.dnssec.make_dnskey(self.private.public_key(), "ECDSAP256SHA256", flags=257)

    def ds(self, zone: dns.name.Name) -> dns.rdtypes.ANY.DS.DS:
        return dns.dnssec.make_ds(zone, self.dnskey(), "SHA256")


@dataclass
class Reply:
    """The sections of an answer, before they are put on the wire."""

    rcode: dns.rcode.Rcode = dns.rcode.NOERROR
    authoritative: bool = True
    answer: list[dns.rrset.RRset] = field(default_factory=list)
    authority: list[dns.rrset.RRset] = field(default_factory=list)
    additional: list[dns.rrset.RRset] = field(default_factory=list)


class Zone:
    """One zone, signed or not. It is made anew when a fault changes and never altered afterwards."""

    def __init__(self, text: str, origin: str, key: Key | None, delegations: dict[str, Key] | None = None) -> None:
        self.origin = dns.name.from_text(origin)
        self.signed = key is not None
        self._zone = dns.zone.from_text(text, origin=self.origin, relativize=False, check_origin=True)
        for child, child_key in (delegations or {}).items():
            name = dns.name.from_text(child)
            self._zone.find_rdataset(name, dns.rdatatype.DS, create=True).add(child_key.ds(name), ttl=300)
        if key is not None:
            # An hour back, so that a clock that is a little behind still accepts the signatures.
            since = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
            dns.dnssec.sign_zone(
                self._zone,
                keys=[(key.private, key.dnskey())],
                inception=since,
                expiration=since + dt.timedelta(seconds=A_WEEK),
            )
        self._names = sorted(self._zone.nodes)

    def everything(self) -> list[dns.rrset.RRset]:
        """The whole zone in the order of a transfer: SOA first and last (RFC 5936)."""
        soa = self._rrset(self.origin, dns.rdatatype.SOA)
        rest = [
            dns.rrset.from_rdata_list(name, rdataset.ttl, list(rdataset))
            for name in self._names
            for rdataset in self._zone.nodes[name].rdatasets
            if rdataset.rdtype != dns.rdatatype.SOA
        ]
        return [*soa, *rest, *soa]

    def answer(self, name: dns.name.Name, rdtype: dns.rdatatype.RdataType, *, dnssec: bool) -> Reply:
        """What this zone's own server says to one question about a name at or below its origin."""
        cut = self._cut(name, rdtype)
        if cut is not None:
            return self._referral(cut, dnssec=dnssec)
        if name in self._zone.nodes:
            return self._at(name, name, rdtype, dnssec=dnssec)
        if any(known.is_subdomain(name) for known in self._names):
            return self._nothing(name, dns.rcode.NOERROR, dnssec=dnssec)
        encloser = self._closest_encloser(name)
        wild = dns.name.Name((b"*", *encloser.labels))
        if wild in self._zone.nodes:
            reply = self._at(wild, name, rdtype, dnssec=dnssec)
            # RFC 4035 3.1.3.3: a wildcard's answer proves that the name itself is not there.
            reply.authority += self._covering(name) if dnssec else []
            return reply
        return self._nothing(name, dns.rcode.NXDOMAIN, dnssec=dnssec, wild=wild)

    def _cut(self, name: dns.name.Name, rdtype: dns.rdatatype.RdataType) -> dns.name.Name | None:
        """The delegation that `name` lies at or below. The DS record is the parent's own (RFC 4035 3.1.4.1)."""
        for ancestor in reversed(list(_ancestors(name, self.origin))):
            if ancestor == name and rdtype == dns.rdatatype.DS:
                continue
            if self._zone.get_rdataset(ancestor, dns.rdatatype.NS) is not None:
                return ancestor
        return None

    def _referral(self, cut: dns.name.Name, *, dnssec: bool) -> Reply:
        servers = self._rrset(cut, dns.rdatatype.NS)
        reply = Reply(authoritative=False, authority=list(servers))
        if dnssec:
            secure = self._rrset(cut, dns.rdatatype.DS, dnssec=True)
            reply.authority += secure or self._rrset(cut, dns.rdatatype.NSEC, dnssec=True)
        for rdata in servers[0]:
            reply.additional += self._rrset(rdata.target, dns.rdatatype.A)
        return reply

    def _at(self, node: dns.name.Name, name: dns.name.Name, rdtype: dns.rdatatype.RdataType, *, dnssec: bool) -> Reply:
        """The answer from one node; `name` differs from it where a wildcard stands in."""
        found = self._rrset(node, dns.rdatatype.CNAME, dnssec=dnssec, owner=name)
        if not found or rdtype in (dns.rdatatype.CNAME, dns.rdatatype.RRSIG, dns.rdatatype.NSEC):
            found = self._rrset(node, rdtype, dnssec=dnssec, owner=name)
        return Reply(answer=found) if found else self._nothing(node, dns.rcode.NOERROR, dnssec=dnssec)

    def _nothing(
        self, name: dns.name.Name, rcode: dns.rcode.Rcode, *, dnssec: bool, wild: dns.name.Name | None = None
    ) -> Reply:
        reply = Reply(rcode=rcode, authority=self._rrset(self.origin, dns.rdatatype.SOA, dnssec=dnssec))
        if dnssec and self.signed:
            proof = self._covering(name)
            for rrset in self._covering(wild) if wild is not None else []:
                if rrset not in proof:
                    proof.append(rrset)
            reply.authority += proof
        return reply

    def _covering(self, name: dns.name.Name) -> list[dns.rrset.RRset]:
        """The NSEC at the name or, where there is none, at the one before it in canonical order (RFC 4034 6.1)."""
        if not self.signed:
            return []
        before = [known for known in self._names if known <= name and self._has_nsec(known)]
        return self._rrset(before[-1] if before else self._names[-1], dns.rdatatype.NSEC, dnssec=True)

    def _has_nsec(self, name: dns.name.Name) -> bool:
        return self._zone.get_rdataset(name, dns.rdatatype.NSEC) is not None

    def _closest_encloser(self, name: dns.name.Name) -> dns.name.Name:
        for ancestor in _ancestors(name, self.origin):
            if any(known.is_subdomain(ancestor) for known in self._names):
                return ancestor
        return self.origin

    def _rrset(
        self,
        node: dns.name.Name,
        rdtype: dns.rdatatype.RdataType,
        *,
        dnssec: bool = False,
        owner: dns.name.Name | None = None,
    ) -> list[dns.rrset.RRset]:
        """The record set, and its signature where that is asked for; empty when it does not stand there."""
        found = []
        rdataset = self._zone.get_rdataset(node, rdtype)
        if rdataset is not None:
            found.append(dns.rrset.from_rdata_list(owner or node, rdataset.ttl, list(rdataset)))
            signature = self._zone.get_rdataset(node, dns.rdatatype.RRSIG, rdtype) if dnssec else None
            if signature is not None:
                found.append(dns.rrset.from_rdata_list(owner or node, signature.ttl, list(signature)))
        return found


def _ancestors(name: dns.name.Name, origin: dns.name.Name) -> Iterator[dns.name.Name]:
    """The name itself and what stands above it, down to but without the origin."""
    while name != origin and name.is_subdomain(origin):
        yield name
        name = name.parent()
