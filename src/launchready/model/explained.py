"""A check in words, for people who ask about it."""

from dataclasses import dataclass

from launchready.model.run import FindingLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One check explained. `finding` is there when the record holds one; `fixes` are headings with steps."""

    check: str
    title: str
    area: str
    levels: tuple[str, ...]
    why: str
    fixes: tuple[tuple[str, tuple[str, ...]], ...]
    how_we_tell: str
    sources: tuple[str, ...]
    finding: FindingLine | None = None
