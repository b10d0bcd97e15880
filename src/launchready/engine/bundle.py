"""One run as it lies on disk, and as it is judged."""

from dataclasses import dataclass, field, replace

from launchready.engine.catalog import fact_kinds
from launchready.engine.confirm import SecondLook
from launchready.engine.judge import World
from launchready.engine.wire import (
    BUNDLE_BYTES,
    BUNDLE_SCHEMA,
    AgainLine,
    AnyLine,
    BugLine,
    End,
    EndLine,
    FactLine,
    GapLine,
    Start,
    StartLine,
    fact_of,
    lines_of,
)
from launchready.facts.drift import Part
from launchready.model.fact import Fact, Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason


class BundleError(Exception):
    """A file that is no bundle; the message says what to do."""


@dataclass(slots=True, kw_only=True)
class Bundle:
    """Everything that one verdict rests on. Judging it again gives the same bytes.

    `baseline` holds, for each part that drift watches, when it was sound and its facts then.
    `inherited` tells for kinds that an earlier run saw when that was; they are in `world` too.
    """

    start: Start
    world: World = field(default_factory=World)
    second: SecondLook | None = None
    baseline: dict[Part, tuple[str, list[Fact]]] = field(default_factory=dict)
    inherited: dict[str, str] = field(default_factory=dict)
    bugs: list[tuple[str, str]] = field(default_factory=list)
    end: End | None = None

    def as_it_stands(self) -> "Bundle":
        """Give the run as the record knows it: a fix that is not live yet is no fix, for whoever visits."""
        return self if self.start.awaits is None else replace(self, start=replace(self.start, awaits=None))


@dataclass(slots=True)
class _Reader:
    bundle: Bundle | None = None
    facts: dict[int, list[Fact]] = field(default_factory=lambda: {1: [], 2: []})
    gaps: dict[int, list[Gap]] = field(default_factory=lambda: {1: [], 2: []})
    kinds: tuple[type[Fact], ...] | None = None

    def take(self, line: AnyLine) -> None:
        if isinstance(line, StartLine):
            self.bundle = Bundle(start=line.start)
        elif self.bundle is None:
            msg = "it does not begin as a launchready bundle"
            raise BundleError(msg)
        elif isinstance(line, FactLine):
            self._take_fact(self.bundle, line)
        elif isinstance(line, GapLine):
            self.gaps.setdefault(line.look, []).append(line.gap)
        elif isinstance(line, AgainLine):
            self._take_again(line)
        elif isinstance(line, BugLine):
            self.bundle.bugs.append((line.where, line.trace))
        elif isinstance(line, EndLine):
            self.bundle.end = line.end

    def _take_again(self, line: AgainLine) -> None:
        known = fact_kinds()
        told = (known[name] for name in line.kinds if name in known)
        self.kinds = tuple(sorted({*(self.kinds or ()), *told}, key=lambda kind: kind.__name__))

    def _take_fact(self, bundle: Bundle, line: FactLine) -> None:
        fact = fact_of(line)
        if fact is None:
            gap = Gap(
                fact=line.kind,
                subject=_site(bundle),
                reason=GapReason.NOT_RECORDED,
                detail="this was recorded by another version",
            )
            self.gaps.setdefault(line.look, []).append(gap)
        elif line.part and line.part not in set(Part):
            return
        elif line.part:
            bundle.baseline.setdefault(Part(line.part), (line.at, []))[1].append(fact)
        else:
            if line.at:
                bundle.inherited[line.kind] = line.at
            self.facts.setdefault(line.look, []).append(fact)


def _site(bundle: Bundle) -> Subject:
    return Subject.site(bundle.start.target.host)


def read_bundle(data: bytes, *, name: str) -> Bundle:
    """Read a bundle. Raises `BundleError` for what is none; a cut-off one is read as far as it goes."""
    if len(data) > BUNDLE_BYTES:
        msg = f"{name} is larger than {BUNDLE_BYTES // 1024 // 1024} MB; launchready writes none so large."
        raise BundleError(msg)
    reader = _Reader()
    try:
        for line in lines_of(data):
            reader.take(line)
    except BundleError as problem:
        msg = f"{name} is no launchready record: {problem}."
        raise BundleError(msg) from None
    bundle = reader.bundle
    if bundle is None or bundle.start.schema != BUNDLE_SCHEMA:
        msg = f"{name} is no launchready record. Give a file from the runs folder or one made by report --pack."
        raise BundleError(msg)
    bundle.world = World(reader.facts[1], reader.gaps[1])
    if reader.kinds is not None:
        bundle.second = SecondLook(kinds=reader.kinds, facts=tuple(reader.facts[2]), gaps=tuple(reader.gaps[2]))
    return bundle
