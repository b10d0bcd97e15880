"""Whether a member's page reaches somebody else through a cache: the stranger first, then the members.

The order is what makes it harmless. A cache that keeps pages whoever asks for them keeps the stranger's page, and
a member is sent only where the caches were seen to tell addresses with different queries apart, to keep no such
page at all, or to hold the stranger's page already. Where that cannot be seen the trial ends, as a gap.
"""

import secrets
from collections.abc import AsyncIterator, Sequence

from launchready.facts.cache_trial import CacheRow, CacheTrial, QueryKey, Step, Visitor
from launchready.formats.url import Url, masked, parse
from launchready.model.subject import Subject
from launchready.model.words import Effect, GapReason, Source
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.grants import Grants
from launchready.observe.members import Session, sessions
from launchready.observe.outcome import Missing
from launchready.observe.visits import Blocked, Seen, Visits, markers_in, query_key, storable

SECONDS = 35.0
NO_MARKER = (
    "Give each test member in launchready.toml a marker, text that only its own pages show, and name under"
    " member_pages a page, or an answer of your API, that shows it."
)


def _says(grants: Grants) -> str:
    names = " and ".join(member.name for member in grants.members)
    return (
        f"I sign in as {names}, at most two tries each, and ask for a members' page as a stranger, as each of them, and"
        " as a stranger again, about twenty requests."
    )


@gatherer(makes=(CacheTrial,), source=Source.ACCOUNTS, effect=Effect.CHANGE, seconds=SECONDS, says=_says)
async def cache_trial(scope: Scope) -> AsyncIterator[Observation]:
    """Try the pages that the owner named, else the one to which a sign-in leads."""
    site = Subject.site(scope.target.host)
    signed = await sessions(scope)
    if isinstance(signed, Missing):
        yield signed.gap(CacheTrial, site)
        return
    for page in _pages(scope, signed):
        if page.host not in scope.grants.proven:
            detail = f"control of {page.host} is not proven"
            ask = f"Publish the word for {page.host} too: launchready audit --deep tells which."
            yield Missing(GapReason.NO_CONSENT, detail, ask).gap(CacheTrial, site)
            continue
        trial = _Trial(scope, page, signed)
        try:
            seen = await trial.run()
        except Blocked as wall:
            seen = wall.missing
        yield seen if isinstance(seen, CacheTrial) else seen.gap(CacheTrial, site)


def _pages(scope: Scope, signed: Sequence[Session]) -> list[Url]:
    named = [url for page in scope.grants.member_pages if isinstance(url := parse(page), Url)]
    if named:
        return named
    led = signed[0].led_to
    start = parse(scope.target.url)
    found = led if led is not None else start
    return [Url(found.scheme, found.host, found.port, found.path)] if isinstance(found, Url) else []


class _Trial:
    """One page. `rows` fill up in the order in which the requests are made."""

    def __init__(self, scope: Scope, page: Url, signed: Sequence[Session]) -> None:
        self._scope = scope
        self._page = page
        self._visits = Visits(scope)
        self._first, self._second = signed[:2]
        self._before: list[Seen] = []
        self._marks: tuple[str, ...] = ()
        self._rows: list[CacheRow] = []

    async def run(self) -> CacheTrial | Missing:
        """Go through the steps as far as is safe."""
        # The cookies that a stranger is given make him a visitor like any other: an answer that sets none may be kept.
        await self._visits.stranger(self._fresh())
        here = self._fresh()
        self._before = [
            await self._visits.stranger(here),
            await self._visits.stranger(here),
            await self._visits.stranger(self._fresh()),
        ]
        for seen in self._before:
            self._note(Visitor.STRANGER, Step.BEFORE, seen)
        query = query_key(self._before)
        if query is QueryKey.UNKNOWN and not self._keeps_strangers_page():
            query = await self._elsewhere()
        if query in {QueryKey.IGNORED, QueryKey.UNKNOWN}:
            if not self._holds_strangers_page(query):
                if query is QueryKey.UNKNOWN and await self._files() is QueryKey.APART:
                    await self._suffixes()
                return self._trial(query, whole=False)
            stopped = await self._probe(query)
            if stopped is not None:
                return stopped
        return await self._members(query)

    def _fresh(self, path: str = "") -> Url:
        page = self._page
        return Url(page.scheme, page.host, page.port, path or page.path, f"lr={secrets.token_hex(8)}")

    def _keeps_strangers_page(self) -> bool:
        """Whether a cache that keeps such pages holds the stranger's by now."""
        return all(storable(seen) for seen in self._before)

    def _holds_strangers_page(self, query: QueryKey) -> bool:
        """Whether the member would get what is kept of the stranger, if anything is kept."""
        seen = query_key(self._before) is QueryKey.IGNORED
        return seen or (query is QueryKey.UNKNOWN and self._keeps_strangers_page())

    async def _elsewhere(self) -> QueryKey:
        """What the caches do with other pages of this host; the worst that any of them shows counts."""
        found = {QueryKey.NOT_STORED} if self._scope.grants.no_cache else set[QueryKey]()
        for path in await self._visits.other_paths(self._page):
            found.add(await self._key_of(path))
            if QueryKey.IGNORED in found:
                break
        order = (QueryKey.IGNORED, QueryKey.APART, QueryKey.NOT_STORED)
        return next((key for key in order if key in found), QueryKey.UNKNOWN)

    async def _files(self) -> QueryKey:
        """What the caches do with addresses that end like a file, where there is none."""
        name = f"/{secrets.token_hex(6)}.css"
        found = {await self._key_of(f"{self._page.path.rstrip('/')}{name}"), await self._key_of(name)}
        return QueryKey.IGNORED if QueryKey.IGNORED in found else max(found, key=lambda key: key is QueryKey.APART)

    async def _key_of(self, path: str) -> QueryKey:
        here = self._fresh(path)
        return query_key(
            [
                await self._visits.stranger(here),
                await self._visits.stranger(here),
                await self._visits.stranger(self._fresh(path)),
            ]
        )

    async def _probe(self, query: QueryKey) -> CacheTrial | Missing | None:
        """Ask once as the member for what is kept of the stranger; None: the caches tell the two apart."""
        last = self._before[-1]
        seen = await self._visits.member(self._first, last.url)
        self._marks = markers_in(self._first.member, seen, self._before)
        self._note(Visitor.FIRST, Step.PROBE, seen)
        if self._marks:
            return None
        if seen.same_as(last) and seen.asks_sign_in:
            return self._trial(query, whole=False)
        return self._alike()

    async def _members(self, query: QueryKey) -> CacheTrial | Missing:
        """The member twice, the other member, the stranger; then the address with something behind it."""
        here = self._fresh()
        own = await self._visits.member(self._first, here)
        self._marks = markers_in(self._first.member, own, self._before) or await self._by_comparing(own)
        if not self._marks:
            return self._alike()
        self._note(Visitor.FIRST, Step.SHARED, own)
        self._note(Visitor.FIRST, Step.SHARED, await self._visits.member(self._first, here))
        self._note(Visitor.SECOND, Step.SHARED, await self._visits.member(self._second, here))
        self._note(Visitor.STRANGER, Step.SHARED, await self._visits.stranger(here))
        await self._suffixes()
        return self._trial(query, whole=True)

    async def _suffixes(self) -> None:
        """The page's address with something behind it: each is new, so that no visitor meets what is kept there."""
        for mark in ("/", ";"):
            name = f"{self._page.path.rstrip('/')}{mark}{secrets.token_hex(6)}.css"
            there = Url(self._page.scheme, self._page.host, self._page.port, name)
            own = await self._visits.member(self._first, there)
            self._marks = self._marks or markers_in(self._first.member, own, self._before)
            self._note(Visitor.FIRST, Step.SUFFIX, own)
            self._note(Visitor.STRANGER, Step.SUFFIX, await self._visits.stranger(there))

    def _alike(self) -> Missing:
        return Missing(GapReason.NO_ACCESS, f"nothing on {self._said()} tells the test members apart", NO_MARKER)

    async def _by_comparing(self, own: Seen) -> tuple[str, ...]:
        """Words that stand on both of two looks by the member, and on none by the other or the stranger."""
        again = await self._visits.member(self._first, self._fresh())
        other = await self._visits.member(self._second, self._fresh())
        strangers = set[str]().union(*(seen.words for seen in self._before))
        return tuple(sorted((own.words & again.words) - other.words - strangers)[:20])

    def _note(self, visitor: Visitor, step: Step, seen: Seen) -> None:
        self._rows.append(
            CacheRow(
                visitor=visitor,
                step=step,
                url=masked(seen.url),
                status=seen.status,
                cache=seen.cache.value,
                age=seen.age,
                cache_control=seen.cache_control,
                marker=seen.holds(self._marks),
                asks_sign_in=seen.asks_sign_in,
                as_before=step is not Step.BEFORE and any(seen.same_as(one) for one in self._before),
            )
        )

    def _trial(self, query: QueryKey, *, whole: bool) -> CacheTrial:
        site = Subject.site(self._scope.target.host)
        return CacheTrial(subject=site, page=self._said(), query=query, rows=tuple(self._rows), whole=whole)

    def _said(self) -> str:
        return masked(self._page)
