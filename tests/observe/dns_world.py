"""A small Domain Name System on loopback: real servers on real sockets, one virtual address each, reached by pins."""

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import dns.edns
import dns.flags
import dns.message
import dns.name
import dns.node
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import dns.zone

from launchready.observe.dial import DialSettings, Pin, Server

NO_IPV6 = (Pin.parse("[2620:fe::fe]:53:127.0.0.1:1"), Pin.parse("[2606:4700:4700::1111]:53:127.0.0.1:1"))
Answer = Callable[[dns.message.Message], bytes | None]

SOA = "@ 300 IN SOA ns1 hostmaster 7 3600 900 1209600 300\n"
ROOT = "$TTL 300\n@ IN SOA ns.root-servers. h.root-servers. 1 2 3 4 300\n@ IN NS ns.root-servers.\n"


def zone(origin: str, text: str) -> dns.zone.Zone:
    soa = "" if "SOA" in text else SOA
    return dns.zone.from_text(f"$TTL 300\n{soa}{text}", origin=origin, relativize=False, check_origin=False)


@dataclass
class Authority:
    """Serves zones as RFC 1034 section 4.3.2 says, or as badly as it is told."""

    zones: list[dns.zone.Zone]
    rcode: int | None = None
    mute: bool = False
    aa: bool = True
    transfers: bool = False
    seen: list[tuple[str, str]] = field(default_factory=list)
    lose: int = 0

    def __call__(self, query: dns.message.Message) -> bytes | None:
        question = query.question[0]
        self.seen.append((question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)))
        if self.mute:
            return None
        if self.lose:
            self.lose -= 1
            return None
        reply = dns.message.make_response(query)
        if self.rcode is not None:
            reply.set_rcode(self.rcode)
            return reply.to_wire()
        if question.rdtype == dns.rdatatype.AXFR:
            return self._transfer(reply)
        self._fill(reply, question.name, question.rdtype)
        return reply.to_wire(max_size=65535)

    def _zone(self, name: dns.name.Name, rdtype: int) -> dns.zone.Zone | None:
        own = [
            z for z in self.zones if name.is_subdomain(z.origin) and (rdtype != dns.rdatatype.DS or name != z.origin)
        ]
        return max(own, key=lambda z: len(z.origin.labels), default=None)

    def _transfer(self, reply: dns.message.Message) -> bytes:
        found = self._zone(reply.question[0].name, dns.rdatatype.AXFR)
        if not self.transfers or found is None:
            reply.set_rcode(dns.rcode.REFUSED)
            return reply.to_wire()
        soa = rrset_at(found, found.origin, dns.rdatatype.SOA)
        others = [
            dns.rrset.from_rdata_list(name, rdataset.ttl, list(rdataset))
            for name, node in found.items()
            for rdataset in node
            if rdataset.rdtype != dns.rdatatype.SOA
        ]
        reply.answer = [soa, *others, soa]
        # Written by hand: a message merges equal sets, and a transfer ends with the SOA that it began with.
        return b"".join([reply.to_wire(max_size=65535)])

    def _fill(self, reply: dns.message.Message, name: dns.name.Name, rdtype: int) -> None:
        found = self._zone(name, rdtype)
        if found is None:
            reply.set_rcode(dns.rcode.REFUSED)
            return
        if self.aa:
            reply.flags |= dns.flags.AA
        for _ in range(20):
            cut = delegation(found, name)
            if cut is not None and not (rdtype == dns.rdatatype.DS and name == cut.name):
                if not reply.answer:
                    reply.flags &= ~dns.flags.AA
                reply.authority.append(cut)
                reply.additional.extend(glue(found, cut))
                return
            node = node_at(found, name)
            if node is None:
                reply.set_rcode(dns.rcode.NXDOMAIN)
                reply.authority.append(rrset_at(found, found.origin, dns.rdatatype.SOA))
                return
            wanted = node.get_rdataset(dns.rdataclass.IN, rdtype)
            if wanted is not None:
                reply.answer.append(dns.rrset.from_rdata_list(name, wanted.ttl, list(wanted)))
                return
            alias = node.get_rdataset(dns.rdataclass.IN, dns.rdatatype.CNAME)
            if alias is None:
                reply.authority.append(rrset_at(found, found.origin, dns.rdatatype.SOA))
                return
            reply.answer.append(dns.rrset.from_rdata_list(name, alias.ttl, list(alias)))
            name = alias[0].target
            if self._zone(name, rdtype) is not found or any(rrset.name == name for rrset in reply.answer):
                return


def node_at(zone: dns.zone.Zone, name: dns.name.Name) -> dns.node.Node | None:
    node = zone.get_node(name)
    if node is not None:
        return node
    if any(other.is_subdomain(name) for other in zone):  # an empty non-terminal exists
        return dns.node.Node()
    while name != zone.origin:
        name = name.parent()
        star = zone.get_node(dns.name.from_text("*", origin=name))
        if star is not None:
            return star
        if zone.get_node(name) is not None:
            return None
    return None


def rrset_at(zone: dns.zone.Zone, name: dns.name.Name, rdtype: int) -> dns.rrset.RRset:
    return zone.get_rrset(name, rdtype)


def delegation(zone: dns.zone.Zone, name: dns.name.Name) -> dns.rrset.RRset | None:
    at = name
    found = None
    while at != zone.origin:
        node = zone.get_node(at)
        if node is not None and node.get_rdataset(dns.rdataclass.IN, dns.rdatatype.NS) is not None:
            found = rrset_at(zone, at, dns.rdatatype.NS)
        at = at.parent()
    return found


def glue(zone: dns.zone.Zone, ns: dns.rrset.RRset) -> list[dns.rrset.RRset]:
    sets = [zone.get_rrset(r.target, t) for r in ns for t in (dns.rdatatype.A, dns.rdatatype.AAAA)]
    return [s for s in sets if s is not None]


@dataclass
class Recursor:
    """Answers for every zone of the world; `broken` zones give SERVFAIL, `bogus` ones only without CD."""

    zones: list[dns.zone.Zone]
    broken: set[str] = field(default_factory=set)
    bogus: set[str] = field(default_factory=set)
    override: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    seen: list[tuple[str, str]] = field(default_factory=list)
    lose: int = 0

    def __call__(self, query: dns.message.Message) -> bytes | None:
        question = query.question[0]
        key = (question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype))
        self.seen.append(key)
        if self.lose:
            self.lose -= 1
            return None
        reply = dns.message.make_response(query, recursion_available=True)
        if key in self.override:
            records = self.override[key]
            reply.answer = [dns.rrset.from_text(question.name, 60, "IN", key[1], *records)] if records else []
            return reply.to_wire()
        name = question.name
        authority = Authority(self.zones)
        for _ in range(16):
            hit = authority._zone(name, question.rdtype)
            origin = hit.origin.to_text(omit_final_dot=True) if hit is not None else ""
            if hit is None or origin in self.broken or (origin in self.bogus and not query.flags & dns.flags.CD):
                return self._servfail(query, 6 if origin in self.bogus else 22)
            part = dns.message.make_response(query)
            authority._fill(part, name, question.rdtype)
            reply.answer += [rrset for rrset in part.answer if rrset not in reply.answer]
            reply.authority = part.authority
            reply.set_rcode(part.rcode())
            last = part.answer[-1] if part.answer else None
            if last is None or last.rdtype != dns.rdatatype.CNAME or question.rdtype == dns.rdatatype.CNAME:
                return reply.to_wire(max_size=65535)
            if any(rrset.name == last[0].target for rrset in reply.answer):
                break
            name = last[0].target
        return self._servfail(query, 22)

    def _servfail(self, query: dns.message.Message, code: int) -> bytes:
        reply = dns.message.make_response(query, recursion_available=True)
        reply.use_edns(0, options=[dns.edns.EDEOption(dns.edns.EDECode(code), "so it is")])
        reply.set_rcode(dns.rcode.SERVFAIL)
        return reply.to_wire()


class _Udp(asyncio.DatagramProtocol):
    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        wire = self.answer(dns.message.from_wire(data))
        if wire is None:
            return
        if len(wire) > 1232:
            cut = dns.message.make_response(dns.message.from_wire(data))
            cut.flags |= dns.flags.TC
            wire = cut.to_wire()
        self.transport.sendto(wire, addr)


@contextlib.asynccontextmanager
async def serving(answer: Answer, *, tcp: bool = True, raw: bool = False) -> AsyncIterator[int]:
    """One server on UDP and TCP of the same free port of 127.0.0.1; gives the port."""

    async def on_tcp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            (length,) = struct.unpack("!H", await reader.readexactly(2))
            wire = answer(dns.message.from_wire(await reader.readexactly(length)))
            if wire is not None:
                writer.write(wire if raw else struct.pack("!H", len(wire)) + wire)
                await writer.drain()
            writer.close()

    for attempt in range(20):  # a free port of one protocol may be taken in the other
        server = await asyncio.start_server(on_tcp, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
                lambda: _Udp(answer), local_addr=("127.0.0.1", port)
            )
            break
        except OSError:
            server.close()
            if attempt == 19:
                raise
    if not tcp:
        server.close()
    try:
        yield port
    finally:
        transport.close()
        server.close()
        await server.wait_closed()


@dataclass
class World:
    """Authorities at virtual addresses, and what recursors see of their zones."""

    servers: dict[str, Authority]
    recursors: list[Recursor]
    ports: dict[str, int] = field(default_factory=dict)
    resolver_ports: list[int] = field(default_factory=list)

    def settings(self, *more: Pin) -> DialSettings:
        pins = [Pin.parse(f"{address}:53:127.0.0.1:{port}") for address, port in self.ports.items()]
        return DialSettings(
            resolvers=tuple(Server("127.0.0.1", port) for port in self.resolver_ports), pins=(*more, *pins, *NO_IPV6)
        )


@contextlib.asynccontextmanager
async def world(servers: dict[str, Authority], *recursors: Recursor) -> AsyncIterator[World]:
    """Start everything. Without recursors: two that see each authority's zones."""
    seen = [z for authority in servers.values() for z in authority.zones]
    made = World(servers, list(recursors) or [Recursor(seen), Recursor(seen)])
    async with contextlib.AsyncExitStack() as stack:
        for address, authority in servers.items():
            made.ports[address] = await stack.enter_async_context(serving(authority))
        for recursor in made.recursors:
            made.resolver_ports.append(await stack.enter_async_context(serving(recursor)))
        yield made


def usual(
    club: str,
    *,
    tld: str = "club IN NS ns1.club\nclub IN NS ns2.club\nns1.club IN A 192.0.2.11\nns2.club IN A 192.0.2.12\n",
) -> dict[str, Authority]:
    """The root, `example.` and `club.example.` on two servers."""
    root = zone(".", ROOT + "ns.root-servers. IN A 192.0.2.1\nexample. IN NS ns.example.\nns.example. IN A 192.0.2.2\n")
    top = zone("example.", "@ IN NS ns\nns IN A 192.0.2.2\n" + tld)
    own = zone("club.example.", "@ IN NS ns1\n@ IN NS ns2\nns1 IN A 192.0.2.11\nns2 IN A 192.0.2.12\n" + club)
    return {
        "192.0.2.1": Authority([root]),
        "192.0.2.2": Authority([top]),
        "192.0.2.11": Authority([own]),
        "192.0.2.12": Authority([own]),
    }
