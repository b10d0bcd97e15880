"""The lab's community with its members, as a site of these tests; and a real cache in front of it."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lab.community import MEMBERS, Community
from lab.message import Ask
from launchready.observe.dial import Dial, DialSettings, Pin
from launchready.observe.grants import Grants, Member
from tests.observe.servers import key_and_chain, serving, sign
from tests.observe.site import NO_IPV6, Request

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
HOST = "club.example"
CLUB = f"https://{HOST}"
A, B = (
    Member(name=f"Member {letter}", user=user, password=password)
    for letter, (user, password) in zip("AB", MEMBERS.items(), strict=True)
)
NAMED = (replace(A, marker="Member Seventeen"), replace(B, marker="Member Forty-Two"))


def grants(**more: Any) -> Grants:
    words = {"members": NAMED, "member_pages": (f"{CLUB}/members",), "proven": (HOST,), **more}
    return Grants(**words)


def community(*words: str) -> tuple[Community, Callable[[Request], Awaitable[bytes]]]:
    """The community with these words, and what answers its requests."""
    made = Community(frozenset(words))

    async def answer(request: Request) -> bytes:
        path, _, query = request.target.partition("?")
        headers = {**request.headers, "x-real-ip": "192.0.2.1"}
        said = made.answer(Ask(request.method, path, query, headers, request.body))
        if said.after:
            await asyncio.sleep(said.after / 10)
        return said.raw(head_only=False)

    return made, answer


@dataclass
class Cached:
    """A cache in front of a community. What it kept lies in the folder `store`."""

    port: int
    store: Path
    root: Path
    app: Community
    asked: list[Request]

    def dial(self, **more: Any) -> Dial:
        pins = (Pin.parse(f"{HOST}:443:127.0.0.1:{self.port}"), *NO_IPV6)
        return Dial(DialSettings(pins=pins, ca_file=str(self.root), **more))

    def kept(self, words: str) -> list[Path]:
        """The files of the cache's own store that hold these words."""
        return [path for path in self.store.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


KEYED, NO_QUERY = "$host$request_uri", "$host$uri"
KEEPS = "proxy_cache_valid 200 404 5m; proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;"
SAYS = "add_header X-Cache $upstream_cache_status always;"
FILES = r"~ \.css$"
CONFIG = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  proxy_cache_path {store} keys_zone=club:128k max_size=20m;
  server {{
    listen 127.0.0.1:{port} ssl; server_name {host}; ssl_certificate {pem}; ssl_certificate_key {pem};
    proxy_set_header Host $host;
    location {where} {{ proxy_cache club; proxy_cache_key {key}; {says} {keeps} proxy_pass http://127.0.0.1:{app}; }}
    location /{nothing} {{ proxy_pass http://127.0.0.1:{app}; }}
  }}
}}
"""


@asynccontextmanager
async def cached(
    folder: Path, *words: str, key: str = KEYED, keeps: str = KEEPS, says: str = SAYS, files_only: bool = False
) -> AsyncIterator[Cached]:
    """Run nginx with proxy_cache before a community with these words."""
    made, answer = community(*words)
    asked: list[Request] = []

    async def app(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        method, target, _ = lines[0].split(" ")
        request = Request("http", headers["host"], target, headers, method, body)
        asked.append(request)
        writer.write(await answer(request))
        writer.close()
        await writer.wait_closed()

    store = folder / "store"
    pem, root = _certificate(folder)
    async with serving(app) as behind:
        port = await _free_port()
        text = CONFIG.format(
            folder=folder,
            store=store,
            port=port,
            host=HOST,
            pem=pem,
            key=key,
            says=says,
            keeps=keeps,
            app=behind.port,
            where=FILES if files_only else "/",
            nothing="" if files_only else "nothing",
        )
        (folder / "nginx.conf").write_text(text)
        assert NGINX
        process = await asyncio.create_subprocess_exec(NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"))
        try:
            await _listening(port)
            yield Cached(port, store, root, made, asked)
        finally:
            process.terminate()
            await process.wait()


def _certificate(folder: Path) -> tuple[Path, Path]:
    root = sign("Sample Root", ca=True)
    leaf = sign(HOST, root, names=[HOST])
    (folder / "root.pem").write_bytes(root.pem)
    (folder / "site.pem").write_bytes(key_and_chain(leaf))
    return folder / "site.pem", folder / "root.pem"


async def _free_port() -> int:
    server = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    return port


async def _listening(port: int) -> None:
    for _ in range(200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.02)
        else:
            writer.close()
            return
    raise TimeoutError(port)
