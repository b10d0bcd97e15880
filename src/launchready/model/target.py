"""What we were asked to look at."""

from dataclasses import dataclass
from enum import StrEnum


class HostRole(StrEnum):
    """What a declared host is for."""

    APP = "app"
    API = "api"
    ADMIN = "admin"
    MEMBERS = "members"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DeclaredHost:
    """A host that the founder says must work."""

    name: str
    role: HostRole = HostRole.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The address we were given, taken apart.

    `apex` is the registrable domain (Public Suffix List), or the host itself when it is an
    address literal, `localhost`, or a name that its host owns (`x.vercel.app`).
    `canonical_declared` is true when a config names the canonical host. `preview` is the address at
    which the builder or host shows a build before it is published. `guests` is how many people are
    expected at the demo (0: not said), `one_room` whether they share one connection.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str = "/"
    apex: str
    owns_zone: bool = True
    canonical_declared: bool = False
    hosts: tuple[DeclaredHost, ...] = ()
    live_demo: bool = False
    preview: str = ""
    guests: int = 0
    one_room: bool = False

    @property
    def is_literal(self) -> bool:
        """Whether the host is an address or a local name, so that it has no DNS of its own."""
        bare = self.host.strip("[]")
        return bare.replace(".", "").isdigit() or ":" in bare or bare.rpartition(".")[2] == "localhost"

    @property
    def origin(self) -> str:
        """Scheme, host and port (unless it is the usual one)."""
        usual = {"http": 80, "https": 443}[self.scheme]
        return f"{self.scheme}://{self.host}" + ("" if self.port == usual else f":{self.port}")
