"""hosts/dangling, wildcard, staging-public."""

from dataclasses import replace

from launchready.facts.dns import Alias, TargetState, Wildcard
from launchready.facts.http import HostAnswer
from launchready.facts.names import HostNames, KnownName, Origin
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import CLUB, LITERAL, PREVIEW, Case, Kind, declared, gap
from tests.checks.dns._pages import page
from tests.checks.dns._seen import serves
from tests.checks.hosts.required import answer, dead

BLOCKER, IMPORTANT, OPTIONAL = (Level.BLOCKER,), (Level.IMPORTANT,), (Level.OPTIONAL,)
NA = Status.NOT_APPLICABLE


def alias(state: TargetState, claimable: str = "unknown", host: str = "shop.club.example", **more) -> Alias:
    given = {"rrtype": "CNAME", "target": "gone.provider.example", "registrable": "provider.example"}
    return Alias(subject=Subject.host(host), state=state, claimable=claimable, **{**given, **more})


GONE, UNREGISTERED, UNCLAIMED = TargetState.NXDOMAIN, TargetState.NXDOMAIN_UNREGISTERED, TargetState.UNCLAIMED_PAGE
ID = "hosts/dangling"
DANGLING = (
    Case(check=ID, name="it serves", kind=Kind.PASSING, facts=(alias(TargetState.SERVES),)),
    Case(
        check=ID,
        name="the domain behind it is for sale",
        kind=Kind.FAILING,
        facts=(alias(UNREGISTERED),),
        levels=BLOCKER,
        cases=("unregistered",),
        groups=("alias:shop.club.example",),
    ),
    Case(
        check=ID,
        name="a delegated part whose server's domain is for sale",
        kind=Kind.FAILING,
        facts=(alias(UNREGISTERED, rrtype="NS"),),
        levels=BLOCKER,
    ),
    Case(
        check=ID,
        name="a provider where anybody can claim it",
        kind=Kind.FAILING,
        facts=(alias(GONE, "yes"),),
        levels=IMPORTANT,
        cases=("claimable",),
    ),
    Case(
        check=ID,
        name="the provider's page for an unclaimed name",
        kind=Kind.FAILING,
        facts=(alias(UNCLAIMED, "yes"),),
        levels=IMPORTANT,
        cases=("claimable",),
    ),
    Case(
        check=ID,
        name="a provider that asks for proof",
        kind=Kind.FAILING,
        facts=(alias(UNCLAIMED, "verified"),),
        levels=OPTIONAL,
        cases=("",),
    ),
    Case(
        check=ID,
        name="a name without address, at a provider we do not know",
        kind=Kind.FAILING,
        facts=(alias(TargetState.NODATA), alias(TargetState.SERVES, host="www.club.example")),
        levels=OPTIONAL,
    ),
    Case(
        check=ID,
        name="it could not be followed",
        kind=Kind.UNKNOWN,
        facts=(alias(TargetState.SERVES),),
        gaps=(gap(Alias, Subject.host("shop.club.example")),),
    ),
    Case(check=ID, name="nothing was seen", kind=Kind.UNKNOWN, gaps=(gap(Alias),)),
    Case(
        check=ID,
        name="the end does not answer: that says nothing",
        kind=Kind.TRAP,
        facts=(alias(TargetState.UNREACHABLE, "yes"),),
    ),
    Case(
        check=ID,
        name="a delegated part that its provider gives to anybody",
        kind=Kind.FAILING,
        facts=(alias(TargetState.UNREACHABLE, "yes", rrtype="NS"),),
        levels=IMPORTANT,
        cases=("claimable",),
    ),
    Case(check=ID, name="no name was looked up", kind=Kind.UNKNOWN, reasons=(GapReason.NOT_RECORDED,)),
    Case(check=ID, name="no aliases", kind=Kind.TRAP, facts=(serves(CLUB.host),), status=NA),
    Case(
        check=ID,
        name="a delegated part whose servers are silent",
        kind=Kind.TRAP,
        facts=(alias(TargetState.UNREACHABLE, rrtype="NS"),),
    ),
    Case(check=ID, name="a name that belongs to the host", kind=Kind.TRAP, target=PREVIEW, status=NA),
)


def wild(*addresses: str, app: bool | None = None, cnames: tuple[str, ...] = ()) -> Wildcard:
    return Wildcard(subject=Subject.zone(CLUB.apex), addresses=addresses, cnames=cnames, serves_app=app)


WILDCARD = (
    Case(check="hosts/wildcard", name="an invented name leads nowhere", kind=Kind.PASSING, facts=(wild(),)),
    Case(
        check="hosts/wildcard",
        name="it leads somewhere",
        kind=Kind.FAILING,
        facts=(wild("203.0.113.7", app=False),),
        levels=OPTIONAL,
        cases=("",),
    ),
    Case(
        check="hosts/wildcard",
        name="it leads somewhere, and what is there was not seen",
        kind=Kind.FAILING,
        facts=(wild(cnames=("parking.example",)),),
        levels=OPTIONAL,
    ),
    Case(
        check="hosts/wildcard",
        name="it shows the app",
        kind=Kind.FAILING,
        facts=(wild("203.0.113.7", app=True),),
        levels=IMPORTANT,
        cases=("app",),
    ),
    Case(
        check="hosts/wildcard", name="nobody answers", kind=Kind.UNKNOWN, gaps=(gap(Wildcard, Subject.zone(CLUB.apex)),)
    ),
    Case(
        check="hosts/wildcard",
        name="each community has a name on purpose",
        kind=Kind.TRAP,
        target=declared("*.club.example"),
        facts=(wild("203.0.113.7", app=True),),
        notes=1,
    ),
    Case(check="hosts/wildcard", name="a literal address", kind=Kind.TRAP, target=LITERAL, status=NA),
)

STAGING = "staging.club.example"
SP = "hosts/staging-public"


def names(*found: tuple[str, str]) -> HostNames:
    known = tuple(KnownName(name=name, origins=(Origin.WORD,), role=role, required=False) for name, role in found)
    return HostNames(subject=Subject.site(CLUB.host), names=known, tried=30, wildcard_only=0)


KNOWN = names((STAGING, "staging"), ("blog.club.example", "other"))


def copy(**more) -> HostAnswer:
    return answer(host=STAGING, **{"robots_blocked": False, **more})


def silent(name: str, **more) -> Case:
    return Case(check=SP, name=name, kind=Kind.TRAP, facts=(KNOWN, copy(**more)))


STAGING_PUBLIC = (
    Case(check=SP, name="there is none", kind=Kind.PASSING, facts=(names(("blog.club.example", "other")), answer())),
    Case(
        check=SP,
        name="open and indexable",
        kind=Kind.FAILING,
        facts=(KNOWN, copy()),
        levels=IMPORTANT,
        groups=(f"staging:{STAGING}",),
    ),
    Case(
        check=SP,
        name="open over http",
        kind=Kind.FAILING,
        facts=(KNOWN, dead(host=STAGING), copy(scheme="http")),
        levels=IMPORTANT,
    ),
    Case(
        check=SP,
        name="it does not answer in time",
        kind=Kind.UNKNOWN,
        facts=(KNOWN, answer()),
        gaps=(gap(HostAnswer, Subject.host(STAGING)),),
    ),
    Case(
        check=SP,
        name="its robots.txt was not seen",
        kind=Kind.UNKNOWN,
        facts=(KNOWN, copy(robots_blocked=None)),
        reasons=(GapReason.FAILED,),
    ),
    Case(check=SP, name="no name was seen", kind=Kind.UNKNOWN, gaps=(gap(HostNames),)),
    silent("noindex", page=page(noindex=True)),
    silent("robots.txt forbids everything", robots_blocked=True),
    silent("a password page", page=page(has_password_field=True)),
    silent("a password box", page=page(status=401)),
    silent("the host's own sign-in", sign_in="vercel"),
    silent("it leads to the live site", page=None, leads_to="https://club.example/"),
    silent("an API", page=page(content_type="application/json")),
    Case(
        check=SP,
        name="it was asked for itself",
        kind=Kind.TRAP,
        target=replace(CLUB, host=STAGING),
        facts=(KNOWN, copy()),
    ),
)

CASES = (*DANGLING, *WILDCARD, *STAGING_PUBLIC)
