"""Tells what is mended from what could not be seen again: silence is no proof.

A problem is gone when its check answered and the places where it stood were really met again. Where nothing answered,
its check would find nothing wrong with nothing; then the answer is UNKNOWN and the problem still counts as open.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from launchready.engine import catalog
from launchready.engine.bundle import Bundle
from launchready.engine.wire import Before
from launchready.facts.dns import (
    Alias,
    Caa,
    Delegation,
    Resolution,
    Wildcard,
    ZoneRecords,
    ZoneTransfer,
)
from launchready.facts.drift import Drift
from launchready.facts.exposed import ExposedFiles, ExposedTools
from launchready.facts.health import HealthAnswer
from launchready.facts.http import AddressAnswer, End, HostAnswer, RedirectChain
from launchready.facts.names import HostNames
from launchready.facts.registration import Registration
from launchready.facts.release import Release, RepoHead
from launchready.facts.tls import Handshake, TlsEndpoint
from launchready.formats.url import Url, parse
from launchready.model.fact import Fact, Gap
from launchready.model.place import PlaceKind
from launchready.model.result import Result
from launchready.model.run import FindingLine, NotSeenAgain, ResultLine
from launchready.model.subject import SubjectKind
from launchready.model.words import GapReason, Level, Status

NOT_THE_SITE: frozenset[type[Fact]] = frozenset(
    {
        Alias,
        Caa,
        Delegation,
        Drift,
        HostNames,
        Registration,
        RepoHead,
        Resolution,
        Wildcard,
        ZoneRecords,
        ZoneTransfer,
    }
)
"""What is asked of name servers, registries and a folder; everything else is seen at the site's own doors."""

ARRIVED = frozenset({End.ANSWER, End.LOOP, End.TOO_MANY, End.BAD_LOCATION})
TLS = "tls"
"""The door of a host at which a certificate is shown; what is behind it may be silent all the same."""
SILENT = frozenset({Status.UNKNOWN, Status.ERROR})


def door_of(url: str) -> str:
    """Give the door behind which an address of the web lies: scheme and host; empty for what is no address."""
    read = parse(url)
    return f"{read.scheme}://{_bare(read.host)}" if isinstance(read, Url) else ""


def _bare(host: str) -> str:
    return host.strip("[]").lower()


@dataclass(slots=True)
class _Met:
    """Which doors were tried in a look. A door is `scheme://host`, or `host@address` for one address alone."""

    opened: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    """Doors behind which a way led to where nothing answers."""
    named: set[str] = field(default_factory=set)
    nameless: set[str] = field(default_factory=set)

    def take(self, fact: Fact) -> None:
        if isinstance(fact, Resolution):
            if fact.answered:
                (self.named if fact.addresses else self.nameless).add(fact.subject.host_name)
        elif isinstance(fact, Delegation):
            if fact.parent_ns:
                self.named.add(fact.subject.name)
        elif isinstance(fact, RedirectChain):
            self._take_chain(fact)
        else:
            for door, opened in _doors(fact):
                (self.opened if opened else self.silent).add(door)

    def _take_chain(self, chain: RedirectChain) -> None:
        passed = {door_of(hop.url) for hop in chain.hops}
        self.opened |= passed
        if chain.end not in ARRIVED:
            self.lost |= passed
            if not passed:
                self.silent.add(door_of(chain.entry))

    def is_open(self, door: str) -> bool:
        """Whether something answered there; where https answers, a closed http is no silence."""
        return door in self.opened or (door.startswith("http://") and door.replace("http", "https", 1) in self.opened)


def _doors(fact: Fact) -> Iterator[tuple[str, bool]]:
    """Give the doors that a fact tells about, and whether something answered there."""
    host = _bare(fact.subject.host_name)
    if isinstance(fact, HostAnswer | AddressAnswer):
        yield f"{fact.scheme}://{host}", fact.reached
    elif isinstance(fact, TlsEndpoint):
        shown = fact.certificate is not None or fact.handshake is Handshake.DONE
        yield f"{TLS}://{host}", shown
        yield fact.subject.name, shown
    elif isinstance(fact, ExposedFiles | ExposedTools | HealthAnswer):
        yield f"https://{host}", bool(fact.asked)
    else:
        url = fact.live.url if isinstance(fact, Release) else getattr(fact, "url", "")
        door = door_of(url) if isinstance(url, str) and url else ""
        if door and getattr(fact, "status", None) != 0:
            yield door, True


@dataclass(frozen=True, slots=True)
class Memory:
    """What the run before had found, held against what was met in this look. `accepted` stands on purpose."""

    previous: tuple[Before, ...]
    met: _Met
    gaps: tuple[Gap, ...]
    site: str
    host: str
    accepted: frozenset[str]

    @classmethod
    def of(cls, bundle: Bundle, accepted: Iterable[str]) -> "Memory":
        """Read a run. What it took over from an earlier one was not met again."""
        met = _Met()
        for fact in bundle.world.facts:
            if type(fact).__name__ not in bundle.inherited:
                met.take(fact)
        target = bundle.start.target
        host = _bare(target.host)
        known = {check.id for check in catalog.checks()}
        return cls(
            tuple(old for old in bundle.start.previous if old.check in known),
            met,
            tuple(bundle.world.gaps),
            f"{target.scheme}://{host}",
            host,
            frozenset(accepted),
        )

    def settled(self, results: Sequence[Result], groups: Iterable[str]) -> tuple[list[Result], tuple[Before, ...]]:
        """Give the results, and what stood before and was not seen again.

        `groups` are the causes and fingerprints of what stands now. A check that answers, though nothing of what it
        had found was met again, becomes UNKNOWN.
        """
        now = set(groups)
        told = list(results)
        unseen = []
        for old in self.previous:
            if old.fingerprint in now or old.group in now:
                continue
            places = [number for number, result in enumerate(told) if result.check.id == old.check]
            mine = [n for n in places if told[n].subject.name == old.subject]
            why = self._why([told[n] for n in mine or places], old)
            if not why:
                continue
            unseen.append(old)
            at = next((n for n in mine or places if not told[n].findings), None)
            if at is not None and told[at].status not in SILENT:
                told[at] = _unknown(told[at], why)
        return told, tuple(unseen)

    def _why(self, lines: Sequence[Result], old: Before) -> str:
        """Say what kept us from seeing it again; empty where it was seen to be gone."""
        if not lines:
            return "it was not looked at this time"
        if any(line.status in SILENT for line in lines):
            return "it could not be looked at"
        check = lines[0].check
        if check.needs and set(check.needs) <= NOT_THE_SITE:
            return self._by_name(applies=all(line.status is not Status.NOT_APPLICABLE for line in lines))
        site = f"{TLS}://{self.host}" if TlsEndpoint in check.needs else self.site
        if not self.met.is_open(site):
            return f"{self.host} did not answer"
        blind = {_bare(gap.subject.host_name) for gap in self.gaps if gap.fact in {k.__name__ for k in check.needs}}
        chained = RedirectChain in check.needs
        shut = next((door for door in old.doors if not self._passed(door, blind, chained=chained)), "")
        return f"{_host(shut)} did not answer" if shut else ""

    def _by_name(self, *, applies: bool) -> str:
        """The name of the site must be there: without it, nothing that stood around it is mended."""
        if self.host in self.met.named or (applies and self.host not in self.met.nameless):
            return ""
        return f"{self.host} was not found"

    def _passed(self, door: str, blind: set[str], *, chained: bool) -> bool:
        """Whether a door was met again, or was taken away: its name is gone, or nobody leads there any more."""
        if chained and door in self.met.lost:
            return False
        host = _host(door)
        if self.met.is_open(door) or (host != self.host and host in self.met.nameless):
            return True
        return door not in self.met.silent and host not in blind

    def weight(self, result: Result, unseen: Iterable[Before]) -> Level | None:
        """Give how much an UNKNOWN weighs because of what stood there before and was not seen again."""
        levels = [old.level for old in unseen if old.check == result.check.id and old.fingerprint not in self.accepted]
        return min(levels, key=lambda level: level.rank, default=None)


def before(line: ResultLine, finding: FindingLine) -> Before:
    """Keep of a finding what the next run needs to tell whether it is gone."""
    doors = [door_of(place.name) for place in finding.places if place.kind == PlaceKind.URL]
    doors += [line.subject.name] if line.subject.kind == SubjectKind.ADDRESS else []
    return Before(
        fingerprint=finding.fingerprint,
        group=finding.group,
        check=line.check,
        subject=line.subject.name,
        level=finding.level,
        title=finding.title,
        doors=tuple(dict.fromkeys(door for door in doors if door)),
    )


def _host(door: str) -> str:
    return door.partition("://")[2] or door.partition("@")[0]


def _unknown(result: Result, why: str) -> Result:
    gap = Gap(
        fact=result.check.needs[0].__name__ if result.check.needs else "",
        subject=result.subject,
        reason=GapReason.FAILED,
        detail=why,
        ask=f"Look again when {why.removesuffix(' did not answer')} answers." if "answer" in why else "",
    )
    return replace(result, status=Status.UNKNOWN, gaps=(*result.gaps, gap), why="")


def not_seen_again(unseen: Iterable[Before]) -> tuple[NotSeenAgain, ...]:
    """Give what stands on, each cause once, the worst first."""
    first: dict[str, Before] = {}
    for old in sorted(unseen, key=lambda one: (one.level.rank, one.fingerprint)):
        first.setdefault(old.group, old)
    return tuple(
        NotSeenAgain(fingerprint=old.fingerprint, check=old.check, level=old.level, title=old.title)
        for old in first.values()
    )
