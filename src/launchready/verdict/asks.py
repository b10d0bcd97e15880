"""What would settle the rest: the fewest grants that settle the most checks."""

from collections.abc import Sequence

from launchready.model.run import Ask
from launchready.model.words import Level, Status, Who
from launchready.verdict.judged import Judged

MOST = 4
MINUTES = 3


def asks(judged: Sequence[Judged]) -> tuple[Ask, ...]:
    """Choose greedily: each ask settles the most checks that no earlier one settles.

    Ties go to the ask behind the more serious unknown, then to the alphabet.
    """
    wanted: dict[str, dict[str, Level]] = {}
    for one in judged:
        if one.line.status is not Status.UNKNOWN:
            continue
        for gap in one.line.gaps:
            if gap.ask:
                wanted.setdefault(gap.ask, {})[one.check.id] = one.if_unknown
    chosen: list[Ask] = []
    settled: set[str] = set()
    while len(chosen) < MOST:
        left = {text: ids.keys() - settled for text, ids in wanted.items()}
        best = min(left, key=lambda text: (-len(left[text]), _worst(wanted[text]), text), default=None)
        if best is None or not left[best]:
            break
        chosen.append(Ask(text=best, who=Who.FOUNDER, minutes=MINUTES, settles=tuple(sorted(left[best]))))
        settled |= left[best]
    return tuple(chosen)


def _worst(levels: dict[str, Level]) -> int:
    return min(level.rank for level in levels.values())
