"""What to do now, in what order, and the text to paste: from the record, without a packet."""

from dataclasses import replace

from launchready.advise import plan
from launchready.advise.prompt import prompt_for
from launchready.advise.tools import tool_of
from launchready.app.choose import Choice, choose
from launchready.app.recorded import joined, numbers, remember_numbers
from launchready.app.request import Request, UsageError
from launchready.engine import catalog
from launchready.model.advice import FixSection, Prompt
from launchready.model.run import RunResult


def fix_list(url: str, request: Request, *, two_days: bool = False, everything: bool = False) -> RunResult:
    """Give the verdict on record with what to do, in order. Raises `UsageError`."""
    run = joined(url, request).run
    every = plan.tasks(run)
    shown = plan.two_days(every) if two_days else every if everything else plan.urgent(every)
    section = FixSection(order=shown, further=len(every) - len(shown), two_days=two_days)
    remember_numbers(url, request, run)
    return replace(run, fix=section)


def fix_one(text: str, url: str, request: Request, *, tool: str = "") -> RunResult:
    """Give the verdict on record with one task chosen, and the text to paste. Raises `UsageError`."""
    run = joined(url, request).run
    choice = choose(text, run, tuple(check.id for check in catalog.checks()), numbers(url, request))
    finding = choice.finding
    if finding is None or choice.line is None:
        raise UsageError(_nothing(choice, run))
    task = next((task for task in plan.tasks(run) if finding.fingerprint in task.mends), None)
    prompt = None
    if tool:
        words = prompt_for(run, finding, choice.line, tool)
        if not words:
            raise UsageError(
                f"This is set at your DNS provider, not in the app, so {tool_of(tool).name} cannot mend it."
                f" The clicks: launchready fix {text}"
            )
        prompt = Prompt(tool=tool, text=words)
    order = (task,) if task else ()
    return replace(run, fix=FixSection(order=order, chosen=finding.fingerprint, prompt=prompt))


def _nothing(choice: Choice, run: RunResult) -> str:
    """Say why there is nothing to mend: it is fine, it was not looked at, or it is not on record."""
    lines = [line for line in run.results if line.check == choice.check]
    if not lines:
        return f"{choice.check} was not looked at. What would bring it in: launchready --json, under not_checked."
    unseen = next((gap for line in lines for gap in line.gaps), None)
    if unseen is not None:
        return f"{choice.check} could not be seen ({unseen.detail}). Look again: launchready recheck {choice.check}"
    return f"There is nothing to mend: {lines[0].title} Look again: launchready recheck {choice.check}"
