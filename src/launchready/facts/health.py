"""Whether something cheap says that the app and its database are up."""

from dataclasses import dataclass
from enum import StrEnum

from launchready.model.fact import Fact


class HealthForm(StrEnum):
    """How a health endpoint speaks."""

    JSON = "json"
    TEXT = "text"
    PAGE = "page"
    """A page of one colour, as Rails shows at /up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthEndpoint:
    """An address that says whether the app is up. `up` is what it said, `database` whether it named one."""

    url: str
    path: str
    status: int
    form: HealthForm
    up: bool
    database: bool
    first_byte_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthAnswer(Fact):
    """What a host answers at the usual addresses of a health endpoint (subject: HOST).

    `endpoint` None: none of `asked` is one. `locked` are paths that answer, and only to who is signed in.
    `catch_all`: the host answers a random path beside them with success, too.
    """

    asked: tuple[str, ...]
    endpoint: HealthEndpoint | None = None
    locked: tuple[str, ...] = ()
    catch_all: bool = False
