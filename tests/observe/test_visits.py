"""What three answers to a stranger tell about the caches before a page."""

from dataclasses import replace
from typing import Any

import pytest

from launchready.facts.cache_trial import QueryKey
from launchready.formats.cache_control import CacheState
from launchready.formats.url import Url
from launchready.observe.grants import Member
from launchready.observe.visits import Seen, markers_in, query_key, storable

HIT, MISS, PASSED, SILENT = CacheState.HIT, CacheState.MISS, CacheState.PASSED, CacheState.SILENT
PAGE = Seen(
    url=Url("https", "club.example", 443, "/members"),
    status=200,
    cache=SILENT,
    age=0,
    cache_control="",
    sets_cookie=False,
    location="",
    asks_sign_in=False,
    text="hello",
)


def three(*states: CacheState, texts: tuple[str, ...] = ("a", "a", "a"), **more: Any) -> list[Seen]:
    return [replace(PAGE, cache=state, text=text, **more) for state, text in zip(states, texts, strict=True)]


DIFFERENT = ("a", "b", "c")
NO_STORE = {"cache_control": "no-store"}
PUBLIC = {"cache_control": "public, max-age=60"}


@pytest.mark.parametrize(
    ("seen", "key"),
    [
        (three(MISS, HIT, MISS), QueryKey.APART),
        (three(MISS, HIT, PASSED), QueryKey.APART),
        (three(MISS, HIT, HIT), QueryKey.IGNORED),
        (three(HIT, HIT, HIT), QueryKey.IGNORED),
        (three(MISS, MISS, HIT), QueryKey.IGNORED),
        (three(MISS, HIT, HIT, **NO_STORE), QueryKey.IGNORED),
        (three(MISS, MISS, MISS, **PUBLIC), QueryKey.NOT_STORED),
        (three(MISS, MISS, MISS, cache_control="s-maxage=9"), QueryKey.NOT_STORED),
        # A cache that obeys keeps no page without such a word, and may keep a member's that has one.
        (three(MISS, MISS, MISS), QueryKey.UNKNOWN),
        (three(MISS, MISS, MISS, **NO_STORE), QueryKey.UNKNOWN),
        (three(MISS, MISS, MISS, status=303), QueryKey.UNKNOWN),
        (three(MISS, MISS, MISS, sets_cookie=True), QueryKey.UNKNOWN),
        (three(PASSED, PASSED, PASSED, status=303), QueryKey.NOT_STORED),
        (three(MISS, PASSED, PASSED, status=303), QueryKey.UNKNOWN),
        (three(SILENT, SILENT, SILENT), QueryKey.UNKNOWN),
        (three(SILENT, SILENT, SILENT, texts=DIFFERENT, **PUBLIC), QueryKey.NOT_STORED),
        (three(SILENT, SILENT, SILENT, texts=DIFFERENT), QueryKey.UNKNOWN),
        (three(SILENT, SILENT, SILENT, texts=("a", "a", "b")), QueryKey.UNKNOWN),
        (three(SILENT, SILENT, SILENT, texts=DIFFERENT, **NO_STORE), QueryKey.UNKNOWN),
        (three(SILENT, HIT, SILENT), QueryKey.UNKNOWN),
    ],
)
def test_what_three_answers_tell(seen: list[Seen], key: QueryKey):
    assert query_key(seen) is key


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({}, True),
        ({"cache_control": "public, max-age=60"}, True),
        ({"cache_control": "private"}, False),
        ({"cache_control": "no-cache"}, False),
        ({"cache_control": "max-age=0"}, False),
        ({"status": 404}, False),
        ({"sets_cookie": True}, False),
    ],
)
def test_what_a_cache_may_keep(more: dict[str, Any], kept: bool):
    assert storable(replace(PAGE, **more)) is kept


MEMBER = Member(name="Member Seventeen", user="seventeen@members.example", password="x")


@pytest.mark.parametrize(
    ("member", "own", "strangers", "marks"),
    [
        (MEMBER, "You are Member Seventeen", "Log in", ("Member Seventeen",)),
        (MEMBER, "<b>seventeen@members.example</b>", "Log in", ("seventeen@members.example", "seventeen")),
        (MEMBER, "seventeen&#64;members.example", "Log in", ("seventeen@members.example", "seventeen")),
        (MEMBER, "You are Member Seventeen", "Ask Member Seventeen", ()),
        (MEMBER, "Welcome", "Log in", ()),
        (replace(MEMBER, marker="M 17"), "You are M 17, Member Seventeen", "Log in", ("M 17",)),
        (replace(MEMBER, marker="M 17"), "You are Member Seventeen", "Log in", ()),
        (replace(MEMBER, name="Ann", user="ann"), "Ann", "Log in", ()),
    ],
)
def test_what_shows_whose_page_it_is(member: Member, own: str, strangers: str, marks: tuple[str, ...]):
    assert markers_in(member, replace(PAGE, text=own), [replace(PAGE, text=strangers)]) == marks
