"""Which other sites may read an answer: Cross-Origin Resource Sharing as a server practises it (Fetch standard)."""

from dataclasses import dataclass
from enum import StrEnum

from launchready.model.fact import Fact


class Asked(StrEnum):
    """Whose origin a request claimed to come from."""

    OWN = "own"
    """The address at which visitors use the site."""
    ANY = "any"
    NULL = "null"
    PREFIX = "prefix"
    """A name that ends like the site's domain: `https://evilclub.example`."""
    SUFFIX = "suffix"
    """A name that begins like the site's host: `https://club.example.evil.example`."""
    PLAIN = "plain"
    """The site's own host by http."""
    SUBDOMAIN = "subdomain"

    @property
    def foreign(self) -> bool:
        """Whether the origin belongs to anybody but the site's owner."""
        return self in {Asked.ANY, Asked.NULL, Asked.PREFIX, Asked.SUFFIX}


class Endpoint(StrEnum):
    """How an address came to be asked."""

    LANDING = "landing"
    DECLARED = "declared"
    """A host that the founder calls the API."""
    CALLED = "called"
    """A script of a page calls it."""
    NAMED = "named"
    """A script names the host, or spells the address out."""
    FETCHED = "fetched"
    """A script spells the address out in a call whose answer it means to read; that it runs was not seen."""
    USUAL = "usual"
    """Nobody named it: interfaces usually stand there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorsReply:
    """One request with an `Origin`, and what the answer allowed.

    `origin` is what was sent, `allow_origin` what came back (None: no such header). `vary_origin`: `Vary` names
    Origin or `*`. `age` in seconds, 0 when not said; `hit`: a shared cache says that it served this.
    """

    asked: Asked
    method: str
    origin: str
    status: int
    allow_origin: str | None = None
    credentials: bool = False
    vary_origin: bool = False
    cache_control: str | None = None
    age: int = 0
    hit: bool = False

    @property
    def allowed(self) -> bool:
        """Whether a browser at `origin` may read the answer, cookies aside."""
        return self.allow_origin in {self.origin, "*"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cors(Fact):
    """What one address allowed to which origins (subject: HOST, the host that answered).

    `own_origin` is where the site lives. `personal`: a member's session brought personal data here (None: not
    tried); `same_site` is what the session's cookie says: lax, strict, none or empty.
    """

    url: str
    path: str
    endpoint: Endpoint
    own_origin: str
    cross_origin: bool
    replies: tuple[CorsReply, ...]
    personal: bool | None = None
    same_site: str = ""

    def reply(self, asked: Asked, method: str) -> CorsReply | None:
        """Give the answer to one of the requests, or None."""
        return next((reply for reply in self.replies if reply.asked is asked and reply.method == method), None)
