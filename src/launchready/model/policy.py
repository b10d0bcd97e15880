"""What may be decided differently without looking again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from launchready.model.words import Area, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Which areas must be looked at, by which checks, and which levels move.

    `required` maps an area to the check ids that must have answered; an empty tuple means
    every check of the area that this build has. `levels` maps `check id` to a mapping from the
    level the check gave to the level that counts.
    """

    name: str
    required: Mapping[Area, tuple[str, ...]] = field(default_factory=dict)
    levels: Mapping[str, Mapping[Level, Level]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A profile plus the target's own level changes; replay takes another one."""

    profile: Profile
    levels: Mapping[str, Level] = field(default_factory=dict)
