"""The anonymous-first protocol against nginx as the cache; what it kept is read from its own store on disk."""

from pathlib import Path
from typing import Any

import pytest

from launchready.facts.cache_trial import CacheTrial, QueryKey, Step, Visitor
from launchready.model.fact import Fact, Gap
from launchready.model.words import GapReason
from launchready.observe.cache_trial import cache_trial
from tests.observe.look import look
from tests.observe.members_site import (
    CLUB,
    KEEPS,
    KEYED,
    NAMED,
    NGINX,
    NO_QUERY,
    SAYS,
    A,
    B,
    Cached,
    cached,
    community,
    grants,
)
from tests.observe.site import site

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
BLIND = "proxy_ignore_headers Vary;"
"""Cookies are no part of what is kept."""
PRIVATE = ("Member Seventeen", "Member Forty-Two", A.user, B.user)


async def tried(cache: Cached, **more: Any) -> list[Fact | Gap]:
    async with cache.dial() as dial:
        return await look(cache_trial, dial, grants=grants(**more))


def given(trial: Fact | Gap, step: Step) -> set[Visitor]:
    assert isinstance(trial, CacheTrial), trial
    return {row.visitor for row in trial.rows if row.step is step and row.marker}


def kept(cache: Cached) -> list[Path]:
    return [path for words in PRIVATE for path in cache.kept(words)]


async def test_a_cache_that_keeps_pages_whoever_asks(tmp_path: Path):
    async with cached(tmp_path, "loose-paths") as cache:
        (trial,) = await tried(cache)
        assert given(trial, Step.SHARED) == {Visitor.FIRST, Visitor.SECOND, Visitor.STRANGER}
        assert given(trial, Step.SUFFIX) == {Visitor.FIRST, Visitor.STRANGER}
        assert isinstance(trial, CacheTrial)
        assert (trial.page, trial.query, trial.whole) == (f"{CLUB}/members", QueryKey.APART, True)
        asked = [(row.visitor, row.step) for row in trial.rows]
        assert [visitor for visitor, step in asked if step is Step.SHARED] == [
            Visitor.FIRST,
            Visitor.FIRST,
            Visitor.SECOND,
            Visitor.STRANGER,
        ]
        assert asked[0] == (Visitor.STRANGER, Step.BEFORE)
        assert not [words for words in PRIVATE if words in repr(trial)]
        shared = [row for row in trial.rows if row.step is Step.SHARED]
        assert [row.cache for row in shared] == ["miss", "hit", "hit", "hit"]


async def test_an_honest_cache(tmp_path: Path):
    async with cached(tmp_path, keeps="") as cache:
        (trial,) = await tried(cache)
        assert given(trial, Step.SHARED) == {Visitor.FIRST}
        assert given(trial, Step.SUFFIX) == set()
        assert isinstance(trial, CacheTrial)
        assert (trial.query, trial.whole) == (QueryKey.APART, True)
        assert not [words for words in PRIVATE if words in repr(kept(cache))]


async def test_an_app_that_calls_its_pages_public(tmp_path: Path):
    words = ("open-shell", "public-pages")
    (tmp_path / "varies").mkdir()
    async with cached(tmp_path / "varies", *words, keeps="") as cache:
        (trial,) = await tried(cache)
        assert given(trial, Step.SHARED) == {Visitor.FIRST}  # Vary: Cookie keeps them apart
    async with cached(tmp_path, *words, keeps=BLIND) as cache:
        (trial,) = await tried(cache)
        assert given(trial, Step.SHARED) == {Visitor.FIRST, Visitor.SECOND, Visitor.STRANGER}


async def test_members_are_shown_the_strangers_page(tmp_path: Path):
    async with cached(tmp_path, "open-shell", key=NO_QUERY) as cache:
        (trial,) = await tried(cache)
        assert isinstance(trial, CacheTrial)
        assert (trial.query, trial.whole) == (QueryKey.IGNORED, False)
        last = trial.rows[-1]
        assert (last.visitor, last.step, last.cache) == (Visitor.FIRST, Step.PROBE, "hit")
        assert last.as_before
        assert last.asks_sign_in
        assert not kept(cache)


@pytest.mark.parametrize("says", [SAYS, ""], ids=["it says so", "silent"])
@pytest.mark.parametrize(
    "keeps", [KEEPS, f"{BLIND} proxy_cache_valid any 5m;", BLIND], ids=["everything", "usual", "by its word"]
)
@pytest.mark.parametrize(
    "words",
    [
        (),
        ("open-shell",),
        ("open-shell", "public-pages"),
        ("session-for-all",),
        ("loose-paths",),
        ("csrf",),
        ("loose-paths", "open-shell", "session-for-all"),
    ],
    ids=" ".join,
)
async def test_no_private_page_is_ever_kept_where_queries_are_ignored(
    tmp_path: Path, words: tuple[str, ...], keeps: str, says: str
):
    async with cached(tmp_path, *words, key=NO_QUERY, keeps=keeps, says=says) as cache:
        (seen,) = await tried(cache)
        assert not kept(cache), seen
        # It is really a cache, and it was really asked.
        assert len(cache.asked) > 3
        if keeps == KEEPS:
            assert cache.kept("A sample community")
            assert not isinstance(seen, CacheTrial) or not seen.whole


async def test_a_cache_that_ignores_queries_and_keeps_visitors_apart(tmp_path: Path):
    async with cached(tmp_path, "open-shell", "public-pages", key=NO_QUERY, keeps="") as cache:
        (trial,) = await tried(cache)
        assert given(trial, Step.PROBE) == {Visitor.FIRST}
        assert given(trial, Step.SHARED) == {Visitor.FIRST}


async def test_what_a_silent_cache_keeps_cannot_be_told(tmp_path: Path):
    async with cached(tmp_path, says="") as cache:
        (trial,) = await tried(cache)
        assert isinstance(trial, CacheTrial)
        assert (trial.query, trial.whole) == (QueryKey.UNKNOWN, False)
        assert {row.visitor for row in trial.rows} == {Visitor.STRANGER}
        assert not kept(cache)


async def test_the_owner_may_say_that_nothing_keeps_pages():
    _, answer = community()
    async with site({CLUB: answer}) as club, club.dial() as dial:
        (trial,) = await look(cache_trial, dial, grants=grants())
        assert isinstance(trial, CacheTrial)
        assert not trial.whole
    async with site({CLUB: answer}) as club, club.dial() as dial:
        (trial,) = await look(cache_trial, dial, grants=grants(no_cache=True))
        assert given(trial, Step.SHARED) == {Visitor.FIRST}


async def test_her_word_does_not_outrank_what_is_seen(tmp_path: Path):
    async with cached(tmp_path, key=NO_QUERY) as cache:
        (trial,) = await tried(cache, no_cache=True)
        assert isinstance(trial, CacheTrial)
        assert (trial.query, trial.whole) == (QueryKey.IGNORED, False)
        assert not kept(cache)


@pytest.mark.parametrize("members", [NAMED, (A, B)], ids=["a marker", "the sign-in name"])
async def test_only_what_ends_like_a_file_is_kept(tmp_path: Path, members: Any):
    async with cached(tmp_path, "loose-paths", files_only=True) as cache:
        (trial,) = await tried(cache, members=members)
        assert given(trial, Step.SUFFIX) == {Visitor.FIRST, Visitor.STRANGER}
        assert isinstance(trial, CacheTrial)
        assert (trial.query, trial.whole) == (QueryKey.UNKNOWN, False)
        assert not [row for row in trial.rows if row.step in {Step.PROBE, Step.SHARED}]


@pytest.mark.parametrize(("key", "says"), [(NO_QUERY, SAYS), (NO_QUERY, ""), (KEYED, "")])
async def test_no_member_is_sent_where_files_cannot_be_told_apart(tmp_path: Path, key: str, says: str):
    async with cached(tmp_path, "loose-paths", files_only=True, key=key, says=says) as cache:
        (trial,) = await tried(cache)
        assert isinstance(trial, CacheTrial)
        assert {row.visitor for row in trial.rows} == {Visitor.STRANGER}
        assert not kept(cache)


async def test_members_without_a_marker_are_told_apart_by_comparing(tmp_path: Path):
    async with cached(tmp_path, key=KEYED) as cache:
        (trial,) = await tried(cache, members=(A, B), member_pages=(f"{CLUB}/",))
        assert given(trial, Step.SHARED) == {Visitor.FIRST, Visitor.SECOND, Visitor.STRANGER}


async def test_a_page_that_is_the_same_for_all(tmp_path: Path):
    async with cached(tmp_path) as cache:
        (gap,) = await tried(cache, member_pages=(f"{CLUB}/about",))
        assert isinstance(gap, Gap)
        assert (gap.reason, "marker" in gap.ask) == (GapReason.NO_ACCESS, True)


async def test_the_page_to_which_a_sign_in_leads(tmp_path: Path):
    async with cached(tmp_path) as cache:
        (trial,) = await tried(cache, member_pages=())
        assert isinstance(trial, CacheTrial)
        assert trial.page == f"{CLUB}/members"


async def test_what_is_not_proven_is_left_alone(tmp_path: Path):
    async with cached(tmp_path) as cache:
        (gap,) = await tried(cache, proven=())
        assert isinstance(gap, Gap)
        assert gap.reason is GapReason.NO_CONSENT
        assert [request.path for request in cache.asked if "members" in request.path] == []


async def test_a_member_who_is_not_let_in(tmp_path: Path):
    async with cached(tmp_path) as cache:
        (gap,) = await tried(cache, members=(A, B.__class__(name="Member B", user=B.user, password="wrong")))
        assert isinstance(gap, Gap)
        assert (gap.reason, "Member B" in gap.detail) == (GapReason.NO_ACCESS, True)
        assert B.user not in repr(gap)
        assert sum(request.method == "POST" for request in cache.asked) == 2
