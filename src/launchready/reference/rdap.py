"""Where registries answer about their domains."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from launchready.reference.read import table, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Registries:
    """`bootstrap` is IANA's list of servers; `server` stands in for it, by the ending of the domain."""

    read_on: date
    sources: tuple[str, ...]
    bootstrap: str
    server: dict[str, str]

    def server_of(self, domain: str) -> str:
        """Give the base address for a domain; empty when its ending is not known."""
        return self.server.get(domain.rpartition(".")[2], "")


@cache
def registries() -> Registries:
    """Read the table once."""
    return value(table("rdap.toml"), Registries, "rdap")
