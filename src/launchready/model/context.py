"""What a check may know besides facts: the time of the run, the target, dated data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from launchready.model.change import PlatformChange
from launchready.model.limit import SignInService
from launchready.model.target import Target


class Data(Protocol):
    """Dated reference data, as the checks see it (`reference.Reference` fulfils it)."""

    def is_cdn_address(self, ip: str) -> bool:
        """Whether the address belongs to a content delivery network."""

    def preview_suffix_of(self, host: str) -> str | None:
        """The preview domain that the host stands under, or None."""

    def platform_name_of(self, slug: str) -> str:
        """What a platform is called; the slug itself when it is not known."""

    def edge_note_of(self, slug: str) -> str:
        """Why nothing belongs in front of this host or builder; empty when it has no edge of its own."""

    def edge_of(self, names: Iterable[str], ips: Iterable[str]) -> str:
        """The slug of the CDN, or the host with its own edge, that an alias or address belongs to; empty for none."""

    def server_of(self, names: Iterable[str], ips: Iterable[str]) -> str:
        """Which company rents this plain server out, by its reverse name, alias or network; empty when not known."""

    def caa_domains_of(self, organisation: str, common_name: str) -> tuple[str, ...]:
        """The CAA issuer domains of a certificate's issuer; empty when unknown."""

    def is_build(self, host: str) -> bool:
        """Whether the host is a tunnel's, an editor's, or that of one build of an app: not an address to stay."""

    def is_app_host(self, host: str) -> bool:
        """Whether the host is one that a builder or host gives to a published app of any of its customers."""

    def leftover_of(self, part: str, text: str) -> str:
        """Whose template a title, description, picture or icon comes from; empty when it is the owner's own."""

    def stock_page_of(self, slug: str) -> tuple[str, str]:
        """What a ready-made page is (welcome, template, listing, error) and who made it; empty for an unknown slug."""

    def sign_in_service_of(self, hosts: Iterable[str]) -> SignInService | None:
        """Who signs people in at one of these hosts, with the documented limits; None when nobody known does."""

    @property
    def changes(self) -> tuple[PlatformChange, ...]:
        """The calendar of dated changes at platforms."""


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to every check beside what was seen."""

    as_of: datetime
    target: Target
    reference: Data
