"""One TLS handshake with one address, told in the words of `facts.tls`."""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from launchready.facts.tls import Handshake
from launchready.observe.connection import Connection
from launchready.observe.dial import Dial, DialError, DialErrorKind

HANDSHAKE_SECONDS = 10.0
_NOT_DIALLED = {
    DialErrorKind.REFUSED: Handshake.REFUSED,
    DialErrorKind.TIMED_OUT: Handshake.TIMED_OUT,
}
_ALERT_RECORD, _HANDSHAKE_RECORD = 21, 22  # RFC 8446 section 5.1
_SERVER_HELLO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Shake:
    """How one handshake went. `chain` is DER, leaf first, as served."""

    handshake: Handshake
    detail: str = ""
    version: str = ""
    chain: tuple[bytes, ...] = ()
    verify_code: int = 0

    @property
    def done(self) -> bool:
        """Whether it was completed."""
        return self.handshake is Handshake.DONE

    @property
    def reached(self) -> bool:
        """Whether somebody answered at all, so that another try may tell more."""
        return self.handshake in {Handshake.DONE, Handshake.ALERT, Handshake.RESET}


async def shake(dial: Dial, host: str, port: int, address: str, context: ssl.SSLContext) -> Shake:
    """Connect, shake hands, hang up. DialError only for PRIVATE: such an address is not ours to look at."""
    try:
        connection = await dial.connect(host, port, address=address)
    except DialError as error:
        if error.kind in {DialErrorKind.PRIVATE, DialErrorKind.BUDGET}:
            raise
        return Shake(handshake=_NOT_DIALLED.get(error.kind, Handshake.UNREACHABLE), detail=error.detail)
    async with connection:
        try:
            await connection.start_tls(context, host, timeout=dial.left(HANDSHAKE_SECONDS))
        except (OSError, ValueError) as error:
            return told(error, connection)
        tls = connection.tls
        version = "" if tls is None else tls.version() or ""
        return Shake(handshake=Handshake.DONE, version=version, chain=served_chain(tls))


def told(error: OSError | ValueError, connection: Connection) -> Shake:
    """Put a failed handshake into words: ssl.SSLError and TimeoutError are kinds of OSError."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Shake(handshake=Handshake.ALERT, detail=error.verify_message, verify_code=error.verify_code)
    if isinstance(error, ssl.SSLEOFError):
        return Shake(handshake=Handshake.RESET, detail="the server closed the connection before it was secure")
    if isinstance(error, ssl.SSLError):
        if not _speaks_tls(connection.first_bytes):
            return Shake(handshake=Handshake.NOT_TLS, detail=_instead(connection.first_bytes))
        return Shake(handshake=Handshake.ALERT, detail=_reason(error))
    if isinstance(error, TimeoutError):
        return Shake(handshake=Handshake.TIMED_OUT, detail="no secure connection came about in time")
    if isinstance(error, OSError):
        return Shake(handshake=Handshake.RESET, detail="the connection was cut off before it was secure")
    return Shake(handshake=Handshake.UNREACHABLE, detail="no server name can be made of this host")


def served_chain(tls: ssl.SSLObject | None) -> tuple[bytes, ...]:
    """Give the certificates as the server sent them. Public from Python 3.13; the same call before."""
    if tls is None:
        return ()
    public: Any = getattr(tls, "get_unverified_chain", None)
    chain: Sequence[Any] = (public() if public else tls._sslobj.get_unverified_chain()) or ()  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    return tuple(one if isinstance(one, bytes) else ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in chain)


def _speaks_tls(first: bytes) -> bool:
    """Whether the first bytes are a TLS alert or the beginning of a ServerHello."""
    if len(first) < 6 or first[1] != 3:
        return False
    return first[0] == _ALERT_RECORD or (first[0] == _HANDSHAKE_RECORD and first[5] == _SERVER_HELLO)


def _instead(first: bytes) -> str:
    if first.startswith((b"HTTP/", b"<")):
        return "plain HTTP is spoken on this port"
    return "something that is not TLS is spoken on this port"


def _reason(error: ssl.SSLError) -> str:
    """Give `TLSV1_UNRECOGNIZED_NAME` as `unrecognized name`."""
    reason = (error.reason or "handshake failed").upper()
    for prefix in ("TLSV13_ALERT_", "TLSV1_ALERT_", "SSLV3_ALERT_", "TLSV1_", "SSLV3_"):
        reason = reason.removeprefix(prefix)
    return reason.replace("_", " ").lower()
