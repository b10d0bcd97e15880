"""drift/dns, drift/redirects and drift/certificate."""

from launchready.facts.dns import Delegation, ZoneRecords
from launchready.facts.drift import Change, Drift, Part
from launchready.facts.http import End, RedirectChain
from launchready.facts.tls import TlsEndpoint
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import CLUB, Case, Kind, gap
from tests.checks.redirects._ways import DEEP, HTTP, HTTPS, WWW, way

DNS, REDIRECTS, CERTIFICATE = "drift/dns", "drift/redirects", "drift/certificate"
PARTS = {DNS: Part.DNS, REDIRECTS: Part.REDIRECTS, CERTIFICATE: Part.CERTIFICATE}
IMPORTANT, OPTIONAL, BLOCKER = (Level.IMPORTANT,), (Level.OPTIONAL,), (Level.BLOCKER,)
AT = "2026-05-20T08:00:00Z"


def drift(part: Part, *changes: Change, at: str = AT) -> Drift:
    return Drift(subject=Subject.site(CLUB.host), part=part, baseline_at=at, changes=changes)


def changed(kind: str, what: str, before: tuple[str, ...], now: tuple[str, ...]) -> Change:
    return Change(kind=kind, what=what, before=before, now=now)


def alike(check: str) -> tuple[Case, ...]:
    """What the three do in the same way."""
    part = PARTS[check]
    other = next(one for one in Part if one is not part)
    return (
        Case(check=check, name="nothing has changed", kind=Kind.PASSING, facts=(drift(part),)),
        Case(check=check, name="nothing was compared", kind=Kind.UNKNOWN),
        Case(check=check, name="a gap", kind=Kind.UNKNOWN, gaps=(gap(Drift),)),
        Case(check=check, name="only another part was compared", kind=Kind.UNKNOWN, facts=(drift(other),), reasons=(GapReason.NOT_RECORDED,)),
        Case(check=check, name="the first look", kind=Kind.TRAP, facts=(drift(part, at=""),), status=Status.NOT_APPLICABLE),
    )  # fmt: skip


def failing(check: str, name: str, levels: tuple[Level, ...], cases: tuple[str, ...], *facts: Fact, **more) -> Case:
    return Case(check=check, name=name, kind=Kind.FAILING, facts=facts, levels=levels, cases=cases, **more)


def dns(*changes: Change) -> Drift:
    return drift(Part.DNS, *changes)


MOVED = changed("Resolution", "club.example", ("203.0.113.10",), ("203.0.113.20",))
SERVERS = changed("Delegation", "club.example", ("ns1.dns.example",), ("ns1.other.example",))
MAIL = changed("ZoneRecords", "club.example", ("10 mx1.mail.example",), ("10 mx2.mail.example",))
IN_DNS = (
    failing(DNS, "another address", OPTIONAL, ("address",), dns(MOVED)),
    failing(DNS, "other name servers", IMPORTANT, ("nameservers",), dns(SERVERS)),
    failing(DNS, "other mail servers", IMPORTANT, ("mail",), dns(MAIL)),
    failing(
        DNS, "all at once", IMPORTANT * 2 + OPTIONAL, ("nameservers", "mail", "address"), dns(SERVERS, MAIL, MOVED)
    ),
)


def went(chain: RedirectChain, *before: str, end: End = End.ANSWER) -> tuple[Change, RedirectChain]:
    """How a way went before, beside how it goes now."""
    what = f"{chain.entry}{' with cookies' if chain.with_cookies else ''}"
    return changed("RedirectChain", what, (*before, end.value), chain.identity()), chain


def ways(*pairs: tuple[Change, RedirectChain]) -> tuple[Fact, ...]:
    return (drift(Part.REDIRECTS, *(change for change, _ in pairs)), *(chain for _, chain in pairs))


FINE = f"200 {HTTPS}"
IN_WAYS = (
    failing(REDIRECTS, "the site ends at www now", IMPORTANT, ("moved",), *ways(went(way(HTTPS, f"301 {WWW}", "200"), FINE), went(way(HTTP, f"301 {HTTPS}", f"301 {WWW}", "200"), f"301 {HTTP}", FINE))),
    failing(REDIRECTS, "http serves now", IMPORTANT, ("moved",), *ways(went(way(HTTP, "200"), f"301 {HTTP}", FINE))),
    failing(REDIRECTS, "a circle now", BLOCKER, ("loop",), *ways(went(way(HTTPS, f"301 {HTTPS}"), FINE)), groups=("redirects/loop:club.example",)),
    failing(REDIRECTS, "ends elsewhere now", BLOCKER, ("foreign",), *ways(went(way(HTTPS, "301 https://old-name.example/", "200"), FINE)), groups=("redirects/foreign-host:old-name.example",)),
    failing(REDIRECTS, "refuses now", IMPORTANT, ("moved",), *ways(went(way(WWW, f"301 {HTTPS}", end=End.REFUSED), f"301 {WWW}", FINE))),
    failing(REDIRECTS, "it was without an answer then", IMPORTANT, ("moved",), *ways(went(way(WWW, "200"), end=End.NO_ADDRESS))),
    failing(REDIRECTS, "another status", OPTIONAL, ("",), *ways(went(way(HTTP, f"302 {HTTPS}", "200"), f"301 {HTTP}", FINE), went(way(HTTP + DEEP, f"302 {HTTPS}{DEEP}", "404"), f"301 {HTTP}", FINE))),
    failing(REDIRECTS, "with cookies too", IMPORTANT, ("moved",), *ways(went(way(HTTPS, f"301 {WWW}", "200"), FINE), went(way(HTTPS, f"301 {WWW}", "200", with_cookies=True), FINE))),
    failing(REDIRECTS, "two other ends", IMPORTANT * 2, ("moved", "moved"), *ways(went(way(HTTPS, f"301 {WWW}", "200"), FINE), went(way(WWW, "200"), f"301 {WWW}", FINE.replace("club", "app.club")))),
    failing(REDIRECTS, "only the comparison is on record", IMPORTANT, ("moved",), drift(Part.REDIRECTS, went(way(HTTPS, f"301 {WWW}", "200"), FINE)[0])),
    failing(REDIRECTS, "addresses that cannot be read", IMPORTANT, ("moved",), drift(Part.REDIRECTS, changed("RedirectChain", HTTPS, (FINE, "answer"), ("200 …", "answer")))),
)  # fmt: skip


def issued(host: str, before: tuple[str, ...], now: tuple[str, ...]) -> Change:
    return changed("TlsEndpoint", host, before, now)


OLD = ("Let's Encrypt", "club.example", "www.club.example")
IN_CERTIFICATES = (
    failing(CERTIFICATE, "another authority", OPTIONAL, ("",), drift(Part.CERTIFICATE, issued("club.example", OLD, ("DigiCert Inc", *OLD[1:])), issued("www.club.example", OLD, ("DigiCert Inc", *OLD[1:])))),
    failing(CERTIFICATE, "other names", OPTIONAL, ("names",), drift(Part.CERTIFICATE, issued("club.example", OLD, OLD[:2]))),
)  # fmt: skip

NOT_SEEN = (
    Case(check=DNS, name="the mail servers were not seen", kind=Kind.UNKNOWN, facts=(dns(),), gaps=(gap(ZoneRecords, Subject.zone("club.example")),)),
    Case(check=DNS, name="the name servers were not seen", kind=Kind.UNKNOWN, facts=(dns(),), gaps=(gap(Delegation, Subject.zone("club.example")),)),
    Case(check=REDIRECTS, name="one entry was not followed", kind=Kind.UNKNOWN, facts=(drift(Part.REDIRECTS),), gaps=(gap(RedirectChain, Subject.host("www.club.example")),)),
    Case(check=CERTIFICATE, name="the site's own was not seen", kind=Kind.UNKNOWN, facts=(drift(Part.CERTIFICATE),), gaps=(gap(TlsEndpoint, Subject.address("club.example", "203.0.113.10")),)),
    Case(check=CERTIFICATE, name="a found host's was not seen", kind=Kind.TRAP, facts=(drift(Part.CERTIFICATE),), gaps=(gap(TlsEndpoint, Subject.address("dev.club.example", "10.0.0.5")),)),
)  # fmt: skip

CASES = (
    *NOT_SEEN,
    *(one for check in PARTS for one in alike(check)),
    *IN_DNS,
    *IN_WAYS,
    *IN_CERTIFICATES,
)
