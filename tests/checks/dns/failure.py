"""dns/servfail."""

from launchready.facts.dns import NameRole, Rcode, Resolution
from launchready.model.subject import Subject
from launchready.model.words import Level, Status
from tests.checks.cases import LITERAL, Case, Kind, gap
from tests.checks.dns._seen import GOOD, authority, failing, missing, name, recursive, server, serves, silent, zone

APEX, WWW = "club.example", "www.club.example"
ID = "dns/servfail"
B = (Level.BLOCKER,)
FAILED = Rcode.SERVFAIL
DEAD = zone(server("ns1", Rcode.TIMEOUT, good=None), server("ns2", Rcode.REFUSED, good=None), recursion_works=False)

CASES = (
    Case(check=ID, name="answers", kind=Kind.PASSING, facts=(serves(APEX), serves(WWW))),
    Case(check=ID, name="a plain no is an answer", kind=Kind.PASSING, facts=(missing(APEX),)),
    Case(
        check=ID,
        name="with checking off it answers, and the zone is signed: every name of it, one finding",
        kind=Kind.FAILING,
        facts=(failing(APEX, Rcode.NOERROR), failing(WWW, Rcode.NXDOMAIN), zone(ds=True)),
        levels=B,
        cases=("dnssec",),
        groups=("dnssec:club.example",),
    ),
    Case(
        check=ID,
        name="the resolver says that the signature is wrong",
        kind=Kind.FAILING,
        facts=(failing(APEX, None, 9),),
        levels=B,
        cases=("dnssec",),
    ),
    Case(
        check=ID,
        name="with checking off it answers; the parent was not seen",
        kind=Kind.FAILING,
        facts=(failing(APEX, Rcode.NOERROR),),
        levels=B,
        cases=("dnssec",),
    ),
    Case(
        check=ID,
        name="a resolver that does not check still answers",
        kind=Kind.FAILING,
        facts=(name(APEX, recursive(rcode=FAILED, checking_disabled=Rcode.NOERROR), recursive(GOOD)), zone(ds=True)),
        levels=B,
        cases=("dnssec",),
    ),
    Case(
        check=ID,
        name="the alias leads back to itself",
        kind=Kind.FAILING,
        facts=(
            failing(APEX, FAILED),
            name(WWW, recursive(rcode=FAILED), authority(rcode=Rcode.NOERROR, cnames=("a.club.example", WWW))),
        ),
        levels=(*B, *B),
        cases=("", "loop"),
        groups=("servfail:club.example", "alias:www.club.example"),
    ),
    Case(
        check=ID,
        name="a circle behind the alias, without an error",
        kind=Kind.FAILING,
        facts=(name(APEX, recursive(rcode=Rcode.NOERROR, cnames=("a.example", "b.example", "a.example"))),),
        levels=B,
        cases=("loop",),
    ),
    Case(
        check=ID,
        name="no name server answers",
        kind=Kind.FAILING,
        facts=(failing(APEX, FAILED), DEAD),
        levels=B,
        cases=("servers",),
        groups=("servers:club.example",),
    ),
    Case(
        check=ID,
        name="the resolver reaches no name server",
        kind=Kind.FAILING,
        facts=(failing(APEX, FAILED, 22),),
        levels=B,
        cases=("servers",),
    ),
    Case(
        check=ID,
        name="no name server answers, and one resolver is silent",
        kind=Kind.FAILING,
        facts=(name(APEX, recursive(rcode=FAILED), recursive(rcode=Rcode.TIMEOUT)), DEAD),
        levels=B,
        cases=("servers",),
    ),
    Case(
        check=ID,
        name="no cause is seen",
        kind=Kind.FAILING,
        facts=(failing(APEX, FAILED), zone()),
        levels=B,
        cases=("",),
    ),
    Case(
        check=ID,
        name="signed, but with checking off it fails too",
        kind=Kind.FAILING,
        facts=(failing(APEX, FAILED, 6), zone(ds=True)),
        levels=B,
        cases=("",),
    ),
    Case(
        check=ID,
        name="answers with checking off, but nothing is signed",
        kind=Kind.FAILING,
        facts=(failing(APEX, Rcode.NOERROR), zone(ds=False)),
        levels=B,
        cases=("",),
    ),
    Case(
        check=ID,
        name="port 53 is closed to us: servers cannot be blamed",
        kind=Kind.FAILING,
        facts=(failing(APEX), zone(server("ns1", Rcode.TIMEOUT, good=None), port_53_open=False)),
        levels=B,
        cases=("",),
    ),
    Case(check=ID, name="nobody answers", kind=Kind.UNKNOWN, facts=(silent(APEX),)),
    Case(
        check=ID,
        name="one error, one silence",
        kind=Kind.UNKNOWN,
        facts=(name(APEX, recursive(rcode=FAILED), recursive(rcode=Rcode.TIMEOUT)),),
    ),
    Case(check=ID, name="the look-up was lost", kind=Kind.UNKNOWN, gaps=(gap(Resolution, Subject.host(APEX)),)),
    Case(check=ID, name="the address was not looked up", kind=Kind.UNKNOWN, facts=(serves(WWW),)),
    Case(
        check=ID,
        name="one resolver failed, another answered",
        kind=Kind.TRAP,
        facts=(name(APEX, recursive(rcode=FAILED), recursive(GOOD)),),
        notes=1,
    ),
    Case(
        check=ID,
        name="one resolver failed for a moment, another checked the signature",
        kind=Kind.TRAP,
        facts=(
            name(APEX, recursive(rcode=FAILED, checking_disabled=Rcode.NOERROR), recursive(GOOD, authenticated=True)),
            zone(ds=True),
        ),
        notes=1,
    ),
    Case(
        check=ID,
        name="a name that was only found",
        kind=Kind.TRAP,
        facts=(serves(APEX), failing("old.club.example", FAILED, roles=(NameRole.FOUND,))),
    ),
    Case(check=ID, name="www alone is silent", kind=Kind.TRAP, facts=(serves(APEX), silent(WWW))),
    Case(check=ID, name="an address has no DNS", kind=Kind.TRAP, target=LITERAL, status=Status.NOT_APPLICABLE),
)
