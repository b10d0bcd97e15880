"""A machine in trouble: no room on the disk, nobody who reads the output."""

from trials.kit import PRODUCT, Ground, Notes, Place, answer_of

SMALL = "24k"


def full_disk(ground: Ground) -> Notes:
    """The disk is full, from the start or in the middle of the record: the answer is whole and says what was lost."""
    notes = Notes()
    golden = ground.scenarios["golden"]
    for name, fill in (("full from the start", "cat /dev/zero > DATA/fill 2>/dev/null;"), ("full in the middle", "")):
        place = ground.place()
        place.data.mkdir()
        done = _on_small_disk(place, fill, place.audit_words(golden, "--json"))
        notes.sound(done, name, codes=(0,))
        notes.must(answer_of(done).get("verdict", {}).get("answer") == "READY", f"{name}: the verdict is not READY")
        notes.must("No space left" in done.stderr, f"{name}: stderr does not say that the record is lost")
    cut = [place for place in (ground.place(),) if place.data.mkdir() is None][0]
    done = _on_small_disk(cut, "", cut.audit_words(golden, "--json"), keep=True)
    for bundle in cut.folder.glob("kept/**/*.jsonl"):
        notes.sound(cut.launchready("report", "--replay", str(bundle)), "replay of the record that was cut off")
    for words in (["--json"], []):
        place = ground.place()
        done = _shell(place, f'"$@" > /dev/full', place.audit_words(golden, *words))
        said = done.stderr.strip().rsplit("\n", 1)[-1][:160]
        notes.must("Traceback" not in done.stderr, f"output to a full disk {words}: a traceback: {said}")
        notes.must("bug of ours" not in done.stderr, f"output to a full disk {words}: called our own bug: {said}")
        notes.must(done.code != 0, f"output to a full disk {words}: exit 0 though nothing was written")
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
        notes.must(done.code in {0, 1, 3}, f"{name}: exit {done.code} {said}")
        notes.must(len(place.bundles()) == 1, f"{name}: no record")
    for words in (("help", "all"), ("--help",), ("explain",)):
        place = ground.place()
        done = _shell(place, '"$@" | true', [*PRODUCT, *words])
        notes.must("Traceback" not in done.stderr and "Exception ignored" not in done.stderr, f"{words} | true: trace")
    notes.measured = f"{len(tries)} ways to close, help and explain besides"
    return notes


def _shell(place: Place, script: str, words: list[str]):
    return place.run("bash", "-c", f"set -o pipefail; {script}", "bash", *words)


def _on_small_disk(place: Place, fill: str, words: list[str], *, keep: bool = False):
    """Run with the data folder on a small disk of its own, in a mount namespace that goes with the command."""
    data = place.data
    keeping = f"; code=$?; cp -r {data} {place.folder}/kept; exit $code" if keep else ""
    script = f"mount -t tmpfs -o size={SMALL} tmpfs {data} && {{ {fill.replace('DATA', str(data))} true; }} && \"$@\"{keeping}"
    return place.run("unshare", "--mount", "bash", "-c", script, "bash", *words)
