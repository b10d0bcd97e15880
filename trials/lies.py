"""A true record with lies put in: what it says is text, shown without control characters, and never a crash."""

import json
import random

from trials.kit import Ground, Notes, Place

ESCAPES = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202e\r\x08"
TWISTS = 40


def lying_record(ground: Ground) -> Notes:
    """A record with control characters in its words, or with any value twisted: one sentence or a verdict, no crash."""
    notes = Notes()
    place = ground.place()
    place.audit(ground.scenarios["plain"])
    lines = [json.loads(line) for line in place.bundles()[0].read_text().splitlines()]
    painted = [_each_text(line, lambda text: text + ESCAPES if len(text) > 12 else text) for line in lines]
    _replay(notes, place, "escapes in every longer text", painted)
    for number in range(TWISTS):
        twisted, what = _twist(lines, ground.rng)
        _replay(notes, place, f"twist {number} ({what})", twisted)
    notes.measured = f"{TWISTS} twisted values, and control characters in every text"
    return notes


def _replay(notes: Notes, place: Place, name: str, lines: list) -> None:
    file = place.folder / "lie.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = place.launchready("report", "--replay", str(file), "--all")
    notes.sound(done, name, codes=(0, 1, 2, 3))
    if done.code == 2:
        notes.must(done.stderr.count("\n") == 1, f"{name}: more than one sentence")


def _each_text(value, change):
    """The same value with `change` applied to every text that is not a key."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _each_text(item, change) for key, item in value.items()}
    return value


def _twist(lines: list, rng: random.Random) -> tuple[list, str]:
    """Replace one value, somewhere, by one of another kind."""
    copy = json.loads(json.dumps(lines))
    place, path = rng.choice(copy), []
    while isinstance(place, dict | list) and place:
        key = rng.choice(list(place) if isinstance(place, dict) else range(len(place)))
        path.append(str(key))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or rng.random() < 0.15:
            place[key] = rng.choice(
                [None, -1, 10**30, "", "x" * 5000, [], {}, [[]], True, ESCAPES, "2026-13-45T99:99:99Z"]
            )
            return copy, f"{'.'.join(path)} = {str(place[key])[:12]!r}"
        place = inner
    return copy, "nothing"
