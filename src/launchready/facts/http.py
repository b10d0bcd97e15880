"""What HTTP servers answered (RFC 9110). Bodies are reduced before they come here."""

from dataclasses import dataclass
from enum import StrEnum

from launchready.model.fact import Fact


class End(StrEnum):
    """How a chain of redirects ended."""

    ANSWER = "answer"
    LOOP = "loop"
    TOO_MANY = "too-many"
    BAD_LOCATION = "bad-location"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NO_ADDRESS = "no-address"
    PRIVATE_ADDRESS = "private-address"
    TLS_FAILED = "tls-failed"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One request and what came back. Query values are masked unless they are our own probe.

    `first_byte_seconds` runs from the request to the first byte of the answer. `session_cookies`
    are the names of cookies that look like a session; `cookies` the names of all; `wide_cookies` of
    those that the host sets for its whole domain, so that its other hosts get them too.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str
    status: int
    location: str = ""
    address: str = ""
    first_byte_seconds: float = 0.0
    hsts: str | None = None
    server: str = ""
    cf_ray: bool = False
    cookies: tuple[str, ...] = ()
    session_cookies: tuple[str, ...] = ()
    wide_cookies: tuple[str, ...] = ()
    private_target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectChain(Fact):
    """One entry followed to its end (subject: SITE), at most 10 hops, by GET.

    `entry` is the address asked first; `deep` tells the deep path with a query from `/`;
    `with_cookies` whether a cookie jar was kept. `end_detail` names the cause of a broken end.
    `path_kept`: path and query at the end are those asked for (None unless deep and answered).
    """

    entry: str
    entry_scheme: str
    entry_host: str
    deep: bool
    with_cookies: bool
    hops: tuple[Hop, ...]
    end: End
    end_detail: str = ""
    final_url: str = ""
    final_origin: str = ""
    path_kept: bool | None = None
    is_target: bool = False

    def identity(self) -> tuple[str, ...]:
        """Status, scheme, host and path of each hop, and how it ended."""
        hops = (f"{hop.status} {hop.scheme}://{hop.host}{hop.path}" for hop in self.hops)
        return (*hops, self.end.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSketch:
    """A page reduced to what tells sites apart: never its text.

    `shape` is a 64-bit similarity hash of its visible words and tags (hex); two pages of one site
    differ by few bits. A page too small for one has an exact hash, with `=` in front.
    `title` is at most 120 characters, control characters removed. `has_sign_in_link`: a link of the
    page leads to a sign-in of the same site.
    """

    status: int
    content_type: str
    title: str
    shape: str
    length: int
    has_password_field: bool
    canonical_link: str
    noindex: bool
    hsts: str | None = None
    marks: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    has_sign_in_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAnswer(Fact):
    """What a host serves at `/` over one scheme (subject: HOST), redirects not followed.

    `reached` is false when nothing answered, and `detail` is then a word of `End` (`refused`,
    `unreachable`, `tls-failed`, `private-address`, ...); a wall or a time-out is a Gap instead.
    `sign_in` names the host whose own sign-in stands in front. `robots_blocked`: robots.txt
    disallows `/` for all. `leads_to` is the masked Location of a redirect. `sign_in_path` is where
    people sign in and http answers with a page of its own (asked only where http shows the front
    page), `sign_in_password` whether a password is asked for on it.
    """

    scheme: str
    reached: bool
    detail: str = ""
    page: PageSketch | None = None
    leads_to: str = ""
    sign_in: str = ""
    sign_in_path: str = ""
    sign_in_password: bool = False
    robots_blocked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressAnswer(Fact):
    """The canonical host's page as served by one of its addresses (subject: ADDRESS).

    Certificates are not judged here. `reached` false: nothing answered, and `detail` is a word of
    `End` (`refused`, `unreachable`, ...). `ipv6_here`: this machine has working IPv6 at all.
    """

    scheme: str
    reached: bool
    detail: str = ""
    page: PageSketch | None = None
    leads_to: str = ""
    ipv6_here: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstByte(Fact):
    """How long the run's first request waited for its first byte, and a later one (subject: HOST).

    Seconds. `later_seconds` is None when no later request was measured.
    """

    first_seconds: float
    later_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform(Fact):
    """Who runs what (subject: SITE): slugs of the reference data, empty when not recognised.

    `evidence` says for each slug what gave it away.
    """

    dns_host: str
    cdn: str
    host: str
    builder: str
    evidence: tuple[str, ...] = ()
