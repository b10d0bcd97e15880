"""Servers that mean harm: the lab's hostile scenarios, all of them, within their bounds."""

from lab.run import run
from trials.kit import Ground, Notes


def hostile_servers(ground: Ground) -> Notes:
    """All hostile servers of the lab: within 60 s and 150 MB, no false finding, the right exit code."""
    notes = Notes()
    hostile = [scenario for scenario in ground.scenarios.values() if scenario.topic == "hostile"]
    outcomes = run(ground.lab, hostile)
    for outcome in outcomes:
        notes.problems += [f"{outcome.name}: {problem}" for problem in outcome.problems]
    slowest = max(outcomes, key=lambda outcome: outcome.done.seconds)
    largest = max(outcomes, key=lambda outcome: outcome.done.rss_mb)
    notes.measured = (
        f"{len(outcomes)} servers; slowest {slowest.scenario.name} {slowest.done.seconds:.1f} s, "
        f"largest {largest.scenario.name} {largest.done.rss_mb:.0f} MB"
    )
    return notes
