"""What lies open that should be closed: files of the workshop and its tools. Names and shapes, never values."""

from dataclasses import dataclass
from enum import StrEnum

from launchready.model.fact import Fact


class Shape(StrEnum):
    """What an answer looks like; the words of `reference/exposed.toml`."""

    ENV = "env"
    GIT_HEAD = "git-head"
    GIT_CONFIG = "git-config"
    SQL_DUMP = "sql-dump"
    ARCHIVE = "archive"
    SQLITE = "sqlite"
    PRIVATE_KEY = "private-key"
    AWS = "aws"
    PHP_SETTINGS = "php-settings"
    NPMRC = "npmrc"
    COMPOSE = "compose"
    SERVICE_ACCOUNT = "service-account"
    AGENT_SETTINGS = "agent-settings"
    VENV = "venv"
    DS_STORE = "ds-store"
    ACTUATOR = "actuator"
    PHPINFO = "phpinfo"
    SERVER_STATUS = "server-status"
    PPROF = "pprof"
    TOOL = "tool"
    ADMIN = "admin"
    LISTING = "listing"
    DEV_SERVER = "dev-server"
    OPENAPI = "openapi"
    GRAPHQL = "graphql"
    SOURCE_MAP = "source-map"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One answer that has the shape looked for, while a made-up neighbour of its path has not.

    `names` are names that stand in it (settings, tables, files, parts), `secret_names` those of settings with a
    value that is no placeholder and that the name or the value's own form calls secret. `filled`: some
    setting has a value that is no placeholder and not public by design. `behind_login`: a tool that asks for a
    password. `size` is what the server states, else what was read; `digest` the first 8 hex digits of SHA-256
    over what was read.
    """

    url: str
    path: str
    shape: Shape
    status: int
    content_type: str
    size: int
    digest: str
    names: tuple[str, ...] = ()
    secret_names: tuple[str, ...] = ()
    filled: bool = False
    behind_login: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposedFiles(Fact):
    """Files with secrets, of version control and backups on one host (subject: HOST).

    `asked` are the paths that were answered, `refused` those of them at which something in front refused us.
    `decoys` are paths whose made-up neighbour shows the same: the host answers so to everything.
    """

    asked: tuple[str, ...]
    refused: tuple[str, ...] = ()
    found: tuple[Opened, ...] = ()
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposedTools(Fact):
    """Debug pages, consoles, listings, interface descriptions and source maps on one host (subject: HOST).

    Fields as those of ExposedFiles.
    """

    asked: tuple[str, ...]
    refused: tuple[str, ...] = ()
    found: tuple[Opened, ...] = ()
    decoys: tuple[str, ...] = ()
