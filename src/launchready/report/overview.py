"""Several targets, one line each."""

from collections.abc import Sequence

from launchready.formats.plain import harmless, shortened
from launchready.model.run import RunResult


def overview(runs: Sequence[RunResult]) -> str:
    """Give a table: answer, blockers, important, unknown, site."""
    rows = [f"{'answer':<12} {'block':>5} {'important':>9} {'unknown':>7}  site"]
    return "\n".join([*rows, *(_row(run) for run in runs)]) + "\n"


def _row(run: RunResult) -> str:
    verdict = run.verdict
    counts = f"{verdict.blockers:>5} {verdict.important:>9} {verdict.unknown:>7}"
    return f"{verdict.answer.value:<12} {counts}  {shortened(harmless(run.target.url))}"
