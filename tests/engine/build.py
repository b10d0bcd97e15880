"""A target, a start and a watcher for engine tests."""

from datetime import UTC, datetime

from launchready.engine.wire import Start
from launchready.model.target import Target
from launchready.model.words import Source

AS_OF = datetime(2026, 6, 1, 12, 0, 0, 250, tzinfo=UTC)
CLUB = Target(url="https://club.example/", scheme="https", host="club.example", port=443, apex="club.example")


def a_start(**changes):
    values = {
        "tool": "0.1.0",
        "run": "20260601T120000Z-000250aaaa",
        "verb": "audit",
        "as_of": AS_OF,
        "target": CLUB,
        "profile": "demo",
        "sources": (Source.OUTSIDE,),
    }
    return Start(**{**values, **changes})


class Notebook:
    """Keeps what the engine tells."""

    def __init__(self):
        self.order, self.bugs, self.seen = [], [], []

    def started(self, gatherer):
        self.order.append(f"start {gatherer.name}")

    def finished(self, gatherer):
        self.order.append(f"end {gatherer.name}")

    def saw(self, observation):
        self.seen.append(observation)
        return observation

    def broke(self, gatherer, trace):
        self.bugs.append((gatherer.name, trace))
