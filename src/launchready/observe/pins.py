"""Pins: `--resolve host:port:addr[:port2]`, the user's word on where a connection goes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self

ANY_HOST = "*"
_PIN = re.compile(r"(?P<host>\[[^\]]+\]|[^:\[\]]+):(?P<port>\d+):(?P<address>\[[^\]]+\]|[^:\[\]]+)(?::(?P<to>\d+))?")
_SHAPE = "write host:port:address or host:port:address:port2, an IPv6 address in [brackets]"


def canonical(host: str) -> str:
    """Give a host as it is compared: lower case, without brackets and trailing dot, addresses in their short form."""
    bare = host.strip("[]").rstrip(".").lower()
    try:
        return str(ip_address(bare))
    except ValueError:
        return bare


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a packet really goes."""

    address: str
    port: int

    def __str__(self) -> str:
        """Give `address:port`, IPv6 in brackets."""
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"


@dataclass(frozen=True, slots=True)
class Pin:
    """A connection to `host:port` goes to `to`. `host` is a name, an address, or `*`."""

    host: str
    port: int
    to: Endpoint

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `host:port:addr[:port2]`; ValueError says what to write instead."""
        found = _PIN.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"{text!r} is not a pin: {_SHAPE}")
        port = int(found["port"])
        to_port = port if found["to"] is None else int(found["to"])
        if not (0 < port < 65536 and 0 < to_port < 65536):
            raise ValueError(f"{text!r} has a port outside 1 to 65535")
        try:
            address = str(ip_address(found["address"].strip("[]")))
        except ValueError:
            raise ValueError(f"{text!r} must lead to an IP address: {_SHAPE}") from None
        return cls(canonical(found["host"]), port, Endpoint(address, to_port))


class Pins:
    """Pins, looked up by host name first, by the resolved address second, `*` last."""

    __slots__ = ("_to",)

    def __init__(self, pins: Iterable[Pin] = ()) -> None:
        # The first one named wins, as with curl.
        self._to: dict[tuple[str, int], Endpoint] = {}
        for pin in pins:
            self._to.setdefault((pin.host, pin.port), pin.to)

    def by_host(self, host: str, port: int) -> Endpoint | None:
        """Where this host name was pinned to; no look-up in the DNS is needed then."""
        return self._to.get((canonical(host), port))

    def by_address(self, address: str, port: int) -> Endpoint | None:
        """Where a connection to this address goes instead."""
        return self._to.get((canonical(address), port)) or self._to.get((ANY_HOST, port))
