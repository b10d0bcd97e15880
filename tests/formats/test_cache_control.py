import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.cache_control import CacheState, age, parse, signs, state


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("max-age=60", None),  # nothing is said to shared caches
        ("public", None),
        ("public, max-age=60", 60),
        ("PUBLIC, MAX-AGE=60", 60),
        ('public, max-age="60"', 60),
        ("public,max-age=60,s-maxage=5", 5),
        ("s-maxage=60", 60),
        ("public, max-age=0, must-revalidate", 0),
        ("public, max-age=60, no-store", 0),
        ("public, max-age=60, no-cache", 0),
        ("private, s-maxage=60", 0),
        ('public, max-age=60, private="x-user"', 60),
        ("public, max-age=60, max-age=5", 60),  # RFC 9111 section 4.2.1: the first counts
        ("public, max-age=never", 0),
        ("public, max-age", 0),
        ("public, max-age=-5", 0),
        ("public, max-age=²", 0),
        ("public, max-age=99999999999999999999999999", 10**10),
        ("public; max-age=60", None),  # a semicolon is a common slip: the age is lost
        (", ,public , max-age = 60", 60),
        ('public, x="a, private", max-age=60', 60),
    ],
)
def test_how_long_a_shared_cache_may_keep_it(value: str | None, seconds: int | None):
    assert parse(value).shared_seconds == seconds


def test_the_parts_of_a_header():
    read = parse('public, immutable, no-cache="Set-Cookie, X-User", private="Set-Cookie", no-transform')
    assert read.public
    assert read.immutable
    assert [read.no_cache, read.private, read.no_store] == [False, False, False]
    assert read.withheld == {"set-cookie", "x-user"}
    assert not parse('no-cache=" , "').withheld


@given(st.text(max_size=300))
def test_any_header_is_read(value: str):
    assert (parse(value).shared_seconds or 0) >= 0


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], CacheState.SILENT),
        ([("server", "hit")], CacheState.SILENT),
        ([("X-Cache", "HIT")], CacheState.HIT),
        ([("x-cache", "Hit from cloudfront")], CacheState.HIT),
        ([("x-cache", "RefreshHit from cloudfront")], CacheState.SILENT),
        ([("x-cache", "Miss from cloudfront")], CacheState.MISS),
        ([("x-cache", "TCP_MEM_HIT from a1.example (AkamaiGHost)")], CacheState.HIT),
        ([("x-cache", "TCP_MISS from a1.example")], CacheState.MISS),
        ([("x-cache", "MISS, HIT")], CacheState.HIT),
        ([("x-cache", "MISS, MISS"), ("x-cache-hits", "0, 0")], CacheState.MISS),
        ([("x-cache-hits", "0, 4")], CacheState.HIT),
        ([("x-cache-status", "STALE")], CacheState.HIT),
        ([("x-cache-status", "EXPIRED")], CacheState.MISS),
        ([("cf-cache-status", "DYNAMIC")], CacheState.PASSED),
        ([("cf-cache-status", "BYPASS")], CacheState.PASSED),
        ([("cf-cache-status", "REVALIDATED")], CacheState.HIT),
        ([("cf-cache-status", "MISS")], CacheState.MISS),
        ([("cf-cache-status", "DYNAMIC"), ("x-vercel-cache", "HIT")], CacheState.HIT),
        ([("x-vercel-cache", "PRERENDER")], CacheState.HIT),
        ([("cache-status", '"Netlify Edge"; hit')], CacheState.HIT),
        ([("cache-status", '"Netlify Edge"; fwd=miss')], CacheState.MISS),
        ([("cache-status", '"Netlify Durable"; fwd=bypass')], CacheState.PASSED),
        ([("cache-status", "ExampleCache; hit=?0; fwd=uri-miss; stored")], CacheState.MISS),
        ([("x-proxy-cache", "disabled")], CacheState.PASSED),
        ([("x-litespeed-cache", "whatever")], CacheState.SILENT),
        ([("x-kinsta-cache", "no hit")], CacheState.SILENT),
    ],
)
def test_what_caches_say_they_did(headers: list[tuple[str, str]], expected: CacheState):
    assert state(headers) is expected


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ([], 0),
        ([("Age", " 17 ")], 17),
        ([("age", "soon")], 0),
        ([("age", "-1")], 0),
        ([("age", "9" * 40)], 10**10),
    ],
)
def test_the_age_of_an_answer(headers: list[tuple[str, str]], seconds: int):
    assert age(headers) == seconds


def test_the_signs_of_caches_hold_no_identifier_and_are_few():
    headers = [("CF-Ray", "8a1b2c"), ("X-Cache", "HIT  from   " + "x" * 200), ("age", "3"), ("age", "3")]
    assert signs(headers) == (("x-cache", ("HIT from " + "x" * 200)[:80]), ("age", "3"))
    assert len(signs([("x-cache", str(n)) for n in range(50)])) == 12
