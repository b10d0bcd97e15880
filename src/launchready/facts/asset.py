"""The files that pages load, and what stands beside them: reduced, never their content."""

from dataclasses import dataclass
from enum import StrEnum

from launchready.facts.page import PaymentKey, Resource, ResourceKind, WrittenAddress
from launchready.model.fact import Fact


class AssetKind(StrEnum):
    """What a loaded file is."""

    SCRIPT = "script"
    STYLE = "style"
    IMAGE = "image"
    FONT = "font"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset(Fact):
    """A file that the landing or login page loads, or a script of a page linked there, as a first visitor gets it.

    Its subject is the SITE. `bytes` are those on the wire, `bytes_plain` decoded (both count what was
    read, `whole` tells whether that is all). `digest` is the first 16 hex digits of SHA-256 over the
    decoded body. `hashed_name`: its name carries a content hash or build number. `html_instead`: a page
    came in its place. `status` 0: no answer. `source_map`: the masked address of a map it names.
    `supabase_key`: the kind of Supabase's public key in it, `legacy` or `publishable`. `insecure` is what
    it calls (`in_markup`) or has set as the address of a program without encryption.
    """

    url: str
    host: str
    path: str
    kind: AssetKind
    status: int
    own_host: bool
    content_type: str = ""
    bytes: int = 0
    bytes_plain: int = 0
    whole: bool = True
    content_encoding: str = ""
    cache_control: str | None = None
    max_age: int | None = None
    immutable: bool = False
    etag: bool = False
    last_modified: str = ""
    hashed_name: bool = False
    html_instead: bool = False
    digest: str = ""
    source_map: str = ""
    written: tuple[WrittenAddress, ...] = ()
    payment_keys: tuple[PaymentKey, ...] = ()
    hosts: tuple[str, ...] = ()
    supabase_key: str = ""
    insecure: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin(Fact):
    """Whether the https form of an http resource that a page names answers (subject: SITE)."""

    url: str
    kind: ResourceKind
    answers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePicture(Fact):
    """The picture that a chat would fetch for the link, or the icon (subject: SITE).

    `purpose` is `og` or `icon`; `bytes` is the length of the whole file where the server says it.
    `width` and `height` in pixels, 0 when not read from the file's head.
    """

    purpose: str
    url: str
    status: int
    content_type: str
    bytes: int
    width: int = 0
    height: int = 0
