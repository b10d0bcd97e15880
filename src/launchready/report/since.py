"""What changed since a time: a few plain lines to paste into a chat."""

from launchready.model.run import RunResult
from launchready.model.words import Status
from launchready.report.words import headline

MOST = 3


def render_since(then: RunResult, now: RunResult) -> str:
    """Give at most five kinds of line: the answer then and now, mended, new, still open."""
    before = _titles(then)
    after = _titles(now)
    unseen = _unseen(then, now)
    mended = [title for group, title in before.items() if group not in after and group not in unseen]
    new = [title for group, title in after.items() if group not in before]
    still = [title for group, title in after.items() if group in before]
    lines = [
        f"{now.target.url} since {then.as_of.replace('T', ' ').rstrip('Z')} UTC",
        f"Then: {headline(then)}",
        f"Now: {headline(now)}",
        f"Mended: {_said(mended)}",
        f"New: {_said(new)}",
        f"Still open: {_said(still)}",
    ]
    return "\n".join(lines) + "\n"


def _titles(run: RunResult) -> dict[str, str]:
    """Give the title of each cause, the worst first; a cause is named by its worst finding."""
    found = [f for line in run.results if not line.accepted for f in line.findings]
    titles: dict[str, str] = {}
    for finding in sorted(found, key=lambda f: f.level.rank):
        titles.setdefault(finding.group, finding.title)
    return titles


def _unseen(then: RunResult, now: RunResult) -> set[str]:
    """Give the causes of then whose check could not be seen now, or that were accepted: not mended."""
    silent = {line.check for line in now.results if line.status in {Status.UNKNOWN, Status.ERROR} or line.accepted}
    return {f.group for line in then.results if line.check in silent for f in line.findings}


def _said(titles: list[str]) -> str:
    if not titles:
        return "nothing"
    more = f" and {len(titles) - MOST} more" if len(titles) > MOST else ""
    return "; ".join(titles[:MOST]) + more
