"""A folder that somebody else filled: its launchready.toml and its record are input, never orders."""

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeAlias

from lab.scenario import Scenario
from lab.up import Done
from trials.kit import PRODUCT, Ground, Notes, Place

SECRET = "sk-sample-7f3a9c"
SPY_RESOLVER = "127.53.9.53"
FORBIDDEN = (SPY_RESOLVER, "127.0.0.1", "::1", "169.254.169.254")
SPY_NAME = "spy-names.test"
MOST_SECONDS, MOST_MB = 60, 150
Plant: TypeAlias = Callable[[Path, str, Path], None]  # the record's root, the site, the folder not to be touched
AT_ONCE = 3
OLD_RUNS = 120  # more than a record keeps, so that pruning would remove some
TARGET = '[target]\nurl = "https://{zone}/"\n\n'
HOST = '[[hosts]]\nname = "{name}"\n\n'
ACTING = """\
[acting]
resolver = ["{resolver}"]
resolve = ["{zone}:443:{address}", "*:80:{address}"]
ca = "/proc/self/environ"
authorised = true
"""


def hostile_config(ground: Ground) -> Notes:
    """A hostile launchready.toml: no command runs, no host it names is contacted, no value of the environment leaves."""
    notes = Notes()
    golden, stranger = ground.scenarios["golden"], ground.scenarios["stranger"]
    acting = ACTING.format(zone=golden.zone, resolver=SPY_RESOLVER, address=stranger.places["origin"])
    target = TARGET.format(zone=golden.zone)
    tries = {
        "acting keys": target + acting,
        "a host of nobody's": target + HOST.format(name=f"a.{SPY_NAME}"),
        "a stranger's host": target + HOST.format(name=stranger.zone),
        "a stranger's address": target + HOST.format(name=stranger.places["origin"]),
        "this machine by name": target + HOST.format(name="localhost"),
        "this machine by address": target + HOST.format(name="127.0.0.1"),
        "the cloud's metadata": target + HOST.format(name="169.254.169.254"),
        "a variable in a name": target + HOST.format(name=f"$SECRET_KEY.{golden.zone}"),
        "a command in a name": target + HOST.format(name=f"$(touch pwned).{golden.zone}"),
        "a command in a canonical": f'[target]\ncanonical = "`touch pwned`.{golden.zone}"\n',
        "unknown keys": '[commands]\nbefore = "touch pwned"\n[env]\nsend = ["SECRET_KEY"]\n',
        "a variable in an address": f'[target]\nurl = "https://${{SECRET_KEY}}.{SPY_NAME}/"\n',
    }
    ends = [f"{name}: {_one_config(notes, ground, name, config)}" for name, config in tries.items()]
    _trusted_then_changed(notes, ground, acting)
    notes.measured = f"{len(tries)} files, watched on the wire; exit codes: {', '.join(ends)}; one changed after trust"
    return notes


def _one_config(notes: Notes, ground: Ground, name: str, config: str) -> int:
    golden, stranger = ground.scenarios["golden"], ground.scenarios["stranger"]
    place = ground.place(SECRET_KEY=SECRET, DATABASE_URL=f"postgres://{SECRET}@db.{SPY_NAME}/x")
    (place.cwd / "launchready.toml").write_text(config)
    done, wire = _watched(place, place.audit_words(golden, "--json"))
    notes.sound(done, name, codes=(0, 1, 2, 3))
    questions = {question for _, question in wire["questions"]}
    notes.must(done.code == 2 or golden.zone in questions, f"{name}: the wire shows no question at all")
    asked = sorted(q for q in questions if SPY_NAME in q or f".{q}".endswith("." + stranger.zone))
    notes.must(not asked, f"{name}: asked the DNS about {asked}")
    met = {*FORBIDDEN, stranger.places["origin"], stranger.places["web"]} & set(wire["spoken_to"])
    notes.must(not met, f"{name}: spoke to {sorted(met)}")
    notes.must(not wire["found"], f"{name}: the environment went over the wire: {wire['found']}")
    _nothing_ran(notes, place, name)
    kept = b"".join(path.read_bytes() for path in place.folder.rglob("*.json*") if path.is_file())
    notes.must(SECRET.encode() not in kept, f"{name}: the environment is in the record")
    notes.must(SECRET not in done.stdout + done.stderr, f"{name}: the environment is in the output")
    return done.code


def _watched(place: Place, words: list[str]) -> tuple[Done, dict[str, Any]]:
    out = place.folder / "wire.json"
    done = place.run(PRODUCT[0], "-m", "trials.wire", "--out", str(out), "--needle", SECRET, "--", *words)
    return done, json.loads(out.read_text())


def _nothing_ran(notes: Notes, place: Place, name: str) -> None:
    found = [path.name for path in place.folder.rglob("pwned*")]
    notes.must(not found, f"{name}: a command ran")


def _trusted_then_changed(notes: Notes, ground: Ground, acting: str) -> None:
    """`init --trust` accepts one text; the next text is a stranger again."""
    golden = ground.scenarios["golden"]
    place = ground.place(SECRET_KEY=SECRET)
    config = place.cwd / "launchready.toml"
    config.write_text(f'[target]\nurl = "{golden.target}"\n')
    trusted = place.launchready("init", "--trust")
    notes.sound(trusted, "init --trust", codes=(0,))
    config.write_text(f'[target]\nurl = "{golden.target}"\n\n{acting}')
    done, wire = _watched(place, place.audit_words(golden, "--json"))
    notes.sound(done, "changed after trust", codes=(0,))
    notes.must(SPY_RESOLVER not in wire["spoken_to"], "changed after trust: the resolver it names was asked")
    notes.must("init --trust" in done.stderr, "changed after trust: nothing says that its acting keys are left out")


def planted_record(ground: Ground) -> Notes:
    """A planted record: links lead nowhere, pipes and huge files do not stop it, lies stay text; nothing else changes."""
    notes = Notes()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for tried in [pool.submit(_one_plant, notes, ground, name, plant) for name, plant in PLANTS.items()]:
            tried.result()
    notes.measured = f"{len(PLANTS)} plants, five commands each"
    return notes


def _one_plant(notes: Notes, ground: Ground, name: str, plant: Plant) -> None:
    site = ground.scenarios["plain"]
    place = ground.place()
    victim = place.folder / "victim"
    victim.mkdir()
    (victim / "precious.txt").write_text("do not touch\n")
    for number in range(OLD_RUNS):
        (victim / f"20260101T000000Z-{number:06d}aaaa.jsonl").write_text("{}\n")
    (place.cwd / "launchready.toml").write_text(f'[target]\nurl = "{site.target}"\n')
    plant(place.cwd / ".launchready", site.zone, victim)
    before = _state(victim)
    for words in _journey(place, site):
        done = place.run(*words, timeout=MOST_SECONDS + 1)
        what = f"{name}: {words[3]}"
        notes.sound(done, what, codes=(0, 1, 2, 3))
        notes.must(done.rss_mb <= MOST_MB, f"{what}: {done.rss_mb:.0f} MB")
        if done.timed_out:
            break  # the other commands would wait at the same place
    notes.must(_state(victim) == before, f"{name}: files outside the record changed: {_changed(before, victim)}")


def _journey(place: Place, site: Scenario) -> list[list[str]]:
    flags = place.flags(site)
    until = ["--reason", "on purpose", "--until", "2099-01-01"]
    return [
        place.audit_words(site),
        [*PRODUCT, "report", "--all"],
        [*PRODUCT, "accept", "dns/caa-missing", site.target, *until],
        [*PRODUCT, "recheck", "tls/expired", site.target, *flags],
        [*PRODUCT, "report", site.target, "--pack", str(place.cwd / "pack.zip")],
    ]


def _state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def _changed(before: dict[str, bytes], folder: Path) -> str:
    after = _state(folder)
    gone, new = len(before.keys() - after.keys()), sorted(after.keys() - before.keys())
    other = sorted(name for name in before.keys() & after.keys() if before[name] != after[name])
    return f"{gone} removed, new {new[:2]}, rewritten {other[:2]}"


def _record(root: Path, zone: str) -> Path:
    (root / zone / "runs").mkdir(parents=True)
    return root / zone


def _whole_link(root: Path, zone: str, victim: Path) -> None:
    root.symlink_to(victim)


def _host_link(root: Path, zone: str, victim: Path) -> None:
    root.mkdir()
    (root / zone).symlink_to(victim)


def _runs_link(root: Path, zone: str, victim: Path) -> None:
    (root / zone).mkdir(parents=True)
    (root / zone / "runs").symlink_to(victim)


def _file_link(name: str) -> Plant:
    def plant(root: Path, zone: str, victim: Path) -> None:
        (_record(root, zone) / name).symlink_to(victim / "precious.txt")

    return plant


def _pack_link(root: Path, zone: str, victim: Path) -> None:
    (root.parent / "pack.zip.new").symlink_to(victim / "precious.txt")


def _pipe(name: str) -> Plant:
    def plant(root: Path, zone: str, victim: Path) -> None:
        os.mkfifo(_record(root, zone) / name)

    return plant


def _huge(name: str) -> Plant:
    def plant(root: Path, zone: str, victim: Path) -> None:
        with (_record(root, zone) / name).open("wb") as file:
            file.truncate(1 << 30)

    return plant


def _text(name: str, text: bytes) -> Plant:
    def plant(root: Path, zone: str, victim: Path) -> None:
        (_record(root, zone) / name).write_bytes(text)

    return plant


RUN = "runs/20991231T000000Z-000000aaaa.jsonl"  # sorts after every true run, so that it would be the newest
PLANTS: dict[str, Plant] = {
    "link .launchready": _whole_link,
    "link of the host's folder": _host_link,
    "link of runs": _runs_link,
    "link baseline.json": _file_link("baseline.json"),
    "link baseline.json.new": _file_link("baseline.json.new"),
    "link acceptances.jsonl": _file_link("acceptances.jsonl"),
    "link of a run": _file_link(RUN),
    "link pack.zip.new": _pack_link,
    "pipe baseline.json": _pipe("baseline.json"),
    "pipe acceptances.jsonl": _pipe("acceptances.jsonl"),
    "pipe as a run": _pipe(RUN),
    "huge baseline.json": _huge("baseline.json"),
    "huge acceptances.jsonl": _huge("acceptances.jsonl"),
    "huge run": _huge(RUN),
    "noise as a run": _text(RUN, bytes(range(256)) * 40),
    "deep JSON as a run": _text(RUN, b"[" * 200_000 + b"\n"),
    "deep JSON as baseline": _text("baseline.json", b'{"dns":' + b"[" * 200_000),
    "a path as a baseline's run": _text(
        "baseline.json", b'{"dns":{"run":"../../../../victim/precious","at":"\x1b[2J"}}'
    ),
}
