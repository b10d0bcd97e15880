"""The files that pages load, each asked for once a look and reduced at once: bodies of megabytes are not kept."""

import asyncio
from dataclasses import dataclass, field
from hashlib import sha256

from launchready.facts.page import ResourceKind
from launchready.formats.address import Address, Home
from launchready.formats.markup.loads import Load
from launchready.formats.page import is_html
from launchready.formats.picture import size
from launchready.formats.routes import lazy_files, routes
from launchready.formats.script import Script, script
from launchready.formats.style import loaded
from launchready.formats.supabase_key import supabase_key
from launchready.formats.url import Url
from launchready.model.words import GapReason
from launchready.observe.capture import Shot, home_of, is_own
from launchready.observe.gatherer import Scope
from launchready.observe.http import Exchange
from launchready.observe.outcome import Missing, NoAnswer, ask, barrier, body_text, in_order, target_of

SCRIPT_LIMIT = 5 * 1024 * 1024  # the bundles of large apps; a picture tells its size at the start
OTHER_LIMIT = 2 * 1024 * 1024
MOST_ENTRY_SCRIPTS = 6
PATIENCE_SECONDS = 20.0
_MOST_HOPS = 3
# Below this a server may be right not to compress (a packet or two).
_WORTH_COMPRESSING = 20 * 1024
_TEXT = frozenset({ResourceKind.SCRIPT, ResourceKind.STYLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as a first visitor gets it, reduced. `loads` is what a style sheet loads, `lazy` what a script may."""

    address: Address
    kind: ResourceKind
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    wire_bytes: int = 0
    plain_bytes: int = 0
    whole: bool = True
    coding: str = ""
    html: bool = False
    digest: str = ""
    script: Script = field(default_factory=Script)
    loads: tuple[Load, ...] = ()
    lazy: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    supabase_key: str = ""
    width: int = 0
    height: int = 0

    @property
    def length(self) -> int:
        """How long the whole file is, as far as that is known."""
        said = self.header("content-length") or ""
        cut = not self.whole and not self.coding and said.isdecimal() and len(said) < 12
        return max(int(said), self.plain_bytes) if cut else self.plain_bytes

    def header(self, name: str) -> str | None:
        """Give the first value of a header, or None."""
        return next((value for key, value in self.headers if key == name), None)


async def file(scope: Scope, address: Address, kind: ResourceKind) -> File | Missing:
    """Ask for a file as a browser does for a part of a page; once a look."""
    return await scope.dial.once(("file", address.url, kind), lambda: _in_time(scope, address, kind))


async def _in_time(scope: Scope, address: Address, kind: ResourceKind) -> File | Missing:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await _file(scope, address, kind)
    except TimeoutError:
        return Missing(GapReason.TIMED_OUT, f"{address.shown} did not come within {PATIENCE_SECONDS:.0f} s")


async def _file(scope: Scope, address: Address, kind: ResourceKind) -> File | Missing:
    url = address.url
    for _ in range(_MOST_HOPS):
        answer = await _ask(scope, url, kind)
        if isinstance(answer, Missing):
            return answer
        if isinstance(answer, NoAnswer):
            return File(address=address, kind=kind, status=0)
        wall = barrier(answer, scope.reference)
        if wall is not None:
            return wall
        target = target_of(answer, url)
        if not isinstance(target, Url):
            return await _reduced(scope, address, kind, answer)
        url = target
    return File(address=address, kind=kind, status=0)


async def _ask(scope: Scope, url: Url, kind: ResourceKind) -> Exchange | NoAnswer | Missing:
    # An app's server gives its start page for any path that is asked for as a page.
    limit = SCRIPT_LIMIT if kind in _TEXT else OTHER_LIMIT
    return await ask(scope, url, limit=limit, headers=(("Accept", "*/*"),), keep=False)


async def _reduced(scope: Scope, address: Address, kind: ResourceKind, answer: Exchange) -> File:
    coding, wire = _said(answer), answer.wire_bytes
    if kind in _TEXT:
        coding, wire = await _coding(scope, address, kind, answer)
    # Megabytes take a second to read; nobody else's time may run out meanwhile.
    return await asyncio.to_thread(_made, address, kind, answer, home_of(scope), coding, wire)


def _made(address: Address, kind: ResourceKind, answer: Exchange, home: Home, coding: str, wire: int) -> File:
    html = is_html(answer.headers, answer.body)
    text = body_text(answer) if kind in _TEXT and not html else ""
    is_script = kind is ResourceKind.SCRIPT
    width, height = size(answer.body) if kind is ResourceKind.IMAGE else (0, 0)
    return File(
        address=address,
        kind=kind,
        status=answer.status,
        headers=answer.headers,
        wire_bytes=wire,
        plain_bytes=len(answer.body),
        whole=not answer.truncated,
        coding=coding,
        html=html,
        digest=sha256(answer.body).hexdigest()[:16],
        script=script(text, home),
        loads=() if is_script else tuple(loaded(text, address.url)),
        lazy=lazy_files(text) if is_script else (),
        routes=routes(text) if is_script else (),
        supabase_key=supabase_key(text),
        width=width,
        height=height,
    )


def _said(answer: Exchange) -> str:
    return (answer.header("content-encoding") or "").strip().lower()


async def _coding(scope: Scope, address: Address, kind: ResourceKind, answer: Exchange) -> tuple[str, int]:
    """How a browser gets the file: one that comes uncompressed may be there in a coding that we cannot undo."""
    coding = _said(answer)
    if coding not in {"", "identity"} or answer.status != 200 or len(answer.body) < _WORTH_COMPRESSING:
        return coding, answer.wire_bytes
    # A server that has no other coding for one script has none for the next.
    others = await scope.dial.once(("coded", address.host, kind), lambda: _in_any_coding(scope, address.url))
    again = await _in_any_coding(scope, address.url) if others is not None else None
    if again is None:
        return coding, answer.wire_bytes
    length = again.header("content-length") or ""
    return _said(again), int(length) if length.isdecimal() and len(length) < 12 else answer.wire_bytes


async def _in_any_coding(scope: Scope, url: Url) -> Exchange | None:
    """Ask as browsers do, for the headers alone; None when the file comes uncompressed to them too."""
    headers = (("Accept", "*/*"), ("Accept-Encoding", "gzip, deflate, br, zstd"))
    answer = await ask(scope, url, limit=1024, headers=headers)
    return answer if isinstance(answer, Exchange) and _said(answer) not in {"", "identity"} else None


async def entry_scripts(scope: Scope, shot: Shot) -> list[File]:
    """Give the site's own scripts that a page starts with, those that could be seen."""
    own = [one for one in shot.markup.loaded if one[1] is ResourceKind.SCRIPT and is_own(scope, one[0].host)]
    seen = [one async for one in in_order(file(scope, *load) for load in own[:MOST_ENTRY_SCRIPTS])]
    return [one for one in seen if isinstance(one, File)]


async def routes_of(scope: Scope, shot: Shot) -> tuple[str, ...]:
    """Give the addresses that the scripts of a page make, those first that they also lead to."""
    paths = (path for one in await entry_scripts(scope, shot) for path in one.routes)
    return tuple(dict.fromkeys(paths))
