"""What the user asked for, in one value: the global flags."""

from dataclasses import dataclass
from pathlib import Path


class UsageError(Exception):
    """The user can mend it: the message says what to write instead. Exit code 2."""


class NothingKnownError(UsageError):
    """There is no record to answer from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The flags, as given. `folder` is where launchready.toml is looked for; `repo` where the app's code lies.

    `deep`: try things out, on hosts whose control is proven.
    """

    folder: Path
    config: Path | None = None
    profile: str = ""
    strict: bool = False
    authorised: bool = False
    keep_record: bool = True
    resolvers: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    ca: Path | None = None
    deep: bool = False
    repo: Path | None = None
