"""The lab's application server: what nginx cannot do, which is to be slow. nginx stands in front and ends the TLS."""

import asyncio
import sys
from dataclasses import dataclass, field

from lab import addresses

PAGE = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>Sample community</title></head>"
    b"<body><h1>A sample community</h1><p>240 members.</p></body></html>"
)


@dataclass(slots=True)
class App:
    """Remembers when the sleeping sites were first knocked at."""

    woken: dict[str, float] = field(default_factory=dict)

    async def wait(self, scenario: str, behaviour: str) -> None:
        kind, _, amount = behaviour.partition(" ")
        now = asyncio.get_running_loop().time()
        if kind == "slow":  # every first byte takes that long
            await asyncio.sleep(float(amount))
        elif kind == "asleep":  # the first visitor wakes it; whoever comes meanwhile waits as well
            awake = self.woken.setdefault(scenario, now + float(amount))
            await asyncio.sleep(max(0.0, awake - now))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:])}
            await self.wait(headers.get("x-scenario", ""), headers.get("x-behaviour", ""))
            start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
            writer.write(start + b"Content-Length: %d\r\n\r\n" % len(PAGE))
            if not head[0].startswith("HEAD "):
                writer.write(PAGE)
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
