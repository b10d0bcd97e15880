"""
A bad line: a network namespace for one visitor, joined to the lab by two TUN devices and this process.

It hands each packet on after a delay, or loses it. The kernel's own netem does the same where it is built in;
this needs only TUN. Prints its pid once the line is up: commands enter by /proc/<pid>/ns/net.
"""

import argparse
import asyncio
import ctypes
import fcntl
import os
import random
import struct
import subprocess
import sys
from pathlib import Path

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x0001 | 0x1000
LARGEST = 65535


def open_tun(name: str) -> int:
    handle = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(handle, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN_NO_PI))
    return handle


def configure(name: str, own: str, other: str) -> None:
    ip("addr", "add", own, "peer", other, "dev", name)
    ip("link", "set", name, "up")
    # The lab lives in 127/8, which the kernel refuses to carry over a device unless told.
    Path(f"/proc/sys/net/ipv4/conf/{name}/route_localnet").write_text("1")


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def leave_for_a_new_namespace() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "unshare")


def set_up(number: int) -> tuple[int, int]:
    """Both ends: the lab's stays in the namespace this process came from, the visitor's is where it ends up."""
    name, lab_end, visitor_end = f"line{number}", f"10.53.{number}.1", f"10.53.{number}.2"
    lab = open_tun(name)
    configure(name, lab_end, visitor_end)
    leave_for_a_new_namespace()
    ip("link", "set", "lo", "up")
    # Only 127.0.0.1 is this machine's own here; the rest of 127/8 lies at the other end.
    ip("addr", "del", "127.0.0.1/8", "dev", "lo")
    ip("addr", "add", "127.0.0.1/32", "dev", "lo")
    visitor = open_tun(name)
    configure(name, visitor_end, lab_end)
    ip("route", "add", "127.53.0.0/16", "dev", name, "src", visitor_end)
    return lab, visitor


def forward(source: int, sink: int, delay: float, loss: float, chance: random.Random) -> None:
    loop = asyncio.get_running_loop()

    def put(packet: bytes) -> None:
        try:
            os.write(sink, packet)
        except OSError:
            return  # a full queue drops packets, as lines do

    def take() -> None:
        try:
            packet = os.read(source, LARGEST)
        except BlockingIOError:
            return
        if chance.random() >= loss:
            loop.call_later(delay, put, packet)

    loop.add_reader(source, take)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, required=True)
    parser.add_argument("--delay-ms", type=float, default=0)
    parser.add_argument("--loss-percent", type=float, default=0)
    asked = parser.parse_args()
    lab, visitor = set_up(asked.number)
    chance = random.Random(asked.number)  # the same packets are lost each time, as far as timing allows
    for source, sink in ((lab, visitor), (visitor, lab)):
        forward(source, sink, asked.delay_ms / 1000, asked.loss_percent / 100, chance)
    print(os.getpid(), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
