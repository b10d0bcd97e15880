"""The gaps that looking at a zone may leave."""

from launchready.model.fact import Fact, Gap
from launchready.model.subject import Subject
from launchready.model.words import GapReason


def zone_gap(kind: type[Fact], zone: str, reason: GapReason, detail: str) -> Gap:
    """A fact about a zone that is missing."""
    return Gap(fact=kind.__name__, subject=Subject.zone(zone), reason=reason, detail=detail)


def no_dns(kind: type[Fact], name: str) -> Gap:
    """An address literal or a local name was given: there is nothing to look up."""
    return zone_gap(kind, name, GapReason.NOT_RUN, "an address has no DNS of its own")
