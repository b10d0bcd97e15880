"""What to do about a verdict, in order: the section that `fix` adds to run/1."""

from dataclasses import dataclass

from launchready.model.words import Level, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do: the finding that speaks for its cause.

    `number` is the one of the last verdict, None for what stands behind its seven lines. `mends` are the
    fingerprints of every finding that goes away with it, its own first. `first`: start with it, because it waits.
    `sure` is false for what is a question more than a finding. `command` shows it. Hours count from the beginning
    of the two days, by one person: `starts_at`, `worked_at` when the work is done, `done_at` when the waiting is
    over too; None outside of the two days.
    """

    number: int | None
    check: str
    fingerprint: str
    title: str
    level: Level
    who: Who
    at: str
    effort_hours: tuple[float, float]
    wait_hours: float
    mends: tuple[str, ...]
    first: bool
    sure: bool
    command: str
    starts_at: float | None = None
    worked_at: float | None = None
    done_at: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A text to paste into a tool (`lovable`, `cursor`, `claude`, `bolt`, `base44`, `v0`)."""

    tool: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FixSection:
    """`order`: what to do, one cause each. `chosen` is the finding that was asked for, `prompt` its text."""

    order: tuple[Task, ...] = ()
    further: int = 0
    two_days: bool = False
    chosen: str | None = None
    prompt: Prompt | None = None
