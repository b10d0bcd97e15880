import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.sameness import digest

PAGE = "<h1>Calm Club</h1><p>Two circles a week.</p>"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<script nonce="abc1">', '<script nonce="xyz9">'),
        ("<script nonce='r4nd0mr4nd0mr4nd0m'>", "<script nonce='0th3r0th3r0th3r00'>"),
        ('<meta name="csrf-token" content="aB3dE6gH9jK2">', '<meta name="csrf-token" content="zY8xW5vU2tS9">'),
        ('<input name="csrfmiddlewaretoken" value="Qw3rTy1">', '<input name="csrfmiddlewaretoken" value="As4dFg2">'),
        ('{"requestId": "req_7f"}', '{"requestId": "req_9a"}'),
        ("<!-- made 2026-11-24T10:00:01.123Z -->", "<!-- made 2026-11-24T10:00:02.456Z -->"),
        ("<!-- made in 0.213 s -->", "<!-- made in 12 ms -->"),
        ("at 10:00:01", "at 10:00:02"),
        ("data-t=1764000000123", "data-t=1764000001456"),
        ("id=8f14e45fceea167a5a36", "id=c9f0f895fb98ab9159f5"),
        ("k=aBcDeFgHiJkLmNoPqR", "k=zYxWvUtSrQpOnMlKjI"),
    ],
)
def test_what_changes_at_each_visit_is_left_out(one: str, other: str):
    assert digest((PAGE + one).encode()) == digest((PAGE + other).encode())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Welcome, Member 17", "Welcome, Member 18"),
        ("3 new messages", "4 new messages"),
        ("<p>strict-origin-when-cross-origin", "<p>strict-origin-when-another-origin"),
        ("GoodMorningEverybody", "GoodEveningEverybody"),
    ],
)
def test_what_is_said_to_people_counts(one: str, other: str):
    assert digest((PAGE + one).encode()) != digest((PAGE + other).encode())


@given(st.binary(max_size=400))
def test_any_body_has_one_digest(body: bytes):
    assert digest(body) == digest(body)
    assert len(digest(body)) == 64
