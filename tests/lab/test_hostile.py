"""A server that means harm to one visitor still answers the next one."""

import asyncio
import json
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.up import ROOT
from tests.observe.servers import key_and_chain, sign


@pytest.fixture
def port(kind: str, tmp_path: Path) -> Iterator[int]:
    """The port of one behaviour, served by a process of its own as in the lab."""
    stem = tmp_path / "leaf.pem"
    stem.write_bytes(key_and_chain(sign("club.example", names=["club.example"])))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    one = {"address": "127.0.0.1", "port": number, "behaviour": kind, "pem": str(stem), "key": str(stem)}
    (tmp_path / "plan.json").write_text(json.dumps([one]))
    server = subprocess.Popen(
        [sys.executable, "-m", "lab.hostile", str(tmp_path / "plan.json")], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    yield number
    server.kill()
    server.wait()


async def visit(port: int) -> bytes:
    """Read a little and hang up."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trusting)
    writer.write(b"GET / HTTP/1.1\r\n\r\n")
    start = await reader.readexactly(4000)
    writer.transport.abort()
    return start


@pytest.mark.parametrize("kind", ["big-body", "gzip-bomb", "header-flood"])
async def test_who_hangs_up_is_forgotten(kind: str, port: int):
    async with asyncio.timeout(15):
        while True:
            try:
                assert len(await visit(port)) == 4000
            except OSError:  # it has not started yet
                await asyncio.sleep(0.1)
            else:
                break
    # What is sent into the void without a turn for anybody else holds the server up for minutes.
    async with asyncio.timeout(15):
        for _ in range(8):
            assert len(await visit(port)) == 4000
