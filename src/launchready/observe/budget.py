"""What may be spent on a host: connections at a time, requests in a run; and what was spent."""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from launchready.model.run import Effort as EffortLine


class DialErrorKind(StrEnum):
    """Why a connection did not come about."""

    NO_ADDRESS = "no-address"
    DNS_FAILED = "dns-failed"
    PRIVATE = "private"
    REFUSED = "refused"
    TIMED_OUT = "timed-out"
    UNREACHABLE = "unreachable"
    BUDGET = "budget"


class DialError(Exception):
    """A connection that did not come about: a value of the world, turned into a fact or a Gap."""

    def __init__(self, kind: DialErrorKind, detail: str, address: str = "") -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.address = address


@dataclass(slots=True)
class Effort:
    """What the looking has cost so far; one object for a run, its second looks included."""

    requests: int = 0
    connections: int = 0
    queries: int = 0

    def line(self, seconds: float) -> EffortLine:
        """Give the figures as run/1 has them."""
        return EffortLine(seconds=seconds, requests=self.requests, connections=self.connections, queries=self.queries)


class Requests:
    """Counts requests against the budget of each host."""

    def __init__(self, limit: int, effort: Effort) -> None:
        self._limit = limit
        self._effort = effort
        self._spent: Counter[str] = Counter()

    def spend(self, host: str) -> None:
        """Count one request; DialError BUDGET when the host has had all of its share."""
        if self._spent[host] >= self._limit:
            raise DialError(DialErrorKind.BUDGET, f"{host} has had its {self._limit} requests of this run")
        self._spent[host] += 1
        self._effort.requests += 1


class Doors:
    """At most so many open connections a host and in all; idle ones give way to new ones.

    A connection that waits for its next request is *parked*: it keeps its place until somebody
    else needs it, and is then closed. Without that, kept-alive connections would starve the rest.
    """

    def __init__(self, per_host: int, total: int) -> None:
        self._per_host = per_host
        self._total = total
        self._open: Counter[str] = Counter()
        self._parked: OrderedDict[object, tuple[str, Callable[[], None]]] = OrderedDict()
        self._waiting: list[asyncio.Future[None]] = []

    async def enter(self, host: str) -> None:
        """Wait for a place."""
        while not self._room(host):
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            try:
                await turn
            finally:
                if turn in self._waiting:
                    self._waiting.remove(turn)
        self._open[host] += 1

    def leave(self, host: str) -> None:
        """Give the place back."""
        self._open[host] -= 1
        if not self._open[host]:
            del self._open[host]
        self._wake()

    def park(self, key: object, host: str, close: Callable[[], None]) -> None:
        """Offer an idle connection: `close` is called when its place is needed."""
        self._parked[key] = (host, close)
        self._wake()

    def unpark(self, key: object) -> bool:
        """Take an idle connection back into use; False when it has been closed meanwhile."""
        return self._parked.pop(key, None) is not None

    def close_parked(self) -> None:
        """Close whatever is idle."""
        while self._parked:
            _, (_, close) = self._parked.popitem(last=False)
            close()

    def _room(self, host: str) -> bool:
        if self._open[host] >= self._per_host and not self._evict(host):
            return False
        return self._open.total() < self._total or self._evict(None)

    def _evict(self, host: str | None) -> bool:
        """Close the connection that has been idle longest; its `close` calls `leave`."""
        for key, (parked_host, close) in self._parked.items():
            if host in (None, parked_host):
                del self._parked[key]
                close()
                return True
        return False

    def _wake(self) -> None:
        # All of them look again: few ever wait, and each looks in constant time.
        waiting, self._waiting = self._waiting, []
        for turn in waiting:
            if not turn.done():
                turn.set_result(None)
