"""What the registry says about a domain (RDAP, RFC 9083): dates and states, never persons."""

from dataclasses import dataclass
from datetime import datetime

from launchready.model.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(Fact):
    """The registration of the target's domain (subject: ZONE).

    `registrar` is the name of the company that sold it. `expires_at` is None when neither registry nor
    registrar tells it. `statuses` are RDAP's words (RFC 8056: `client hold`, `auto renew period` ...).
    `server` is the host that answered.
    """

    registrar: str
    expires_at: datetime | None
    statuses: tuple[str, ...]
    server: str
