"""Which host names the target has: what its own records, page and certificate name, and a short list of words."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from typing import Any

from launchready.facts.dns import Rcode, View
from launchready.facts.names import HostNames, KnownName, Origin
from launchready.formats.names import is_host_name, within
from launchready.formats.page import sketch
from launchready.formats.spf_names import is_spf, spf_names
from launchready.formats.url import Url, parse
from launchready.model.fact import Gap
from launchready.model.subject import Subject
from launchready.model.target import Target
from launchready.model.words import GapReason
from launchready.observe import endpoint
from launchready.observe.dial import Dial, DialError
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.landing import landing
from launchready.observe.resolver import recurse
from launchready.observe.views import quick_view
from launchready.observe.wildcard import Control, control
from launchready.reference import WordRole

MOST_NAMES = 60
PATIENCE_SECONDS = 8.0  # for page and certificate: everything else of a run waits for the names
HTTPS = 443

Origins = dict[str, set[Origin]]


@gatherer(makes=(HostNames,))
async def names(scope: Scope) -> AsyncIterator[Observation]:
    """Collect names from everywhere at once, then keep those that stand in the DNS."""
    target, dial = scope.target, scope.dial
    if target.is_literal:
        yield Gap(
            fact=HostNames.__name__,
            subject=Subject.site(target.host),
            reason=GapReason.NOT_RUN,
            detail="an address has no DNS of its own",
        )
        return
    found = _given(target)
    wildcard: Control | None = None
    words: dict[str, View] = {}
    if target.owns_zone:
        named, (wildcard, words) = await asyncio.gather(_named(scope), _try_words(scope, target.apex))
        for name, origin in named:
            found.setdefault(name, set()).add(origin)
    by_words = {name for name, view in words.items() if _stands(view)}
    own = {name for name in by_words if wildcard is not None and not wildcard.explains(words[name])}
    for name in sorted(own):
        found.setdefault(name, set()).add(Origin.WORD)
    standing = await _standing(dial, target, list(found)[:MOST_NAMES])
    yield HostNames(
        subject=Subject.site(target.host),
        names=tuple(_known(scope, name, found[name]) for name in standing),
        tried=len(words),
        wildcard_only=len(by_words - own - set(standing)),
    )


def _given(target: Target) -> Origins:
    """Names that were told, not found; a declared `*.club.example` is no host."""
    found: Origins = {target.host: {Origin.TARGET}}
    if target.owns_zone:
        found.setdefault(target.apex, {Origin.TARGET})
        found.setdefault(f"www.{target.apex}", {Origin.TARGET})
    for declared in target.hosts:
        if is_host_name(declared.name):
            found.setdefault(declared.name, set()).add(Origin.DECLARED)
    return found


async def _named(scope: Scope) -> list[tuple[str, Origin]]:
    """Names of the zone that its records, its page and its certificate tell."""
    dial, target = scope.dial, scope.target
    told = await asyncio.gather(
        _mx(dial, target.apex),
        _spf(dial, target.apex),
        _in_time(dial, "page", lambda: _page(dial, target)),
        _in_time(dial, "certificate", lambda: _san(scope)),
    )
    origins = (Origin.MX, Origin.SPF, Origin.PAGE, Origin.CERTIFICATE)
    inside = [
        (name, origin)
        for origin, some in zip(origins, told, strict=True)
        for name in sorted(set(some))
        if is_host_name(name) and within(name, target.apex)
    ]
    # Page and certificate first: where there are too many, hosts that people see go before those of mail.
    return sorted(inside, key=lambda pair: origins.index(pair[1]) < 2)


async def _in_time(dial: Dial, what: str, make: Callable[[], Coroutine[Any, Any, Iterable[str]]]) -> Iterable[str]:
    """What is known after a few seconds. The looking goes on: an app that wakes up is not asked a second time."""
    key = ("names", what)
    if key not in dial.memo:
        dial.memo[key] = asyncio.ensure_future(make())
    task: asyncio.Task[Iterable[str]] = dial.memo[key]
    done, _ = await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
    return task.result() if done else ()


async def _mx(dial: Dial, zone: str) -> list[str]:
    reply = await recurse(dial, zone, "MX")
    return [record.lower().partition(" ")[2].removesuffix(".") for record in reply.records]


async def _spf(dial: Dial, zone: str) -> list[str]:
    reply = await recurse(dial, zone, "TXT")
    return [host for record in filter(is_spf, reply.records) for host in spf_names(record).hosts]


async def _page(dial: Dial, target: Target) -> Iterable[str]:
    exchange = await landing(dial, target.url)
    url = parse(exchange.url) if exchange is not None else None
    if exchange is None or not isinstance(url, Url):
        return ()
    return sketch(exchange.status, exchange.headers, exchange.body, url=url).hosts


async def _san(scope: Scope) -> Iterable[str]:
    """The names on the certificate at the first address; the same handshake that TLS is judged by."""
    dial, target = scope.dial, scope.target
    port = target.port if target.scheme == "https" else HTTPS
    pinned = dial.pins.by_host(target.host, port)
    addresses = (pinned.address,) if pinned else (await dial.addresses(target.host)).value
    if not addresses:
        return ()
    try:
        seen = await endpoint.look(dial, target.host, port, addresses[0], scope.as_of)
    except DialError:
        return ()
    return seen.certificate.names if seen.certificate else ()


async def _try_words(scope: Scope, zone: str) -> tuple[Control, dict[str, View]]:
    """The control first: where it is not answered no word would be, and nothing could be told from one."""
    wildcard = await control(scope.dial, zone)
    hosts = [f"{word.label}.{zone}" for word in scope.reference.words][:MOST_NAMES] if wildcard.told else []
    views = await asyncio.gather(*(quick_view(scope.dial, host) for host in hosts))
    return wildcard, dict(zip(hosts, views, strict=True))


async def _standing(dial: Dial, target: Target, candidates: list[str]) -> list[str]:
    """Those that the DNS knows, and those that are wanted whether it does or not."""
    views = await asyncio.gather(*(quick_view(dial, name) for name in candidates))
    wanted = {target.host, *(declared.name for declared in target.hosts)}
    return [name for name, view in zip(candidates, views, strict=True) if name in wanted or _stands(view)]


def _stands(view: View) -> bool:
    """An alias stands even where its target is gone; a failing sub-zone stands too."""
    return bool(view.addresses or view.cnames) or view.rcode is Rcode.SERVFAIL


def _known(scope: Scope, name: str, origins: set[Origin]) -> KnownName:
    target = scope.target
    declared = next((host for host in target.hosts if host.name == name), None)
    role = declared.role.value if declared else _role(scope, name)
    return KnownName(
        name=name, origins=tuple(sorted(origins)), role=role, required=declared is not None or name == target.host
    )


def _role(scope: Scope, name: str) -> str:
    """What the labels before the domain say; the host that was asked about is the app whatever it is called."""
    if name in {scope.target.host, scope.target.apex, f"www.{scope.target.apex}"}:
        return WordRole.APP.value
    roles = {word.label: word.role for word in scope.reference.words}
    before = name.removesuffix(scope.target.apex).strip(".").split(".")
    said = [roles.get(label.rstrip("0123456789"), WordRole.OTHER) for label in before]
    return (WordRole.STAGING if WordRole.STAGING in said else said[0]).value
