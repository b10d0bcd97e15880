"""dns/caa-excludes-issuer, caa-missing."""

from launchready.facts.dns import Caa, Rcode
from launchready.facts.tls import Handshake, TlsEndpoint
from launchready.model.finding import WantedRecord
from launchready.model.subject import Subject
from launchready.model.words import GapReason, Level, Status
from tests.checks.cases import CLUB, LITERAL, PREVIEW, Case, Kind, gap
from tests.checks.dns._pages import certificate, endpoint

BLOCKER, IMPORTANT, OPTIONAL = (Level.BLOCKER,), (Level.IMPORTANT,), (Level.OPTIONAL,)
NA = Status.NOT_APPLICABLE
HOST = Subject.host(CLUB.host)
IP = "203.0.113.10"
LETS = WantedRecord("CAA", "club.example", '0 issue "letsencrypt.org"', "club.example")


def caa(*records: tuple[int, str, str], rcode: Rcode = Rcode.NOERROR, at: str = "club.example") -> Caa:
    return Caa(subject=HOST, rcode=rcode, found_at=at if records else "", records=records)


def issue(value: str, tag: str = "issue") -> tuple[int, str, str]:
    return (0, tag, value)


NO_CERTIFICATE = endpoint(IP, handshake=Handshake.REFUSED, certificate=None, trusted=None)
WILD = certificate("*.club.example", "other.example")
EX = "dns/caa-excludes-issuer"
EXCLUDES = (
    Case(check=EX, name="the issuer is named", kind=Kind.PASSING, facts=(caa(issue("letsencrypt.org")), endpoint(IP))),
    Case(
        check=EX,
        name="only another is named",
        kind=Kind.FAILING,
        facts=(caa(issue("digicert.com")), endpoint(IP), endpoint("203.0.113.11")),
        levels=IMPORTANT,
        cases=("",),
        records=(LETS,),
    ),
    Case(
        check=EX,
        name="and it runs out within 14 days",
        kind=Kind.FAILING,
        facts=(caa(issue("digicert.com")), endpoint(IP, certificate(until=(2026, 6, 10)))),
        levels=BLOCKER,
        cases=("soon",),
    ),
    Case(check=EX, name="nobody may issue", kind=Kind.FAILING, facts=(caa(issue(";")), endpoint(IP)), levels=IMPORTANT),
    Case(
        check=EX,
        name="nobody may issue wildcards, and it is one",
        kind=Kind.FAILING,
        facts=(caa(issue("letsencrypt.org"), issue(";", "issuewild")), endpoint(IP, WILD)),
        levels=IMPORTANT,
    ),
    Case(
        check=EX,
        name="the set stands behind an alias, at the provider",
        kind=Kind.FAILING,
        facts=(caa(issue("digicert.com"), at="provider.example"), endpoint(IP)),
        levels=IMPORTANT,
        cases=("provider",),
        records=(),
    ),
    Case(
        check=EX,
        name="the question failed",
        kind=Kind.UNKNOWN,
        facts=(caa(rcode=Rcode.SERVFAIL), endpoint(IP)),
        reasons=(GapReason.FAILED,),
    ),
    Case(
        check=EX,
        name="no certificate was seen",
        kind=Kind.UNKNOWN,
        facts=(caa(issue("digicert.com")),),
        gaps=(gap(TlsEndpoint, Subject.address(CLUB.host, IP)),),
    ),
    Case(check=EX, name="CAA was not seen", kind=Kind.UNKNOWN, facts=(endpoint(IP),), gaps=(gap(Caa, HOST),)),
    Case(
        check=EX,
        name="the issuer is not in our data",
        kind=Kind.UNKNOWN,
        facts=(caa(issue("digicert.com")), endpoint(IP, certificate(issuer="Some CA"))),
        reasons=(GapReason.NOT_RECORDED,),
    ),
    Case(
        check=EX,
        name="named with parameters, in capitals, with a dot",
        kind=Kind.TRAP,
        facts=(caa(issue("LetsEncrypt.org. ; validationmethods=dns-01")), endpoint(IP)),
    ),
    Case(
        check=EX,
        name="one of several names of the issuer",
        kind=Kind.TRAP,
        facts=(caa(issue("geotrust.com")), endpoint(IP, certificate(issuer="DigiCert Inc"))),
    ),
    Case(
        check=EX,
        name="only an address for reports",
        kind=Kind.TRAP,
        facts=(caa(issue("mailto:x@club.example", "iodef")), endpoint(IP)),
    ),
    Case(
        check=EX,
        name="a rule for wildcards, and it is none",
        kind=Kind.TRAP,
        facts=(caa(issue("letsencrypt.org"), issue(";", "issuewild")), endpoint(IP)),
    ),
    Case(
        check=EX,
        name="a wildcard under the rule for all",
        kind=Kind.TRAP,
        facts=(caa(issue("letsencrypt.org")), endpoint(IP, WILD)),
    ),
    Case(
        check=EX,
        name="a certificate that nobody trusts",
        kind=Kind.TRAP,
        facts=(caa(issue("digicert.com")), endpoint(IP, trusted=False)),
        status=NA,
    ),
    Case(
        check=EX, name="no https at all", kind=Kind.TRAP, facts=(caa(issue("digicert.com")), NO_CERTIFICATE), status=NA
    ),
    Case(
        check=EX,
        name="another host's certificate",
        kind=Kind.TRAP,
        facts=(
            caa(issue("letsencrypt.org")),
            endpoint(IP),
            endpoint(IP, certificate(issuer="DigiCert Inc"), host="shop.club.example"),
        ),
    ),
    Case(check=EX, name="a name that belongs to the host", kind=Kind.TRAP, target=PREVIEW, status=NA),
)

MISSING = (
    Case(check="dns/caa-missing", name="there is a set", kind=Kind.PASSING, facts=(caa(issue("letsencrypt.org")),)),
    Case(
        check="dns/caa-missing",
        name="there is none",
        kind=Kind.FAILING,
        facts=(caa(), endpoint(IP), endpoint("203.0.113.11")),
        levels=OPTIONAL,
        cases=("",),
        records=(LETS,),
    ),
    Case(
        check="dns/caa-missing",
        name="there is none, and the issuer is not known",
        kind=Kind.FAILING,
        facts=(caa(), NO_CERTIFICATE),
        levels=OPTIONAL,
        cases=("unknown",),
        records=(),
    ),
    Case(check="dns/caa-missing", name="the question failed", kind=Kind.UNKNOWN, facts=(caa(rcode=Rcode.TIMEOUT),)),
    Case(check="dns/caa-missing", name="nothing was seen", kind=Kind.UNKNOWN, gaps=(gap(Caa, HOST),)),
    Case(
        check="dns/caa-missing",
        name="only an address for reports is a set",
        kind=Kind.TRAP,
        facts=(caa(issue("mailto:x@club.example", "iodef")),),
    ),
    Case(check="dns/caa-missing", name="a literal address", kind=Kind.TRAP, target=LITERAL, status=NA),
)

CASES = (*EXCLUDES, *MISSING)
