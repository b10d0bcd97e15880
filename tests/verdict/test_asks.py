"""What would settle the rest: the fewest grants, the least of each, sorted by what they settle."""

from launchready.model.run import Ask, NotChecked
from launchready.model.words import Effect, Level, Source, Status, Who
from launchready.verdict.asks import BROWSER, MOST, SOURCES, asks
from tests.verdict.build import a_check, judged

URL = "https://club.example/"
KNOCK, STRESS = Effect.ASK, Effect.STRESS


def left(check: str, *needs: Source, consent: Effect | None = None) -> NotChecked:
    return NotChecked(check=check, needs=needs, consent=consent)


def settled(told: tuple[Ask, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """The beginning of each text, and what it settles."""
    return [(" ".join(ask.text.split()[:3]), ask.settles) for ask in told]


def test_nothing_left_out_asks_for_nothing():
    assert asks([], [], URL) == ()


def test_every_grant_says_what_it_takes():
    given = [
        left("exposed/vcs", consent=KNOCK),
        left("limits/login-unlimited", consent=STRESS),
        left("secrets/in-tree", Source.REPO),
        left("limits/one-room", Source.ANSWERS),
    ]
    told = {" ".join(ask.text.split()[:3]): ask for ask in asks([], given, URL)}
    assert {text: (ask.minutes, ask.settles) for text, ask in told.items()} == {
        "Tell me that": (1, ("exposed/vcs",)),
        "Show that the": (5, ("limits/login-unlimited",)),
        "Let me read": (2, ("secrets/in-tree",)),
        "Say how many": (1, ("limits/one-room",)),
    }
    assert all(ask.who is Who.FOUNDER for ask in told.values())
    assert f"launchready audit {URL} --authorised" in told["Tell me that"].text
    assert f"launchready audit {URL} --deep" in told["Show that the"].text
    assert "without rights and without real data" in SOURCES[Source.ACCOUNTS].text


def test_two_grants_that_only_help_together_are_asked_for_together():
    given = [
        left("cache/personal-shared", Source.ACCOUNTS, consent=Effect.CHANGE),
        left("cache/deception", Source.ACCOUNTS, consent=Effect.CHANGE),
        left("limits/login-unlimited", consent=STRESS),
    ]
    assert settled(asks([], given, URL)) == [
        ("Show that the", ("cache/deception", "cache/personal-shared", "limits/login-unlimited")),
        ("Make two test", ("cache/deception", "cache/personal-shared")),
    ]


def test_a_gap_and_a_source_that_ask_the_same_are_one():
    unseen = judged(a_check("content/localhost"), Status.UNKNOWN, ask=BROWSER)
    told = asks([unseen], [left("journey/step-failed", Source.BROWSER)], URL)
    assert settled(told) == [("Install the browser", ("content/localhost", "journey/step-failed"))]
    assert told[0].minutes == SOURCES[Source.BROWSER].minutes


def test_what_this_version_cannot_take_in_is_not_asked_for():
    given = [
        left("db/rls", Source.DB),
        left("ai/leak", Source.ACCOUNTS, consent=Effect.SPEND),
        left("x/y", Source.REPO, Source.TOKEN),
    ]
    assert asks([], given, URL) == ()


def test_a_pair_that_no_longer_fits_is_left_out():
    rows = [
        judged(a_check(f"dns/c{n}"), Status.UNKNOWN, ask=f"ask {n}", if_unknown=Level.BLOCKER) for n in range(MOST - 1)
    ]
    pair = left("cache/deception", Source.ACCOUNTS, consent=Effect.CHANGE)
    told = asks(rows, [pair], URL)
    assert [ask.text for ask in told] == ["ask 0", "ask 1", "ask 2"]


def test_ties_go_to_the_more_serious_then_to_the_quicker():
    rows = [judged(a_check("dns/a", if_unknown=Level.BLOCKER), Status.UNKNOWN, ask="z, for a blocker")]
    told = asks(rows, [left("limits/one-room", Source.ANSWERS), left("deploy/behind", Source.REPO)], URL)
    assert [text for text, _ in settled(told)] == ["z, for a", "Let me read", "Say how many"]


def test_what_settles_the_most_serious_is_asked_for_first_of_those_that_settle_as_many():
    unknown = [
        judged(a_check("a/1", if_unknown=Level.IMPORTANT), Status.UNKNOWN, ask="a"),
        judged(a_check("a/2", if_unknown=Level.IMPORTANT), Status.UNKNOWN, ask="a"),
        judged(a_check("z/1", if_unknown=Level.BLOCKER), Status.UNKNOWN, ask="z"),
        judged(a_check("z/2", if_unknown=Level.OPTIONAL), Status.UNKNOWN, ask="z"),
    ]
    assert settled(asks(unknown)) == [("z", ("z/1", "z/2")), ("a", ("a/1", "a/2"))]


def test_of_five_the_least_serious_is_left_out():
    levels = {
        "e": Level.OPTIONAL,
        "a": Level.BLOCKER,
        "b": Level.IMPORTANT,
        "c": Level.IMPORTANT,
        "d": Level.IMPORTANT,
    }
    unknown = [
        judged(a_check(f"{name}/{number}", if_unknown=level if number else Level.OPTIONAL), Status.UNKNOWN, ask=name)
        for name, level in levels.items()
        for number in range(2)
    ]
    assert [text for text, _ in settled(asks(unknown))] == ["a", "b", "c", "d"]


def test_what_a_later_grant_settles_too_is_not_asked_for():
    """One check could be settled by either of two; the other of them is needed anyway."""
    both = judged(a_check("dns/both"), Status.UNKNOWN, ask="b")
    either = judged(a_check("dns/both"), Status.UNKNOWN, ask="a", subject="www.club.example")
    needed = judged(a_check("dns/needs-a"), Status.UNKNOWN, ask="a", if_unknown=Level.OPTIONAL)
    assert settled(asks([both, either, needed], [], URL)) == [("a", ("dns/both", "dns/needs-a"))]


def test_a_grant_that_another_makes_needless_is_dropped():
    """The quicker one is chosen first; then the other is needed for something else, and settles both."""
    either = [
        judged(a_check("content/localhost"), Status.UNKNOWN, ask=BROWSER),
        judged(a_check("content/localhost"), Status.UNKNOWN, ask="quicker", subject="www.club.example"),
    ]
    assert settled(asks(either, [], URL)) == [("quicker", ("content/localhost",))]
    pair = left("deploy/behind", Source.BROWSER, Source.REPO)
    assert settled(asks(either, [pair], URL)) == [
        ("Install the browser", ("content/localhost", "deploy/behind")),
        ("Let me read", ("deploy/behind",)),
    ]
