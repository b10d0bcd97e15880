"""What a TLS server showed (RFC 5280, 6125/9525, 8446)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from launchready.model.fact import Fact


class Handshake(StrEnum):
    """How far a connection to port 443 came."""

    DONE = "done"
    REFUSED = "refused"
    TIMED_OUT = "timed-out"
    UNREACHABLE = "unreachable"
    RESET = "reset"
    NOT_TLS = "not-tls"
    ALERT = "alert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The leaf that was served, and the chain behind it. Times are UTC."""

    subject_cn: str
    names: tuple[str, ...]
    issuer_org: str
    issuer_cn: str
    not_before: datetime
    not_after: datetime
    self_signed: bool
    chain_length: int
    has_aia: bool
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsEndpoint(Fact):
    """One host at one address (subject: ADDRESS), port 443 or the target's own port.

    `trusted`: the chain leads to a root that this machine trusts, at a time when the leaf was
    valid; None when no certificate was seen. `name_matches`: by RFC 9525. `verify_code` is
    OpenSSL's. `chain_incomplete`: untrusted only because an intermediate is not sent.
    `version` is what we negotiated; `modern`: TLS 1.2 or newer works; `legacy`: TLS 1.0 or 1.1
    is accepted (None: not seen).
    """

    port: int
    handshake: Handshake
    detail: str = ""
    certificate: Certificate | None = None
    trusted: bool | None = None
    name_matches: bool | None = None
    verify_code: int = 0
    chain_incomplete: bool = False
    version: str = ""
    modern: bool | None = None
    legacy: bool | None = None
    wall: str = ""

    def identity(self) -> tuple[str, ...]:
        """Issuer and names; a renewal by the same issuer is no change."""
        if self.certificate is None:
            return ()
        return (self.certificate.issuer_org or self.certificate.issuer_cn, *self.certificate.names)
