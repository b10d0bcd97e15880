"""Which host names belong to the target, and where each was found."""

from dataclasses import dataclass
from enum import StrEnum

from launchready.model.fact import Fact


class Origin(StrEnum):
    """Where a name was found."""

    DECLARED = "declared"
    TARGET = "target"
    PAGE = "page"
    MX = "mx"
    SPF = "spf"
    CERTIFICATE = "certificate"
    WORD = "word"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """One host name. `role` is app, api, admin, members, staging or other."""

    name: str
    origins: tuple[Origin, ...]
    role: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HostNames(Fact):
    """Every host name of the target that stands in the DNS (subject: SITE).

    `tried` counts the names of the word list that were asked; names that only a wildcard answers
    are left out and counted in `wildcard_only`.
    """

    names: tuple[KnownName, ...]
    tried: int
    wildcard_only: int
