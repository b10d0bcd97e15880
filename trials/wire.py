"""
What really went over the wire while a command ran: TCP connections and DNS questions, read from the loopback device.

    python -m trials.wire --out F [--needle TEXT ...] -- CMD ...

Writes F as JSON and ends with the command's exit code. Trusts no counter of the program under test; needs the lab's
namespace (a raw socket).
"""

import argparse
import json
import select
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ETH_P_ALL = 0x0003
LARGEST = 65535
OUTGOING = 4  # PACKET_OUTGOING: loopback shows each packet twice, once as sent and once as received
BUFFER_BYTES = 16 << 20
TCP, UDP = 6, 17
DOMAIN = struct.pack(">H", 53)
FIN, SYN, RST, ACK = 0x01, 0x02, 0x04, 0x10
SETTLE_SECONDS = 0.3  # the last packets of a command that has ended


@dataclass(slots=True)
class Connection:
    """One TCP connection that was asked for; times in seconds of this machine's steady clock."""

    address: str
    port: int
    client_port: int
    opened: float
    closed: float = 0.0


@dataclass(slots=True)
class Seen:
    """All that was seen, in order."""

    needles: tuple[bytes, ...] = ()
    connections: list[Connection] = field(default_factory=list)
    questions: set[tuple[str, str]] = field(default_factory=set)  # (server, name)
    spoken_to: set[str] = field(default_factory=set)  # every address that was sent anything
    found: set[str] = field(default_factory=set)
    _open: dict[tuple[str, int, int], Connection] = field(default_factory=dict)

    def packet(self, data: bytes, now: float) -> None:
        if len(data) < 20 or data[0] >> 4 != 4:
            return
        head = (data[0] & 0x0F) * 4
        target = socket.inet_ntoa(data[16:20])
        self.found |= {needle.decode() for needle in self.needles if needle in data}
        if data[9] == TCP:
            self._tcp(data[head:], socket.inet_ntoa(data[12:16]), target, now)
        elif data[9] == UDP and data[head : head + 2] != DOMAIN:  # an answer of a name server is no contact
            self.spoken_to.add(target)
            self._udp(data[head:], target)

    def _tcp(self, part: bytes, source: str, target: str, now: float) -> None:
        client, server = struct.unpack(">HH", part[:4])
        flags = part[13]
        if flags & SYN and not flags & ACK:
            self.spoken_to.add(target)
            key = (target, server, client)
            if key not in self._open:  # the same SYN again is the same connection
                self._open[key] = Connection(target, server, client, now)
                self.connections.append(self._open[key])
        elif flags & (FIN | RST):
            ended = self._open.pop((target, server, client), None) or self._open.pop((source, client, server), None)
            if ended is not None:
                ended.closed = now

    def _udp(self, part: bytes, target: str) -> None:
        if part[2:4] != DOMAIN or len(part) < 8 + 13:
            return
        labels, at, query = [], 12, part[8:]
        while at < len(query) and 0 < query[at] < 64:
            labels.append(query[at + 1 : at + 1 + query[at]].decode("ascii", "replace").lower())
            at += query[at] + 1
        self.questions.add((target, ".".join(labels)))

    def as_json(self) -> Mapping[str, Any]:
        return {
            "connections": [
                {"address": c.address, "port": c.port, "from": c.client_port, "opened": c.opened, "closed": c.closed}
                for c in self.connections
            ],
            "questions": sorted(self.questions),
            "spoken_to": sorted(self.spoken_to),
            "found": sorted(self.found),
        }


def most_at_once(connections: list[Mapping[str, Any]]) -> int:
    """How many were open at the same moment at the most."""
    turns = [(float(c["opened"]), 1) for c in connections]
    turns += [(float(c["closed"]) or float("inf"), -1) for c in connections]
    now = most = 0
    for _, step in sorted(turns):
        now += step
        most = max(most, now)
    return most


def watch(command: list[str], seen: Seen) -> int:
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL)) as tap:
        tap.bind(("lo", ETH_P_ALL))
        tap.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
        tap.setblocking(False)
        process = subprocess.Popen(command)
        until = float("inf")
        while time.monotonic() < until:
            if until == float("inf") and process.poll() is not None:
                until = time.monotonic() + SETTLE_SECONDS
            if not select.select([tap], [], [], 0.05)[0]:
                continue
            data, (_, _, kind, *_) = tap.recvfrom(LARGEST)
            if kind == OUTGOING:
                seen.packet(data, time.monotonic())
        return process.wait()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--needle", action="append", default=[])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    seen = Seen(needles=tuple(needle.encode() for needle in asked.needle))
    command = asked.command[1:] if asked.command[:1] == ["--"] else asked.command
    code = watch(command, seen)
    asked.out.write_text(json.dumps(seen.as_json()))
    return code


if __name__ == "__main__":
    sys.exit(main())
