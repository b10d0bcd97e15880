"""Everything known about one target, in one folder: runs, acceptances, the baseline of drift."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from launchready.engine.bundle import Bundle, BundleError, read_bundle
from launchready.engine.files import append_regular, read_regular, replace_whole
from launchready.engine.wire import BUNDLE_BYTES, Acceptance, Numbered
from launchready.facts.drift import Part

RUNS_KEPT = 100
BASELINE_BYTES = 64 * 1024


class RecordError(Exception):
    """The folder cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Which run is the baseline of a part, and when it was."""

    run: str
    at: str


@dataclass(slots=True)
class Record:
    """One target's folder. Reading never changes it."""

    folder: Path
    _cache: dict[str, Bundle] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part in (self.folder, self.folder.parent, self.runs_folder):
            if part.is_symlink():
                msg = f"{part} is a link to another place. Remove it, or use --no-record."
                raise RecordError(msg)

    @property
    def runs_folder(self) -> Path:
        """Where the bundles lie."""
        return self.folder / "runs"

    def runs(self) -> list[str]:
        """Name the runs, oldest first."""
        try:
            return sorted(p.stem for p in self.runs_folder.glob("*.jsonl") if p.is_file() and not p.is_symlink())
        except OSError:
            return []

    def path_of(self, run: str) -> Path:
        """Where a run lies."""
        return self.runs_folder / f"{run}.jsonl"

    def read(self, run: str) -> Bundle:
        """Read one run. Raises `BundleError`."""
        if run not in self._cache:
            path = self.path_of(run)
            self._cache[run] = read_bundle(read_bounded(path), name=str(path))
        return self._cache[run]

    def first(self) -> Bundle | None:
        """Give the run that is kept as *before* for ever."""
        return self._best(self.runs())

    def newest(self) -> Bundle | None:
        """Give the newest run that was not cut off, else the newest that can be read."""
        return self._best(self.runs()[::-1])

    def newest_before(self, moment: datetime) -> Bundle | None:
        """Give the newest run that is not younger than a moment, else the first."""
        older = [run for run in self.runs() if run[:16] <= run_stamp(moment)]
        return self._best(older[::-1]) or self.first()

    def _best(self, runs: Iterable[str]) -> Bundle | None:
        """Give the first whole run; where none is whole, the first that can be read."""
        readable = None
        for run in runs:
            try:
                bundle = self.read(run)
            except BundleError:
                continue
            if bundle.end is not None and not bundle.end.interrupted:
                return bundle
            readable = readable or bundle
        return readable

    def acceptances(self) -> tuple[Acceptance, ...]:
        """Give what was accepted; a later line about the same finding wins."""
        found: dict[str, Acceptance] = {}
        for raw in self._lines("acceptances.jsonl"):
            try:
                acceptance = msgspec.json.decode(raw, type=Acceptance)
            except (msgspec.ValidationError, msgspec.DecodeError):
                continue
            found[acceptance.fingerprint] = acceptance
        return tuple(found[key] for key in sorted(found))

    def accept(self, acceptance: Acceptance) -> None:
        """Add an acceptance."""
        path = self.folder / "acceptances.jsonl"
        try:
            self._make()
            append_regular(path, msgspec.json.encode(acceptance) + b"\n")
        except OSError as problem:
            msg = f"{path} cannot be written: {problem.strerror}. If you did not make it so, remove it."
            raise RecordError(msg) from None

    def marks(self) -> dict[Part, Mark]:
        """Give the run that is the baseline of each part."""
        try:
            data = read_regular(self.folder / "baseline.json", BASELINE_BYTES)
            return msgspec.json.decode(data, type=dict[Part, Mark])
        except (OSError, msgspec.ValidationError, msgspec.DecodeError):
            return {}

    def set_marks(self, marks: dict[Part, Mark]) -> None:
        """Replace the baseline at once or not at all."""
        self._make()
        replace_whole(self.folder / "baseline.json", msgspec.json.encode(marks))

    def numbers(self) -> tuple[Numbered, ...] | None:
        """Give the things to do as they were last listed for somebody; None where nothing is kept of it."""
        try:
            data = read_regular(self.folder / "numbers.json", BASELINE_BYTES)
            return msgspec.json.decode(data, type=tuple[Numbered, ...])
        except (OSError, msgspec.ValidationError, msgspec.DecodeError):
            return None

    def set_numbers(self, numbers: tuple[Numbered, ...]) -> None:
        """Keep what was listed: its numbers hold until the next list."""
        self._make()
        replace_whole(self.folder / "numbers.json", msgspec.json.encode(numbers))

    def prune(self) -> None:
        """Drop old runs, never the first, never a baseline."""
        runs = self.runs()
        keep = {mark.run for mark in self.marks().values()} | set(runs[:1]) | set(runs[-RUNS_KEPT:])
        for run in runs:
            if run not in keep:
                self.path_of(run).unlink(missing_ok=True)

    def _lines(self, name: str) -> Sequence[bytes]:
        try:
            return read_bounded(self.folder / name).splitlines()
        except BundleError:
            return ()

    def _make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)


def read_bounded(path: Path) -> bytes:
    """Read a file of at most the size that we write. Raises `BundleError`."""
    try:
        return read_regular(path, BUNDLE_BYTES + 1)
    except OSError as problem:
        msg = f"{path} cannot be read: {problem.strerror}."
        raise BundleError(msg) from None


def run_stamp(moment: datetime) -> str:
    """Give a time as the beginning of a run's name: it sorts by time."""
    return moment.strftime("%Y%m%dT%H%M%SZ")


def new_run(moment: datetime) -> str:
    """Name a new run; runs that start in the same microsecond still differ."""
    return f"{run_stamp(moment)}-{moment.microsecond:06d}{secrets.token_hex(2)}"
