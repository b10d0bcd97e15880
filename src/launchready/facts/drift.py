"""What differs from the acknowledged baseline."""

from dataclasses import dataclass
from enum import StrEnum

from launchready.model.fact import Fact


class Part(StrEnum):
    """The parts of the world that drift watches."""

    DNS = "dns"
    REDIRECTS = "redirects"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact whose identity differs. `what` names it, `kind` is the fact's class name."""

    kind: str
    what: str
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift(Fact):
    """One part compared with its baseline (subject: SITE).

    `baseline_at` is empty when there is no baseline yet: this look becomes it.
    """

    part: Part
    baseline_at: str
    changes: tuple[Change, ...]
