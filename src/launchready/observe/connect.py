"""Trying the addresses of a host in turn, with one more try for a lossy network."""

import errno
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from launchready.observe.budget import DialError, DialErrorKind, Doors, Effort
from launchready.observe.connection import Connection, ConnectPhases, open_socket
from launchready.observe.pins import Endpoint

_MOST_ADDRESSES = 6
_MOST_SILENCES = 2
# Our own shortage, not the site's: it must not be told as a fact about the site.
_OURS = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.EPERM, errno.EACCES})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address of the site, and where its packets go."""

    address: str
    endpoint: Endpoint


class Connector:
    """Opens sockets through the doors. Remembers endpoints that stayed silent twice."""

    def __init__(self, doors: Doors, effort: Effort, left: Callable[[float], float]) -> None:
        self._doors = doors
        self._effort = effort
        self._left = left
        self._silences: Counter[Endpoint] = Counter()

    async def open(
        self,
        host: str,
        candidates: Sequence[Candidate],
        phases: ConnectPhases,
        timeout: float,  # noqa: ASYNC109 - seconds an attempt
    ) -> Connection:
        """Give the first connection that comes about; the last error when none does."""
        queue = list(candidates[:_MOST_ADDRESSES])
        silences = 0
        failure: DialError | None = None
        while queue and silences < _MOST_SILENCES:
            candidate = queue.pop(0)
            if self._silences[candidate.endpoint] >= _MOST_SILENCES:
                failure = failure or _silence(candidate)
                continue
            try:
                return await self._attempt(host, candidate, phases, timeout)
            except DialError as error:
                failure = error
                if error.kind is DialErrorKind.TIMED_OUT:
                    silences += 1
                    self._silences[candidate.endpoint] += 1
                    queue = queue or [candidate]  # silence may be loss: once more
        if failure is None:
            raise DialError(DialErrorKind.NO_ADDRESS, f"{host} has no address")
        raise failure

    async def _attempt(
        self,
        host: str,
        candidate: Candidate,
        phases: ConnectPhases,
        timeout: float,  # noqa: ASYNC109
    ) -> Connection:
        await self._doors.enter(host)
        try:
            self._effort.connections += 1
            started = time.perf_counter()
            sock = await open_socket(candidate.endpoint, timeout=self._left(timeout))
        except OSError as error:  # TimeoutError is one
            self._doors.leave(host)
            raise _told(error, candidate) from error
        except BaseException:
            self._doors.leave(host)
            raise
        phases.tcp = time.perf_counter() - started
        return Connection(
            sock,
            address=candidate.address,
            endpoint=candidate.endpoint,
            phases=phases,
            on_close=lambda: self._doors.leave(host),
        )


def _told(error: OSError, candidate: Candidate) -> DialError:
    address = candidate.address
    if isinstance(error, TimeoutError):
        return _silence(candidate)
    if isinstance(error, ConnectionRefusedError):
        return DialError(DialErrorKind.REFUSED, f"{address} refused the connection", address)
    if error.errno in _OURS:
        raise error
    return DialError(DialErrorKind.UNREACHABLE, f"{address} cannot be reached: {error.strerror or error}", address)


def _silence(candidate: Candidate) -> DialError:
    return DialError(DialErrorKind.TIMED_OUT, f"{candidate.address} did not answer", candidate.address)
