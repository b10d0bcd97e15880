"""The calendar of dated changes at platforms."""

from launchready.model.change import PlatformChange
from launchready.reference.read import rows, table


def changes() -> tuple[PlatformChange, ...]:
    """Read the calendar, in the order of its file: a change that is told instead of another stands before it."""
    return rows(table("changes.toml"), "change", PlatformChange, "changes")
