"""Which addresses are asked who may read them: the page, declared interfaces, and what the pages' scripts use."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from launchready.facts.asset import Asset, AssetKind
from launchready.facts.cors import Endpoint
from launchready.facts.page import Page
from launchready.formats.called_paths import called, fetched
from launchready.formats.names import within
from launchready.formats.url import MASK, Url, parse
from launchready.model.target import HostRole
from launchready.observe.follow import Walk
from launchready.observe.gatherer import Scope
from launchready.observe.http import Exchange
from launchready.observe.outcome import ask, body_text

MOST_DECLARED = 3
MOST_DISCOVERED = 3
MOST_GUESSED = 2
MOST_SCRIPTS = 3
# Many apps set the rule for all of /api: a path there shows it whether anything answers or not.
USUAL_PATH = "/api/me"


@dataclass(frozen=True, slots=True)
class Door:
    """One address to ask, how it came to be known, and the method that a script uses there."""

    url: Url
    endpoint: Endpoint
    method: str = "GET"


async def doors(scope: Scope, walk: Walk) -> list[Door]:
    """The addresses in the order of asking, each once; at each host one below /api."""
    own = walk.at
    declared = [host.name for host in scope.target.hosts if host.role is HostRole.API][:MOST_DECLARED]
    found = [Door(own, Endpoint.LANDING)]
    found += [Door(Url("https", name, 443, "/"), Endpoint.DECLARED) for name in declared]
    discovered = [*_by_calls(scope, own, declared), *await _by_scripts(scope, walk, declared)]
    spelt = [door for door in discovered if door.endpoint is not Endpoint.USUAL]
    found += _unlike(spelt, found)[:MOST_DISCOVERED]
    found += _unlike((door for door in discovered if door.endpoint is Endpoint.USUAL), found)[:MOST_GUESSED]
    found += _unlike(_named(scope, own, declared), found)[: max(0, MOST_DISCOVERED - len(spelt))]
    asked = {door.url.host for door in found[1:] if door.url.path != "/"}
    usual = [
        Door(Url(door.url.scheme, door.url.host, door.url.port, USUAL_PATH), Endpoint.USUAL)
        for door in found
        if door.endpoint in {Endpoint.LANDING, Endpoint.DECLARED} and door.url.host not in asked
    ]
    return [*found, *usual]


def _unlike(some: Iterable[Door], known: Iterable[Door]) -> list[Door]:
    """Those whose address is not known yet, each once."""
    taken = {(door.url.host, door.url.path) for door in known}
    fresh: dict[tuple[str, str], Door] = {}
    for door in some:
        key = (door.url.host, door.url.path)
        if key not in taken:
            fresh.setdefault(key, door)
    return list(fresh.values())


def _by_calls(scope: Scope, own: Url, declared: list[str]) -> Iterator[Door]:
    """What the scripts of the pages were seen to call on hosts of the owner, other hosts first."""
    calls = [
        call
        for page in scope.seen.all(Page)
        for call in page.calls
        if call.scheme in {"http", "https"} and MASK not in unquote(call.path) and _is_own(scope, call.host, declared)
    ]
    for call in sorted(calls, key=lambda call: (call.host == own.host, "/api" not in call.path)):
        usual = own.port if call.host == own.host else {"http": 80, "https": 443}[call.scheme]
        scheme = own.scheme if call.host == own.host else call.scheme
        yield Door(Url(scheme, call.host, usual, call.path), Endpoint.CALLED, call.method)


async def _by_scripts(scope: Scope, walk: Walk, declared: list[str]) -> list[Door]:
    """What the page and its first scripts spell out."""
    texts = [body_text(walk.answers[-1])]
    scripts = [asset for asset in scope.seen.all(Asset) if asset.kind is AssetKind.SCRIPT and asset.own_host]
    for asset in scripts[:MOST_SCRIPTS]:
        url = parse(asset.url)
        answer = await ask(scope, url) if isinstance(url, Url) and MASK not in asset.url else None
        if isinstance(answer, Exchange):
            texts.append(answer.body.decode("utf-8", "replace"))
    hosts = {*declared, *(host for asset in scripts for host in asset.hosts if _is_own(scope, host, declared))}
    found = [url for text in texts for url in called(text, walk.at, hosts)]
    asked_for = [url for text in texts for url in fetched(text, walk.at, hosts)]
    # A path without a host may be meant for the interface's own: a guess, as the usual path is.
    there = [Url("https", name, 443, url.path) for name in declared for url in found if url.host == walk.at.host]
    spelt = sorted(found, key=lambda url: (url.host not in declared, url.path == "/"))
    named = [Door(url, Endpoint.NAMED) for url in spelt if (url.host, url.path) != (walk.at.host, walk.at.path)]
    return [*(Door(url, Endpoint.FETCHED) for url in asked_for), *named, *(Door(url, Endpoint.USUAL) for url in there)]


def _named(scope: Scope, own: Url, declared: list[str]) -> Iterator[Door]:
    """Other hosts of the owner that scripts name, whatever for."""
    named = {host for asset in scope.seen.all(Asset) for host in asset.hosts if _is_own(scope, host, declared)}
    for host in sorted(named - {own.host}):
        yield Door(Url("https", host, 443, "/"), Endpoint.NAMED)


def _is_own(scope: Scope, host: str, declared: list[str]) -> bool:
    return within(host, scope.target.apex) or host in declared
