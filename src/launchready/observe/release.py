"""Which build is live: the page and the files that it names, asked for once a run with everybody else."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from launchready.facts.page import ResourceKind
from launchready.facts.release import Build, Release
from launchready.formats.address import Address
from launchready.formats.page import is_html, sketch
from launchready.formats.release import Named, file_name, has_content_hash, signs
from launchready.formats.url import Url, masked, parse
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.capture import Shot, landing_shot, take
from launchready.observe.files import file
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.http import HttpFailure, Web
from launchready.observe.outcome import Missing, barrier

MOST_FILES = 12
SECOND_LOOK_SECONDS = 1.5
"""A deployment reaches every edge within moments; a page and its files are swapped one after the other."""
_OK = 200
_GONE = frozenset({404, 410})
NO_PAGE = "The front page must answer before I can tell which build is live."
LET_ME_IN = "Give an address at which your preview opens without a login, or leave `preview` out of the config."


@gatherer(makes=(Release,), seconds=30.0)
async def release(scope: Scope) -> AsyncIterator[Observation]:
    """Name the live build, and the one of the declared preview.

    Pages and assets are asked for by the same addresses elsewhere in the run, and answers are shared: in an audit
    this costs nothing more, and alone it costs a page and at most twelve files.
    """
    site = Subject.site(scope.target.host)
    landing = await landing_shot(scope)
    live = await _build(scope, landing)
    if isinstance(live, Missing):
        yield live.gap(Release, site)
        return
    there = parse(scope.target.preview) if scope.target.preview else None
    preview = await _build(scope, await take(scope, there)) if isinstance(there, Url) else None
    if isinstance(preview, Missing):
        yield Missing(preview.reason, f"the preview could not be seen: {preview.detail}", LET_ME_IN).gap(Release, site)
        preview = None
    yield Release(subject=site, live=live, preview=preview)


@dataclass(frozen=True, slots=True)
class _File:
    """One file that a page names; `there` None: it could not be told."""

    named: Named
    there: bool | None
    digest: str = ""

    @property
    def tells(self) -> bool:
        """Whether its absence means that page and files are of two builds: a leftover's does not."""
        return self.named.entry or has_content_hash(self.named.url)


async def _build(scope: Scope, shot: Shot | Missing) -> Build | Missing:
    if isinstance(shot, Missing):
        return shot
    page, here = shot.answer, shot.url
    if not shot.found:
        return Missing(GapReason.FAILED, f"{here.origin} answered {page.status}", NO_PAGE)
    seen = signs(page.headers, page.body, here)
    files = await _files(scope, seen.files, here)
    gone = await _still_gone(scope, [one for one in files if one.there is False and one.tells], here)
    kept = [one for one in files if one.there]
    return Build(
        url=masked(here),
        host=here.host,
        files=tuple(sorted(f"{file_name(one.named.url)} {one.digest}" for one in kept)),
        hashed=sum(has_content_hash(one.named.url) for one in kept),
        markers=seen.markers,
        commit=seen.commit,
        modified=seen.modified,
        gone=tuple(one.named.url.origin + file_name(one.named.url) for one in gone),
        entry_gone=any(one.named.entry for one in gone),
        blank=shot.is_shell,
        markup=sketch(page.status, page.headers, page.body, url=here).shape if is_html(page.headers, page.body) else "",
        page=seen.page,
    )


async def _files(scope: Scope, named: tuple[Named, ...], here: Url) -> list[_File]:
    """Ask for the files of the page's own host, those whose name holds a hash first."""
    own = [one for one in named if one.url.host == here.host]
    chosen = sorted(own, key=lambda one: not (one.entry or has_content_hash(one.url)))[:MOST_FILES]
    return list(await asyncio.gather(*(_file(scope, one) for one in chosen)))


async def _file(scope: Scope, named: Named) -> _File:
    kind = ResourceKind.STYLE if named.style else ResourceKind.SCRIPT
    seen = await file(scope, Address(named.url.scheme, named.url), kind)
    if isinstance(seen, Missing):
        return _File(named, None)
    return _File(named, _is_there(seen.status, html=seen.html), seen.digest)


def _is_there(status: int, *, html: bool) -> bool | None:
    """Whether a file is there. An error of the server tells nothing; a page in its place is a start page."""
    if status in _GONE or (status == _OK and html):
        return False
    return True if status == _OK else None


async def _still_gone(scope: Scope, gone: list[_File], here: Url) -> list[_File]:
    """Look again, afresh, at what was gone: in the middle of a deployment page and files are of two builds."""
    if not gone:
        return []
    await asyncio.sleep(SECOND_LOOK_SECONDS)
    try:
        page = await Web.of(scope.dial).send("GET", here)
        again = {one.url for one in signs(page.headers, page.body, here).files}
        return [one for one in gone if one.named.url in again and await _is_gone_now(scope, one.named.url)]
    except HttpFailure:
        return []


async def _is_gone_now(scope: Scope, url: Url) -> bool:
    answer = await Web.of(scope.dial).send("GET", url, headers=(("Accept", "*/*"),))
    html = is_html(answer.headers, answer.body)
    return barrier(answer, scope.reference) is None and _is_there(answer.status, html=html) is False
