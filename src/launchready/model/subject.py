"""What a fact or a check is about."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class SubjectKind(StrEnum):
    """The kinds of thing that checks are asked about."""

    SITE = "site"
    ZONE = "zone"
    HOST = "host"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """One thing in the world: a site, a zone, a host name, or a host at one address."""

    kind: SubjectKind
    name: str

    @classmethod
    def site(cls, host: str) -> Self:
        """Name the whole target by its canonical host."""
        return cls(SubjectKind.SITE, host)

    @classmethod
    def zone(cls, name: str) -> Self:
        """Name a DNS zone, without the trailing dot."""
        return cls(SubjectKind.ZONE, name)

    @classmethod
    def host(cls, name: str) -> Self:
        """Name a host, without the trailing dot."""
        return cls(SubjectKind.HOST, name)

    @classmethod
    def address(cls, host: str, address: str) -> Self:
        """Name a host as it is served at one address."""
        return cls(SubjectKind.ADDRESS, f"{host}@{address}")

    @property
    def host_name(self) -> str:
        """The host or zone name in it, whatever the kind."""
        return self.name.partition("@")[0]

    @property
    def ip(self) -> str:
        """The address part; empty unless the kind is ADDRESS."""
        return self.name.partition("@")[2]
