"""The words of a launchready.toml. Descriptive keys describe; acting keys make us do something."""

from typing import Annotated

import msgspec

from launchready.model.target import HostRole
from launchready.model.words import Level
from launchready.observe.grants import Encoding


class HostEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A host that must work."""

    name: str
    role: HostRole = HostRole.OTHER


class TargetEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The site: `canonical` is the host that visitors end on, `preview` where a build is seen before it is live."""

    url: str = ""
    canonical: str = ""
    profile: str = "demo"
    live_demo: bool = False
    preview: str = ""


class DemoEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The founder's own showing: how many come, whether they share one line, when (with its offset from UTC)."""

    guests: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0
    one_room: bool = False
    live: bool = False
    at: str = ""


class ExceptionEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding that is on purpose: its fingerprint, why, and until when (YYYY-MM-DD)."""

    fingerprint: str
    check: str
    reason: str
    until: str


class MemberEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A test member. What signs it in stands in the environment, under the two names given here."""

    name: str
    user_env: str
    password_env: str
    marker: str = ""


class LoginEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to sign in where the form cannot be found in the page."""

    url: str
    encoding: Encoding = Encoding.FORM
    user_field: str = "email"
    password_field: str = "password"  # noqa: S105 - the name of a field
    token_field: str = ""
    headers: dict[str, str] = {}


class ActingEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Keys that make us contact somebody or act: believed only from --config or after init --trust."""

    resolver: list[str] = []
    resolve: list[str] = []
    ca: str = ""
    authorised: bool = False
    deep: bool = False
    members: list[MemberEntry] = []
    login: LoginEntry | None = None
    member_pages: list[str] = []
    no_cache: bool = False
    limit_tries: Annotated[int, msgspec.Meta(ge=0, le=101)] = 0


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole launchready.toml."""

    target: TargetEntry = TargetEntry()
    demo: DemoEntry = DemoEntry()
    hosts: list[HostEntry] = []
    levels: dict[str, Level] = {}
    exceptions: list[ExceptionEntry] = []
    acting: ActingEntry = ActingEntry()
    salt: str = ""
