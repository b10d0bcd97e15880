"""What a check yields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from launchready.model.place import Place
from launchready.model.words import Confidence, Level

Value = str | int | float | Sequence[str]


@dataclass(frozen=True, slots=True)
class WantedRecord:
    """A DNS record that should stand; `name` is fully qualified, without the trailing dot."""

    type: str
    name: str
    value: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong. Words are not here: the engine renders them from the text.

    `case` chooses a variant of the text. Findings that share a `group` have one cause.
    """

    level: Level
    confidence: Confidence = Confidence.CONFIRMED
    values: Mapping[str, Value] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    case: str = ""
    group: str = ""
    records: tuple[WantedRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The check has nothing to judge here, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something harmless that people ask about, explained."""

    text: str
