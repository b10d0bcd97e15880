"""The running sample: one thread with its own event loop, all listeners on loopback, one temporary folder.

with Sample(faults.STORY) as sample:
    sample.session.pins  # how to reach it
    sample.switch_off("redirects/loop")
"""

import asyncio
import datetime as dt
import secrets
import shutil
import ssl
import tempfile
import threading
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from launchready.formats.proof import word_of
from launchready.tour import names
from launchready.tour.authority import Authority, Leaf
from launchready.tour.cache import Cache
from launchready.tour.certificates import Wish, for_host, wishes
from launchready.tour.closedport import ClosedPort
from launchready.tour.community.app import Community
from launchready.tour.faults import known
from launchready.tour.front import Front
from launchready.tour.httpserver import HttpServer
from launchready.tour.message import Request, Response
from launchready.tour.mistakes.workings import rules_of
from launchready.tour.nameserver import NameServer
from launchready.tour.resolving import Keys, Tree, roles

LOOPBACK = "127.0.0.1"
START_SECONDS = 20.0
STOP_SECONDS = 10.0


@dataclass(frozen=True)
class Session:
    """How to reach a running sample, in the words of the product's own flags.

    `account_secret` is that of the sample's owner: with it the word in the sample's zone proves control of it.
    """

    url: str
    declared: tuple[str, ...]
    resolvers: tuple[str, ...]
    pins: tuple[str, ...]
    ca: Path
    http_port: int
    https_port: int
    account_secret: str = field(repr=False)

    @property
    def resolver(self) -> str:
        return self.resolvers[0]

    def flags(self) -> list[str]:
        """The command line flags that lead any verb to the sample."""
        flags = ["--ca", str(self.ca)]
        for resolver in self.resolvers:
            flags += ["--resolver", resolver]
        for pin in self.pins:
            flags += ["--resolve", pin]
        return flags


@dataclass(frozen=True)
class _World:
    """Everything that a switch changes, swapped as one value: no answer is half of one state, half of another."""

    tree: Tree
    front: Front


class Sample:
    """The sample community with switchable faults. Start and stop are bounded; a stop leaves nothing behind."""

    def __init__(self, faults: Iterable[str] = ()) -> None:
        self._on = known(faults)
        self._lock = threading.Lock()
        self._serial = 2026110100
        self._secret = secrets.token_hex(32)
        self._leaves: dict[Wish, tuple[Leaf, ssl.SSLContext]] = {}
        self._thread: threading.Thread | None = None
        self._session: Session | None = None
        self.troubles: list[Exception] = []

    @property
    def on(self) -> frozenset[str]:
        """The faults that are switched on now."""
        return self._on

    @property
    def session(self) -> Session:
        if self._session is None:
            raise RuntimeError("the sample is not running")
        return self._session

    @property
    def cache(self) -> Cache:
        """The cache before the club, as it stands since the last switch."""
        return self._world.front.cache

    def switch_on(self, *faults: str) -> None:
        self._switch(self._on | known(faults))

    def switch_off(self, *faults: str) -> None:
        self._switch(self._on - known(faults))

    def spki_hashes(self) -> list[str]:
        """The keys a browser may accept: those of certificates with nothing wrong about them, and no others."""
        sound = set(wishes(frozenset()).values()) & set(wishes(self._on).values())
        return sorted(self._leaf(wish)[0].spki for wish in sound)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Bring everything up; raises what went wrong, with nothing left behind."""
        self._leaves.clear()  # a new start has a new authority
        self._folder = Path(tempfile.mkdtemp(prefix="launchready-tour-"))
        ready: Future[Session] = Future()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="launchready-tour", daemon=True)
        self._thread.start()
        try:
            self._session = ready.result(START_SECONDS)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Close every listener, end the thread, delete the folder. A second stop does nothing."""
        thread, self._thread = self._thread, None
        self._session = None
        if thread is None:
            return
        loop = getattr(self, "_loop", None)
        if loop is not None and thread.is_alive():
            loop.call_soon_threadsafe(self._stopping.set)
        thread.join(STOP_SECONDS)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, ready: "Future[Session]") -> None:
        asyncio.run(self._watch(ready))

    async def _watch(self, ready: "Future[Session]") -> None:
        """Hand what went wrong to the thread that waits for the start; later, keep it for whoever asks."""
        life = asyncio.create_task(self._live(ready))
        await asyncio.wait([life])
        error = life.exception()
        if not ready.done():
            ready.set_exception(error or RuntimeError("the sample ended before it began"))
        elif isinstance(error, Exception):
            self.troubles.append(error)

    async def _live(self, ready: "Future[Session]") -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(self._note)
        self._stopping = asyncio.Event()
        self._authority = Authority(dt.datetime.now(dt.UTC))
        self._keys = Keys.new()
        community = Community(self._folder / "club.sqlite3")
        self._handle = community.respond
        self._world = self._build()
        started: list[NameServer | HttpServer | ClosedPort] = []
        try:
            await self._listen(started, ready)
            await self._stopping.wait()
        finally:
            for part in reversed(started):
                await part.stop()
            community.close()

    def _note(self, _loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        """A visitor who breaks off a handshake is no news; anything else is a defect of the sample, kept for tests."""
        error = context.get("exception")
        if isinstance(error, Exception) and not isinstance(error, OSError):
            self.troubles.append(error)

    async def _listen(self, started: list[NameServer | HttpServer | ClosedPort], ready: "Future[Session]") -> None:
        ports: dict[tuple[str, int], int] = {}
        resolvers = []

        async def begin(part: NameServer | HttpServer | ClosedPort) -> int:
            started.append(part)
            await part.start()
            return part.port

        for address, role in roles(lambda: self._world.tree).items():
            port = await begin(NameServer(role))
            if "resolver" in address:
                resolvers.append(f"{LOOPBACK}:{port}")
            else:
                ports[address, 53] = port
        closed = await begin(ClosedPort())
        for address in (names.WEB, names.OLD_SERVER, names.PLAIN_SERVER):
            ports[address, 80] = await begin(HttpServer(self._respond, address))
            encrypted = HttpServer(self._respond, address, self._context())
            ports[address, 443] = closed if address == names.PLAIN_SERVER else await begin(encrypted)
        ports[names.PRIVATE, 80] = ports[names.PRIVATE, 443] = closed
        ca = self._folder / "ca.pem"
        ca.write_bytes(self._authority.root_pem)
        pins = tuple(f"{address}:{port}:{LOOPBACK}:{real}" for (address, port), real in ports.items())
        web = ports[names.WEB, 80], ports[names.WEB, 443]
        ready.set_result(Session(names.URL, names.DECLARED, tuple(resolvers), pins, ca, *web, self._secret))

    def _build(self) -> _World:
        self._serial += 1
        proof = word_of(self._secret.encode("ascii"), names.ZONE)
        return _World(
            Tree.grow(self._on, self._keys, self._serial, proof),
            Front(self._on, self._handle, self._authority.intermediate_der, Cache(rules_of(self._on))),
        )

    def _switch(self, on: frozenset[str]) -> None:
        """Make the new state aside, then swap it in; open connections see it with their next request."""
        with self._lock:
            self._on = on
            if self._session is not None:
                self._world = self._build()

    def _respond(self, request: Request) -> Response:
        return self._world.front.respond(request)

    def _leaf(self, wish: Wish) -> tuple[Leaf, ssl.SSLContext]:
        """A certificate is made once and kept, so that a fault switched off brings back the very same one."""
        with self._lock:
            if wish not in self._leaves:
                leaf = self._authority.issue(wish)
                self._leaves[wish] = leaf, self._bare_context(leaf)
            return self._leaves[wish]

    def _bare_context(self, leaf: Leaf) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_alpn_protocols(["http/1.1"])
        # ssl reads keys from files only; both are gone as soon as they are read.
        chain, key = self._folder / "chain.pem", self._folder / "key.pem"
        key.touch(mode=0o600)
        chain.write_bytes(leaf.chain)
        key.write_bytes(leaf.key)
        context.load_cert_chain(chain, key)
        chain.unlink()
        key.unlink()
        return context

    def _context(self) -> ssl.SSLContext:
        """The context a connection starts with; the name asked for decides which certificate it goes on with."""
        leaf = self._leaf(wishes(frozenset())[names.ZONE])[0]
        context = self._bare_context(leaf)
        context.sni_callback = self._choose
        return context

    def _choose(self, handshake: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> int | None:
        if name is None:
            return None
        wish = for_host(self._on, name.lower())
        if wish is None:
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        handshake.context = self._leaf(wish)[1]
        return None
