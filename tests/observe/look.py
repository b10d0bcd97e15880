"""Run one gatherer as the engine would, without the engine."""

from datetime import UTC, datetime
from typing import Any

from launchready import reference
from launchready.formats.names import owns_zone, registrable
from launchready.model.fact import Fact, Gap
from launchready.model.seen import Seen
from launchready.model.target import Target
from launchready.observe.dial import Dial
from launchready.observe.gatherer import Gatherer, Scope

AS_OF = datetime(2026, 11, 24, tzinfo=UTC)


def target(host: str, **more: Any) -> Target:
    words = {
        "url": f"https://{host}/",
        "scheme": "https",
        "host": host,
        "port": 443,
        "apex": registrable(host),
        "owns_zone": owns_zone(host),
    }
    return Target(**{**words, **more})


async def look(
    gatherer: Gatherer, dial: Dial, host: Target | str = "club.example", facts: Any = (), **more: Any
) -> list[Fact | Gap]:
    what = host if isinstance(host, Target) else target(host)
    seen = Seen(facts, (), gatherer.needs)
    scope = Scope(target=what, dial=dial, seen=seen, reference=reference.load(), as_of=AS_OF, **more)
    return [item async for item in gatherer.run(scope)]
