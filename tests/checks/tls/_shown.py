"""Short ways to say what a host showed over TLS, for the tables beside this file."""

from datetime import timedelta

from launchready.facts.names import HostNames, KnownName, Origin
from launchready.facts.tls import Certificate, Handshake, TlsEndpoint
from launchready.model.subject import Subject
from tests.checks.cases import AS_OF, CLUB

IP, SIX = "203.0.113.10", "2001:db8::10"
HERE = Subject.address(CLUB.host, IP)
BLOG = Subject.address("blog.club.example", IP)
API = Subject.address("api.club.example", IP)
GAP_DETAIL = "no answer in time"
NAMES = HostNames(
    subject=Subject.site(CLUB.host),
    names=(
        KnownName(name="blog.club.example", origins=(Origin.WORD,), role="other", required=False),
        KnownName(name="api.club.example", origins=(Origin.WORD,), role="api", required=False),
    ),
    tried=40,
    wildcard_only=0,
)


def leaf(left: float = 60, lifetime: float = 90, *names: str, **more) -> Certificate:
    """A certificate with so many days left of so many."""
    ends = AS_OF + timedelta(days=left)
    given = {
        "subject_cn": CLUB.host,
        "names": names or (CLUB.host, f"www.{CLUB.host}"),
        "issuer_org": "Let's Encrypt",
        "issuer_cn": "E7",
        "self_signed": False,
        "chain_length": 2,
        "has_aia": True,
        "sha256": "0123456789abcdef" * 4,
    }
    return Certificate(not_before=ends - timedelta(days=lifetime), not_after=ends, **{**given, **more})


def shown(certificate: Certificate | None = None, subject: Subject = HERE, **more) -> TlsEndpoint:
    """A good handshake; `more` says what is wrong about it."""
    given = {
        "port": 443,
        "handshake": Handshake.DONE,
        "certificate": certificate or leaf(),
        "trusted": True,
        "name_matches": True,
        "version": "TLSv1.3",
        "modern": True,
        "legacy": False,
    }
    return TlsEndpoint(subject=subject, **{**given, **more})


def failed(handshake: Handshake, detail: str = "", subject: Subject = HERE, **more) -> TlsEndpoint:
    """No certificate came."""
    return TlsEndpoint(subject=subject, port=443, handshake=handshake, detail=detail, **more)
