"""The shape of launchready.toml. Descriptive keys describe; acting keys make us do something."""

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec

from launchready.model.target import HostRole
from launchready.model.words import Level
from launchready.observe.grants import Encoding

NAME = "launchready.toml"
MAX_BYTES = 256 * 1024


class ConfigError(Exception):
    """The file says something that it cannot say: file, line, what to write instead."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A config with the file it came from; `ignored` names acting keys that we do not believe.

    What is not `trusted` may only name hosts of the target's own domain.
    """

    config: Config
    path: Path | None = None
    ignored: tuple[str, ...] = ()
    trusted: bool = True
    text: str = field(default="", repr=False)


def parse(text: str, name: str) -> Config:
    """Read the text. Raises `ConfigError` with file, line and what to write instead."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        msg = f"{name}: this is not TOML: {problem}."
        raise ConfigError(msg) from None
    demo = data.get("demo")
    if isinstance(demo, dict) and isinstance(demo.get("at"), datetime):
        demo["at"] = demo["at"].isoformat()  # TOML has times of its own
    try:
        return msgspec.convert(data, Config)
    except msgspec.ValidationError as problem:
        raise ConfigError(_explain(text, name, str(problem))) from None


def _explain(text: str, name: str, problem: str) -> str:
    """Turn a shape error into file, line and advice."""
    unknown = re.search(r"unknown field `([^`]+)`", problem)
    at = re.search(r"at `\$\.?([^`]*)`", problem)
    key = unknown[1] if unknown else (at[1] if at else "").rpartition(".")[2].split("[")[0]
    line = next(
        (n for n, row in enumerate(text.splitlines(), 1) if key and re.match(rf"\W*{re.escape(key)}\b", row)), 1
    )
    if unknown:
        close = difflib.get_close_matches(unknown[1], _all_keys(), n=1)
        advice = f"Write `{close[0]}` instead." if close else f"Known keys: {', '.join(_all_keys())}."
        return f"{name}:{line}: `{unknown[1]}` is not a key here. {advice}"
    return f"{name}:{line}: {problem.split(' - at', maxsplit=1)[0]}" + (f" (at `{at[1]}`)." if at else ".")


def _all_keys() -> list[str]:
    structs = (Config, TargetEntry, DemoEntry, HostEntry, ExceptionEntry, ActingEntry, MemberEntry, LoginEntry)
    return sorted({name for struct in structs for name in struct.__struct_fields__})


def acting_keys(config: Config) -> tuple[str, ...]:
    """Name the acting keys that a config sets."""
    return tuple(name for name in ActingEntry.__struct_fields__ if getattr(config.acting, name))


def without_acting(config: Config) -> Config:
    """Give the config without its acting keys."""
    return msgspec.structs.replace(config, acting=ActingEntry())


def read(path: Path) -> str:
    """Read a config file. Raises `ConfigError`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            msg = f"{path}: larger than {MAX_BYTES // 1024} KB; a launchready.toml is a page."
            raise ConfigError(msg)
        return data.decode("utf-8")
    except OSError as problem:
        msg = f"{path}: {problem.strerror}."
        raise ConfigError(msg) from None
    except UnicodeDecodeError:
        msg = f"{path}: not UTF-8 text. Save it as UTF-8."
        raise ConfigError(msg) from None
