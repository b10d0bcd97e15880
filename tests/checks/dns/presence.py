"""dns/canonical-missing, apex-missing, www-missing, doubled-name."""

from dataclasses import replace

from launchready.facts.dns import NameRole, Rcode, Resolution
from launchready.model.finding import WantedRecord
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import APP_CLUB, CLUB, LITERAL, LOCALHOST, PREVIEW, WWW_CLUB, Case, Kind, declared, gap
from tests.checks.dns._seen import GOOD, authority, missing, name, recursive, serves, silent, unknown

BLOCKER, IMPORTANT, OPTIONAL = Level.BLOCKER, Level.IMPORTANT, Level.OPTIONAL
APEX, WWW, APP = "club.example", "www.club.example", "app.club.example"
CANONICAL_WWW = (NameRole.CANONICAL, NameRole.WWW)
APEX_ONLY = (NameRole.APEX,)
LOST = gap(Resolution, Subject.host(APEX))
DEAD_ALIAS = {"cnames": ("gone.provider.example",)}
SETTLED = replace(CLUB, canonical_declared=True)

CANONICAL = (
    Case(check="dns/canonical-missing", name="everybody has an address", kind=Kind.PASSING, facts=(serves(APEX),)),
    Case(
        check="dns/canonical-missing",
        name="a subdomain is the address",
        kind=Kind.PASSING,
        target=APP_CLUB,
        facts=(serves(APP),),
    ),
    Case(
        check="dns/canonical-missing",
        name="nobody has one, and www neither",
        kind=Kind.FAILING,
        facts=(missing(APEX), missing(WWW)),
        levels=(BLOCKER,),
        cases=("unknown",),
        groups=("name:club.example",),
        records=(),
    ),
    Case(
        check="dns/canonical-missing",
        name="the bare domain is missing and www serves: the same addresses are wanted",
        kind=Kind.FAILING,
        facts=(missing(APEX), serves(WWW, GOOD, "2001:db8::10", refused=("2001:db8::10",))),
        levels=(BLOCKER,),
        cases=("",),
        records=(WantedRecord("A", APEX, GOOD, APEX),),
    ),
    Case(
        check="dns/canonical-missing",
        name="www is the address and missing: an alias of the domain is wanted",
        kind=Kind.FAILING,
        target=WWW_CLUB,
        facts=(missing(WWW, roles=CANONICAL_WWW), serves(APEX, roles=APEX_ONLY)),
        levels=(BLOCKER,),
        records=(WantedRecord("CNAME", WWW, APEX, APEX),),
    ),
    Case(
        check="dns/canonical-missing",
        name="it was typed twice: what stands there is wanted here",
        kind=Kind.FAILING,
        facts=(missing(APEX, doubled=("203.0.113.9", "2001:db8::9", "host.provider.example")),),
        levels=(BLOCKER,),
        groups=("dns/doubled-name:club.example",),
        records=(
            WantedRecord("A", APEX, "203.0.113.9", APEX),
            WantedRecord("AAAA", APEX, "2001:db8::9", APEX),
            WantedRecord("CNAME", APEX, "host.provider.example", APEX),
        ),
    ),
    Case(
        check="dns/canonical-missing",
        name="its alias leads to nothing",
        kind=Kind.FAILING,
        facts=(name(APEX, recursive(**DEAD_ALIAS), recursive(**DEAD_ALIAS)),),
        levels=(BLOCKER,),
        cases=("alias",),
        groups=("alias:club.example",),
    ),
    Case(
        check="dns/canonical-missing",
        name="the host does not know the name",
        kind=Kind.FAILING,
        target=PREVIEW,
        facts=(missing("club.vercel.app", roles=(NameRole.CANONICAL,)),),
        levels=(BLOCKER,),
        cases=("platform",),
        records=(),
    ),
    Case(
        check="dns/canonical-missing",
        name="the domain is not registered",
        kind=Kind.FAILING,
        facts=(unknown(APEX), missing(WWW)),
        levels=(BLOCKER,),
        cases=("unregistered",),
        records=(),
    ),
    Case(
        check="dns/canonical-missing",
        name="a server that says NXDOMAIN where others of the zone are: it is registered",
        kind=Kind.FAILING,
        facts=(unknown(APEX), serves(WWW)),
        levels=(BLOCKER,),
        cases=("",),
    ),
    Case(
        check="dns/canonical-missing",
        name="a subdomain that nobody knows, and the domain was not looked up",
        kind=Kind.FAILING,
        target=APP_CLUB,
        facts=(missing(APP),),
        levels=(BLOCKER,),
        cases=("unknown",),
    ),
    Case(
        check="dns/canonical-missing",
        name="the only resolver says no, as the user named one",
        kind=Kind.FAILING,
        facts=(name(APEX, recursive(rcode=Rcode.NOERROR)),),
        levels=(BLOCKER,),
        cases=("unknown",),
    ),
    Case(
        check="dns/canonical-missing",
        name="nobody answers",
        kind=Kind.UNKNOWN,
        facts=(silent(APEX),),
        reasons=(GapReason.TIMED_OUT,),
    ),
    Case(
        check="dns/canonical-missing",
        name="one resolver says no, the other and the servers are silent",
        kind=Kind.UNKNOWN,
        facts=(name(APEX, recursive(), recursive(rcode=Rcode.TIMEOUT), authority(rcode=Rcode.TIMEOUT)),),
        reasons=(GapReason.TIMED_OUT,),
    ),
    Case(
        check="dns/canonical-missing",
        name="the look-up was lost",
        kind=Kind.UNKNOWN,
        gaps=(LOST,),
        reasons=(GapReason.TIMED_OUT,),
    ),
    Case(
        check="dns/canonical-missing",
        name="it was not looked up",
        kind=Kind.UNKNOWN,
        facts=(serves(WWW),),
        reasons=(GapReason.NOT_RECORDED,),
    ),
    Case(
        check="dns/canonical-missing",
        name="a circle of aliases: a matter of servfail",
        kind=Kind.UNKNOWN,
        facts=(name(APEX, recursive(rcode=Rcode.NOERROR, cnames=(WWW, APEX)), authority()),),
        reasons=(GapReason.FAILED,),
    ),
    Case(
        check="dns/canonical-missing",
        name="an error is no answer",
        kind=Kind.UNKNOWN,
        facts=(name(APEX, recursive(rcode=Rcode.SERVFAIL)),),
        reasons=(GapReason.FAILED,),
    ),
    Case(
        check="dns/canonical-missing",
        name="a resolver remembers an old no, the servers have the record",
        kind=Kind.TRAP,
        facts=(name(APEX, recursive(), recursive(), authority(GOOD)),),
        notes=1,
    ),
    Case(check="dns/canonical-missing", name="only IPv6", kind=Kind.TRAP, facts=(serves(APEX, "2001:db8::10"),)),
    Case(
        check="dns/canonical-missing",
        name="an address has no DNS",
        kind=Kind.TRAP,
        target=LITERAL,
        status=Status.NOT_APPLICABLE,
    ),
)

BESIDE = (
    Case(check="dns/apex-missing", name="both serve", kind=Kind.PASSING, facts=(serves(APEX), serves(WWW))),
    Case(
        check="dns/apex-missing",
        name="www is the address and the bare domain is missing",
        kind=Kind.FAILING,
        target=WWW_CLUB,
        facts=(missing(APEX, roles=APEX_ONLY), serves(WWW, roles=CANONICAL_WWW)),
        levels=(IMPORTANT,),
        cases=("",),
        groups=("name:club.example",),
        records=(WantedRecord("A", APEX, GOOD, APEX),),
    ),
    Case(
        check="dns/apex-missing",
        name="the bare domain is the address: one cause with canonical-missing",
        kind=Kind.FAILING,
        facts=(missing(APEX), serves(WWW)),
        levels=(IMPORTANT,),
        groups=("name:club.example",),
    ),
    Case(
        check="dns/apex-missing",
        name="flattened alias that leads to nothing, shown as it is",
        kind=Kind.FAILING,
        facts=(name(APEX, recursive(rcode=Rcode.NOERROR, **DEAD_ALIAS), recursive(**DEAD_ALIAS)), serves(WWW)),
        levels=(IMPORTANT,),
        cases=("alias",),
        records=(),
    ),
    Case(
        check="dns/apex-missing",
        name="www is only for a private network: no value to copy",
        kind=Kind.FAILING,
        facts=(missing(APEX), serves(WWW, "10.0.0.5", refused=("10.0.0.5",))),
        levels=(IMPORTANT,),
        cases=("unknown",),
    ),
    Case(check="dns/apex-missing", name="nobody answers", kind=Kind.UNKNOWN, facts=(silent(APEX), serves(WWW))),
    Case(check="dns/apex-missing", name="www could not be seen", kind=Kind.UNKNOWN, facts=(missing(APEX), silent(WWW))),
    Case(check="dns/apex-missing", name="it was not looked up", kind=Kind.UNKNOWN, facts=(serves(WWW),)),
    Case(
        check="dns/apex-missing",
        name="www is missing too",
        kind=Kind.TRAP,
        facts=(missing(APEX), missing(WWW)),
        status=Status.NOT_APPLICABLE,
    ),
    Case(
        check="dns/apex-missing",
        name="an app at a subdomain",
        kind=Kind.TRAP,
        target=APP_CLUB,
        facts=(missing(APEX), serves(WWW)),
        status=Status.NOT_APPLICABLE,
    ),
    Case(check="dns/apex-missing", name="localhost", kind=Kind.TRAP, target=LOCALHOST, status=Status.NOT_APPLICABLE),
    Case(check="dns/www-missing", name="both serve", kind=Kind.PASSING, facts=(serves(APEX), serves(WWW))),
    Case(
        check="dns/www-missing",
        name="www is missing",
        kind=Kind.FAILING,
        facts=(serves(APEX), missing(WWW)),
        levels=(IMPORTANT,),
        cases=("",),
        groups=("name:www.club.example",),
        records=(WantedRecord("CNAME", WWW, APEX, APEX),),
    ),
    Case(
        check="dns/www-missing",
        name="the config says that the bare domain is the address",
        kind=Kind.FAILING,
        target=SETTLED,
        facts=(serves(APEX), missing(WWW)),
        levels=(OPTIONAL,),
    ),
    Case(
        check="dns/www-missing",
        name="the config says so, and lists www all the same",
        kind=Kind.FAILING,
        target=replace(SETTLED, hosts=declared(WWW).hosts),
        facts=(serves(APEX), missing(WWW)),
        levels=(IMPORTANT,),
    ),
    Case(
        check="dns/www-missing",
        name="an app at a subdomain that lists www",
        kind=Kind.FAILING,
        target=declared(WWW, base=APP_CLUB),
        facts=(serves(APEX), missing(WWW)),
        levels=(IMPORTANT,),
    ),
    Case(
        check="dns/www-missing",
        name="its alias leads to nothing",
        kind=Kind.FAILING,
        facts=(serves(APEX), name(WWW, recursive(**DEAD_ALIAS), authority(**DEAD_ALIAS))),
        levels=(IMPORTANT,),
        cases=("alias",),
        groups=("alias:www.club.example",),
    ),
    Case(check="dns/www-missing", name="nobody answers", kind=Kind.UNKNOWN, facts=(serves(APEX), silent(WWW))),
    Case(check="dns/www-missing", name="the bare domain was not looked up", kind=Kind.UNKNOWN, facts=(missing(WWW),)),
    Case(
        check="dns/www-missing",
        name="an app at a subdomain",
        kind=Kind.TRAP,
        target=APP_CLUB,
        facts=(serves(APEX), missing(WWW)),
        status=Status.NOT_APPLICABLE,
    ),
    Case(
        check="dns/www-missing",
        name="a name that belongs to the host",
        kind=Kind.TRAP,
        target=PREVIEW,
        status=Status.NOT_APPLICABLE,
    ),
)


TWICE = ("203.0.113.9",)
DOUBLED = (
    Case(check="dns/doubled-name", name="nothing is missing", kind=Kind.PASSING, facts=(serves(APEX), serves(WWW))),
    Case(
        check="dns/doubled-name",
        name="www was typed twice",
        kind=Kind.FAILING,
        facts=(serves(APEX), missing(WWW, doubled=TWICE)),
        levels=(IMPORTANT,),
        groups=("dns/doubled-name:www.club.example",),
        records=(WantedRecord("A", WWW, "203.0.113.9", APEX),),
    ),
    Case(
        check="dns/doubled-name",
        name="the address and a declared host were typed twice",
        kind=Kind.FAILING,
        target=declared(APP),
        facts=(missing(APEX, doubled=TWICE), missing(APP, doubled=TWICE)),
        levels=(BLOCKER, BLOCKER),
    ),
    Case(
        check="dns/doubled-name",
        name="the bare domain beside www",
        kind=Kind.FAILING,
        target=WWW_CLUB,
        facts=(serves(WWW, roles=CANONICAL_WWW), missing(APEX, roles=APEX_ONLY, doubled=TWICE)),
        levels=(IMPORTANT,),
    ),
    Case(
        check="dns/doubled-name",
        name="www, where the config says that nobody uses it",
        kind=Kind.FAILING,
        target=SETTLED,
        facts=(serves(APEX), missing(WWW, doubled=TWICE)),
        levels=(OPTIONAL,),
    ),
    Case(
        check="dns/doubled-name",
        name="a wanted name could not be seen",
        kind=Kind.UNKNOWN,
        facts=(serves(APEX), silent(WWW)),
    ),
    Case(check="dns/doubled-name", name="the address was not looked up", kind=Kind.UNKNOWN, facts=(serves(WWW),)),
    Case(
        check="dns/doubled-name", name="the name is there as well", kind=Kind.TRAP, facts=(serves(APEX, doubled=TWICE),)
    ),
    Case(
        check="dns/doubled-name",
        name="a name that was only found",
        kind=Kind.TRAP,
        facts=(serves(APEX), missing(APP, roles=(NameRole.FOUND,), doubled=TWICE)),
    ),
    Case(
        check="dns/doubled-name",
        name="a name that belongs to the host",
        kind=Kind.TRAP,
        target=PREVIEW,
        status=Status.NOT_APPLICABLE,
    ),
)

CASES = (*CANONICAL, *BESIDE, *DOUBLED)
