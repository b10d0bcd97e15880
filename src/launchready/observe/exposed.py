"""Knocks at a few paths at which secrets and tools of the workshop have been found on other sites.

One request after another, or four at a time where each takes long; the first bytes of each answer, and no more than
two dozen or so a host. What answers counts only if it has the shape of the thing and a made-up neighbour has not.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from hashlib import sha256

from launchready.facts.asset import Asset
from launchready.facts.exposed import ExposedFiles, ExposedTools, Opened, Shape
from launchready.facts.http import End, HostAnswer, Platform, RedirectChain
from launchready.facts.page import Page
from launchready.formats import exposed, exposed_tools
from launchready.formats.exposed import Sign
from launchready.formats.names import registrable, within
from launchready.formats.plain import plain
from launchready.formats.url import MASK, Url, masked, parse
from launchready.formats.wall import recognise
from launchready.model.subject import Subject
from launchready.model.words import Effect, GapReason
from launchready.observe.chains import entries
from launchready.observe.exchange import Exchange, HttpFailure, HttpFailureKind
from launchready.observe.follow import follow
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import Web
from launchready.observe.outcome import Missing, body_start, in_order
from launchready.reference import About, ExposedPath

MOST_FILES = 16
MOST_TOOLS = 12
MOST_HOSTS = 5
PAUSE_SECONDS = 0.05
# A server that makes strangers wait on purpose (a second for each 401) would take half a minute one by one.
PROBED = 2
SLOW_SECONDS = 0.3
AT_ONCE_WHEN_SLOW = 4
MOST_UNANSWERED = 3
_SECONDS = 50.0
_LET_US_IN = "Allow the user agent launchready in what guards the site, then look again."
_NEEDS = (RedirectChain, HostAnswer, Platform, Page, Asset)
_TIMED_OUT = {HttpFailureKind.TIMED_OUT, HttpFailureKind.CONNECT_TIMED_OUT}
# What an app shows of what it is built with: its cookies by their beginning, words of its headers, parts of its files.
_COOKIES = {
    "php": ("PHPSESSID", "wordpress_", "wp-"),
    "laravel": ("laravel_session", "XSRF-TOKEN"),
    "rails": ("_session_id",),
    "python": ("sessionid", "csrftoken"),
    "java": ("JSESSIONID",),
}
_VERSIONS = {
    "php": "php",
    "python": "python",
    "gunicorn": "python",
    "werkzeug": "python",
    "tomcat": "java",
    "jetty": "java",
}
_PATHS = {"/wp-content/": "php", "/wp-includes/": "php", "/static/admin/": "python"}


@dataclass(slots=True)
class Round:
    """What one round through the paths of a host came to."""

    asked: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    found: list[Opened] = field(default_factory=list)
    decoys: list[str] = field(default_factory=list)
    unanswered: int = 0
    stopped: Missing | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One address to ask and the shape to look for. `whole`: more than the first bytes are needed."""

    url: Url
    shape: Shape
    whole: bool = False


@gatherer(makes=(ExposedFiles,), needs=_NEEDS, effect=Effect.ASK)
async def exposed_files(scope: Scope) -> AsyncIterator[Observation]:
    """Ask each host for files that hold secrets."""
    async for seen in _everywhere(scope, About.FILES, MOST_FILES):
        yield seen


@gatherer(makes=(ExposedTools,), needs=_NEEDS, effect=Effect.ASK)
async def exposed_tools_open(scope: Scope) -> AsyncIterator[Observation]:
    """Ask each host for tools that show or do more than visitors need."""
    async for seen in _everywhere(scope, About.TOOLS, MOST_TOOLS):
        yield seen


async def _everywhere(scope: Scope, about: About, most: int) -> AsyncIterator[Observation]:
    kind: type[ExposedFiles | ExposedTools] = ExposedFiles if about is About.FILES else ExposedTools
    doors = await _doors(scope)
    if isinstance(doors, Missing):
        yield doors.gap(kind, Subject.site(scope.target.host))
        return
    wanted = [door for door in doors if scope.wants(Subject.host(door.host))]
    async for door, round_ in in_order(_host(scope, door, about, most) for door in wanted):
        subject = Subject.host(door.host)
        if round_.asked:
            yield kind(
                subject=subject,
                asked=tuple(round_.asked),
                refused=tuple(round_.refused),
                found=tuple(round_.found),
                decoys=tuple(round_.decoys),
            )
        if round_.stopped is not None:
            yield round_.stopped.gap(kind, subject)


async def _doors(scope: Scope) -> list[Url] | Missing:
    """The origins to ask: where visitors end, and every declared host that answers by https."""
    walk = await follow(scope, next(entries(scope.target)).url)
    if isinstance(walk.end, Missing):
        return walk.end
    if walk.end.end is not End.ANSWER:
        return Missing(GapReason.FAILED, f"{scope.target.origin} gave no page, so nothing was asked behind it")
    near = walk.at.host == scope.target.host or within(walk.at.host, scope.target.apex)
    first = walk.at if near else Url(scope.target.scheme, scope.target.host, scope.target.port, "/")
    answers = {fact.subject.host_name for fact in scope.seen.all(HostAnswer) if fact.reached and fact.scheme == "https"}
    others = [Url("https", host.name, 443, "/") for host in scope.target.hosts if host.name in answers]
    doors = {door.host: door for door in (*others[::-1], first)}
    return [first, *(door for host, door in reversed(doors.items()) if host != first.host)][:MOST_HOSTS]


async def _host(scope: Scope, door: Url, about: About, most: int) -> tuple[Url, Round]:
    """Go through the paths; a challenge or a limit ends it at once."""
    round_ = Round()
    wanted = list(_wanted(scope, door, about))[:most]
    try:
        async with asyncio.timeout(_SECONDS):
            started = time.monotonic()
            await _go_through(scope, wanted[:PROBED], round_, at_once=1)
            slow = time.monotonic() - started > PROBED * SLOW_SECONDS
            await _go_through(scope, wanted[PROBED:], round_, at_once=AT_ONCE_WHEN_SLOW if slow else 1)
    except TimeoutError:
        round_.stopped = Missing(GapReason.TIMED_OUT, f"{door.host} answered too slowly to ask for everything")
    if round_.stopped is None and len(round_.refused) == len(round_.asked):
        detail = f"something in front of {door.host} refused all that we asked for"
        round_.stopped = Missing(GapReason.BLOCKED, detail, _LET_US_IN)
    return door, round_


async def _go_through(scope: Scope, wanted: Sequence[Wanted], round_: Round, *, at_once: int) -> None:
    """Ask and judge in the order given; what is still on the way when the round ends is dropped."""
    gate = asyncio.Semaphore(at_once)

    async def asked(one: Wanted) -> tuple[Wanted, Exchange | Missing | None]:
        await gate.acquire()
        return one, await _get(scope, one.url, whole=one.whole)

    async with aclosing(in_order(asked(one) for one in wanted if round_.stopped is None)) as answers:
        async for one, answer in answers:
            await _judge(scope, one, answer, round_)
            if round_.stopped is not None:
                return
            await asyncio.sleep(PAUSE_SECONDS)
            gate.release()  # only now: the next one is asked when this answer did not end the round


async def _judge(scope: Scope, wanted: Wanted, answer: Exchange | Missing | None, round_: Round) -> None:
    if answer is None:
        round_.unanswered += 1
        if round_.unanswered == MOST_UNANSWERED:
            detail = f"{wanted.url.host} stopped answering after some harmless requests"
            round_.stopped = Missing(GapReason.BLOCKED, detail, _LET_US_IN)
        return
    if isinstance(answer, Missing):
        round_.stopped = answer
        return
    round_.unanswered = 0
    path = masked(wanted.url).removeprefix(wanted.url.origin)
    round_.asked.append(path)
    wall = recognise(answer.status, answer.headers, body_start(answer), scope.reference.walls)
    if wall is not None and wall.kind == "forbidden":
        # A firewall that guards this path does what it is for.
        round_.refused.append(path)
        return
    if wall is not None:
        detail = f"{wall.name} stopped us after some harmless requests"
        round_.stopped = Missing(GapReason.BLOCKED, detail, wall.how_to_let_us_in)
        return
    sign = _sign(wanted.shape, answer)
    if sign is None:
        return
    control = await _get(scope, neighbour(wanted.url), whole=wanted.whole)
    if isinstance(control, Missing):
        round_.stopped = control
    elif isinstance(control, Exchange) and _sign(wanted.shape, control) is not None:
        round_.decoys.append(path)
    else:
        round_.found.append(_opened(wanted, path, answer, sign))


def _sign(shape: Shape, answer: Exchange) -> Sign | None:
    if answer.status not in {200, 203, 206}:
        return None
    if shape in exposed.SHAPES:
        return exposed.recognise(shape, answer.body)
    return exposed_tools.recognise(shape, answer.body)


def _opened(wanted: Wanted, path: str, answer: Exchange, sign: Sign) -> Opened:
    stated = answer.header("content-length") or ""
    known = stated.isdecimal() and stated.isascii() and len(stated) < 16 and not answer.header("content-encoding")
    return Opened(
        url=masked(wanted.url),
        path=path,
        shape=wanted.shape,
        status=answer.status,
        content_type=plain(answer.content_type, 80),
        size=int(stated) if known else len(answer.body),
        digest=sha256(answer.body[: exposed.HEAD]).hexdigest()[:8],
        names=sign.names,
        secret_names=sign.secret_names,
        filled=sign.filled,
        behind_login=sign.behind_login,
    )


async def _get(scope: Scope, url: Url, *, whole: bool) -> Exchange | Missing | None:
    """One answer; None where nothing answers, which is as good as a closed path. Certificates are not judged here."""
    try:
        return await Web.of(scope.dial).get(url, verify=False, read_body=whole)
    except HttpFailure as failure:
        if failure.kind in _TIMED_OUT:
            return Missing(GapReason.TIMED_OUT, f"{url.origin} did not answer in time", "Look again in a few minutes.")
        if failure.kind is HttpFailureKind.BUDGET:
            return Missing(GapReason.NOT_RUN, f"{url.host} had its share of requests in this run")
        return None


def neighbour(url: Url) -> Url:
    """A path beside this one that nobody has made: the same at each run, so that runs compare."""
    mark = sha256(f"{url.host}{url.path}".encode()).hexdigest()[:8]
    folder, _, name = url.path.rstrip("/").rpartition("/")
    stem, dot, ending = name.rpartition(".")
    # `.env` is all ending; `backup.sql` keeps its own, because servers choose by it what to do.
    made_up = f"{stem}-{mark}{dot}{ending}" if stem else f"{name}-{mark}"
    slash = "/" if url.path.endswith("/") else ""
    return Url(url.scheme, url.host, url.port, f"{folder}/{made_up}{slash}", url.query)


def _wanted(scope: Scope, door: Url, about: About) -> Iterator[Wanted]:
    signs = signs_of(scope)
    name = registrable(door.host).partition(".")[0]
    if about is About.TOOLS:
        yield from _of_assets(scope.seen.all(Asset), door)
    for entry in scope.reference.exposed:
        if entry.about is about and (not entry.when or signs & set(entry.when)):
            yield Wanted(_at(door, entry, name), entry.shape)


def _at(door: Url, entry: ExposedPath, name: str) -> Url:
    path, _, query = entry.path.replace("{name}", name).partition("?")
    return Url(door.scheme, door.host, door.port, path, query or None)


def _of_assets(assets: Sequence[Asset], door: Url) -> Iterator[Wanted]:
    """The folder of the first file that the page loads, and the first source map that one of them names."""
    own = [asset for asset in assets if asset.host == door.host and asset.status == 200]
    folder = next((asset.path.rpartition("/")[0] for asset in own if asset.path.count("/") > 1), "")
    if folder and MASK not in folder:
        yield Wanted(Url(door.scheme, door.host, door.port, f"{folder}/"), Shape.LISTING)
    named = (parse(asset.source_map) for asset in own if asset.source_map and MASK not in asset.source_map)
    first = next((url for url in named if isinstance(url, Url) and url.host == door.host), None)
    if first is not None:
        yield Wanted(first, Shape.SOURCE_MAP, whole=True)


def signs_of(scope: Scope) -> set[str]:
    """What the site shows of what it is built with, in the words of `when` in the table."""
    pages = scope.seen.all(Page)
    cookies = [cookie.name for page in pages for cookie in page.cookies]
    versions = " ".join(value for page in pages for value in page.headers.versions).lower()
    loaded = " ".join(resource.url for page in pages for resource in page.resources)
    found = {sign for sign, starts in _COOKIES.items() if any(name.startswith(starts) for name in cookies)}
    if any(name.startswith("_") and name.endswith("_session") for name in cookies):
        found.add("rails")
    found |= {sign for word, sign in _VERSIONS.items() if word in versions}
    found |= {sign for path, sign in _PATHS.items() if path in loaded}
    if any(platform.builder for platform in scope.seen.all(Platform)):
        found.add("builder")
    return found | ({"php"} if "laravel" in found else set())
