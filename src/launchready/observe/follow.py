"""One entry followed to its end as a visitor's browser goes: redirect by redirect, with or without cookies."""

import asyncio
from dataclasses import dataclass, replace

from launchready.facts.http import End, Hop
from launchready.formats.cookies import Jar, looks_like_session, names, wide_names
from launchready.formats.names import registrable
from launchready.formats.plain import plain
from launchready.formats.url import Flaw, Url, masked, masked_path
from launchready.model.words import GapReason
from launchready.observe.gatherer import Scope
from launchready.observe.http import Exchange
from launchready.observe.outcome import Missing, NoAnswer, ask, barrier, led_to, target_of

MOST_HOPS = 10
# Ten slow hops must not use up the time of the whole run.
WALK_SECONDS = 50.0
_MOST_SAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The way from one entry: `at` is where the visitor stands at its end, or could not get to.

    `end` is how it ended; a Missing when it could not be seen to the end. Holds raw answers: never recorded.
    """

    entry: Url
    hops: tuple[Hop, ...]
    answers: tuple[Exchange, ...]
    end: NoAnswer | Missing
    at: Url

    @property
    def wants_cookies(self) -> bool:
        """Whether a browser with cookies might fare differently: it looped, or a cookie was set on the way."""
        looped = isinstance(self.end, NoAnswer) and self.end.end in {End.LOOP, End.TOO_MANY}
        return looped or any(hop.cookies for hop in self.hops[:-1])


async def follow(scope: Scope, entry: Url, *, with_cookies: bool = False) -> Walk:
    """Follow an entry, at most ten requests and fifty seconds; other walks of the run share what is the same."""
    walker = _Walker(scope, entry, with_cookies=with_cookies)
    try:
        async with asyncio.timeout(WALK_SECONDS):
            while walker.end is None:
                await walker.step()
    except TimeoutError:
        walker.end = Missing(GapReason.TIMED_OUT, f"following {masked(entry)} took longer than {WALK_SECONDS:.0f} s")
    return walker.walk(walker.end)


class _Walker:
    def __init__(self, scope: Scope, entry: Url, *, with_cookies: bool) -> None:
        self._scope = scope
        self._entry = entry
        self._with_cookies = with_cookies
        self._jar = Jar()
        self._states: set[tuple[Url, tuple[tuple[str, str], ...]]] = set()
        self._asked: list[Url] = []
        self._hops: list[Hop] = []
        self._answers: list[Exchange] = []
        self._at = entry
        self.end: NoAnswer | Missing | None = None

    def walk(self, end: NoAnswer | Missing) -> Walk:
        return Walk(entry=self._entry, hops=tuple(self._hops), answers=tuple(self._answers), end=end, at=self._at)

    async def step(self) -> None:
        """Make one request, or end."""
        cookies = self._jar.sent_to(self._at) if self._with_cookies else {}
        state = (self._at, tuple(sorted(cookies.items())))
        if state in self._states:
            self.end = NoAnswer(End.LOOP)
            return
        if len(self._hops) == MOST_HOPS:
            # A cookie that changes at each visit hides a loop from the comparison above.
            self.end = NoAnswer(End.LOOP if self._asked.count(self._at) >= _MOST_SAME else End.TOO_MANY)
            return
        self._states.add(state)
        self._asked.append(self._at)
        answer = await ask(self._scope, self._at, cookies=cookies)
        if isinstance(answer, Exchange):
            self._arrive(answer)
            return
        if self._hops and isinstance(answer, NoAnswer) and answer.end is End.PRIVATE_ADDRESS:
            self._hops[-1] = replace(self._hops[-1], private_target=True)
        self.end = answer

    def _arrive(self, answer: Exchange) -> None:
        wall = barrier(answer, self._scope.reference)
        self._hops.append(_hop(self._at, answer))
        self._answers.append(answer)
        # Where a wall stands before somebody else's host, we know where the visitor ended: there.
        if wall is not None and self._is_own(self._at):
            self.end = wall
            return
        target = None if wall is not None else target_of(answer, self._at)
        if target is None:
            self.end = NoAnswer(End.ANSWER)
        elif isinstance(target, Flaw):
            self.end = NoAnswer(End.BAD_LOCATION, target.value)
        else:
            self._jar = self._jar.after(self._at, answer.set_cookies, self._scope.as_of)
            self._at = target

    def _is_own(self, url: Url) -> bool:
        target = self._scope.target
        return url.host == self._entry.host or registrable(url.host) == target.apex


def _hop(url: Url, answer: Exchange) -> Hop:
    cookies = names(answer.set_cookies)
    # Browsers ignore the header over http (RFC 6797 section 8.1).
    hsts = answer.header("strict-transport-security") if url.scheme == "https" else None
    return Hop(
        url=masked(url),
        scheme=url.scheme,
        host=url.host,
        port=url.port,
        path=masked_path(url.path),
        status=answer.status,
        location=led_to(answer, url),
        address=answer.address,
        first_byte_seconds=round(answer.phases.first_byte, 3),
        hsts=None if hsts is None else plain(hsts, 200),
        server=plain(answer.header("server") or "", 80),
        cf_ray=answer.header("cf-ray") is not None,
        cookies=cookies,
        session_cookies=tuple(name for name in cookies if looks_like_session(name)),
        wide_cookies=wide_names(answer.set_cookies, registrable(url.host)),
    )
