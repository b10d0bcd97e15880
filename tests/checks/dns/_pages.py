"""Short ways to say what a page and a certificate looked like, for the tables of dns/ and hosts/."""

from datetime import UTC, datetime

from launchready.facts.http import PageSketch
from launchready.facts.tls import Certificate, Handshake, TlsEndpoint
from launchready.model.subject import Subject


def page(title: str = "Club", status: int = 200, shape: str = "0f0f0f0f0f0f0f0f", **more) -> PageSketch:
    given = {
        "content_type": "text/html",
        "length": 4000,
        "has_password_field": False,
        "canonical_link": "",
        "noindex": False,
    }
    return PageSketch(status=status, title=title, shape=shape, **{**given, **more})


def certificate(*names: str, until: tuple[int, int, int] = (2026, 8, 1), issuer: str = "Let's Encrypt") -> Certificate:
    return Certificate(
        subject_cn="club.example",
        names=names or ("club.example", "www.club.example"),
        issuer_org=issuer,
        issuer_cn="R11",
        not_before=datetime(2026, 5, 1, tzinfo=UTC),
        not_after=datetime(*until, tzinfo=UTC),
        self_signed=False,
        chain_length=2,
        has_aia=True,
        sha256="00",
    )


def endpoint(ip: str, shown: Certificate | None = None, host: str = "club.example", **more) -> TlsEndpoint:
    given = {
        "port": 443,
        "handshake": Handshake.DONE,
        "certificate": shown or certificate(),
        "trusted": True,
        "name_matches": True,
    }
    return TlsEndpoint(subject=Subject.address(host, ip), **{**given, **more})
