"""What one DNS server answered to one question, reduced to what gatherers look at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import dns.edns
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from dns.rdtypes.ANY.CNAME import CNAME
from dns.rdtypes.ANY.NS import NS
from dns.rdtypes.IN.A import A
from dns.rdtypes.IN.AAAA import AAAA

from launchready.facts.dns import Rcode

MAX_RECORDS = 30  # records kept of one set; nobody needs more, and a hostile answer holds thousands
MAX_CHAIN = 12  # resolvers give up between 8 (Windows) and 16 (BIND) links
MAX_TEXT = 4096

_RCODES = {
    dns.rcode.NOERROR: Rcode.NOERROR,
    dns.rcode.NXDOMAIN: Rcode.NXDOMAIN,
    dns.rcode.SERVFAIL: Rcode.SERVFAIL,
    dns.rcode.REFUSED: Rcode.REFUSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Servers that a parent names for a zone below it, with the addresses it gave beside them."""

    zone: str
    servers: tuple[str, ...]
    glue: tuple[tuple[str, str], ...]

    def addresses(self, server: str) -> tuple[str, ...]:
        """The addresses that the parent gave for one of the servers."""
        return tuple(address for name, address in self.glue if name == server)


@dataclass(frozen=True, slots=True, kw_only=True)
class DnsReply:
    """The answer of one server. Names are lower case without the trailing dot; the root is `.`.

    `cnames` is the chain from the question on, in order; where it comes back to a name that it has
    passed, that name is its last. `records` are the rdata at the end of the chain as text, sorted, `ttl`
    the lowest of chain and records. `tc` tells a cut-off answer that TCP did not complete. A reply that
    never came has `rcode` TIMEOUT, UNREACHABLE or GARBLED and nothing else.
    """

    server: str
    name: str
    rrtype: str
    rcode: Rcode
    aa: bool = False
    ad: bool = False
    ra: bool = False
    tc: bool = False
    cnames: tuple[str, ...] = ()
    loops: bool = False
    records: tuple[str, ...] = ()
    ttl: int | None = None
    ede: tuple[tuple[int, str], ...] = ()
    authority_zone: str = ""
    message: dns.message.Message | None = field(default=None, compare=False, repr=False)

    @property
    def came(self) -> bool:
        """Whether a well-formed answer came at all, whatever it says."""
        return self.message is not None

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses at the end of the chain."""
        return self.records if self.rrtype in {"A", "AAAA"} else ()

    @property
    def end(self) -> str:
        """The last name of the chain, or the name asked for."""
        return self.cnames[-1] if self.cnames else self.name

    def rdata(self) -> tuple[dns.rdata.Rdata, ...]:
        """The records at the end of the chain, as dnspython reads them."""
        if self.message is None or self.loops:
            return ()
        found = _set_of(self.message, _name(self.end), dns.rdatatype.from_text(self.rrtype))
        return () if found is None else tuple(islice(found, MAX_RECORDS))

    def referral(self) -> Referral | None:
        """What the reply says about who serves the name asked for, or a zone above it."""
        return self.referral_for(self.name)

    def referral_for(self, name: str) -> Referral | None:
        """The same for another name of the chain. An answer to NS counts as well as the authority section."""
        if self.message is None:
            return None
        for section in (self.message.authority, self.message.answer):
            for rrset in section:
                if rrset.rdtype == dns.rdatatype.NS and _name(name).is_subdomain(rrset.name):
                    return _referral(self.message, rrset)
        return None


def unanswered(server: str, name: str, rrtype: str, rcode: Rcode) -> DnsReply:
    """A question that brought nothing usable."""
    return DnsReply(server=server, name=name, rrtype=rrtype, rcode=rcode)


def answers_another(message: dns.message.Message, name: str) -> bool:
    """Whether all records in the answer are about names that were not asked for: no honest server says so."""
    asked = _name(name)
    return bool(message.answer) and not any(rrset.name == asked for rrset in message.answer)


def read_reply(message: dns.message.Message, server: str, name: str, rrtype: str) -> DnsReply:
    """Reduce a message. Only records on the way from the question are read: others' are none of our business."""
    wanted = dns.rdatatype.from_text(rrtype)
    cnames, loops, ttls = _chain(message, _name(name), wanted)
    end = _name(cnames[-1]) if cnames else _name(name)
    found = None if loops else _set_of(message, end, wanted)
    records = [] if found is None else sorted(text_of(rdata) for rdata in islice(found, MAX_RECORDS))
    if found is not None:
        ttls.append(found.ttl)
    return DnsReply(
        server=server,
        name=name,
        rrtype=rrtype,
        rcode=_RCODES.get(message.rcode(), Rcode.OTHER),
        aa=bool(message.flags & dns.flags.AA),
        ad=bool(message.flags & dns.flags.AD),
        ra=bool(message.flags & dns.flags.RA),
        tc=bool(message.flags & dns.flags.TC),
        cnames=tuple(cnames),
        loops=loops,
        records=tuple(records),
        ttl=min(ttls, default=None),
        ede=tuple(_extended_errors(message)),
        authority_zone=_soa_owner(message),
        message=message,
    )


def plain(name: dns.name.Name) -> str:
    """A name as facts write it."""
    return name.to_text(omit_final_dot=True).lower()


def text_of(rdata: dns.rdata.Rdata) -> str:
    """One record as text: names plain, strings joined (RFC 7208 section 3.3), the rest as in a zone file."""
    if isinstance(rdata, CNAME | NS):
        return plain(rdata.target)
    strings = getattr(rdata, "strings", None)
    if strings is not None:
        return b"".join(strings).decode("utf-8", "replace")[:MAX_TEXT]
    return rdata.to_text()[:MAX_TEXT]


def _name(text: str) -> dns.name.Name:
    return dns.name.from_text(text)


def _set_of(
    message: dns.message.Message, owner: dns.name.Name, rrtype: dns.rdatatype.RdataType
) -> dns.rrset.RRset | None:
    return message.get_rrset(message.answer, owner, dns.rdataclass.IN, rrtype)


def _chain(
    message: dns.message.Message, start: dns.name.Name, wanted: dns.rdatatype.RdataType
) -> tuple[list[str], bool, list[int]]:
    """Follow the CNAMEs in the answer section; gives the chain, whether it comes back, and its TTLs."""
    names: list[str] = []
    ttls: list[int] = []
    passed = {start}
    here = start
    while wanted != dns.rdatatype.CNAME and len(names) < MAX_CHAIN:
        link = _set_of(message, here, dns.rdatatype.CNAME)
        rdata = None if link is None else next(iter(link), None)
        if link is None or not isinstance(rdata, CNAME):
            return names, False, ttls
        here = rdata.target
        names.append(plain(here))
        ttls.append(link.ttl)
        if here in passed:
            return names, True, ttls
        passed.add(here)
    return names, bool(names), ttls


def _extended_errors(message: dns.message.Message) -> Iterator[tuple[int, str]]:
    for option in message.options[:8]:
        if isinstance(option, dns.edns.EDEOption):
            yield int(option.code), (option.text or "")[:200]


def _soa_owner(message: dns.message.Message) -> str:
    """The zone that a negative answer speaks for."""
    owners = (rrset.name for rrset in message.authority if rrset.rdtype == dns.rdatatype.SOA)
    return next(map(plain, owners), "")


def _referral(message: dns.message.Message, ns: dns.rrset.RRset) -> Referral:
    servers = tuple(sorted(plain(rdata.target) for rdata in islice(ns, MAX_RECORDS) if isinstance(rdata, NS)))
    glue = [
        (plain(rrset.name), rdata.address)
        for rrset in message.additional
        if plain(rrset.name) in servers
        for rdata in islice(rrset, MAX_RECORDS)
        if isinstance(rdata, A | AAAA)
    ]
    return Referral(zone=plain(ns.name), servers=servers, glue=tuple(sorted(glue)))
