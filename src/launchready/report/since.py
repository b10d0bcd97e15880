"""What changed since a time: five plain lines to paste into a chat."""

from launchready.formats.plain import harmless, shortened
from launchready.model.run import RunResult
from launchready.model.words import Status
from launchready.report.words import ANSWER_SAID, host, moment, next_step

MOST = 3
_SILENT = frozenset({Status.UNKNOWN, Status.ERROR})


def render_since(then: RunResult, now: RunResult) -> str:
    """Give five lines: the answer then and now, what is mended, what is new, what still stands, the next step.

    A sixth names what could not be seen again, where there is any.
    """
    before = _titles(then)
    after = _titles(now)
    unseen, on_purpose = _unseen(then, now), _on_purpose(then, now)
    gone = {group: title for group, title in before.items() if group not in after and group not in on_purpose}
    mended = [title for group, title in gone.items() if group not in unseen]
    blind = [title for group, title in gone.items() if group in unseen]
    new = [title for group, title in after.items() if group not in before]
    still = [title for group, title in after.items() if group in before]
    was, is_now = (f"“{ANSWER_SAID[run.verdict.answer]}”" for run in (then, now))
    turned = f"it was {was} and still is" if was == is_now else f"it was {was}, now it is {is_now}"
    lines = [
        f"{host(now)}, since {moment(then.as_of)}: {turned}.",
        f"Mended: {_said(mended)}.",
        f"New: {_said(new)}.",
        f"Still open: {_said(still)}.",
        *([f"Could not be seen again, so still open: {_said(blind)}."] if blind else []),
        f"Next: {next_step(now)}",
    ]
    return "".join(f"{shortened(harmless(line))}\n" for line in lines)


def _titles(run: RunResult) -> dict[str, str]:
    """Give the title of each cause, the worst first; a cause is named by its worst finding."""
    found = [f for line in run.results if not line.accepted for f in line.findings if not f.accepted]
    place = {fingerprint: number for number, fingerprint in enumerate(run.verdict.top)}
    titles: dict[str, str] = {}
    for finding in sorted(found, key=lambda f: (f.level.rank, place.get(f.fingerprint, len(place)))):
        titles.setdefault(finding.group, finding.title)
    return titles


def _unseen(then: RunResult, now: RunResult) -> set[str]:
    """Give the causes of then whose check could not answer now, or was not asked, or met nothing of it again."""
    answered = {line.check for line in now.results} - {line.check for line in now.results if line.status in _SILENT}
    again = {one.fingerprint for one in now.changes.unseen} if now.changes else set()
    found = [(line.check, f) for line in then.results for f in line.findings]
    return {f.group for check, f in found if check not in answered or f.fingerprint in again}


def _on_purpose(then: RunResult, now: RunResult) -> set[str]:
    """Give the causes that were accepted since."""
    checks = {line.check for line in now.results if line.accepted}
    groups = {f.group for line in now.results for f in line.findings if f.accepted}
    return groups | {f.group for line in then.results if line.check in checks for f in line.findings}


def _said(titles: list[str]) -> str:
    if not titles:
        return "nothing"
    more = f" and {len(titles) - MOST} more" if len(titles) > MOST else ""
    return "; ".join(title.rstrip(".") for title in titles[:MOST]) + more
