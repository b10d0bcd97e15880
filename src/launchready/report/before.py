"""How it was when launchready first looked."""

import msgspec

from launchready.model.before import Before
from launchready.report.canvas import Canvas
from launchready.report.words import headline


def render_before(state: Before, *, width: int, colour: bool) -> str:
    """Give the first run's DNS records and verdict."""
    canvas = Canvas(width=width, colour=colour)
    canvas.line(f"{state.target} as it was on {state.as_of.replace('T', ' ').rstrip('Z')} UTC", "strong")
    canvas.line(headline(state.run), state.run.verdict.answer.value)
    canvas.line()
    canvas.line("DNS records", "strong")
    longest = max((len(row.name) for row in state.records), default=0)
    for row in state.records:
        canvas.line(f"{row.name:<{longest}}  {row.type:<5}  {', '.join(row.values)}", indent=1, hang=longest + 9)
    canvas.line()
    canvas.line("Findings", "strong")
    for line in state.run.results:
        for finding in line.findings:
            canvas.line(f"{line.check}  {finding.title}", finding.level.value, indent=1)
    return canvas.text()


def before_json(state: Before) -> bytes:
    """Give the same as JSON: target, as_of, records, run (run/1)."""
    return msgspec.json.format(msgspec.json.encode(state), indent=1) + b"\n"
