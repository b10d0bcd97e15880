"""What would settle the rest, as one message: the fewest grants that settle the most checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from launchready.model.run import Ask, NotChecked
from launchready.model.words import Effect, Level, Source, Status, Who
from launchready.verdict.judged import Judged

MOST = 4
MINUTES = 3
"""For what a check asks in words of its own."""
BROWSER = "Install the browser extra: pipx install 'launchready[browser]', and Chromium, then look again."


@dataclass(frozen=True, slots=True)
class Grant:
    """Something that somebody can give us: the least that is enough, and how long it takes her."""

    text: str
    minutes: int
    who: Who = Who.FOUNDER


SOURCES: Mapping[Source, Grant] = {
    Source.BROWSER: Grant(BROWSER, 5),
    Source.REPO: Grant("Let me read the code, on your machine: launchready audit {url} --repo FOLDER", 2),
    Source.ACCOUNTS: Grant(
        "Make two test members of your site, without rights and without real data, and name them in launchready.toml"
        " under [[acting.members]].",
        6,
    ),
    Source.ANSWERS: Grant("Say how many people come to your demo: guests = 20 under [demo] in launchready.toml.", 1),
}
"""What a source takes. A source that this version cannot take in is not asked for."""

KNOCK = Grant(
    "Tell me that the site is yours, or that its owner asked you: launchready audit {url} --authorised. I then knock"
    " and count, and never read members' data.",
    1,
)
PROOF = Grant(
    "Show that the site is yours by one DNS record, file or line in the page, and let me try things out:"
    " launchready audit {url} --deep tells which.",
    5,
)

Way = frozenset[Grant]


@dataclass(frozen=True, slots=True)
class _Open:
    """A check that is not settled, the sets of grants of which one is enough, and how much it matters."""

    check: str
    ways: tuple[Way, ...]
    weight: int


def asks(judged: Sequence[Judged], left_out: Sequence[NotChecked] = (), url: str = "") -> tuple[Ask, ...]:
    """Choose greedily the grants that settle the most checks for the fewest, at most four.

    Ties go to what is behind the more serious unknown, then to what takes less time, then to the alphabet.
    """
    unsettled = [*_unknown(judged), *_unselected(left_out)]
    given: Way = frozenset()
    while True:
        ways: set[Way] = {way - given for one in unsettled if not _settled(one, given) for way in one.ways}
        fitting: list[Way] = [way for way in ways if len(given | way) <= MOST]
        if not fitting:
            break
        given |= min(fitting, key=partial(_rank, given, unsettled))
    settles = {grant: _settled_by(grant, given, unsettled) for grant in given}
    # What a later grant settles as well need not be asked for.
    needed = [grant for grant in given if settles[grant]]
    order = sorted(needed, key=lambda grant: (-len(settles[grant]), _worst(settles[grant], unsettled), grant.text))
    return tuple(
        Ask(text=grant.text.replace("{url}", url), who=grant.who, minutes=grant.minutes, settles=settles[grant])
        for grant in order
    )


def _unknown(judged: Sequence[Judged]) -> list[_Open]:
    """What could not be seen: whoever does what one of the gaps asks may settle it."""
    found: dict[str, _Open] = {}
    for one in judged:
        texts = [gap.ask for gap in one.line.gaps if gap.ask] if one.line.status is Status.UNKNOWN else []
        ways = tuple(frozenset({_asked(text)}) for text in dict.fromkeys(texts))
        before = found.get(one.check.id, _Open(one.check.id, (), Level.OPTIONAL.rank))
        if ways:
            weight = min(before.weight, one.if_unknown.rank)
            found[one.check.id] = _Open(one.check.id, (*before.ways, *ways), weight)
    return list(found.values())


def _asked(text: str) -> Grant:
    return SOURCES[Source.BROWSER] if text == BROWSER else Grant(text, MINUTES)


def _unselected(left_out: Sequence[NotChecked]) -> list[_Open]:
    """What was not selected: it takes every source and the consent that it lacks."""
    found = []
    for one in left_out:
        if any(source not in SOURCES for source in one.needs) or one.consent is Effect.SPEND:
            continue
        consent = () if one.consent is None else (KNOCK if one.consent is Effect.ASK else PROOF,)
        way = frozenset({*(SOURCES[source] for source in one.needs), *consent})
        found.append(_Open(one.check, (way,), Level.OPTIONAL.rank))
    return found


def _settled(one: _Open, given: Way) -> bool:
    return any(way <= given for way in one.ways)


def _rank(given: Way, unsettled: Sequence[_Open], way: Way) -> tuple[float, int, int, str]:
    new = [one for one in unsettled if not _settled(one, given) and _settled(one, given | way)]
    minutes = sum(grant.minutes for grant in way)
    return (-len(new) / len(way), min(one.weight for one in new), minutes, min(grant.text for grant in way))


def _settled_by(grant: Grant, given: Way, unsettled: Sequence[_Open]) -> tuple[str, ...]:
    """The checks for which this grant is one of those that are needed."""
    ways = ((one.check, next((way for way in one.ways if way <= given), frozenset())) for one in unsettled)
    return tuple(sorted(check for check, way in ways if grant in way))


def _worst(checks: Sequence[str], unsettled: Sequence[_Open]) -> int:
    return min(one.weight for one in unsettled if one.check in checks)
