"""Asks the site and its interfaces which other sites may read their answers (Fetch standard, CORS protocol).

Every request claims an origin and carries no cookie. The made-up origins are the same at each run. First the site's own
origin, a stranger's and `null`; look-alikes only where the own origin is let in by name, because a rule that a
look-alike slips through lets the real one in too.
"""

from collections.abc import AsyncIterator, Mapping
from hashlib import sha256

from launchready.facts.asset import Asset
from launchready.facts.cors import Asked, Cors, CorsReply, Endpoint
from launchready.facts.http import End, RedirectChain
from launchready.facts.page import Page
from launchready.formats.cache_control import CacheState, age, state
from launchready.formats.names import is_literal, registrable
from launchready.formats.plain import plain
from launchready.formats.url import Url, masked, masked_path
from launchready.formats.wall import Wall, recognise
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.words import Effect, GapReason
from launchready.observe.chains import entries
from launchready.observe.cors_doors import Door, doors
from launchready.observe.cors_member import as_member
from launchready.observe.exchange import Exchange, HttpFailure, HttpFailureKind
from launchready.observe.follow import follow
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import Web
from launchready.observe.outcome import REDIRECTS, Missing, body_start, in_order, target_of

MOST_HOPS = 3
_GET, _OPTIONS = "GET", "OPTIONS"
_LOOK_ALIKES = (Asked.PREFIX, Asked.SUFFIX, Asked.PLAIN, Asked.SUBDOMAIN)
_LONGEST = 300
_TIMED_OUT = {HttpFailureKind.TIMED_OUT, HttpFailureKind.CONNECT_TIMED_OUT}


class _StoppedError(Exception):
    """A wall, a limit, a time-out: nothing more is asked at this address."""

    def __init__(self, missing: Missing) -> None:
        super().__init__(missing.detail)
        self.missing = missing


@gatherer(makes=(Cors,), needs=(RedirectChain, Page, Asset), effect=Effect.ASK)
async def cors(scope: Scope) -> AsyncIterator[Observation]:
    """Ask the page where visitors end, the declared interfaces, and a few that the pages' scripts use."""
    site = Subject.site(scope.target.host)
    walk = await follow(scope, next(entries(scope.target)).url)
    if isinstance(walk.end, Missing):
        yield walk.end.gap(Cors, site)
        return
    if walk.end.end is not End.ANSWER:
        missing = Missing(
            GapReason.FAILED, f"{scope.target.origin} gave no page, so that nobody could be let in or out"
        )
        yield missing.gap(Cors, site)
        return
    by_host: dict[str, list[Door]] = {}
    for door in await doors(scope, walk):
        if scope.wants(Subject.host(door.url.host)):
            by_host.setdefault(door.url.host, []).append(door)
    async for some in in_order(_host(scope, mine, walk.at) for mine in by_host.values()):
        for seen in some:
            yield seen


async def _host(scope: Scope, mine: list[Door], own: Url) -> list[Cors | Gap]:
    """Ask one host, address after address, until something stops us there."""
    found: list[Cors | Gap] = []
    for door in mine:
        seen = await _look(scope, door, own)
        found.append(seen)
        if isinstance(seen, Gap):
            break
    return found


def origins(scope: Scope, own: Url) -> Mapping[Asked, str]:
    """The origins that are claimed, by what they are for."""
    mark = sha256(own.host.encode()).hexdigest()[:12]
    known = {
        Asked.OWN: own.origin,
        Asked.ANY: f"https://{mark}.example",
        Asked.NULL: "null",
        Asked.SUFFIX: f"{own.origin}.{mark}.example",
    }
    if not is_literal(own.host) and "." in own.host:
        # A name under the owner's domain is the owner's: the look-alike must be a domain that others can buy.
        known[Asked.PREFIX] = f"https://evil{registrable(own.host)}"
        known[Asked.SUBDOMAIN] = f"{own.scheme}://x.{own.host}"
        if own.scheme == "https":
            known[Asked.PLAIN] = f"http://{own.host}"
    return known


async def _look(scope: Scope, door: Door, own: Url) -> Cors | Gap:
    claimed = origins(scope, own)
    asker = _Asker(scope, claimed, door)
    try:
        if door.method in {_GET, "HEAD"}:
            await asker.settle()
            await asker.by(_GET)
        await asker.by(_OPTIONS)
    except _StoppedError as stopped:
        return stopped.missing.gap(Cors, _about(scope, door))
    seen = Cors(
        subject=Subject.host(asker.url.host),
        url=masked(asker.url),
        path=masked_path(asker.url.path),
        endpoint=door.endpoint,
        own_origin=own.origin,
        cross_origin=asker.url.origin != own.origin,
        replies=tuple(asker.replies),
    )
    return await as_member(scope, seen, asker.url)


def _about(scope: Scope, door: Door) -> Subject:
    """Without the page itself nothing can be said about the site; another address is a matter of its host."""
    return Subject.site(scope.target.host) if door.endpoint is Endpoint.LANDING else Subject.host(door.url.host)


class _Asker:
    """Asks at one address, each method and origin once."""

    def __init__(self, scope: Scope, claimed: Mapping[Asked, str], door: Door) -> None:
        self._scope = scope
        self._claimed = claimed
        self._door = door
        self.url = door.url
        self.replies: list[CorsReply] = []
        self._settled: Exchange | None = None

    async def settle(self) -> None:
        """Go where the address leads within the same site; a redirect to strangers is nobody's answer but theirs."""
        for _ in range(MOST_HOPS):
            answer = await self._send(_GET, self._claimed[Asked.OWN])
            target = target_of(answer, self.url) if answer.status in REDIRECTS else None
            if not isinstance(target, Url):
                self._settled = answer
                if self._wall(answer) is not None:
                    await self._ask_unclaimed()
                return
            if registrable(target.host) != registrable(self.url.host):
                detail = f"{self.url.host} sends whoever asks to {target.host}"
                raise _StoppedError(Missing(GapReason.FAILED, detail))
            self.url = target

    async def _ask_unclaimed(self) -> None:
        """Tell a refusal of the origin (Spring says 403 to it) from a refusal of us."""
        wall = self._wall(await self._send(_GET, ""))
        if wall is not None:
            raise _StoppedError(_behind(wall))

    def _wall(self, answer: Exchange) -> Wall | None:
        return recognise(answer.status, answer.headers, body_start(answer), self._scope.reference.walls)

    async def by(self, method: str) -> None:
        """Put the question by one method. OPTIONS says nothing of `null` where it says nothing at all."""
        own = await self._reply(method, Asked.OWN)
        stranger = await self._reply(method, Asked.ANY)
        if method == _GET or own.allow_origin or stranger.allow_origin:
            await self._reply(method, Asked.NULL)
        if own.allow_origin == own.origin and not stranger.allowed:
            for asked in _LOOK_ALIKES:
                if asked in self._claimed:
                    await self._reply(method, asked)

    async def _reply(self, method: str, asked: Asked) -> CorsReply:
        origin = self._claimed[asked]
        answer = self._settled if method == _GET and asked is Asked.OWN else None
        reply = _reply(method, asked, origin, answer or await self._send(method, origin))
        self.replies.append(reply)
        return reply

    async def _send(self, method: str, origin: str) -> Exchange:
        """One request without cookies. A challenge or a limit ends the asking; certificates are judged elsewhere."""
        headers = [("Origin", origin)] if origin else []
        if method == _OPTIONS:
            headers.append(("Access-Control-Request-Method", self._door.method))
        try:
            answer = await Web.of(self._scope.dial).send(method, self.url, headers=headers, verify=False)
        except HttpFailure as failure:
            raise _StoppedError(_missing(self.url, failure)) from failure
        wall = self._wall(answer)
        # An interface says 403 to an origin that it does not want.
        if wall is not None and wall.kind != "forbidden":
            raise _StoppedError(_behind(wall))
        return answer


def _behind(wall: Wall) -> Missing:
    return Missing(GapReason.BLOCKED, f"{wall.name} stopped us while we asked", wall.how_to_let_us_in)


def _missing(url: Url, failure: HttpFailure) -> Missing:
    if failure.kind is HttpFailureKind.BUDGET:
        return Missing(GapReason.NOT_RUN, f"{url.host} had its share of requests in this run")
    if failure.kind in _TIMED_OUT:
        return Missing(GapReason.TIMED_OUT, f"{url.origin} did not answer in time", "Look again in a few minutes.")
    return Missing(GapReason.FAILED, f"{url.origin} did not answer")


def _reply(method: str, asked: Asked, origin: str, answer: Exchange) -> CorsReply:
    allow = answer.header("access-control-allow-origin")
    vary = {word.strip().lower() for value in answer.all("vary") for word in value.split(",")}
    cache_control = answer.header("cache-control")
    return CorsReply(
        asked=asked,
        method=method,
        origin=origin,
        status=answer.status,
        allow_origin=None if allow is None else plain(allow, _LONGEST),
        credentials=(answer.header("access-control-allow-credentials") or "").strip().lower() == "true",
        vary_origin=bool(vary & {"origin", "*"}),
        cache_control=None if cache_control is None else plain(cache_control, _LONGEST),
        age=age(answer.headers),
        hit=state(answer.headers) is CacheState.HIT,
    )
