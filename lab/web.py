"""
The lab's application server, behind nginx, which ends the TLS: what nginx cannot do by itself.

The first word of a behaviour says what it is (`slow 3`, `asleep 12`, `community …`, `rdap`); what follows are its words.
"""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from lab import addresses
from lab.community import Community
from lab.message import Answer, Ask, read_ask
from lab.registry import bootstrap, domain

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sample community</title>'
    '<meta name="description" content="A sample community, used by tests.">'
    '<meta property="og:title" content="Sample community"><meta property="og:image" content="/og.png">'
    '<meta name="viewport" content="width=device-width"><link rel="icon" href="/favicon.ico"></head>'
    "<body><h1>A sample community</h1><p>240 members.</p></body></html>"
)


@dataclass(slots=True)
class App:
    """Remembers when the sleeping sites were first knocked at, and each community's state."""

    woken: dict[str, float] = field(default_factory=dict)
    communities: dict[tuple[str, str], Community] = field(default_factory=dict)

    async def answer(self, ask: Ask) -> Answer:
        kind, _, words = ask.behaviour.partition(" ")
        answers: dict[str, Callable[[], Answer]] = {
            "rdap": lambda: domain(ask, words),
            "bootstrap": bootstrap,
            "community": lambda: self.community(ask.scenario, words).answer(ask),
        }
        if kind in answers:
            answer = answers[kind]()
            await asyncio.sleep(answer.after)
            return answer
        await self.wait(ask.scenario, kind, words)
        return Answer(200, PAGE.encode())

    def community(self, scenario: str, words: str) -> Community:
        """One for each scenario and set of words: two hosts of a scenario may be two applications."""
        return self.communities.setdefault((scenario, words), Community(frozenset(words.split())))

    async def wait(self, scenario: str, kind: str, amount: str) -> None:
        now = asyncio.get_running_loop().time()
        if kind == "slow":  # every first byte takes that long
            await asyncio.sleep(float(amount))
        elif kind == "asleep":  # the first visitor wakes it; whoever comes meanwhile waits as well
            awake = self.woken.setdefault(scenario, now + float(amount))
            await asyncio.sleep(max(0.0, awake - now))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            ask = await read_ask(reader)
            answer = await self.answer(ask)
            writer.write(answer.raw(head_only=ask.method == "HEAD"))
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass  # the visitor gave up; that is what slow sites are for
        finally:
            writer.close()


async def main() -> None:
    server = await asyncio.start_server(App().serve, addresses.APP, addresses.APP_PORT)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
