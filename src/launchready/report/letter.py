"""What would settle the rest, as one message that a founder can be sent or can send on."""

from launchready.formats.plain import shortened
from launchready.model.run import RunResult
from launchready.report.words import count, host

LONGEST = 600


def letter(run: RunResult) -> str:
    """Give the message; empty when there is nothing to ask for."""
    if not run.asks:
        return ""
    settled = len({check for ask in run.asks for check in ask.settles})
    things = "one thing" if len(run.asks) == 1 else f"{count(len(run.asks))} things"
    lines = [f"To finish looking at {host(run)[:80]} I need {things} from you:", ""]
    for number, ask in enumerate(run.asks, 1):
        lines += [f"{number}. {shortened(' '.join(ask.text.split()))[:LONGEST]} (about {ask.minutes} min)", ""]
    questions = "one open question" if settled == 1 else f"{count(settled)} open questions"
    return "\n".join([*lines, f"That settles {questions}. Nothing secret is kept."])
