"""Who answers what: the recursive resolver and the authoritative servers of the sample, as functions over zones."""

from collections.abc import Callable
from dataclasses import dataclass

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdatatype

from launchready.tour import names
from launchready.tour.records import club, parent, root
from launchready.tour.zones import Key, Reply, Zone

# A server takes a question and whether it came by TCP, and gives one message back.
Role = Callable[[dns.message.Message, bool], dns.message.Message]

# RFC 9715 gives 1400 as the size that passes every path; nothing the sample says needs more.
MOST_UDP = 1400
LONGEST_CHAIN = 8


@dataclass(frozen=True)
class Keys:
    """The signing keys of the three zones, made once per start."""

    root: Key
    parent: Key
    club: Key

    @staticmethod
    def new() -> "Keys":
        return Keys(Key.new(), Key.new(), Key.new())


@dataclass(frozen=True)
class Tree:
    """The three zones for one set of faults, deepest first."""

    on: frozenset[str]
    club: Zone
    parent: Zone
    root: Zone

    @staticmethod
    def grow(on: frozenset[str], keys: Keys, serial: int, proof: str) -> "Tree":
        signed = "dns/dnssec-unsigned" not in on
        return Tree(
            on,
            Zone(club(on, serial, proof), names.ZONE, keys.club if signed else None),
            Zone(parent(on, serial), "example", keys.parent, {names.ZONE: keys.club} if signed else None),
            Zone(root(serial), ".", keys.root, {"example": keys.parent}),
        )

    def holding(self, name: dns.name.Name, rdtype: dns.rdatatype.RdataType) -> Zone:
        """The deepest zone that answers for the name; a DS question goes one zone up."""
        for zone in (self.club, self.parent):
            if name.is_subdomain(zone.origin) and not (name == zone.origin and rdtype == dns.rdatatype.DS):
                return zone
        return self.root


def _respond(query: dns.message.Message, reply: Reply, flags: int) -> dns.message.Message:
    response = dns.message.make_response(query, our_payload=MOST_UDP)
    response.flags |= flags
    if reply.authoritative and reply.rcode in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN) and not flags & dns.flags.RA:
        response.flags |= dns.flags.AA
    response.set_rcode(reply.rcode)
    response.answer, response.authority, response.additional = reply.answer, reply.authority, reply.additional
    return response


def _refuse(query: dns.message.Message, rcode: dns.rcode.Rcode = dns.rcode.REFUSED) -> dns.message.Message:
    response = dns.message.make_response(query, our_payload=MOST_UDP)
    response.set_rcode(rcode)
    return response


def _question(query: dns.message.Message) -> tuple[dns.name.Name, dns.rdatatype.RdataType] | None:
    """The one question of an ordinary query; None for anything else."""
    if query.opcode() != dns.opcode.QUERY or len(query.question) != 1:
        return None
    return query.question[0].name, query.question[0].rdtype


def recursor(tree: Callable[[], Tree]) -> Role:
    """A validating resolver: it follows CNAMEs, and says AD for signed answers to who asks (RFC 6840 5.8)."""

    def answer(query: dns.message.Message, _tcp: bool) -> dns.message.Message:  # noqa: FBT001 - the shape of a Role
        asked = _question(query)
        if asked is None:
            return _refuse(query, dns.rcode.NOTIMP)
        name, rdtype = asked
        if rdtype in (dns.rdatatype.AXFR, dns.rdatatype.IXFR) or not query.flags & dns.flags.RD:
            return _refuse(query)
        world = tree()
        dnssec = bool(query.ednsflags & dns.flags.DO)
        reply, secure = _resolve(world, name, rdtype, dnssec=dnssec)
        flags = int(dns.flags.RA) | (query.flags & dns.flags.CD)
        if secure and (dnssec or query.flags & dns.flags.AD):
            flags |= dns.flags.AD
        return _respond(query, reply, flags)

    return answer


def _resolve(world: Tree, name: dns.name.Name, rdtype: dns.rdatatype.RdataType, *, dnssec: bool) -> tuple[Reply, bool]:
    answers = []
    secure = True
    reply = Reply()
    for _ in range(LONGEST_CHAIN):
        zone = world.holding(name, rdtype)
        secure = secure and zone.signed
        reply = zone.answer(name, rdtype, dnssec=dnssec)
        answers += reply.answer
        alias = next((r for r in reply.answer if r.name == name and r.rdtype == dns.rdatatype.CNAME), None)
        if alias is None or rdtype == dns.rdatatype.CNAME:
            reply.answer = answers
            return reply, secure
        name = alias[0].target
    return Reply(rcode=dns.rcode.SERVFAIL), False


def authority(tree: Callable[[], Tree], pick: Callable[[Tree], Zone | None]) -> Role:
    """A server with one zone. `pick` gives None where the server does not know the zone (a lame delegation)."""

    def answer(query: dns.message.Message, tcp: bool) -> dns.message.Message:  # noqa: FBT001 - the shape of a Role
        asked = _question(query)
        world = tree()
        zone = pick(world)
        if asked is None:
            return _refuse(query, dns.rcode.NOTIMP)
        name, rdtype = asked
        if zone is None or not name.is_subdomain(zone.origin):
            return _refuse(query)
        if rdtype in (dns.rdatatype.AXFR, dns.rdatatype.IXFR):
            allowed = tcp and zone is world.club and "dns/zone-transfer-open" in world.on and name == zone.origin
            return _respond(query, Reply(answer=zone.everything()), 0) if allowed else _refuse(query)
        return _respond(query, zone.answer(name, rdtype, dnssec=bool(query.ednsflags & dns.flags.DO)), 0)

    return answer


def roles(tree: Callable[[], Tree]) -> dict[str, Role]:
    """Every server of the sample by the address it has; the two resolvers stand under words."""

    def second(world: Tree) -> Zone | None:
        return None if "dns/lame-delegation" in world.on else world.club

    return {
        "resolver": recursor(tree),
        "second resolver": recursor(tree),
        names.ROOT_SERVER.address: authority(tree, lambda world: world.root),
        names.PARENT_SERVER.address: authority(tree, lambda world: world.parent),
        names.NS1.address: authority(tree, lambda world: world.club),
        names.NS2.address: authority(tree, second),
        names.NS3.address: authority(tree, lambda world: world.club),
    }
