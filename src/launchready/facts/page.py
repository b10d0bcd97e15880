"""A page as its visitor gets it, and the files that it loads: reduced, never their text."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from launchready.facts.sight import Sight
from launchready.model.fact import Fact


class PageRole(StrEnum):
    """Why a page was looked at."""

    LANDING = "landing"
    LOGIN = "login"
    LINKED = "linked"
    ROUTE = "route"
    """A client route opened directly, as from a bookmark."""


class FormPurpose(StrEnum):
    """What a form is for, by its fields and its words."""

    LOGIN = "login"
    SIGN_UP = "sign-up"
    RESET = "reset"
    CONTACT = "contact"
    PAYMENT = "payment"
    SEARCH = "search"
    OTHER = "other"


class ResourceKind(StrEnum):
    """What a page loads (Fetch: destinations, grouped)."""

    SCRIPT = "script"
    STYLE = "style"
    FRAME = "frame"
    OBJECT = "object"
    FONT = "font"
    IMAGE = "image"
    MEDIA = "media"
    SOCKET = "socket"
    OTHER = "other"


class AddressKind(StrEnum):
    """What a written address points at, when visitors cannot or should not get there."""

    LOCALHOST = "localhost"
    PRIVATE = "private"
    PREVIEW = "preview"


class Where(StrEnum):
    """Where in what the browser downloads something stands."""

    MARKUP = "markup"
    INLINE_SCRIPT = "inline-script"
    FILE = "file"
    CALL = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of a page. `url` is absolute and masked; `sign_in`: its address or words say sign-in."""

    url: str
    scheme: str
    host: str
    path: str
    sign_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form. `fields` are the types of its inputs; `action` is absolute and masked."""

    action: str
    action_scheme: str
    action_host: str
    method: str
    purpose: FormPurpose
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something that a page loads. `in_markup`: the markup names it, no script asked for it.

    `status` is 0 when it is not known; `failed` is empty or a word of `CallFailure`.
    """

    url: str
    scheme: str
    host: str
    kind: ResourceKind
    in_markup: bool
    status: int = 0
    failed: str = ""


class CallFailure(StrEnum):
    """Why a call of a page's script came to nothing."""

    MIXED_CONTENT = "mixed-content"
    CORS = "cors"
    REFUSED = "refused"
    PRIVATE = "private"
    POLICY = "policy"
    """The page's own Content-Security-Policy forbids it."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request by a page's script: fetch, XHR, beacon, event stream or WebSocket.

    `status` 0: no answer. `failed` is empty or a word of `CallFailure`. `with_session`: it carried a
    cookie that looks like a session, or an Authorization header. `content_type` without parameters.
    """

    url: str
    scheme: str
    host: str
    path: str
    method: str
    status: int
    failed: str = ""
    content_type: str = ""
    with_session: bool = False


class ConsoleKind(StrEnum):
    """What the browser's console said."""

    UNCAUGHT = "uncaught"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleLine:
    """One error of the console: plain text of at most 200 characters, addresses in it masked."""

    kind: ConsoleKind
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What the page says about itself to chats, browsers and crawlers. Values are plain and cut at 200 characters.

    Addresses are absolute and masked. `icon` is empty when the markup names none.
    """

    title: str = ""
    description: str = ""
    og_title: str = ""
    og_description: str = ""
    og_image: str = ""
    og_url: str = ""
    twitter_title: str = ""
    twitter_image: str = ""
    canonical: str = ""
    icon: str = ""
    generator: str = ""
    robots: str = ""
    viewport: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHeaders:
    """The response headers that judgement reads; None: not sent. Cut at 2000 characters.

    `versions` are header values that name software with its version, as `name: value`;
    `cache` those of `Age`, `X-Cache`, `CF-Cache-Status`, `X-Vercel-Cache`, `Via` ..., as (name, value).
    """

    csp: str | None = None
    csp_meta: str | None = None
    frame_options: str | None = None
    content_type_options: str | None = None
    referrer_policy: str | None = None
    permissions_policy: str | None = None
    cache_control: str | None = None
    vary: str | None = None
    etag: bool = False
    last_modified: str | None = None
    content_encoding: str = ""
    robots_tag: str = ""
    versions: tuple[str, ...] = ()
    cache: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CookieSeen:
    """A cookie as it was set, without its value. `same_site` is lax, strict, none or empty.

    `by_script`: a script of the page set it, no header did.
    """

    name: str
    session: bool
    secure: bool
    http_only: bool
    same_site: str
    host: str
    wide: bool = False
    by_script: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAddress:
    """An address in what the browser downloads that leads to a machine which visitors cannot or should not reach.

    `used`: something loads, posts or calls it; else it only stands there. `place` is the masked
    address of the page or file that holds it. `assigned`: in a script, it is the value of a setting
    (a base address), not a library's default.
    """

    url: str
    host: str
    kind: AddressKind
    where: Where
    place: str
    used: bool
    assigned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentKey:
    """A payment provider's public key or link, masked. `test`: it belongs to the test mode."""

    provider: str
    form: str
    test: bool
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Fact):
    """One page (subject: HOST, the host that answered), redirects followed.

    `rendered`: seen by a browser after its scripts ran; else the markup as it was sent. `shell`: the
    markup holds no content of its own, a script builds the page. `words` counts the visible words.
    `trail`: kinds of stack trace or debug page recognised in it (`debug:django`, `trace:node` ...).
    `secret_names`: names of settings with values that a debug page shows. `upgrade_insecure`: the
    page's policy upgrades insecure requests. `sight`: what there is to see (None: not recorded).
    """

    url: str
    path: str
    role: PageRole
    rendered: bool
    status: int
    content_type: str
    shell: bool
    words: int
    bytes: int
    meta: Meta
    headers: PageHeaders
    first_byte_seconds: float = 0.0
    cookies: tuple[CookieSeen, ...] = ()
    links: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    resources: tuple[Resource, ...] = ()
    calls: tuple[Call, ...] = ()
    console: tuple[ConsoleLine, ...] = ()
    written: tuple[WrittenAddress, ...] = ()
    payment_keys: tuple[PaymentKey, ...] = ()
    trail: tuple[str, ...] = ()
    secret_names: tuple[str, ...] = ()
    upgrade_insecure: bool = False
    robots_blocked: bool | None = None
    sight: Sight | None = None


def best_views(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Give one view of each page: the rendered one where there is one, in the order first seen."""
    best: dict[str, Page] = {}
    for page in pages:
        if page.url not in best or (page.rendered and not best[page.url].rendered):
            best[page.url] = page
    return tuple(best.values())


def unseen_by_markup(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Give the pages of which only an empty shell was seen: a browser is needed to say what they hold."""
    return tuple(page for page in best_views(pages) if page.shell and not page.rendered)
