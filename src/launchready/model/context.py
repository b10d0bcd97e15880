"""What a check may know besides facts: the time of the run, the target, dated data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from launchready.model.target import Target


class Data(Protocol):
    """Dated reference data, as the checks see it (`reference.Reference` fulfils it)."""

    def is_cdn_address(self, ip: str) -> bool:
        """Whether the address belongs to a content delivery network."""

    def preview_suffix_of(self, host: str) -> str | None:
        """The preview domain that the host stands under, or None."""

    def caa_domains_of(self, organisation: str, common_name: str) -> tuple[str, ...]:
        """The CAA issuer domains of a certificate's issuer; empty when unknown."""


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to every check beside what was seen."""

    as_of: datetime
    target: Target
    reference: Data
