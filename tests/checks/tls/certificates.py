"""tls/untrusted, wrong-host, expired and incomplete-chain; and what holds for every check of a certificate."""

from dataclasses import replace

from launchready.facts.tls import Handshake, TlsEndpoint
from launchready.model.subject import Subject
from launchready.model.target import HostRole
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import LITERAL, LOCALHOST, Case, Kind, declared, gap
from tests.checks.redirects._ways import HTTPS, answer, dead
from tests.checks.tls._shown import API, BLOG, HERE, IP, NAMES, SIX, failed, leaf, shown

UNTRUSTED, WRONG, EXPIRED, CHAIN = "tls/untrusted", "tls/wrong-host", "tls/expired", "tls/incomplete-chain"
NOT_APPLICABLE, UNKNOWN = Status.NOT_APPLICABLE, Status.UNKNOWN
ALL = (UNTRUSTED, WRONG, EXPIRED, CHAIN, "tls/expiring")
GROUP = ("certificate:0123456789abcdef",)
WWW = Subject.address("www.club.example", IP)
V6 = Subject.address("club.example", SIX)


def case(check: str, name: str, kind: Kind, *facts, subject: Subject = HERE, **more) -> Case:
    return Case(check=check, name=name, kind=kind, facts=facts, subject=subject, **more)


def failing(check: str, name: str, *facts, level: Level = Level.BLOCKER, case: str = "", **more) -> Case:
    given = {"subject": HERE, "groups": GROUP, **more}
    return Case(check=check, name=name, kind=Kind.FAILING, facts=facts, levels=(level,), cases=(case,), **given)


def alike(check: str) -> tuple[Case, ...]:
    """What every check of a certificate does in the same way."""
    return (
        case(check, "a good certificate", Kind.PASSING, shown()),
        case(check, "a good certificate at a found host", Kind.PASSING, shown(subject=BLOG), NAMES, subject=BLOG),
        case(check, "no answer in time", Kind.UNKNOWN, failed(Handshake.TIMED_OUT), reasons=(GapReason.TIMED_OUT,)),
        case(check, "a wall", Kind.UNKNOWN, replace(shown(), wall="Cloudflare"), reasons=(GapReason.BLOCKED,)),
        case(check, "an address that could not be asked", Kind.UNKNOWN, gaps=(gap(TlsEndpoint, HERE),)),
        case(check, "nothing known about any address", Kind.UNKNOWN, subject=Subject.site("club.example")),
        case(check, "an app by its name, no answer", Kind.UNKNOWN, failed(Handshake.TIMED_OUT, subject=API), NAMES, subject=API),
        case(check, "a found host, no answer", Kind.TRAP, failed(Handshake.TIMED_OUT, subject=BLOG), NAMES, subject=BLOG, status=NOT_APPLICABLE),
        case(check, "a found host in an office", Kind.TRAP, NAMES, gaps=(gap(TlsEndpoint, BLOG),), subject=BLOG, status=NOT_APPLICABLE),
        case(check, "https is missing", Kind.TRAP, failed(Handshake.REFUSED), status=NOT_APPLICABLE),
        case(check, "IPv6 refuses, IPv4 serves", Kind.TRAP, failed(Handshake.REFUSED, subject=V6), answer(HTTPS), subject=V6, status=NOT_APPLICABLE),
        case(check, "IPv6 is silent, IPv4 serves", Kind.TRAP, failed(Handshake.TIMED_OUT, subject=V6), answer(HTTPS), subject=V6, status=NOT_APPLICABLE),
        case(check, "IPv6 is silent, and so is the rest", Kind.UNKNOWN, failed(Handshake.TIMED_OUT, subject=V6), dead(HTTPS), subject=V6),
        case(check, "http on this machine", Kind.TRAP, subject=Subject.site("localhost"), target=LOCALHOST, status=NOT_APPLICABLE),
        case(check, "http at a number", Kind.TRAP, gaps=(gap(TlsEndpoint, Subject.site("127.0.0.1")),), subject=Subject.site("127.0.0.1"), target=LITERAL, status=NOT_APPLICABLE),
    )  # fmt: skip


BLOG_SHOWN = {"subject": BLOG}
CASES = (
    *(one for check in ALL for one in alike(check)),
    # tls/untrusted
    failing(UNTRUSTED, "an authority that nobody knows", shown(trusted=False, verify_code=20)),
    failing(UNTRUSTED, "it vouches for itself", shown(leaf(self_signed=True), trusted=False), case="self-signed"),
    failing(UNTRUSTED, "an issuer without a name", shown(leaf(issuer_org="", issuer_cn=""), trusted=False)),
    failing(UNTRUSTED, "at www", shown(subject=WWW, trusted=False), subject=WWW),
    failing(UNTRUSTED, "at an api by its name", shown(subject=API, trusted=False), NAMES, subject=API),
    failing(UNTRUSTED, "at a declared host", shown(subject=BLOG, trusted=False), subject=BLOG, target=declared("blog.club.example", role=HostRole.OTHER)),
    failing(UNTRUSTED, "at a host that was found", shown(subject=BLOG, trusted=False), NAMES, subject=BLOG, level=Level.IMPORTANT),
    failing(UNTRUSTED, "no list of names was seen", shown(subject=BLOG, trusted=False), subject=BLOG, level=Level.IMPORTANT),
    failing(UNTRUSTED, "https by number", shown(subject=Subject.address("127.0.0.1", "127.0.0.1"), trusted=False), subject=Subject.address("127.0.0.1", "127.0.0.1"), target=replace(LITERAL, url="https://127.0.0.1/", scheme="https", port=443)),
    case(UNTRUSTED, "the other side wants a certificate of ours", Kind.UNKNOWN, shown(trusted=None, detail="certificate required"), reasons=(GapReason.FAILED,)),
    case(UNTRUSTED, "nothing says why", Kind.UNKNOWN, shown(trusted=None)),
    case(UNTRUSTED, "a found host that wants a certificate of ours", Kind.TRAP, shown(trusted=None, subject=BLOG), NAMES, subject=BLOG, status=NOT_APPLICABLE),
    case(UNTRUSTED, "only the chain is incomplete", Kind.TRAP, shown(trusted=False, chain_incomplete=True)),
    case(UNTRUSTED, "out of its dates, judged by itself", Kind.TRAP, shown(leaf(-2), trusted=False), status=NOT_APPLICABLE),
    case(UNTRUSTED, "no list of authorities on this machine", Kind.UNKNOWN, shown(trusted=None), gaps=(gap(TlsEndpoint, reason=GapReason.NO_ACCESS),)),
    # tls/wrong-host
    failing(WRONG, "another site's", shown(leaf(60, 90, "shared.host.example"), name_matches=False)),
    failing(WRONG, "a common name does not count", shown(leaf(names=()), name_matches=False)),
    failing(WRONG, "no name at all", shown(leaf(names=(), subject_cn=""), name_matches=False), case="nameless"),
    failing(WRONG, "another site's and out of its dates", shown(leaf(-2, 90, "shared.host.example"), name_matches=False)),
    failing(WRONG, "the server's own self-made one", shown(leaf(60, 90, "server", self_signed=True), trusted=False, name_matches=False)),
    failing(WRONG, "at a host that was found", shown(subject=BLOG, name_matches=False), NAMES, subject=BLOG, level=Level.IMPORTANT),
    case(WRONG, "a name by a star", Kind.TRAP, shown(leaf(60, 90, "*.club.example"), subject=WWW), subject=WWW),
    case(WRONG, "not compared", Kind.TRAP, shown(name_matches=None)),
    # tls/expired
    failing(EXPIRED, "it ended two days ago", shown(leaf(-2))),
    failing(EXPIRED, "it ended and nobody vouches for it", shown(leaf(-2), trusted=False)),
    failing(EXPIRED, "it begins next week", shown(leaf(97, 90)), case="future"),
    failing(EXPIRED, "at a host that was found", shown(leaf(-2), subject=BLOG), NAMES, subject=BLOG, level=Level.IMPORTANT),
    failing(EXPIRED, "at a port of its own", shown(leaf(-2), port=8443)),
    case(EXPIRED, "it ends in an hour", Kind.TRAP, shown(leaf(1 / 24))),
    case(EXPIRED, "six days are a whole life", Kind.TRAP, shown(leaf(4, 6.67))),
    # tls/incomplete-chain
    failing(CHAIN, "the intermediate is not sent", shown(trusted=False, chain_incomplete=True), level=Level.IMPORTANT),
    failing(CHAIN, "at an api by its name", shown(subject=API, trusted=False, chain_incomplete=True), NAMES, subject=API, case="api"),
    failing(CHAIN, "at a declared api", shown(subject=BLOG, trusted=False, chain_incomplete=True), subject=BLOG, target=declared("blog.club.example", role=HostRole.API), case="api"),
    failing(CHAIN, "at a host that was found", shown(subject=BLOG, trusted=False, chain_incomplete=True), NAMES, subject=BLOG, level=Level.OPTIONAL),
    case(CHAIN, "nobody knows the authority, which is another matter", Kind.TRAP, shown(trusted=False, verify_code=20)),
)  # fmt: skip
