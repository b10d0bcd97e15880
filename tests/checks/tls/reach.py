"""tls/https-missing and tls/obsolete-versions."""

from launchready.facts.tls import Handshake, TlsEndpoint
from launchready.model.subject import Subject
from launchready.model.target import HostRole
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import LITERAL, LOCALHOST, Case, Kind, declared, gap
from tests.checks.redirects._ways import DEEP, HTTP, HTTPS, WWW, answer, dead, sound, way
from tests.checks.tls._shown import API, BLOG, HERE, IP, NAMES, SIX, failed, shown

MISSING, VERSIONS = "tls/https-missing", "tls/obsolete-versions"
NOT_APPLICABLE = Status.NOT_APPLICABLE
WWW_AT = Subject.address("www.club.example", IP)
V6 = Subject.address("club.example", SIX)
BLOG_HTTP = "http://blog.club.example/"
CLOSED = failed(Handshake.REFUSED)
BLOG_CLOSED = failed(Handshake.REFUSED, subject=BLOG)
CLAIM = {HTTPS: {"hsts": "max-age=31536000; includeSubDomains"}}
HTTPS_HOST = ("host:club.example",)


def missing(
    name: str,
    case: str,
    *facts,
    level: Level = Level.BLOCKER,
    groups: tuple[str, ...] = HTTPS_HOST,
    subject: Subject = HERE,
    **more,
) -> Case:
    return Case(
        check=MISSING,
        name=name,
        kind=Kind.FAILING,
        facts=facts,
        subject=subject,
        levels=(level,),
        cases=(case,),
        groups=groups,
        **more,
    )


def case(check: str, name: str, kind: Kind, *facts, subject: Subject = HERE, **more) -> Case:
    return Case(check=check, name=name, kind=kind, facts=facts, subject=subject, **more)


def alike(check: str) -> tuple[Case, ...]:
    """What both do in the same way."""
    return (
        case(check, "https works", Kind.PASSING, shown()),
        case(check, "no answer in time", Kind.UNKNOWN, failed(Handshake.TIMED_OUT), reasons=(GapReason.TIMED_OUT,)),
        case(check, "an address that could not be asked", Kind.UNKNOWN, gaps=(gap(TlsEndpoint, HERE),)),
        case(check, "nothing known about any address", Kind.UNKNOWN, subject=Subject.site("club.example")),
        case(check, "a found host, no answer", Kind.TRAP, failed(Handshake.TIMED_OUT, subject=BLOG), NAMES, subject=BLOG, status=NOT_APPLICABLE),
        case(check, "http on this machine", Kind.TRAP, subject=Subject.site("localhost"), target=LOCALHOST, status=NOT_APPLICABLE),
        case(check, "http at a number", Kind.TRAP, subject=Subject.site("127.0.0.1"), target=LITERAL, status=NOT_APPLICABLE),
    )  # fmt: skip


NOT_FOUND = (shown(), answer(HTTPS, 404))
AT_WWW = {"subject": WWW_AT, "groups": ("host:www.club.example",)}
AT_BLOG = {"subject": BLOG, "groups": ("host:blog.club.example",), "level": Level.IMPORTANT}
CASES = (
    *alike(MISSING),
    missing("port 443 is closed", "closed", CLOSED),
    missing("port 443 is closed, http serves", "closed", CLOSED, answer(HTTP), dead(HTTPS)),
    missing("a firewall calls it unreachable, http serves", "closed", failed(Handshake.UNREACHABLE), answer(HTTP)),
    missing("it hangs up", "broken", failed(Handshake.RESET)),
    missing("plain HTTP on the port", "not-tls", failed(Handshake.NOT_TLS)),
    missing("no certificate for the name", "no-certificate", failed(Handshake.ALERT, "unrecognized name")),
    missing("one address of several", "closed", CLOSED, answer(HTTPS), groups=(f"address:club.example@{IP}",)),
    missing("IPv6 alone, and it refuses", "closed", failed(Handshake.REFUSED, subject=V6), dead(HTTPS), subject=V6),
    missing("www", "closed", failed(Handshake.REFUSED, subject=WWW_AT), **AT_WWW),
    missing("an api by its name", "closed", failed(Handshake.REFUSED, subject=API), NAMES, subject=API, groups=("host:api.club.example",)),
    missing("a declared host", "closed", BLOG_CLOSED, target=declared("blog.club.example", role=HostRole.OTHER), subject=BLOG, groups=AT_BLOG["groups"]),
    missing("a found host that shows a page by http", "closed", BLOG_CLOSED, NAMES, answer(BLOG_HTTP), **AT_BLOG),
    missing("a found host that leads to its own https", "closed", BLOG_CLOSED, NAMES, answer(BLOG_HTTP, 301, leads_to="https://blog.club.example/"), **AT_BLOG),
    missing("a found host, https is not forced on it", "closed", BLOG_CLOSED, NAMES, answer(BLOG_HTTP), way(HTTPS, "200", on={HTTPS: {"hsts": "max-age=9"}}), **AT_BLOG),
    missing("not found by https, a page by http", "other-site", *NOT_FOUND, answer(HTTP)),
    missing("not found by https, a page at www", "other-site", *NOT_FOUND, way(WWW, "200"), way(WWW + DEEP, "404")),
    missing("www not found, a page at the bare domain", "other-site", shown(subject=WWW_AT), answer(WWW, 404), *sound(WWW), **AT_WWW),
    case(MISSING, "no way to any port", Kind.UNKNOWN, failed(Handshake.UNREACHABLE), reasons=(GapReason.NO_ACCESS,)),
    case(MISSING, "no way to any port, and why", Kind.UNKNOWN, failed(Handshake.UNREACHABLE, "no route to host"), dead(HTTP)),
    case(MISSING, "versions that this machine cannot speak", Kind.UNKNOWN, failed(Handshake.ALERT, "protocol version")),
    case(MISSING, "a certificate with a fault is judged by itself", Kind.TRAP, shown(trusted=False), dead(HTTPS, "tls-failed")),
    case(MISSING, "only old versions, judged by itself", Kind.TRAP, shown(version="TLSv1.1", modern=False, legacy=True)),
    case(MISSING, "not found everywhere", Kind.TRAP, *NOT_FOUND, answer(HTTP, 404)),
    case(MISSING, "not found, and nothing else answers", Kind.TRAP, *NOT_FOUND, dead(HTTP), way(WWW, "404"), way(HTTPS, "404"), way(WWW, f"301 {WWW}")),
    case(MISSING, "an api has no page at its door", Kind.TRAP, shown(subject=API), answer("https://api.club.example/", 404), *sound(), subject=API),
    case(MISSING, "a server error is another matter", Kind.TRAP, shown(), answer(HTTPS, 502), answer(HTTP)),
    case(MISSING, "a login page by https, a front page by http", Kind.TRAP, shown(), answer(HTTPS, title="Log in"), answer(HTTP)),
    case(MISSING, "an address that only IPv6 has and refuses", Kind.TRAP, failed(Handshake.REFUSED, subject=V6), answer(HTTPS), subject=V6, status=NOT_APPLICABLE),
    case(MISSING, "a found host for something else than the web", Kind.TRAP, BLOG_CLOSED, NAMES, dead(BLOG_HTTP), subject=BLOG, status=NOT_APPLICABLE),
    case(MISSING, "a found host that only forwards", Kind.TRAP, BLOG_CLOSED, NAMES, answer(BLOG_HTTP, 301, leads_to=HTTPS), subject=BLOG, status=NOT_APPLICABLE),
    case(MISSING, "a found host that HSTS shuts out, judged by itself", Kind.TRAP, BLOG_CLOSED, NAMES, answer(BLOG_HTTP), way(HTTPS, "200", on=CLAIM), subject=BLOG, status=NOT_APPLICABLE),
    # tls/obsolete-versions
    *alike(VERSIONS),
    case(VERSIONS, "TLS 1.0 is on as well", Kind.FAILING, shown(legacy=True), levels=(Level.OPTIONAL,), cases=("",), groups=("tls-versions:club.example",)),
    case(VERSIONS, "nothing newer", Kind.FAILING, shown(version="TLSv1.1", modern=False, legacy=True), levels=(Level.BLOCKER,), cases=("only-old",)),
    case(VERSIONS, "nothing newer at a host that was found", Kind.FAILING, shown(subject=BLOG, version="TLSv1", modern=False, legacy=True), NAMES, subject=BLOG, levels=(Level.IMPORTANT,)),
    case(VERSIONS, "this machine cannot speak TLS 1.0", Kind.UNKNOWN, shown(legacy=None), reasons=(GapReason.NO_ACCESS,)),
    case(VERSIONS, "https is missing", Kind.TRAP, CLOSED, status=NOT_APPLICABLE),
)  # fmt: skip
