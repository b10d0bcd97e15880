"""Requests of a stranger and of members, each made anew, and what an answer tells about the caches on its way."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from launchready.facts.cache_trial import QueryKey
from launchready.formats.cache_control import CacheState, age, parse, state
from launchready.formats.cookies import Jar
from launchready.formats.html import parsed
from launchready.formats.login_form import asks_to_sign_in
from launchready.formats.plain import plain
from launchready.formats.url import Url
from launchready.formats.url import parse as parse_url
from launchready.model.words import GapReason
from launchready.observe.exchange import Exchange, HttpFailure
from launchready.observe.gatherer import Scope
from launchready.observe.grants import Member
from launchready.observe.http import Web
from launchready.observe.members import Session
from launchready.observe.outcome import REDIRECTS, Missing, barrier, body_text, location_of

SHORTEST = 6
"""A shorter word may stand on any page."""
_WORD = re.compile(r"[^\W\d_]{3,40}")
_MOST_WORDS = 20_000
_SIGN_IN_PATH = re.compile(r"log[-_]?in|sign[-_]?in|/auth\b", re.IGNORECASE)
# Pages that change something when they are opened, or are about signing in.
_NOT_A_PAGE = re.compile(
    r"log[-_]?(in|out)|sign[-_]?(in|out|up)|auth|account|admin|cart|api|\.[a-z0-9]{2,5}$", re.IGNORECASE
)


class Blocked(Exception):
    """A wall, a limit or silence: what stands behind it was not seen."""

    def __init__(self, missing: Missing) -> None:
        super().__init__(missing.detail)
        self.missing = missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One answer in memory. Its text is never recorded."""

    url: Url
    status: int
    cache: CacheState
    age: int
    cache_control: str
    sets_cookie: bool
    location: str
    asks_sign_in: bool
    text: str = field(repr=False)
    words: frozenset[str] = field(repr=False, default=frozenset())

    def same_as(self, other: "Seen") -> bool:
        """Whether it is the very same answer."""
        return (self.status, self.location, self.text) == (other.status, other.location, other.text)

    def holds(self, marks: Sequence[str]) -> bool:
        """Whether one of these texts stands in it, as it is or escaped for HTML."""
        plain_text = html.unescape(self.text)
        return any(mark in self.text or mark in plain_text for mark in marks)


class Visits:
    """The visitors of one trial. The stranger keeps the cookies that he is given, as a browser does."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._jar = Jar()

    async def stranger(self, url: Url) -> Seen:
        """Ask without being signed in. Raises Blocked."""
        answer = await self._ask(url, self._jar, ())
        self._jar = self._jar.after(url, answer.set_cookies, self._scope.as_of)
        return _seen(url, answer)

    async def member(self, session: Session, url: Url) -> Seen:
        """Ask as a member. Raises Blocked."""
        return _seen(url, await self._ask(url, session.jar, session.headers()))

    async def other_paths(self, page: Url) -> tuple[str, ...]:
        """The start page, and the first page that it links to on the same host."""
        start = Url(page.scheme, page.host, page.port, "/")
        seen = await self.stranger(start)
        tree = parsed(seen.text)
        links = (
            [parse_url(node.attributes["href"] or "", start) for node in tree.css("x-a[href]")[:100]] if tree else []
        )
        paths = [
            link.path
            for link in links
            if isinstance(link, Url)
            and link.origin == start.origin
            and link.path not in {"/", page.path}
            and not _NOT_A_PAGE.search(link.path)
            and not link.path.startswith(page.path.rstrip("/") + "/")
        ]
        return tuple(dict.fromkeys(("/", *paths[:1])))

    async def _ask(self, url: Url, jar: Jar, headers: tuple[tuple[str, str], ...]) -> Exchange:
        try:
            answer = await Web.of(self._scope.dial).send("GET", url, headers=headers, cookies=jar.sent_to(url))
        except HttpFailure as failure:
            detail = f"{url.host} gave no answer ({failure.kind})"
            raise Blocked(Missing(GapReason.FAILED, detail, "Look again in a few minutes.")) from failure
        wall = barrier(answer, self._scope.reference)
        if wall is not None:
            raise Blocked(wall)
        return answer


def _seen(url: Url, answer: Exchange) -> Seen:
    text = body_text(answer)
    location = (location_of(answer) or "") if answer.status in REDIRECTS else ""
    sent_to_sign_in = _SIGN_IN_PATH.search(location.partition("?")[0]) is not None
    return Seen(
        url=url,
        status=answer.status,
        cache=_said_by_caches(answer),
        age=age(answer.headers),
        cache_control=plain(", ".join(answer.all("cache-control")), 120),
        sets_cookie=bool(answer.set_cookies),
        location=location,
        asks_sign_in=sent_to_sign_in or answer.status == 401 or asks_to_sign_in(text),
        text=text,
        words=frozenset(match[0] for match, _ in zip(_WORD.finditer(text), range(_MOST_WORDS), strict=False)),
    )


def _said_by_caches(answer: Exchange) -> CacheState:
    """What they said; an Age alone tells that the answer was handed out from storage (RFC 9111 section 5.1)."""
    said = state(answer.headers)
    return CacheState.HIT if said is CacheState.SILENT and age(answer.headers) > 0 else said


def storable(seen: Seen) -> bool:
    """Whether a cache that keeps pages had every reason to keep this one."""
    said = parse(seen.cache_control)
    forbidden = said.no_store or said.private or said.no_cache or said.max_age == 0
    return seen.status == 200 and not seen.sets_cookie and not forbidden


def _meant_to_be_kept(seen: Seen) -> bool:
    """Whether the app itself lets caches keep it: one that obeys the app keeps nothing else (RFC 9111 section 3)."""
    said = parse(seen.cache_control)
    return storable(seen) and (said.public or bool(said.max_age) or bool(said.s_maxage))


def query_key(three: Sequence[Seen]) -> QueryKey:
    """What three answers tell: twice one address, then the same with a query that nobody has used.

    A new query cannot be a hit unless queries are ignored. Where all came from the server although the app lets
    them be kept, nothing is kept. A page that the app keeps for itself tells nothing: a cache that obeys would
    pass it on, and may still keep a member's page that the app calls public by mistake. DYNAMIC and BYPASS are
    the caches' own word that they pass such answers on.
    """
    first, second, other = three
    if other.cache is CacheState.HIT:
        return QueryKey.IGNORED
    if second.cache is CacheState.HIT:
        return QueryKey.APART if other.cache is not CacheState.SILENT else QueryKey.UNKNOWN
    if all(seen.cache is CacheState.PASSED for seen in three):
        return QueryKey.NOT_STORED
    signed = all(seen.cache in {CacheState.MISS, CacheState.PASSED} for seen in three)
    differ = len({first.text, second.text, other.text}) == len(three)
    if all(map(_meant_to_be_kept, three)) and (signed or differ):
        return QueryKey.NOT_STORED
    return QueryKey.UNKNOWN


def markers_in(member: Member, own: Seen, strangers: Sequence[Seen]) -> tuple[str, ...]:
    """What of the member's given marker, sign-in name and name stands on its page and on no stranger's."""
    local = member.user.partition("@")[0]
    known = (member.marker,) if member.marker else (member.user, local, member.name)
    fitting = (mark for mark in known if mark and (mark == member.marker or len(mark) >= SHORTEST))
    return tuple(mark for mark in fitting if own.holds((mark,)) and not any(seen.holds((mark,)) for seen in strangers))
