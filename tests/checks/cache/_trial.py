"""Trials of one page of members, row by row."""

from typing import Any

from launchready.facts.cache_trial import CacheRow, CacheTrial, QueryKey, Step, Visitor
from launchready.model.subject import Subject
from tests.checks.cases import CLUB

PAGE = "https://club.example/members"
A, B, C = Visitor.FIRST, Visitor.SECOND, Visitor.STRANGER
BEFORE = tuple((C, Step.BEFORE, {}) for _ in range(3))


def trial(*rows: tuple[Visitor, Step, dict[str, Any]], whole: bool = True, **more: Any) -> CacheTrial:
    made = tuple(
        CacheRow(
            visitor=visitor,
            step=step,
            url=f"{PAGE}/x.css" if step is Step.SUFFIX else f"{PAGE}?lr=…",
            **{"status": 200, "cache": "miss", "asks_sign_in": visitor is C, **words},
        )
        for visitor, step, words in (*BEFORE, *rows)
    )
    words = {"page": PAGE, "query": QueryKey.APART, **more}
    return CacheTrial(subject=Subject.site(CLUB.host), rows=made, whole=whole, **words)


def shared(b: bool = False, c: bool = False, **more: Any) -> tuple[tuple[Visitor, Step, dict[str, Any]], ...]:
    """Step three: the member twice, the other member, the stranger; what the latter two were given."""
    own = {"marker": True, **more}
    return (
        (A, Step.SHARED, own),
        (A, Step.SHARED, {**own, "cache": "hit", "age": 1} if b or c else own),
        (B, Step.SHARED, {"marker": b, "cache": "hit" if b else "miss"}),
        (C, Step.SHARED, {"marker": c, "cache": "hit" if c else "miss", "asks_sign_in": not c}),
    )


def suffix(a: bool = False, c: bool = False) -> tuple[tuple[Visitor, Step, dict[str, Any]], ...]:
    """The address with something like a file behind it, by the member and the stranger, both ways."""
    missing = {"status": 404, "asks_sign_in": False}
    return (
        (A, Step.SUFFIX, {"marker": True} if a else missing),
        (C, Step.SUFFIX, {"marker": True, "cache": "hit", "asks_sign_in": False} if c else missing),
        (A, Step.SUFFIX, missing),
        (C, Step.SUFFIX, missing),
    )
