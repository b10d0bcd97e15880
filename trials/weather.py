"""Bad lines and unwilling servers: UNKNOWN where it must be, never a false finding."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from trials.kit import Ground, Notes, answer_of, findings_of, honest_code, spread, unknown_of, verdict_of

RUNS = 10
AT_ONCE = 3
LOSS_PERCENT = 20


def packet_loss(ground: Ground) -> Notes:
    """Ten audits of the golden site while one packet in five is lost each way: no finding, honest exit codes."""
    notes = Notes()
    golden = ground.scenarios["golden"]

    def one(number: int) -> tuple[str, int, float]:
        place = ground.place()
        done = place.audit(golden, "--json", loss_percent=LOSS_PERCENT)
        name = f"run {number}"
        notes.must(not findings_of(done), f"{name}: false findings {findings_of(done)}")
        allowed = honest_code(verdict_of(done), answer_of(done).get("interrupted"))
        notes.sound(done, name, codes=allowed)
        notes.must(verdict_of(done) in {"READY", "READY_IF", "CANNOT_TELL"}, f"{name}: {verdict_of(done)}")
        notes.must(done.seconds <= 60, f"{name}: {done.seconds:.0f} s")
        return verdict_of(done), len(unknown_of(done)), done.seconds

    with ThreadPoolExecutor(AT_ONCE) as pool:
        seen = list(pool.map(one, range(1, RUNS + 1)))
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(Counter(v for v, _, _ in seen).items()))
    unknown = [count for _, count, _ in seen]
    notes.measured = (
        f"0 findings wanted; {sum(unknown)} UNKNOWNs in {RUNS} runs ({spread(unknown)}); {verdicts}; "
        f"{spread([s for _, _, s in seen])} s"
    )
    return notes


def unwilling(ground: Ground) -> Notes:
    """A server that answers 429 to all, and one whose first byte takes 30 s: UNKNOWN, no finding, an honest exit code."""
    notes = Notes()

    def one(name: str) -> str:
        place = ground.place()
        site = ground.scenarios[name]
        done = place.audit(site, "--json")
        allowed = {*site.expected.exits} & {*honest_code(verdict_of(done), answer_of(done).get("interrupted"))}
        notes.sound(done, name, codes=allowed)
        notes.must(not findings_of(done), f"{name}: false findings {findings_of(done)}")
        notes.must(unknown_of(done), f"{name}: nothing is UNKNOWN")
        notes.must(done.seconds <= 60, f"{name}: {done.seconds:.0f} s")
        return f"{name}: {verdict_of(done)}, {len(unknown_of(done))} UNKNOWNs, {done.seconds:.1f} s"

    with ThreadPoolExecutor(2) as pool:
        notes.measured = "; ".join(pool.map(one, ("rate-limited", "slow-always")))
    return notes
