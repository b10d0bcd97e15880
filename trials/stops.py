"""Killed and interrupted in the middle: what was seen stays whole, and the next audit works."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from lab.scenario import Scenario
from trials.kit import Ground, Notes, Place, answer_of, honest_code, spread, verdict_of

TIMES = 10
AT_ONCE = 3
START_UP_TIMES = 5
LONGEST_AFTER_CTRL_C = 3.0


def kill_nine(ground: Ground) -> Notes:
    """kill -9 at 10 random moments of an audit: every record is read and replays, and the next audit works."""
    notes = Notes()
    slow = ground.scenarios["slow-club"]
    moments = [ground.rng.uniform(0, _length(ground)) for _ in range(TIMES)]
    places = [ground.place() for _ in moments]

    def one(place: Place, moment: float) -> Mapping[str, Any]:
        return _cut(place, "KILL", moment, place.audit_words(slow))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        cuts = list(pool.map(one, places, moments))
        for place, moment in zip(places, moments, strict=True):
            pool.submit(_still_whole, notes, place, slow, moment)
    killed = sum(cut["in_time"] for cut in cuts)
    notes.must(killed == TIMES, f"only {killed} of {TIMES} were killed before they ended")
    notes.measured = f"{killed} killed at {spread(moments)} s (least / middle / most) into the run"
    return notes


def ctrl_c(ground: Ground) -> Notes:
    """Ctrl-C at 10 random moments: a verdict with `interrupted` within 3 s, a whole record, the same bytes twice."""
    notes = Notes()
    slow = ground.scenarios["slow-club"]
    moments = [ground.rng.uniform(0, _length(ground)) for _ in range(TIMES)]

    def one(moment: float) -> float:
        place = ground.place()
        cut = _cut(place, "INT", moment, place.audit_words(slow, "--json"))
        name = f"Ctrl-C after {moment:.2f} s"
        notes.must(cut["in_time"], f"{name}: it had ended by then")
        notes.must(cut["seconds"] <= LONGEST_AFTER_CTRL_C, f"{name}: it went on for {cut['seconds']:.1f} s")
        first = cut["answer"]
        notes.must(first.get("interrupted"), f"{name}: the answer does not say `interrupted`")
        allowed = honest_code(first.get("verdict", {}).get("answer", "none"), first.get("interrupted"))
        notes.must(cut["code"] in allowed, f"{name}: exit {cut['code']}, not {allowed}")
        _replays_the_same(notes, place, name, cut["stdout"])
        return float(cut["seconds"])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        seconds = list(pool.map(one, moments))
    notes.measured = f"ended {spread(seconds)} s after the signal (least / middle / most)"
    return notes


def ctrl_c_at_once(ground: Ground) -> Notes:
    """Ctrl-C while it starts up, before the first packet: ends at once, no traceback, never exit 0."""
    notes = Notes()
    slow = ground.scenarios["slow-club"]
    start_up = _start_up(ground)
    for _ in range(START_UP_TIMES):
        moment = ground.rng.uniform(0.2, 1.0) * start_up
        place = ground.place()
        cut = _cut(place, "INT", moment, place.audit_words(slow), from_start=True)
        name = f"Ctrl-C {moment:.2f} s after the start"
        notes.must("Traceback" not in cut["stderr"], f"{name}: a traceback")
        notes.must(cut["code"] != 0, f"{name}: exit 0")
        notes.must(cut["seconds"] <= LONGEST_AFTER_CTRL_C, f"{name}: it went on for {cut['seconds']:.1f} s")
    notes.measured = f"{START_UP_TIMES} times within the first {start_up:.2f} s"
    return notes


def _length(ground: Ground) -> float:
    """How long the looking takes when nobody disturbs it, from the first line of the record to the last."""
    return 0.95 * _undisturbed(ground)[0]


def _start_up(ground: Ground) -> float:
    """How long it takes from the start of the process to the first line of the record."""
    looking, whole = _undisturbed(ground)
    return max(0.3, whole - looking)


def _undisturbed(ground: Ground) -> tuple[float, float]:
    """Seconds of looking, and of the whole process, when nobody disturbs it; measured once."""
    if not ground.undisturbed:
        done = ground.place().audit(ground.scenarios["slow-club"], "--json")
        ground.undisturbed = (float(answer_of(done)["effort"]["seconds"]), done.seconds)
    return ground.undisturbed[0], ground.undisturbed[1]


def _cut(place: Place, name: str, moment: float, command: list[str], *, from_start: bool = False) -> dict[str, Any]:
    out = place.folder / "cut.json"
    words = [command[0], "-m", "trials.cut", "--out", str(out), "--signal", name, "--after", f"{moment:.3f}"]
    place.data.mkdir(exist_ok=True)
    words += [] if from_start else ["--runs", str(place.data)]
    done = place.run(*words, "--", *command, timeout=90)
    cut: dict[str, Any] = json.loads(out.read_text())
    return {**cut, "answer": answer_of(done), "stdout": done.stdout, "stderr": done.stderr}


def _still_whole(notes: Notes, place: Place, slow: Scenario, moment: float) -> None:
    name = f"killed after {moment:.2f} s"
    _replays_the_same(notes, place, name)
    notes.sound(place.launchready("report", slow.target), f"{name}: report")
    after = place.audit(slow, "--json")
    notes.sound(after, f"{name}: the next audit", codes=(0, 3))
    notes.must(not answer_of(after).get("interrupted"), f"{name}: the next audit says interrupted")
    notes.must(len(place.bundles()) == 2, f"{name}: {len(place.bundles())} records after the next audit, not 2")


def _replays_the_same(notes: Notes, place: Place, name: str, printed: str = "") -> None:
    bundles = place.bundles()
    if not notes.must(len(bundles) == 1, f"{name}: {len(bundles)} records instead of one"):
        return
    once, twice = (place.launchready("report", "--replay", str(bundles[0]), "--json") for _ in range(2))
    notes.must(answer_of(once).get("schema"), f"{name}: the replay prints no run/1")
    notes.must(once.stdout == twice.stdout, f"{name}: two replays differ")
    if printed:
        notes.must(once.stdout == printed, f"{name}: the replay is not what the audit printed")
    allowed = honest_code(verdict_of(once), answer_of(once).get("interrupted"))
    notes.sound(once, f"{name}: replay", codes=allowed)
    _lines_whole(notes, bundles[0], name)


def _lines_whole(notes: Notes, bundle: Path, name: str) -> None:
    """Every line but the last of a killed run is whole JSON."""
    *whole, _ = bundle.read_bytes().split(b"\n")
    try:
        kinds = [json.loads(line)["line"] for line in whole]
    except (ValueError, KeyError):
        notes.must(held=False, otherwise=f"{name}: a broken line in the middle of the record")
        return
    notes.must(kinds[:1] == ["start"], f"{name}: the record does not begin with its start")
