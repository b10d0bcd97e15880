"""Looks again at what one check needs, and joins it with what is on record."""

from dataclasses import dataclass

from launchready.app.choose import choose
from launchready.app.look import Looked, Progress, look_at
from launchready.app.recorded import find_record, newest
from launchready.app.request import Request, UsageError
from launchready.app.settings import make_settings
from launchready.engine import catalog
from launchready.engine.assemble import assemble
from launchready.reference import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """Which check was meant, and the joined answer after the second look."""

    check: str
    looked: Looked


def recheck(text: str, url: str, request: Request, progress: Progress) -> Rechecked:
    """Look at one check again. Raises `UsageError` when the id means nothing."""
    checks = {check.id: check for check in catalog.checks()}
    run = None
    if request.keep_record:
        try:
            kept = find_record(url, request)
        except UsageError:
            if text not in checks:
                raise
        else:
            run = assemble(newest(kept), kept.policy, load()).run
            url = url or kept.url
    choice = choose(text, run, tuple(checks))
    settings = make_settings(url, request)
    looked = look_at(settings, progress, verb="recheck", only=checks[choice.check])
    return Rechecked(check=choice.check, looked=looked)
