"""The one door to the world: names, pins, the address guard, budgets. Every client stands on it."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from launchready import __version__
from launchready.facts.dns import NO_ANSWER, Rcode
from launchready.observe.budget import DialError, DialErrorKind, Doors, Effort, Requests
from launchready.observe.connect import Candidate, Connector
from launchready.observe.connection import Connection, ConnectPhases
from launchready.observe.guard import Refusal, judge
from launchready.observe.memo import Memo
from launchready.observe.pins import Endpoint, Pin, Pins, canonical

if TYPE_CHECKING:
    from launchready.observe.resolver import DnsReply

__all__ = ["Addresses", "Connection", "Dial", "DialError", "DialErrorKind", "DialSettings", "Effort", "Pin", "Server"]

T = TypeVar("T")

USER_AGENT = (
    f"Mozilla/5.0 (compatible) launchready/{'.'.join(__version__.split('.')[:2])} "
    "(+https://github.com/launchready/launchready; site check asked for by its owner)"
)
CONNECT_SECONDS = 10.0
_DNS_PORT = 53
LOSSY_SERVERS = 2
LOSSY_REPEATS = 3
_PUBLIC_RESOLVERS = ("9.9.9.9", "1.1.1.1")
# Reachable over IPv6 from everywhere: the two public resolvers' anycast addresses.
_KNOWN_IPV6 = ("2620:fe::fe", "2606:4700:4700::1111")


@dataclass(frozen=True, slots=True, order=True)
class Server:
    """A DNS server, named by the user or found by delegation."""

    address: str
    port: int = _DNS_PORT

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `IP` or `IP:port` (`[v6]:port`); ValueError says what to write instead."""
        bare = text.strip()
        address, _, port = bare.rpartition(":") if bare.count(":") == 1 or "]:" in bare else (bare, "", "53")
        try:
            server = cls(str(ip_address(address.strip("[]"))), int(port))
        except ValueError:
            server = cls("", 0)
        if not 0 < server.port < 65536:
            raise ValueError(f"{text!r} is no resolver: write an IP address, or IP:port")
        return server

    def __str__(self) -> str:
        """Give the address; the port only when it is not 53."""
        return self.address if self.port == _DNS_PORT else str(Endpoint(self.address, self.port))


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a host, IPv4 first, and the outcome of the question."""

    value: tuple[str, ...]
    rcode: Rcode


@dataclass(frozen=True, slots=True, kw_only=True)
class DialSettings:
    """What the user decided about contact with the world.

    `resolvers` empty: the system's first one and a public one. `literal_private`: the target was
    written as a local address or localhost, so the user's own network is allowed. `deadline`: on
    the monotonic clock; nothing waits beyond it.
    """

    resolvers: tuple[Server, ...] = ()
    pins: tuple[Pin, ...] = ()
    ca_file: str | None = None
    literal_private: bool = False
    user_agent: str = USER_AGENT
    deadline: float = float("inf")
    per_host_requests: int = 150
    per_host_connections: int = 4
    total_connections: int = 64


class Dial:
    """Resolve, judge, pin, connect: once for all clients. Close it, or use it in `async with`.

    A second look takes `fresh()`: no memory of the first, the other resolver first, the same
    budgets and counters.
    """

    def __init__(self, settings: DialSettings, *, parent: "Dial | None" = None) -> None:
        self.settings = settings
        self.pins = Pins(settings.pins)
        self.memo: dict[Hashable, Any] = {}
        self._shared = Memo()
        self._children: list[Dial] = []
        if parent is None:
            self.effort = Effort()
            self.doors = Doors(settings.per_host_connections, settings.total_connections)
            self.requests = Requests(settings.per_host_requests, self.effort)
            self._slots: dict[str, asyncio.Semaphore] = {}
            self.repeated: Counter[str] = Counter()
            self.resolvers = settings.resolvers[:2] or _system_resolvers()
        else:
            self.effort = parent.effort
            self.doors = parent.doors
            self.requests = parent.requests
            self._slots = parent._slots  # noqa: SLF001 - its own class
            self.repeated = parent.repeated
            self.resolvers = (*parent.resolvers[1:], *parent.resolvers[:1])
        self._connector = Connector(self.doors, self.effort, self.left)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Stop what still runs, close every connection."""
        for child in self._children:
            await child.aclose()
        await self._shared.aclose()
        self.memo.clear()
        self.doors.close_parked()

    @property
    def line_loses(self) -> bool:
        """Whether packets get lost near us: several servers (no resolvers) answered only when asked again."""
        return len(self.repeated) >= LOSSY_SERVERS and self.repeated.total() >= LOSSY_REPEATS

    def fresh(self) -> "Dial":
        """Give a dial that remembers nothing and asks the other resolver first."""
        child = Dial(self.settings, parent=self)
        self._children.append(child)
        return child

    async def once(self, key: Hashable, make: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do something once a run; callers with the same key share the result or the error."""
        return cast("T", await self._shared.once(key, make))

    def left(self, seconds: float) -> float:
        """Cut a time-out to what is left of the run; DialError TIMED_OUT when nothing is."""
        left = self.settings.deadline - time.monotonic()
        if left <= 0:
            raise DialError(DialErrorKind.TIMED_OUT, "the time of this run was used up")
        return min(seconds, left)

    def judge(self, address: str, *, host: str = "") -> Refusal | None:
        """Say why an address must not be contacted; None: it may be."""
        return judge(
            address,
            own_network=self.settings.literal_private,
            loopback_is_public=bool(self.settings.resolvers),
        )

    def route(self, address: str, port: int) -> tuple[str, int]:
        """Say where packets for `address:port` really go, by the user's pins. Judges nothing."""
        endpoint = self.pins.by_address(address, port) or Endpoint(address, port)
        return endpoint.address, endpoint.port

    async def addresses(self, host: str) -> Addresses:
        """Resolve a host by the first resolver that answers. A literal is its own address."""
        name = canonical(host)
        return await self.once(("addresses", name), lambda: self._resolve(name))

    async def connect(
        self,
        host: str,
        port: int,
        *,
        address: str | None = None,
        timeout: float = CONNECT_SECONDS,  # noqa: ASYNC109 - seconds an attempt, as the caller decides
    ) -> Connection:
        """Open a TCP connection to a host, or to one address of it.

        Waits for a place among the connections to this host. Raises DialError.
        """
        started = time.perf_counter()
        candidates = await self._candidates(host, port, address)
        phases = ConnectPhases(dns=time.perf_counter() - started)
        return await self._connector.open(canonical(host), candidates, phases, self.left(timeout))

    async def ask(
        self,
        server: Server,
        name: str,
        rrtype: str,
        *,
        rd: bool = True,
        cd: bool = False,
        dnssec: bool = True,
        found_as: str = "",
    ) -> "DnsReply":
        """Put one question to one server (see `observe/resolver.py`)."""
        from launchready.observe import resolver

        return await resolver.ask(self, server, name, rrtype, rd=rd, cd=cd, dnssec=dnssec, found_as=found_as)

    async def ipv6_here(self) -> bool:
        """Whether this machine reaches the IPv6 internet at all."""
        return await self.once("ipv6-here", self._try_ipv6)

    @asynccontextmanager
    async def host_slot(self, host: str) -> AsyncIterator[None]:
        """Hold one of the host's places for a request, and count it; DialError BUDGET."""
        name = canonical(host)
        slot = self._slots.setdefault(name, asyncio.Semaphore(self.settings.per_host_connections))
        async with slot:
            self.requests.spend(name)
            yield

    async def _candidates(self, host: str, port: int, address: str | None) -> list[Candidate]:
        pinned = self.pins.by_host(host, port)
        if pinned is not None:
            return [Candidate(address or pinned.address, pinned)]
        if address is not None:
            refusal = self.judge(address, host=host)
            if refusal is not None:
                raise DialError(DialErrorKind.PRIVATE, str(refusal), address)
            return [self._candidate(address, port)]
        found = await self.addresses(host)
        if not found.value:
            kind = DialErrorKind.DNS_FAILED if _failed(found.rcode) else DialErrorKind.NO_ADDRESS
            raise DialError(kind, f"{host}: {found.rcode}")
        refusals = {one: self.judge(one, host=host) for one in found.value}
        allowed = [one for one, refusal in refusals.items() if refusal is None]
        if not allowed:
            raise DialError(DialErrorKind.PRIVATE, f"{host}: {refusals[found.value[0]]}", found.value[0])
        return [self._candidate(one, port) for one in allowed]

    def _candidate(self, address: str, port: int) -> Candidate:
        return Candidate(address, Endpoint(*self.route(address, port)))

    async def _resolve(self, name: str) -> Addresses:
        literal = _literal(name)
        if literal:
            return Addresses(literal, Rcode.NOERROR)
        from launchready.observe import resolver

        v4, v6 = await asyncio.gather(resolver.recurse(self, name, "A"), resolver.recurse(self, name, "AAAA"))
        value = (*v4.addresses, *v6.addresses)
        if value:
            return Addresses(value, Rcode.NOERROR)
        rcodes = (v4.rcode, v6.rcode)
        if Rcode.NXDOMAIN in rcodes:
            return Addresses((), Rcode.NXDOMAIN)
        return Addresses((), next((rcode for rcode in rcodes if _failed(rcode)), Rcode.NOERROR))

    async def _try_ipv6(self) -> bool:
        for address in _KNOWN_IPV6:
            try:
                connection = await self.connect(address, _DNS_PORT, timeout=3)
            except DialError:
                continue
            connection.close()
            return True
        return False


def _failed(rcode: Rcode) -> bool:
    return rcode in NO_ANSWER or rcode is Rcode.SERVFAIL


def _literal(name: str) -> tuple[str, ...]:
    """Addresses of what needs no DNS: literals, and localhost (RFC 6761 section 6.3)."""
    if name.rpartition(".")[2] == "localhost":
        return ("127.0.0.1", "::1")
    try:
        return (str(ip_address(name)),)
    except ValueError:
        return ()


def _system_resolvers() -> tuple[Server, ...]:
    """Give the system's first resolver, and a public one as the second view."""
    from dns.exception import DNSException
    from dns.resolver import Resolver

    try:
        own = [str(server) for server in Resolver().nameservers]
    except (DNSException, OSError):  # no resolv.conf in a bare container
        own = []
    addresses = dict.fromkeys([*own[:1], *_PUBLIC_RESOLVERS])
    return tuple(Server(address) for address in list(addresses)[:2])
