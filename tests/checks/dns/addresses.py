"""dns/address-disagreement, ipv6-broken."""

from launchready.facts.http import AddressAnswer
from launchready.facts.tls import Handshake
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import CLUB, LITERAL, Case, Kind, gap
from tests.checks.dns._pages import certificate, endpoint, page
from tests.checks.dns._seen import serves

BLOCKER, IMPORTANT = (Level.BLOCKER,), (Level.IMPORTANT,)
NA = Status.NOT_APPLICABLE
OLD, ONE, TWO = "203.0.113.9", "203.0.113.10", "203.0.113.11"
SIX, SEVEN = "2001:db8::6", "2001:db8::7"
OTHER = page("Parked for you", shape="f0f0f0f0f0f0f0f0")
ID = "dns/address-disagreement"


def at(ip: str, shown=None, *, scheme: str = "https", host: str = CLUB.host, **more) -> AddressAnswer:
    given = {"reached": True, "page": shown or page()}
    return AddressAnswer(subject=Subject.address(host, ip), scheme=scheme, **{**given, **more})


def dead(ip: str, detail: str = "refused", **more) -> AddressAnswer:
    return at(ip, reached=False, page=None, detail=detail, **more)


def leads(ip: str, to: str) -> AddressAnswer:
    return at(ip, page=None, leads_to=to)


def slow(ip: str):
    return gap(AddressAnswer, Subject.address(CLUB.host, ip))


DISAGREE = (
    Case(
        check=ID,
        name="the same page at each",
        kind=Kind.PASSING,
        facts=(at(ONE), at(TWO), endpoint(ONE), endpoint(TWO)),
    ),
    Case(
        check=ID,
        name="another site at one of three",
        kind=Kind.FAILING,
        facts=(at(OLD, OTHER), at(ONE), at(TWO)),
        levels=BLOCKER,
        cases=("site",),
        groups=(f"address:club.example@{OLD}",),
    ),
    Case(
        check=ID,
        name="another site at the IPv6 address",
        kind=Kind.FAILING,
        facts=(at(SIX, OTHER), at(ONE)),
        levels=BLOCKER,
        cases=("site",),
    ),
    Case(
        check=ID,
        name="an error at one",
        kind=Kind.FAILING,
        facts=(at(OLD, page(status=502)), at(ONE)),
        levels=BLOCKER,
        cases=("status",),
    ),
    Case(
        check=ID,
        name="one leads to another host",
        kind=Kind.FAILING,
        facts=(leads(OLD, "https://old.example/"), leads(ONE, "/home"), leads(TWO, "/home")),
        levels=BLOCKER,
        cases=("site",),
    ),
    Case(
        check=ID,
        name="one redirects, the other serves",
        kind=Kind.FAILING,
        facts=(leads(OLD, "/home"), at(ONE), at(TWO)),
        levels=BLOCKER,
        cases=("status",),
    ),
    Case(
        check=ID, name="one refuses", kind=Kind.FAILING, facts=(dead(OLD), at(ONE)), levels=BLOCKER, cases=("refuses",)
    ),
    Case(
        check=ID,
        name="the only IPv4 address refuses",
        kind=Kind.FAILING,
        facts=(dead(OLD), at(SIX)),
        levels=BLOCKER,
        cases=("refuses",),
    ),
    Case(
        check=ID,
        name="one is not reached while its neighbour is",
        kind=Kind.FAILING,
        facts=(dead(OLD, "unreachable"), at(ONE)),
        levels=BLOCKER,
        cases=("refuses",),
    ),
    Case(
        check=ID,
        name="an expired certificate at one",
        kind=Kind.FAILING,
        facts=(at(OLD), at(ONE), endpoint(OLD, certificate(until=(2026, 5, 1)), trusted=False), endpoint(ONE)),
        levels=BLOCKER,
        cases=("certificate",),
    ),
    Case(
        check=ID,
        name="a certificate for another name at one, and a gap does not hide it",
        kind=Kind.FAILING,
        facts=(at(OLD), at(ONE), endpoint(OLD, name_matches=False), endpoint(ONE)),
        gaps=(slow(TWO),),
        levels=BLOCKER,
        cases=("certificate",),
    ),
    Case(
        check=ID,
        name="one does not answer in time",
        kind=Kind.UNKNOWN,
        facts=(at(ONE),),
        gaps=(slow(OLD),),
        reasons=(GapReason.TIMED_OUT,),
    ),
    Case(check=ID, name="nothing was seen", kind=Kind.UNKNOWN, gaps=(gap(AddressAnswer),)),
    Case(
        check=ID,
        name="no answer at one, none in time at the other",
        kind=Kind.UNKNOWN,
        facts=(dead(ONE),),
        gaps=(slow(TWO),),
    ),
    Case(check=ID, name="one address", kind=Kind.TRAP, facts=(at(ONE),), status=NA),
    Case(
        check=ID,
        name="none answers: a matter of required-down",
        kind=Kind.TRAP,
        facts=(dead(ONE), dead(TWO)),
        status=NA,
    ),
    Case(
        check=ID,
        name="an older release of the page",
        kind=Kind.TRAP,
        facts=(at(ONE), at(TWO, page(shape="0f0f0f0f0f0f0fff"))),
    ),
    Case(
        check=ID,
        name="the same redirect with another path",
        kind=Kind.TRAP,
        facts=(leads(ONE, "https://www.club.example/"), leads(TWO, "https://www.club.example/de")),
    ),
    Case(
        check=ID,
        name="a redirect, and one without a target",
        kind=Kind.TRAP,
        facts=(leads(ONE, "/home"), at(TWO, page(status=302))),
    ),
    Case(
        check=ID,
        name="two redirects that cannot be read",
        kind=Kind.TRAP,
        facts=(leads(ONE, "mailto:…"), leads(TWO, "tel:…")),
    ),
    Case(
        check=ID,
        name="the IPv6 address refuses: that has a check of its own",
        kind=Kind.TRAP,
        facts=(at(ONE), at(TWO), dead(SIX)),
    ),
    Case(
        check=ID,
        name="IPv4 is not reached from here, IPv6 is",
        kind=Kind.TRAP,
        facts=(dead(ONE, "unreachable"), at(SIX)),
    ),
    Case(
        check=ID,
        name="a private address beside a public one: private-address has it",
        kind=Kind.TRAP,
        facts=(serves(CLUB.host, ONE, "10.0.0.5", refused=("10.0.0.5",)), at(ONE), dead("10.0.0.5", "private-address")),
        status=NA,
    ),
    Case(
        check=ID,
        name="a page that was not kept",
        kind=Kind.TRAP,
        facts=(at(ONE), AddressAnswer(subject=Subject.address(CLUB.host, TWO), scheme="https", reached=True)),
    ),
    Case(
        check=ID,
        name="no certificate was seen at one",
        kind=Kind.TRAP,
        facts=(
            at(ONE),
            at(TWO),
            endpoint(ONE),
            endpoint(TWO, handshake=Handshake.TIMED_OUT, certificate=None, trusted=None),
        ),
    ),
    Case(
        check=ID,
        name="another host's addresses",
        kind=Kind.TRAP,
        facts=(at(ONE), at(TWO), at(OLD, OTHER, host="www.club.example")),
    ),
    Case(
        check=ID,
        name="http at one is no second address",
        kind=Kind.TRAP,
        facts=(at(ONE), at(ONE, OTHER, scheme="http")),
        status=NA,
    ),
    Case(check=ID, name="only http was asked", kind=Kind.TRAP, facts=(at(ONE, scheme="http"), at(TWO, scheme="http"))),
    Case(
        check=ID,
        name="we have no IPv6 here",
        kind=Kind.TRAP,
        facts=(at(ONE), dead(SIX, "", ipv6_here=False)),
        status=NA,
    ),
    Case(check=ID, name="a literal address", kind=Kind.TRAP, target=LITERAL, status=NA),
)

V6 = "dns/ipv6-broken"
IPV6 = (
    Case(check=V6, name="both families answer", kind=Kind.PASSING, facts=(at(ONE), at(SIX))),
    Case(
        check=V6,
        name="the IPv6 address refuses",
        kind=Kind.FAILING,
        facts=(at(ONE), dead(SIX)),
        levels=IMPORTANT,
        groups=("ipv6:club.example",),
    ),
    Case(
        check=V6,
        name="one of two is not reached",
        kind=Kind.FAILING,
        facts=(at(ONE), at(SIX), dead(SEVEN, "unreachable")),
        levels=IMPORTANT,
    ),
    Case(
        check=V6,
        name="this machine has no IPv6",
        kind=Kind.UNKNOWN,
        facts=(at(ONE), dead(SIX, "unreachable", ipv6_here=False)),
        reasons=(GapReason.NO_ACCESS,),
    ),
    Case(check=V6, name="it does not answer in time", kind=Kind.UNKNOWN, facts=(at(ONE),), gaps=(slow(SIX),)),
    Case(check=V6, name="nothing was seen", kind=Kind.UNKNOWN, gaps=(gap(AddressAnswer),)),
    Case(check=V6, name="no IPv6 address at all", kind=Kind.TRAP, facts=(at(ONE), dead(TWO)), status=NA),
    Case(check=V6, name="nothing answers in either family", kind=Kind.TRAP, facts=(dead(ONE), dead(SIX)), status=NA),
    Case(
        check=V6,
        name="a private IPv6 address: private-address has it",
        kind=Kind.TRAP,
        facts=(serves(CLUB.host, ONE, "fd00::1", refused=("fd00::1",)), at(ONE), dead("fd00::1")),
        status=NA,
    ),
    Case(check=V6, name="a literal address", kind=Kind.TRAP, target=LITERAL, status=NA),
)

CASES = (*DISAGREE, *IPV6)
