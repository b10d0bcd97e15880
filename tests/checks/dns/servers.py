"""dns/lame-delegation, delegation-mismatch, single-nameserver, zone-transfer-open, dnssec-unsigned."""

from launchready.facts.dns import Delegation, Rcode, ZoneTransfer
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import CLUB, LITERAL, PREVIEW, Case, Kind, gap
from tests.checks.dns._seen import server, zone

ZONE = Subject.zone(CLUB.apex)
BLOCKER, IMPORTANT, OPTIONAL = (Level.BLOCKER,), (Level.IMPORTANT,), (Level.OPTIONAL,)
NA = Status.NOT_APPLICABLE
LOST = (gap(Delegation, ZONE),)
UNANSWERED = zone(parent_answered=False, parent_ns=(), child_ns=())
UNREGISTERED = zone(parent_ns=(), child_ns=())
V6 = "2001:db8::53"
MISMATCH = ("ns1.dns.example", "ns9.old.example")


def quiet(label: str, address: str = "192.0.2.7"):
    return server(label, Rcode.TIMEOUT, good=None, address=address)


LAME = (
    Case(check="dns/lame-delegation", name="all answer with authority", kind=Kind.PASSING, facts=(zone(),)),
    Case(
        check="dns/lame-delegation",
        name="one refuses",
        kind=Kind.FAILING,
        facts=(zone(server("ns1"), server("ns2", Rcode.REFUSED, good=None)),),
        levels=IMPORTANT,
        cases=("",),
        groups=("servers:club.example",),
    ),
    Case(
        check="dns/lame-delegation",
        name="one answers without authority",
        kind=Kind.FAILING,
        facts=(zone(server("ns1"), server("ns2", good=False)),),
        levels=IMPORTANT,
    ),
    Case(
        check="dns/lame-delegation",
        name="one is silent while another answered us",
        kind=Kind.FAILING,
        facts=(zone(server("ns1"), quiet("ns2")),),
        levels=IMPORTANT,
    ),
    Case(
        check="dns/lame-delegation",
        name="the name of one has no address",
        kind=Kind.FAILING,
        facts=(zone(unresolved_ns=("ns9.dns.example",)),),
        levels=IMPORTANT,
    ),
    Case(
        check="dns/lame-delegation",
        name="all are dead and resolvers get nothing",
        kind=Kind.FAILING,
        facts=(zone(quiet("ns1"), quiet("ns2"), recursion_works=False, child_ns=()),),
        levels=BLOCKER,
        cases=("all",),
        groups=("servers:club.example",),
    ),
    Case(
        check="dns/lame-delegation",
        name="all are dead while resolvers still answer",
        kind=Kind.UNKNOWN,
        facts=(zone(quiet("ns1"), server("ns2", good=False)),),
        reasons=(GapReason.FAILED,),
    ),
    Case(
        check="dns/lame-delegation",
        name="port 53 is closed to us",
        kind=Kind.UNKNOWN,
        facts=(zone(quiet("ns1"), recursion_works=False, port_53_open=False),),
        reasons=(GapReason.NO_ACCESS,),
    ),
    Case(check="dns/lame-delegation", name="the parent is silent", kind=Kind.UNKNOWN, facts=(UNANSWERED,)),
    Case(check="dns/lame-delegation", name="nothing was seen", kind=Kind.UNKNOWN, gaps=LOST),
    Case(
        check="dns/lame-delegation",
        name="IPv6 servers are silent where we have no IPv6",
        kind=Kind.TRAP,
        facts=(zone(server("ns1"), quiet("ns1", V6), quiet("ns2", V6)),),
    ),
    Case(
        check="dns/lame-delegation",
        name="the domain is not delegated",
        kind=Kind.TRAP,
        facts=(UNREGISTERED,),
        status=NA,
    ),
    Case(
        check="dns/lame-delegation", name="a name that belongs to the host", kind=Kind.TRAP, target=PREVIEW, status=NA
    ),
)

LISTS = (
    Case(check="dns/delegation-mismatch", name="the lists agree", kind=Kind.PASSING, facts=(zone(),)),
    Case(
        check="dns/delegation-mismatch",
        name="the lists differ",
        kind=Kind.FAILING,
        facts=(zone(child_ns=MISMATCH),),
        levels=IMPORTANT,
        groups=("servers:club.example",),
    ),
    Case(
        check="dns/delegation-mismatch",
        name="the zone's servers say nothing",
        kind=Kind.UNKNOWN,
        facts=(zone(child_ns=()),),
    ),
    Case(check="dns/delegation-mismatch", name="the parent is silent", kind=Kind.UNKNOWN, facts=(UNANSWERED,)),
    Case(check="dns/delegation-mismatch", name="nothing was seen", kind=Kind.UNKNOWN, gaps=LOST),
    Case(
        check="dns/delegation-mismatch",
        name="order, case and the last dot",
        kind=Kind.TRAP,
        facts=(zone(child_ns=("NS2.dns.example.", "ns1.DNS.example")),),
    ),
    Case(check="dns/delegation-mismatch", name="a literal address", kind=Kind.TRAP, target=LITERAL, status=NA),
    Case(check="dns/single-nameserver", name="two", kind=Kind.PASSING, facts=(zone(),)),
    Case(check="dns/single-nameserver", name="one", kind=Kind.FAILING, facts=(zone(server("ns1")),), levels=OPTIONAL),
    Case(
        check="dns/single-nameserver",
        name="one with two addresses is one",
        kind=Kind.FAILING,
        facts=(zone(server("ns1"), server("ns1", address=V6)),),
        levels=OPTIONAL,
    ),
    Case(check="dns/single-nameserver", name="the parent is silent", kind=Kind.UNKNOWN, facts=(UNANSWERED,)),
    Case(check="dns/single-nameserver", name="nothing was seen", kind=Kind.UNKNOWN, gaps=LOST),
    Case(
        check="dns/single-nameserver", name="a name that belongs to the host", kind=Kind.TRAP, target=PREVIEW, status=NA
    ),
    Case(
        check="dns/single-nameserver",
        name="two of which one is silent",
        kind=Kind.TRAP,
        facts=(zone(server("ns1"), quiet("ns2")),),
    ),
)


def transfer(*allowed: tuple[str, int], asked: tuple[str, ...] = ("ns1.dns.example",)) -> ZoneTransfer:
    return ZoneTransfer(subject=ZONE, asked=asked, allowed=allowed)


TRANSFER = (
    Case(check="dns/zone-transfer-open", name="refused", kind=Kind.PASSING, facts=(transfer(),)),
    Case(
        check="dns/zone-transfer-open",
        name="handed out",
        kind=Kind.FAILING,
        facts=(transfer(("ns1.dns.example", 14)),),
        levels=IMPORTANT,
    ),
    Case(check="dns/zone-transfer-open", name="nobody answered", kind=Kind.UNKNOWN, facts=(transfer(asked=()),)),
    Case(check="dns/zone-transfer-open", name="nothing was seen", kind=Kind.UNKNOWN, gaps=(gap(ZoneTransfer, ZONE),)),
    Case(
        check="dns/zone-transfer-open",
        name="allowed, but nothing came",
        kind=Kind.TRAP,
        facts=(transfer(("ns1.dns.example", 0)),),
    ),
    Case(
        check="dns/zone-transfer-open",
        name="a name that belongs to the host",
        kind=Kind.TRAP,
        target=PREVIEW,
        status=NA,
    ),
)

SIGNED = (
    Case(check="dns/dnssec-unsigned", name="signed", kind=Kind.PASSING, facts=(zone(),)),
    Case(
        check="dns/dnssec-unsigned",
        name="not signed",
        kind=Kind.FAILING,
        facts=(zone(ds=False, dnskey=False),),
        levels=OPTIONAL,
        cases=("",),
    ),
    Case(
        check="dns/dnssec-unsigned",
        name="signed, and the registry does not know",
        kind=Kind.FAILING,
        facts=(zone(ds=False),),
        levels=OPTIONAL,
        cases=("half",),
    ),
    Case(check="dns/dnssec-unsigned", name="the parent did not say", kind=Kind.UNKNOWN, facts=(zone(ds=None),)),
    Case(check="dns/dnssec-unsigned", name="nothing was seen", kind=Kind.UNKNOWN, gaps=LOST),
    Case(
        check="dns/dnssec-unsigned",
        name="signed, and the zone's key was not seen",
        kind=Kind.TRAP,
        facts=(zone(dnskey=None),),
    ),
    Case(
        check="dns/dnssec-unsigned", name="a name that belongs to the host", kind=Kind.TRAP, target=PREVIEW, status=NA
    ),
)

CASES = (*LAME, *LISTS, *TRANSFER, *SIGNED)
