"""What changed since a time: five plain lines to paste into a chat."""

from launchready.formats.plain import harmless
from launchready.model.run import RunResult
from launchready.model.words import Status
from launchready.report.words import ANSWER_SAID, host, moment, next_step

MOST = 3


def render_since(then: RunResult, now: RunResult) -> str:
    """Give five lines: the answer then and now, what is mended, what is new, what still stands, the next step."""
    before = _titles(then)
    after = _titles(now)
    unseen = _unseen(then, now)
    mended = [title for group, title in before.items() if group not in after and group not in unseen]
    new = [title for group, title in after.items() if group not in before]
    still = [title for group, title in after.items() if group in before]
    was, is_now = (f"“{ANSWER_SAID[run.verdict.answer]}”" for run in (then, now))
    turned = f"it was {was} and still is" if was == is_now else f"it was {was}, now it is {is_now}"
    lines = [
        f"{host(now)}, since {moment(then.as_of)}: {turned}.",
        f"Mended: {_said(mended)}.",
        f"New: {_said(new)}.",
        f"Still open: {_said(still)}.",
        f"Next: {next_step(now)}",
    ]
    return "".join(f"{harmless(line)}\n" for line in lines)


def _titles(run: RunResult) -> dict[str, str]:
    """Give the title of each cause, the worst first; a cause is named by its worst finding."""
    found = [f for line in run.results if not line.accepted for f in line.findings if not f.accepted]
    place = {fingerprint: number for number, fingerprint in enumerate(run.verdict.top)}
    titles: dict[str, str] = {}
    for finding in sorted(found, key=lambda f: (f.level.rank, place.get(f.fingerprint, len(place)))):
        titles.setdefault(finding.group, finding.title)
    return titles


def _unseen(then: RunResult, now: RunResult) -> set[str]:
    """Give the causes of then whose check could not be seen now, or that were accepted: not mended."""
    silent = {line.check for line in now.results if line.status in {Status.UNKNOWN, Status.ERROR} or line.accepted}
    accepted = {f.group for line in now.results for f in line.findings if f.accepted}
    return {f.group for line in then.results if line.check in silent for f in line.findings} | accepted


def _said(titles: list[str]) -> str:
    if not titles:
        return "nothing"
    more = f" and {len(titles) - MOST} more" if len(titles) > MOST else ""
    return "; ".join(title.rstrip(".") for title in titles[:MOST]) + more
