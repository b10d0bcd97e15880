"""One HTTP request and its answer, or why there was none. Values of a run, never recorded."""

from dataclasses import dataclass
from enum import StrEnum


class HttpFailureKind(StrEnum):
    """Why no answer came. Time-outs are told apart by the phase in which they happened."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    CONNECT_TIMED_OUT = "connect-timed-out"
    TIMED_OUT = "timed-out"
    TLS = "tls"
    NO_ADDRESS = "no-address"
    DNS = "dns"
    PRIVATE = "private"
    BROKEN = "broken"
    TOO_LARGE_HEADERS = "too-large-headers"
    BUDGET = "budget"


class HttpFailure(Exception):
    """No answer. `tls_code` is OpenSSL's verify code (62: the certificate is for other names)."""

    def __init__(self, kind: HttpFailureKind, detail: str, *, address: str = "", tls_code: int = 0) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.address = address
        self.tls_code = tls_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Phases:
    """Seconds. On a connection that was open already, dns, tcp and tls are 0.

    `first_byte` runs from the sent request to the first byte of the answer.
    """

    dns: float = 0.0
    tcp: float = 0.0
    tls: float = 0.0
    first_byte: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """An answer. Header names are in lower case; a header sent twice stands twice.

    `body` is decoded and at most 512 KiB, unless more was asked for; `truncated` when it is not whole
    (too long, too slow, or broken in the middle). `wire_bytes` counts the body as it came, before
    decoding. `address` is the site's, `started` a monotonic time that orders requests.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    truncated: bool
    address: str
    reused: bool
    started: float
    phases: Phases
    wire_bytes: int = 0

    def header(self, name: str) -> str | None:
        """Give the first value of a header, or None."""
        return next((value for key, value in self.headers if key == name), None)

    def all(self, name: str) -> tuple[str, ...]:
        """Give every value of a header, in the order sent."""
        return tuple(value for key, value in self.headers if key == name)

    @property
    def set_cookies(self) -> tuple[str, ...]:
        """The Set-Cookie values as they were sent."""
        return self.all("set-cookie")

    @property
    def content_type(self) -> str:
        """The media type without parameters, in lower case."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()
