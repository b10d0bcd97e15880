"""Twenty sites by --targets over a line of 40 ms there and back, against one of them, turn by turn in the same minutes."""

import statistics

from bench.table import Part, Row, at_most, median_of
from lab.up import Done
from trials.kit import PRODUCT, Ground

SITES = 20
RUNS = 5
DELAY_MS = 20  # each way
RATIO = 4
SITE = 'why = "One of twenty sound sites."\nexit = 0\n'


def name_of(number: int) -> str:
    return f"site-{number:02d}"


def measure(ground: Ground) -> Part:
    one, many = [], []
    for _ in range(RUNS):
        one.append(_audit(ground, 1))
        many.append(_audit(ground, SITES))
    ratios = [b.seconds / a.seconds for a, b in zip(one, many, strict=True)]
    sound = [done.code == 0 for done in (*one, *many)]
    rows = (
        at_most(f"{SITES} sites against one, median of {RUNS} ratios", statistics.median(ratios), RATIO, "×"),
        Row("ratio, least to most", median_of(ratios, "×")),
        Row("one site, wall", median_of([done.seconds for done in one], " s")),
        Row(f"{SITES} sites, wall", median_of([done.seconds for done in many], " s")),
        Row("one site, CPU", median_of([done.cpu_seconds for done in one], " s")),
        Row(f"{SITES} sites, CPU", median_of([done.cpu_seconds for done in many], " s")),
        Row(f"{SITES} sites, memory", median_of([done.rss_mb for done in many], " MB", 0)),
        Row("runs that ended with exit 0", f"{sum(sound)} of {len(sound)}", "all", all(sound)),
    )
    return Part(f"{SITES} sites at {2 * DELAY_MS} ms", "launchready audit --targets sites.txt --json", rows)


def _audit(ground: Ground, count: int) -> Done:
    """Each run as a user who has never looked before."""
    place = ground.place()
    sites = [ground.scenarios[name_of(number)] for number in range(1, count + 1)]
    file = place.cwd / "sites.txt"
    file.write_text("".join(f"{site.target}\n" for site in sites))
    words = [*PRODUCT, "audit", "--targets", str(file), "--json", *place.flags(sites[0])]
    return place.run(*words, timeout=180, delay_ms=DELAY_MS)
