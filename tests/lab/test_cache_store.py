"""What the caches of the lab really keep after an audit that looked for members' pages in them."""

from pathlib import Path

import pytest

from lab.community import NAMES
from lab.run import run
from lab.scenario import load_all
from lab.up import Lab

pytestmark = [pytest.mark.lab, pytest.mark.timeout(300)]

BY_NAME = {scenario.name: scenario for scenario in load_all()}


def kept(lab: Lab, name: str) -> list[bytes]:
    """Every answer in the store of a scenario's cache, as nginx wrote it."""
    return [path.read_bytes() for path in Path(lab.folder / "net/nginx/cache" / name).rglob("*") if path.is_file()]


def holding(answers: list[bytes], words: str) -> list[bytes]:
    return [answer for answer in answers if words.encode() in answer]


def test_no_members_page_is_ever_stored_where_the_cache_ignores_the_query(lab: Lab) -> None:
    (outcome,) = run(lab, [BY_NAME["cache-ignores-query"]])
    answers = kept(lab, "cache-ignores-query")
    assert ("cache/personal-shared", "IMPORTANT") in outcome.found
    assert holding(answers, "Please log in"), "the page of a stranger is in the store, so the protocol did look there"
    assert not [name for name in NAMES.values() if holding(answers, name)]


def test_none_is_stored_where_the_cache_obeys_an_app_that_calls_members_pages_public(lab: Lab) -> None:
    run(lab, [BY_NAME["cache-obeys-and-ignores-query"]])
    answers = kept(lab, "cache-obeys-and-ignores-query")
    assert not [name for name in NAMES.values() if holding(answers, name)]


def test_a_cache_that_keeps_members_pages_is_caught_by_what_it_kept(lab: Lab) -> None:
    """The control: with the query in the key the same protocol goes on, and the store shows why it had to say so."""
    (outcome,) = run(lab, [BY_NAME["personal-shared"]])
    assert ("cache/personal-shared", "BLOCKER") in outcome.found
    assert holding(kept(lab, "personal-shared"), NAMES["member-a@members.example"])
