"""What a check means, with the finding on record when there is one."""

from collections.abc import Mapping

from launchready.app.choose import Choice, choose
from launchready.app.recorded import joined, numbers
from launchready.app.request import Request, UsageError
from launchready.app.unnamed import general, heading
from launchready.engine import catalog
from launchready.engine.wire import Numbered
from launchready.formats.names import owns_zone, registrable
from launchready.formats.text import CheckText
from launchready.formats.url import Url, parse
from launchready.model.check import Check
from launchready.model.explained import Explained
from launchready.model.run import RunResult
from launchready.reference import load


def explain(text: str, url: str, request: Request) -> Explained:
    """Explain one check. Raises `UsageError` when the id means nothing."""
    checks = {check.id: check for check in catalog.checks()}
    run, shown = _on_record(url, request)
    choice = choose(text, run, tuple(checks), shown)
    known = _known(run.target.url) if run else {}
    return _explained(checks[choice.check], catalog.text_of(choice.check), choice, known)


def _on_record(url: str, request: Request) -> tuple[RunResult | None, tuple[Numbered, ...] | None]:
    """Give the answer on record and the numbers it was shown with; nothing where no site was named."""
    try:
        return joined(url, request).run, numbers(url, request)
    except UsageError:
        if url:
            raise
        return None, None


def _known(url: str) -> Mapping[str, str]:
    """Give what can be named without a finding: the site on record."""
    site = parse(url)
    if not isinstance(site, Url):
        return {}
    return {"host": site.host} | ({"zone": registrable(site.host)} if owns_zone(site.host) else {})


def _explained(check: Check, words: CheckText, choice: Choice, known: Mapping[str, str]) -> Explained:
    reference = load()
    return Explained(
        check=check.id,
        title=words.passed({"subject": known.get("host", "your site")}),
        area=check.area.value,
        levels=tuple(level.value for level in sorted(check.levels, key=lambda level: level.rank)),
        why=choice.finding.why if choice.finding else general(words.why, known),
        fixes=tuple(
            (heading(name, words, known, reference), tuple(general(step, known) for step in steps))
            for name, steps in words.fixes.items()
        ),
        how_we_tell=words.how_we_tell,
        sources=words.front.sources,
        finding=choice.finding,
    )


def list_checks() -> tuple[tuple[str, str], ...]:
    """Give every check with its one line."""
    return tuple((check.id, catalog.text_of(check.id).passed({"subject": "your site"})) for check in catalog.checks())
