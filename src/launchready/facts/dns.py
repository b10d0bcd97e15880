"""What the Domain Name System said (RFC 1034, 4035, 8659, 8914)."""

from dataclasses import dataclass
from enum import StrEnum

from launchready.model.fact import Fact


class ViewKind(StrEnum):
    """Who was asked."""

    RECURSIVE = "recursive"
    AUTHORITATIVE = "authoritative"


class Rcode(StrEnum):
    """The outcome of a question; the last three are ours, for no usable answer."""

    NOERROR = "NOERROR"
    NXDOMAIN = "NXDOMAIN"
    SERVFAIL = "SERVFAIL"
    REFUSED = "REFUSED"
    OTHER = "OTHER"
    TIMEOUT = "TIMEOUT"
    UNREACHABLE = "UNREACHABLE"
    GARBLED = "GARBLED"


NO_ANSWER = frozenset({Rcode.TIMEOUT, Rcode.UNREACHABLE, Rcode.GARBLED, Rcode.REFUSED, Rcode.OTHER})
"""Outcomes that say nothing about whether a name exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The addresses of one name as one server gave them.

    `cnames` is the chain in order, without the queried name. NODATA is NOERROR without
    addresses. `checking_disabled` is the rcode of the same question with CD=1, asked only after
    a SERVFAIL. `ede` holds (code, text) of RFC 8914. `ttl` is the lowest seen, in seconds.
    """

    kind: ViewKind
    server: str
    rcode: Rcode
    cnames: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    ttl: int | None = None
    authenticated: bool = False
    checking_disabled: Rcode | None = None
    ede: tuple[tuple[int, str], ...] = ()

    @property
    def answered(self) -> bool:
        """Whether this server gave an answer that says whether the name has addresses.

        A zone's own server knows nothing of what stands behind an alias that leaves the zone.
        """
        if self.kind is ViewKind.AUTHORITATIVE and self.cnames and not self.addresses and self.rcode is Rcode.NOERROR:
            return False
        return self.rcode not in NO_ANSWER and self.rcode is not Rcode.SERVFAIL


class NameRole(StrEnum):
    """Why a name was asked for."""

    CANONICAL = "canonical"
    APEX = "apex"
    WWW = "www"
    DECLARED = "declared"
    DOUBLED = "doubled"
    FOUND = "found"
    CONTROL = "control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Fact):
    """A and AAAA of one host (subject: HOST) by every server asked.

    A wanted host with `roles` CANONICAL, APEX or WWW is always asked. `doubled` are the addresses
    or CNAME targets found at `name.zone.zone`, where a form appended the domain. `refused` are those
    of the addresses that the address guard refuses for this host (loopback, RFC 1918, ...; never a
    loopback address that the user's own `--resolver` or `--resolve` gave).
    """

    roles: tuple[NameRole, ...]
    views: tuple[View, ...]
    doubled: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that any server gave, sorted."""
        return tuple(sorted({a for view in self.views for a in view.addresses}))

    @property
    def cnames(self) -> tuple[str, ...]:
        """The first CNAME chain that a server gave."""
        return next((view.cnames for view in self.views if view.cnames), ())

    @property
    def answered(self) -> bool:
        """Whether at least one server gave a usable answer."""
        return any(view.answered for view in self.views)

    def identity(self) -> tuple[str, ...]:
        """The CNAME chain, else the addresses."""
        return self.cnames or self.addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class NameServer:
    """One server that the parent names, at one address, asked for the zone's SOA and NS.

    `authoritative` is the AA flag of a NOERROR answer with the SOA; None: no usable answer.
    """

    name: str
    address: str
    rcode: Rcode
    authoritative: bool | None
    child_ns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation(Fact):
    """Who answers for a zone (subject: ZONE): what the parent says and what the child says.

    `parent_ns` comes from the parent's own servers (empty with `parent_answered` false when none
    answered). `ds` tells whether the parent holds a DS, `dnskey` whether the child holds a DNSKEY;
    None: not seen. `recursion_works` tells whether a recursive resolver answers for the zone.
    `port_53_open` is false when no server anywhere answered us directly.
    """

    parent: str
    parent_answered: bool
    parent_ns: tuple[str, ...]
    child_ns: tuple[str, ...]
    servers: tuple[NameServer, ...]
    unresolved_ns: tuple[str, ...] = ()
    ds: bool | None = None
    dnskey: bool | None = None
    recursion_works: bool = True
    port_53_open: bool = True

    def identity(self) -> tuple[str, ...]:
        """The name servers."""
        return tuple(sorted(set(self.parent_ns) or set(self.child_ns)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRecords(Fact):
    """The records at the zone's top that later reports compare (subject: ZONE)."""

    soa_serial: int | None
    mx: tuple[str, ...]
    spf: tuple[str, ...]
    txt_count: int

    def identity(self) -> tuple[str, ...]:
        """The mail exchangers."""
        return tuple(sorted(self.mx))


@dataclass(frozen=True, slots=True, kw_only=True)
class Caa(Fact):
    """The CAA set that counts for a host (subject: HOST), after the climb of RFC 8659 section 3.

    `found_at` is the name at which the set stands, empty when there is none up to the root.
    `rcode` is NOERROR when the climb was complete; SERVFAIL anywhere stops issuance.
    """

    rcode: Rcode
    found_at: str
    records: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneTransfer(Fact):
    """Whether a server hands out the whole zone (subject: ZONE): counts only, never names.

    `records` maps no names: one (server, count) for each server that allowed AXFR;
    `asked` lists the servers that answered the question at all.
    """

    asked: tuple[str, ...]
    allowed: tuple[tuple[str, int], ...]


class TargetState(StrEnum):
    """What stands at the end of an alias."""

    SERVES = "serves"
    NXDOMAIN_UNREGISTERED = "nxdomain-unregistered"
    NXDOMAIN = "nxdomain"
    NODATA = "nodata"
    UNCLAIMED_PAGE = "unclaimed-page"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Fact):
    """Where a CNAME or a sub-zone's NS leads (subject: HOST).

    `target` is the last name of the chain, `registrable` its registrable domain, `provider` the
    platform slug of the target, `claimable` the reference data's word: yes, no, verified, unknown.
    """

    rrtype: str
    target: str
    registrable: str
    state: TargetState
    provider: str = ""
    claimable: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wildcard(Fact):
    """What two random labels of the zone resolve to (subject: ZONE).

    `addresses` is empty when they do not resolve. `serves_app`: the random host answers with the
    same page as the canonical host; None when it was not asked or did not answer.
    """

    addresses: tuple[str, ...]
    cnames: tuple[str, ...]
    serves_app: bool | None
