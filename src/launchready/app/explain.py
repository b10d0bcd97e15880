"""What a check means, with the finding on record when there is one."""

import re

from launchready.app.choose import Choice, choose
from launchready.app.recorded import joined, numbers
from launchready.app.request import Request, UsageError
from launchready.engine import catalog
from launchready.engine.wire import Numbered
from launchready.formats.text import CheckText
from launchready.model.check import Check
from launchready.model.explained import Explained
from launchready.model.run import RunResult

_VALUE = re.compile(r"(?<!\{)\{([a-z][a-z0-9_]*)\}(?!\})")


def explain(text: str, url: str, request: Request) -> Explained:
    """Explain one check. Raises `UsageError` when the id means nothing."""
    checks = {check.id: check for check in catalog.checks()}
    run, shown = _known(url, request)
    choice = choose(text, run, tuple(checks), shown)
    return _explained(checks[choice.check], catalog.text_of(choice.check), choice)


def _known(url: str, request: Request) -> tuple[RunResult | None, tuple[Numbered, ...] | None]:
    """Give the answer on record and the numbers it was shown with; nothing where no site was named."""
    try:
        return joined(url, request).run, numbers(url, request)
    except UsageError:
        if url:
            raise
        return None, None


def _explained(check: Check, words: CheckText, choice: Choice) -> Explained:
    return Explained(
        check=check.id,
        title=words.passed({"subject": "your site"}),
        area=check.area.value,
        levels=tuple(level.value for level in sorted(check.levels, key=lambda level: level.rank)),
        why=choice.finding.why if choice.finding else _general(words.why),
        fixes=tuple((name, tuple(_general(step) for step in steps)) for name, steps in words.fixes.items()),
        how_we_tell=words.how_we_tell,
        sources=words.front.sources,
        finding=choice.finding,
    )


def _general(template: str) -> str:
    """Give a text without a finding: what would be named is shown in angle brackets."""
    return _VALUE.sub(lambda found: f"<{found[1].replace('_', ' ')}>", template)


def list_checks() -> tuple[tuple[str, str], ...]:
    """Give every check with its one line."""
    return tuple((check.id, catalog.text_of(check.id).passed({"subject": "your site"})) for check in catalog.checks())
