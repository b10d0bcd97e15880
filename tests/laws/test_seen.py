"""A check is handed what it declared, and reading anything else is our bug, not an empty answer."""

import pytest

from launchready.facts.dns import Resolution
from launchready.facts.http import RedirectChain
from launchready.model.fact import Gap
from launchready.model.seen import Seen
from launchready.model.subject import Subject
from launchready.model.words import GapReason

CLUB = Subject.host("club.example")
WWW = Subject.host("www.club.example")
HERE = Resolution(subject=CLUB, roles=(), views=())
THERE = Resolution(subject=WWW, roles=(), views=())
LOST = Gap(fact="Resolution", subject=CLUB, reason=GapReason.TIMED_OUT, detail="no answer")
ELSEWHERE = Gap(fact="RedirectChain", subject=CLUB, reason=GapReason.BLOCKED, detail="a challenge")


def test_it_holds_what_was_declared_in_the_order_seen():
    seen = Seen([THERE, HERE], [LOST, ELSEWHERE], [Resolution])
    assert seen.all(Resolution) == (THERE, HERE)
    assert seen.first(Resolution) is THERE
    assert seen.of(Resolution, CLUB) is HERE
    assert seen.of(Resolution, Subject.host("api.club.example")) is None
    assert seen.gaps() == (LOST,)
    assert seen.gaps(Resolution) == (LOST,)


def test_nothing_seen_is_nothing_and_no_error():
    seen = Seen([], [], [Resolution])
    assert seen.all(Resolution) == ()
    assert seen.first(Resolution) is None


def test_a_fact_that_was_not_declared_is_not_handed_on():
    seen = Seen([HERE], [LOST], [RedirectChain])
    assert seen.all(RedirectChain) == ()
    assert seen.gaps() == ()


@pytest.mark.parametrize("read", [Seen.all, Seen.first, Seen.gaps], ids=lambda method: method.__name__)
def test_reading_what_was_not_declared_is_our_bug(read):
    with pytest.raises(LookupError, match="Resolution is read but not declared"):
        read(Seen([HERE], [], [RedirectChain]), Resolution)
