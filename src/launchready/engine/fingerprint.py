"""The stable name of one finding."""

import hashlib

from launchready.model.check import Check
from launchready.model.finding import Finding
from launchready.model.subject import Subject

LENGTH = 16


def fingerprint(check: Check, subject: Subject, finding: Finding) -> str:
    """Hash check, subject and stable places to 16 hex digits: the same on every machine."""
    parts = [check.id, subject.kind.value, subject.name]
    parts += sorted(f"{place.kind.value}:{place.name}" for place in finding.places)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]
