"""The files that pages load, http parts and their https twins, share picture and icon."""

from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import zip_longest
from urllib.parse import urljoin

from launchready.facts.asset import Asset, AssetKind, SharePicture, Twin
from launchready.facts.page import Page, PageRole, PaymentKey, ResourceKind, Where
from launchready.formats.address import Address, cut, read
from launchready.formats.cache_control import parse as cache_control
from launchready.formats.file_name import is_hashed
from launchready.formats.markup.loads import Load
from launchready.formats.markup.whole import insecure, of_script
from launchready.formats.page import is_html, media_type
from launchready.formats.plain import plain
from launchready.formats.url import MASK, Url, masked_text
from launchready.model.subject import Subject
from launchready.observe.capture import Shot, is_own, landing_shot
from launchready.observe.files import File, file
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import Exchange
from launchready.observe.outcome import Missing, NoAnswer, Outcome, ask, barrier, in_order
from launchready.observe.pages import at, login_shot

MOST = {ResourceKind.SCRIPT: 14, ResourceKind.STYLE: 5, ResourceKind.FONT: 3, ResourceKind.IMAGE: 6}
MOST_LAZY = 6
MOST_LINKED = 8
MOST_TWINS = 10

_KINDS = {
    ResourceKind.SCRIPT: AssetKind.SCRIPT,
    ResourceKind.STYLE: AssetKind.STYLE,
    ResourceKind.FONT: AssetKind.FONT,
    ResourceKind.IMAGE: AssetKind.IMAGE,
}


@gatherer(makes=(Asset, Twin, SharePicture), needs=(Page,))
async def assets(scope: Scope) -> AsyncIterator[Observation]:
    """Ask for the files in rounds: what pages name, then what those files load, then the scripts of linked pages."""
    site = Subject.site(scope.target.host)
    landing = await landing_shot(scope)
    if isinstance(landing, Missing):
        for kind in (Asset, Twin, SharePicture):
            yield landing.gap(kind, site)
        return
    login = await login_shot(scope)
    shots = [landing, *([login] if isinstance(login, Shot) else [])]
    named = _unique([*(load for shot in shots for load in shot.markup.loaded), *_rendered(scope)])
    async for seen in _files(scope, landing, named):
        yield seen
    async for seen in _twins(scope, [load for load in named if landing.url.scheme == "https"]):
        yield seen
    async for seen in _pictures(scope, landing):
        yield seen


async def _files(scope: Scope, landing: Shot, named: list[Load]) -> AsyncIterator[Observation]:
    """The files themselves; what scripts load later and the fonts of style sheets come in a second round."""
    first = _chosen(scope, landing, named, MOST)
    lazy: list[Load] = []
    async for load, seen in _asked(scope, first):
        for observation in _told(scope, landing, load, seen):
            yield observation
        if isinstance(seen, File):
            lazy += _next(seen)
    left = {**MOST, ResourceKind.SCRIPT: MOST_LAZY}
    for _, kind in first:
        if kind is not ResourceKind.SCRIPT:
            left[kind] -= 1
    second = _chosen(scope, landing, _without(_unique(lazy), first), left)
    third = _chosen(
        scope, landing, _without(_unique(_linked(scope)), first + second), {ResourceKind.SCRIPT: MOST_LINKED}
    )
    async for load, seen in _asked(scope, second + third):
        for observation in _told(scope, landing, load, seen):
            yield observation


def _without(loads: Iterable[Load], asked: Iterable[Load]) -> list[Load]:
    known = {address.url for address, _ in asked}
    return [load for load in loads if load[0].url not in known]


async def _asked(scope: Scope, loads: Iterable[Load]) -> AsyncIterator[tuple[Load, File | Missing]]:
    async def one(load: Load) -> tuple[Load, File | Missing]:
        return load, await file(scope, *load)

    async for pair in in_order(one(load) for load in loads):
        yield pair


def _chosen(scope: Scope, landing: Shot, named: list[Load], most: dict[ResourceKind, int]) -> list[Load]:
    """The site's own files, and those with a hashed name elsewhere: a CDN of its own or its builder's."""
    chosen: list[Load] = []
    for kind, count in most.items():
        own = [load for load in named if load[1] is kind and _is_ours(scope, landing, load[0])]
        chosen += own[: max(count, 0)]
    return chosen


def _is_ours(scope: Scope, landing: Shot, address: Address) -> bool:
    if address.scheme not in {"http", "https"}:
        return False
    return is_own(scope, address.host) or address.host == landing.url.host or is_hashed(address.url)


def _next(seen: File) -> Iterator[Load]:
    """What a file loads in turn: the fonts and pictures of a style sheet, scripts that a script names."""
    yield from seen.loads
    here = seen.address.url
    for written in seen.lazy:
        # Vite names files from the app's root, everybody else from where the script lies.
        from_root = not written.startswith((".", "/")) and "/" in written
        there = read(urljoin(f"{here.origin}/", written) if from_root else written, here)
        if there is not None and is_hashed(there.url):
            yield there, ResourceKind.SCRIPT


def _told(scope: Scope, landing: Shot, load: Load, seen: File | Missing) -> Iterator[Observation]:
    """The file as a fact; what is missing of others' files says nothing about the site."""
    own = is_own(scope, load[0].host)
    if isinstance(seen, File):
        yield _asset(scope, seen, own=own)
    elif own:
        yield seen.gap(Asset, Subject.site(scope.target.host))


def _asset(scope: Scope, seen: File, *, own: bool) -> Asset:
    place = seen.address.shown
    control = seen.header("cache-control")
    parsed = cache_control(control)
    named = seen.script.source_map or seen.header("sourcemap") or ""
    return Asset(
        subject=Subject.site(scope.target.host),
        url=place,
        host=seen.address.host,
        path=seen.address.path,
        kind=_KINDS[seen.kind],
        status=seen.status,
        own_host=own,
        content_type=media_type(seen.headers),
        bytes=seen.wire_bytes,
        bytes_plain=seen.plain_bytes,
        whole=seen.whole,
        content_encoding=plain(seen.coding, 40),
        cache_control=None if control is None else plain(control, 300),
        max_age=parsed.max_age,
        immutable=parsed.immutable,
        etag=seen.header("etag") is not None,
        last_modified=plain(seen.header("last-modified") or "", 60),
        hashed_name=is_hashed(seen.address.url),
        html_instead=seen.html and 200 <= seen.status < 300,
        digest=seen.digest,
        source_map=cut(masked_text(named, seen.address.url)) if named else "",
        written=tuple(of_script(seen.script, Where.FILE, place)),
        payment_keys=tuple(
            PaymentKey(provider=key.provider, form=key.form, test=key.test, place=place) for key in seen.script.keys
        ),
        hosts=seen.script.hosts,
        supabase_key=seen.supabase_key,
        insecure=tuple(insecure(seen.script)),
    )


def _rendered(scope: Scope) -> Iterator[Load]:
    """What a browser saw the pages load."""
    for page in scope.seen.all(Page):
        if page.rendered:
            yield from _loaded_by(page)


def _linked(scope: Scope) -> Iterator[Load]:
    """What the linked pages load, such as the checkout: the first of each page, then the second of each, and so on."""
    pages = [page for page in scope.seen.all(Page) if page.role is PageRole.LINKED and not page.rendered]
    rows = zip_longest(*(_scripts(page) for page in pages))
    return (load for row in rows for load in row if load is not None)


def _scripts(page: Page) -> Iterator[Load]:
    return (load for load in _loaded_by(page) if load[1] is ResourceKind.SCRIPT)


def _loaded_by(page: Page) -> Iterator[Load]:
    """What a page loads, where its address was not masked."""
    for one in page.resources:
        address = read(one.url) if MASK not in one.url else None
        if address is not None:
            yield address, one.kind


def _unique(loads: Iterable[Load]) -> list[Load]:
    return list({(address.scheme, address.url, kind): (address, kind) for address, kind in loads}.values())


async def _twins(scope: Scope, named: list[Load]) -> AsyncIterator[Observation]:
    """Whether what an https page names by http is there by https too."""
    plain_http = [load for load in named if load[0].scheme == "http"][:MOST_TWINS]
    async for seen in in_order(_twin(scope, *load) for load in plain_http):
        yield seen


async def _twin(scope: Scope, address: Address, kind: ResourceKind) -> Observation:
    port = 443 if address.url.port == 80 else address.url.port
    url = Url("https", address.host, port, address.url.path, address.url.query)
    site = Subject.site(scope.target.host)
    answer = await ask(scope, url, limit=64 * 1024, headers=(("Accept", "*/*"),))
    if isinstance(answer, NoAnswer):
        return Twin(subject=site, url=address.shown, kind=kind, answers=False)
    missing = answer if isinstance(answer, Missing) else barrier(answer, scope.reference)
    if missing is not None:
        return missing.gap(Twin, site)
    return Twin(subject=site, url=address.shown, kind=kind, answers=_answers(answer, kind))


def _answers(answer: Outcome, kind: ResourceKind) -> bool:
    """Whether the https form gives what was asked for, or leads there; a page in place of a picture is none."""
    if not isinstance(answer, Exchange) or answer.status >= 400:
        return False
    return answer.status >= 300 or kind is ResourceKind.FRAME or not is_html(answer.headers, answer.body)


async def _pictures(scope: Scope, landing: Shot) -> AsyncIterator[Observation]:
    """The picture of the link preview where one is named, and the icon, which browsers also ask for unnamed."""
    named = [("icon", landing.markup.icon or at(landing.url, "/favicon.ico"))]
    if landing.markup.picture is not None:
        named.insert(0, ("og", landing.markup.picture))
    site = Subject.site(scope.target.host)
    for purpose, url in named:
        seen = await file(scope, Address(url.scheme, url), ResourceKind.IMAGE)
        if isinstance(seen, Missing):
            yield seen.gap(SharePicture, site)
            continue
        yield SharePicture(
            subject=site,
            purpose=purpose,
            url=seen.address.shown,
            status=seen.status,
            content_type=media_type(seen.headers),
            bytes=seen.length,
            width=seen.width,
            height=seen.height,
        )
