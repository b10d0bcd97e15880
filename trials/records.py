"""What a record gives back: what was mended, how it was, the same bytes, another policy, one pack of many runs."""

import json
import shutil
from pathlib import Path

from lab.up import Done
from trials.kit import PRODUCT, Ground, Notes, Place, answer_of, findings_of, verdict_of, words_of

MENDED = ("mended-name", "mended-header")
NETWORK_CALLS = "trace=socket,connect,sendto,sendmsg,sendmmsg"


def one_fixed(ground: Ground) -> Notes:
    """Two audits with one fault switched off between: the second says by itself "1 fixed, 0 new"; the first is kept."""
    notes = Notes()
    places = {name: ground.place() for name in MENDED}
    for name, place in places.items():
        first = place.audit(ground.scenarios[name], "--json")
        expected = [entry.split()[0] for entry in ground.scenarios[name].expected.expect]
        notes.must(findings_of(first) == expected, f"{name}: first finds {findings_of(first)}, not {expected}")
    ground.lab.change()
    for name, place in places.items():
        second = place.audit(ground.scenarios[name])
        notes.sound(second, f"{name}: second audit", codes=(0,))
        said = "1 fixed, 0 new" in words_of(second.stdout)
        since = [line.strip() for line in second.stdout.splitlines() if "Since" in line]
        notes.must(said, f"{name}: the second does not say '1 fixed, 0 new' but {since or 'nothing'}")
    _before(notes, ground, places["mended-name"])
    notes.measured = f"{len(MENDED)} faults mended one at a time; `report --before` shows the first run's records"
    return notes


def _before(notes: Notes, ground: Ground, place: Place) -> None:
    """The first run had no www; the second has. `--before` must show the first."""
    target = ground.scenarios["mended-name"].target
    done = place.launchready("report", target, "--before", "--json")
    notes.sound(done, "report --before", codes=(0,))
    names = {row["name"] for row in answer_of(done).get("records", ())}
    zone = ground.scenarios["mended-name"].zone
    notes.must(zone in names, f"report --before: no record of {zone}")
    notes.must(f"www.{zone}" not in names, "report --before shows the second run's www, not the first run's state")
    shown = place.launchready("report", target, "--before")
    notes.sound(shown, "report --before in words", codes=(0,))
    address = ground.scenarios["mended-name"].places["web"]
    notes.must(address in shown.stdout, f"report --before: the address {address} is not on screen")


def same_bytes(ground: Ground) -> Notes:
    """`report --replay` gives the bytes that `audit --json` printed, twice, and with no network at all."""
    notes = Notes()
    names = ("golden", "mended-name", "rate-limited")
    for name in names:
        place = ground.place()
        printed = place.audit(ground.scenarios[name], "--json")
        notes.must(answer_of(printed).get("schema"), f"{name}: the audit printed no run/1")
        bundle = str(place.bundles()[0])
        again = [place.launchready("report", "--replay", bundle, "--json") for _ in range(2)]
        again.append(place.run("unshare", "--net", *PRODUCT, "report", "--replay", bundle, "--json"))
        for done in again:
            notes.must(done.stdout == printed.stdout, f"{name}: the replay is not what the audit printed")
            notes.must(done.code == printed.code, f"{name}: the replay ends with {done.code}, not {printed.code}")
    notes.measured = f"{len(names)} runs, three replays each"
    return notes


def another_policy(ground: Ground) -> Notes:
    """Another policy file gives another verdict about the same run, and no packet is sent."""
    notes = Notes()
    place = ground.place()
    first = place.audit(ground.scenarios["plain"], "--json")
    check = next(iter(findings_of(first)), "")
    policy = place.folder / "policy.toml"
    policy.write_text(f'[levels]\n"{check}" = "BLOCKER"\n')
    words = [*PRODUCT, "report", "--replay", str(place.bundles()[0]), "--policy", str(policy), "--json"]
    done = place.run("unshare", "--net", *words)
    notes.sound(done, "another policy without a network", codes=(1,))
    notes.must(verdict_of(first) != "NOT_YET", "the first verdict is NOT_YET already")
    notes.must(verdict_of(done) == "NOT_YET", f"by the other policy it is {verdict_of(done)}, not NOT_YET")
    calls = _network_calls(notes, place, words)
    notes.measured = f"{verdict_of(first)} became {verdict_of(done)}; {calls}"
    return notes


def _network_calls(notes: Notes, place: Place, words: list[str]) -> str:
    """Count the calls that could have sent something, by the kernel's own word."""
    if shutil.which("strace") is None:
        return "in a namespace without network (strace is not here)"
    trace = place.folder / "trace"
    done = place.run("strace", "-f", "-qq", "-e", NETWORK_CALLS, "-o", str(trace), *words)
    notes.sound(done, "another policy under strace", codes=(1,))
    calls = [line for line in trace.read_text().splitlines() if "AF_INET" in line or "sendto(" in line]
    notes.must(not calls, f"{len(calls)} network calls, the first: {calls[:1]}")
    return f"{len(calls)} network calls by strace, and the same in a namespace without network"


def packs_merge(ground: Ground) -> Notes:
    """Packs of one target merge, on writing and on reading; packs of two targets are refused with a sentence."""
    notes = Notes()
    golden, other = ground.scenarios["golden"], ground.scenarios["plain"]
    first, second, stranger = ground.place(), ground.place(), ground.place()
    printed = [place.audit(golden, "--json") for place in (first, second, first)]
    stranger.audit(other, "--json")
    pack = ground.lab.folder / "club.zip"
    for place in (first, second):
        done = place.launchready("report", golden.target, "--pack", str(pack))
        notes.sound(done, "report --pack", codes=(0,))
        notes.must("Traceback" not in done.stderr, "report --pack: a traceback")
    notes.must(f"{pack}: 3 runs" in done.stdout, f"the merged pack does not hold 3 runs: {done.stdout.strip()[:120]}")
    third = ground.place()
    replayed = third.launchready("report", "--replay", str(pack), "--json")
    notes.must(replayed.stdout == printed[2].stdout, "the merged pack is not judged as its newest run")
    refused = stranger.launchready("report", other.target, "--pack", str(pack))
    notes.sound(refused, "a pack of another site", codes=(2,))
    lone = ground.lab.folder / "other.zip"
    stranger.launchready("report", other.target, "--pack", str(lone))
    mixed = third.launchready("report", "--replay", str(pack), "--replay", str(lone))
    notes.sound(mixed, "a replay of two sites", codes=(2,))
    _no_secret(notes, pack, third)
    notes.measured = "3 runs of 2 users in one pack; the newest is judged"
    return notes


def _no_secret(notes: Notes, pack: Path, place: Place) -> None:
    """A pack says nothing about the machine it was made on."""
    done: Done = place.run("python3", "-c", f"import zipfile as z; p = z.ZipFile({str(pack)!r}); "
                           "print(*[p.read(n).decode() for n in p.namelist()])")  # fmt: skip
    notes.must(str(place.lab.folder) not in done.stdout, "the pack holds a path of this machine")
    notes.must(json.dumps(str(Path.home())) not in done.stdout, "the pack holds the user's home")
