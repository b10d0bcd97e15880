"""A machine in trouble: no room on the disk, nobody who reads the output."""

from lab.up import Done
from trials.kit import PRODUCT, Ground, Notes, Place, answer_of

SMALL = "8k"  # two pages: the first lines of a record and no more


def full_disk(ground: Ground) -> Notes:
    """The disk is full, from the start or in the middle of the record: the answer is whole and says what was lost."""
    notes = Notes()
    golden = ground.scenarios["golden"]
    for name, fill in (("full from the start", "cat /dev/zero > {data}/fill 2>/dev/null;"), ("full in the middle", "")):
        place = ground.place()
        place.data.mkdir()
        done = _on_small_disk(place, fill, place.audit_words(golden, "--json"))
        notes.sound(done, name, codes=(0,))
        notes.must(answer_of(done).get("verdict", {}).get("answer") == "READY", f"{name}: the verdict is not READY")
        notes.must("No space left" in done.stderr, f"{name}: stderr does not say that the record is lost")
        for bundle in place.folder.glob("kept/**/*.jsonl"):
            again = place.launchready("report", "--replay", str(bundle), "--json")
            notes.sound(again, f"{name}: replay of what was kept", codes=(0, 2, 3))
            whole = "No space" not in done.stderr
            notes.must(whole or again.code != 0, f"{name}: half a record replays with exit 0")
    for words in (["--json"], []):
        place = ground.place()
        done = _shell(place, '"$@" > /dev/full', place.audit_words(golden, *words))
        said = done.stderr.strip()[-160:]
        name = f"audit {' '.join(words)} > /dev/full"
        notes.must("Traceback" not in done.stderr, f"{name}: a traceback: {said}")
        notes.must("bug of ours" not in done.stderr, f"{name}: called our own bug: {said}")
        notes.must(done.code != 0, f"{name}: exit 0 though nothing was written")
    notes.measured = f"a disk of {SMALL}B, and /dev/full as output"
    return notes


def closed_stdout(ground: Ground) -> Notes:
    """Whoever reads the output goes away (`| head -1`), or there is none (`>&-`): no traceback, ends by itself."""
    notes = Notes()
    golden = ground.scenarios["golden"]
    tries = {
        "audit | head -1": ('"$@" | head -1', ["--all"]),
        "audit --json | head -c 1": ('"$@" | head -c 1', ["--json"]),
        "audit | true": ('"$@" | true', []),
        "audit >&-": ('"$@" >&-', []),
        "audit --json >&-": ('"$@" >&-', ["--json"]),
        "audit 2>&-": ('"$@" 2>&-', []),
        "audit <&-": ('"$@" <&-', []),
    }
    for name, (script, words) in tries.items():
        place = ground.place()
        done = _shell(place, script, place.audit_words(golden, *words))
        said = done.stderr.strip().rsplit("\n", 1)[-1][:160]
        notes.must(not done.timed_out, f"{name}: did not end")
        notes.must("Traceback" not in done.stderr and "Exception ignored" not in done.stderr, f"{name}: {said}")
        notes.must("bug of ours" not in done.stderr, f"{name}: called our own bug: {said}")
        notes.must(done.code in {0, 3}, f"{name}: exit {done.code} {said}")
        notes.must(len(place.bundles()) == 1, f"{name}: no record")
    for words in (("help", "all"), ("--help",), ("explain", "tls/expired")):
        place = ground.place()
        done = _shell(place, '"$@" | true', [*PRODUCT, *words])
        name, said = f"{' '.join(words)} | true", done.stderr.strip()[-160:]
        notes.must("Traceback" not in said and "Exception ignored" not in said, f"{name}: {said}")
    notes.measured = f"{len(tries)} ways to close, help and explain besides"
    return notes


def _shell(place: Place, script: str, words: list[str]) -> Done:
    return place.run("bash", "-c", f"set -o pipefail; {script}", "bash", *words)


def _on_small_disk(place: Place, fill: str, words: list[str]) -> Done:
    """Run with the data folder on a small disk of its own, in a mount namespace that goes with the command.

    What the command left there is copied to `kept` before the disk goes.
    """
    first = f"mount -t tmpfs -o size={SMALL} tmpfs {place.data} && {{ {fill.format(data=place.data)} true; }}"
    last = f"code=$?; cp -r {place.data} {place.folder}/kept; exit $code"
    return place.run("unshare", "--mount", "bash", "-c", f'{first} && "$@"; {last}', "bash", *words)
