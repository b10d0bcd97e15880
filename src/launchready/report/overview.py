"""Several targets, one line each."""

from collections.abc import Sequence

from launchready.model.run import RunResult


def overview(runs: Sequence[RunResult]) -> str:
    """Give a table: answer, blockers, important, unknown, site."""
    rows = [f"{'answer':<12} {'block':>5} {'important':>9} {'unknown':>7}  site"]
    rows += [
        f"{r.verdict.answer.value:<12} {r.verdict.blockers:>5} {r.verdict.important:>9} {r.verdict.unknown:>7}  {r.target.url}"
        for r in runs
    ]
    return "\n".join(rows) + "\n"
