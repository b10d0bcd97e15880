"""The shapes of the reference data. Every value is frozen; every table carries its date and sources."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from launchready.facts.exposed import Shape

Headers = tuple[tuple[str, str], ...]


class Basis(StrEnum):
    """How an entry came to be known: READ in the source named, or KNOWN from use and to be confirmed."""

    READ = "read"
    KNOWN = "known"


class Holds(StrEnum):
    """What a field of a DNS form is for."""

    TYPE = "type"
    NAME = "name"
    VALUE = "value"
    TTL = "ttl"
    PRIORITY = "priority"
    CAA_FLAGS = "caa-flags"
    CAA_TAG = "caa-tag"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a provider's form, by the label that stands beside it there.

    `labels` gives another label for some record types; `only` limits the field to record types;
    `text` is what a FIXED field is set to, or how the type is written (`{type}` stands for it).
    """

    label: str
    holds: Holds
    labels: dict[str, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DnsHost:
    """A company whose name servers answer for a zone, and the form in which its records are typed.

    `patterns` are shell patterns over name-server names. `needs_platform`: the name servers are
    shared with others, so they count only when that platform serves the site too. `apex_name` is
    what is typed for the domain itself; empty means the field stays empty. `appends_zone`: the form
    adds the domain to what is typed. `absolute_dot`: a full name as a value must end with a dot.
    `apex_alias` is the record type that may point the bare domain at a name; empty when none may.
    `zone_claimable`: anybody may open the zone at this provider once the owner has left it.
    """

    slug: str
    name: str
    read_on: date
    basis: Basis
    sources: tuple[str, ...]
    patterns: tuple[str, ...]
    clicks: tuple[str, ...]
    form: tuple[FormField, ...]
    apex_name: str
    default_ttl: str
    appends_zone: bool = True
    absolute_dot: bool = False
    apex_alias: str = ""
    needs_platform: str = ""
    nameserver_clicks: tuple[str, ...] = ()
    zone_claimable: bool = False
    note: str = ""


class PlatformKind(StrEnum):
    """What a company does for a site."""

    BUILDER = "builder"
    HOST = "host"
    CDN = "cdn"
    COMMUNITY = "hosted-community"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sleep:
    """A free plan that stops an idle app: minutes until it sleeps, seconds until it answers again."""

    after_minutes: int
    wake_seconds: int
    cure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedAt:
    """A record that the platform asks for; `at` is `apex` or `subdomain`. Its own screen outranks it."""

    at: str
    type: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """A builder, host, CDN or hosted community, and what gives it away.

    `cnames` and `previews` are domain suffixes; previews are those under which an unfinished or unnamed app
    stands, so a hosted community, which may well live there, has none. `headers` are (name, part of the value) in lower
    case; an empty part means that the header's presence is enough. `marks` are lower-case parts of
    the HTML. `rides_on` names the CDNs that the platform itself runs on: their signs say nothing
    about the owner's own set-up. `own_edge`: the platform is a CDN itself and advises against another
    one in front.
    """

    slug: str
    name: str
    kind: PlatformKind
    read_on: date
    basis: Basis
    sources: tuple[str, ...]
    cnames: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    headers: Headers = ()
    marks: tuple[str, ...] = ()
    previews: tuple[str, ...] = ()
    wants: tuple[WantedAt, ...] = ()
    publish: tuple[str, ...] = ()
    own_edge: bool = False
    edge_note: str = ""
    rides_on: tuple[str, ...] = ()
    sleep: Sleep | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerCompany:
    """A company that rents out plain servers, by reverse names of its addresses (suffixes) or by its networks."""

    who: str
    name: str
    names: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()


class About(StrEnum):
    """What stands at a path that should be closed: something written down, or something that works."""

    FILES = "files"
    TOOLS = "tools"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposedPath:
    """A path at which something has been found that should be closed, and what it then looks like.

    `{name}` in `path` is the domain without its ending. `when` are signs of which one must have been seen;
    empty: always.
    """

    path: str
    shape: Shape
    about: About
    when: tuple[str, ...] = ()


class Claimable(StrEnum):
    """Whether a stranger can take a name over that still points at a provider."""

    YES = "yes"
    NO = "no"
    VERIFIED = "verified"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """What the provider behind a dangling alias lets strangers do. A hint, disputed and dated.

    `statuses` and `marks` recognise the provider's page for a name that nobody has claimed;
    `on_nxdomain`: the sign is that the target name does not exist at all.
    """

    service: str
    cnames: tuple[str, ...]
    claimable: Claimable
    platform: str = ""
    statuses: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    on_nxdomain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaIssuer:
    """A certificate authority: how its certificates name it, and the CAA issuer domains it honours.

    `organisations` and `common_names` are prefixes of the issuer's O and CN, in lower case. An entry
    with both needs both.
    """

    name: str
    domains: tuple[str, ...]
    organisations: tuple[str, ...] = ()
    common_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WallRule:
    """How one company's barrier looks. Each group that is given must match; one entry of it is enough.

    `kind` is challenge, rate-limit or forbidden; `own` stands for an app's own refusal, which is no wall.
    """

    who: str
    name: str
    kind: str
    statuses: tuple[int, ...] = ()
    headers: Headers = ()
    marks: tuple[str, ...] = ()
    let_us_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRule:
    """How a host's own sign-in looks in front of a site. Each group that is given must match.

    `locations` are (host suffix, part of path and query); either may be empty.
    """

    who: str
    name: str
    statuses: tuple[int, ...] = ()
    locations: Headers = ()
    headers: Headers = ()
    marks: tuple[str, ...] = ()
    open_up: str = ""


class WordRole(StrEnum):
    """What a host name made of this word is for."""

    APP = "app"
    API = "api"
    ADMIN = "admin"
    MEMBERS = "members"
    STAGING = "staging"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HostWord:
    """A label that people put before their domain, and the role of the host it names."""

    label: str
    role: WordRole
