"""Verifies TLS hosts in the browser's place where the user named an own authority (`--ca`).

Chromium reads no authority from a file. With one it is started to accept every certificate, and the door lets it
through only to hosts whose certificate we have verified, as browsers judge it.
"""

from dataclasses import dataclass, field
from datetime import datetime

from launchready.formats import certificate
from launchready.observe import endpoint, trust
from launchready.observe.connection import Connection
from launchready.observe.dial import Dial
from launchready.observe.handshake import HANDSHAKE_SECONDS, served_chain


@dataclass(slots=True)
class Proof:
    """Whether a TLS host is what it says it is; each is asked once. Raises DialError."""

    dial: Dial
    as_of: datetime
    _known: dict[tuple[str, int], bool] = field(default_factory=dict)

    async def __call__(self, host: str, port: int) -> bool:
        """Say it for one host and port."""
        place = (host, port)
        if place not in self._known:
            self._known[place] = await self.dial.once(("browser-proof", *place), lambda: self._verify(host, port))
        return self._known[place]

    async def _verify(self, host: str, port: int) -> bool:
        trusted = trust.verifying(self.dial.settings.ca_file)
        async with await self.dial.connect(host, port) as connection:
            try:
                await connection.start_tls(trusted.context, host, timeout=self.dial.left(HANDSHAKE_SECONDS))
            except (OSError, ValueError):
                address = connection.address
            else:
                return _named(connection, host)
        # Browsers fetch an intermediate that is not sent (RFC 5280 4.2.2.1).
        seen = await endpoint.look(self.dial, host, port, address, self.as_of)
        return seen.chain_incomplete and seen.name_matches is True


def _named(connection: Connection, host: str) -> bool:
    leaf = certificate.describe(list(served_chain(connection.tls))[:1])
    return leaf is not None and certificate.matches(leaf.names, host)
