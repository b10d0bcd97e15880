"""dns/private-address."""

from dataclasses import replace

from launchready.facts.dns import NameRole, Resolution
from launchready.model.subject import Subject
from launchready.model.words import Level, Status
from tests.checks.cases import CLUB, LITERAL, LOCALHOST, Case, Kind, gap
from tests.checks.dns._seen import serves, silent

ID = "dns/private-address"
BLOCKER, OPTIONAL = (Level.BLOCKER,), (Level.OPTIONAL,)
APEX, STAGING = "club.example", "staging.club.example"
FOUND = {"roles": (NameRole.FOUND,)}


def written(host: str):
    """The target as an address that somebody typed."""
    return replace(CLUB, url=f"http://{host}/", scheme="http", port=80, host=host, apex=host, owns_zone=False)


CASES = (
    Case(check=ID, name="public", kind=Kind.PASSING, facts=(serves(APEX),)),
    Case(
        check=ID,
        name="the address leads home",
        kind=Kind.FAILING,
        facts=(serves(APEX, "192.168.1.20"),),
        levels=BLOCKER,
        cases=("",),
        groups=("private:club.example",),
    ),
    Case(
        check=ID,
        name="one of two leads home",
        kind=Kind.FAILING,
        facts=(serves(APEX, "203.0.113.10", "fd00::20"),),
        levels=BLOCKER,
    ),
    Case(
        check=ID,
        name="an IPv4 address in IPv6 clothes",
        kind=Kind.FAILING,
        facts=(serves(APEX, "::ffff:10.0.0.5"),),
        levels=BLOCKER,
    ),
    Case(
        check=ID,
        name="a loopback address that the guard refused",
        kind=Kind.FAILING,
        facts=(serves(APEX, "127.0.0.1", refused=("127.0.0.1",)),),
        levels=BLOCKER,
    ),
    Case(
        check=ID,
        name="another name leads inside",
        kind=Kind.FAILING,
        facts=(serves(APEX), serves(STAGING, "10.0.0.5", **FOUND)),
        levels=OPTIONAL,
    ),
    Case(
        check=ID,
        name="a link-local address with its zone",
        kind=Kind.FAILING,
        facts=(serves(APEX), serves(STAGING, "fe80::1%eth0", **FOUND)),
        levels=OPTIONAL,
    ),
    Case(check=ID, name="localhost", kind=Kind.FAILING, target=LOCALHOST, levels=BLOCKER, cases=("literal",)),
    Case(check=ID, name="127.0.0.1", kind=Kind.FAILING, target=LITERAL, levels=BLOCKER, cases=("literal",)),
    Case(
        check=ID,
        name="a home network's address",
        kind=Kind.FAILING,
        target=written("192.168.1.20"),
        levels=BLOCKER,
        cases=("literal",),
    ),
    Case(
        check=ID, name="IPv6 loopback", kind=Kind.FAILING, target=written("[::1]"), levels=BLOCKER, cases=("literal",)
    ),
    Case(check=ID, name="the address was not looked up", kind=Kind.UNKNOWN, facts=(serves("www.club.example"),)),
    Case(check=ID, name="the look-up was lost", kind=Kind.UNKNOWN, gaps=(gap(Resolution, Subject.host(APEX)),)),
    Case(check=ID, name="nobody answers", kind=Kind.UNKNOWN, facts=(silent(APEX),)),
    Case(check=ID, name="loopback from the user's own resolver", kind=Kind.TRAP, facts=(serves(APEX, "127.53.1.1"),)),
    Case(check=ID, name="documentation addresses", kind=Kind.TRAP, facts=(serves(APEX, "192.0.2.1", "198.51.100.1"),)),
    Case(
        check=ID,
        name="a public address, written as one",
        kind=Kind.TRAP,
        target=written("203.0.113.5"),
        status=Status.NOT_APPLICABLE,
    ),
    Case(
        check=ID,
        name="neighbours of the private ranges",
        kind=Kind.TRAP,
        facts=(serves(APEX, "172.32.0.1", "11.0.0.1", "192.169.0.1"),),
    ),
)
