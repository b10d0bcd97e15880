"""The pages of the site as they came: raw answers beside their reductions. Values of a run, never recorded."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from launchready.facts.http import End
from launchready.facts.page import CookieSeen, FormPurpose, Page, PageRole
from launchready.facts.sight import Body, Sight
from launchready.formats.address import Address, Home
from launchready.formats.markup.whole import Markup, read_markup, upgrades
from launchready.formats.names import registrable
from launchready.formats.page import is_html, media_type
from launchready.formats.response import MOST_COOKIES, cookies_seen, page_headers
from launchready.formats.sight import body_kind, letters
from launchready.formats.stock import stock
from launchready.formats.trail import secret_names, trail
from launchready.formats.url import Url, masked, parse
from launchready.formats.wall import SignInWall, sign_in_wall
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.chains import entry_hosts
from launchready.observe.follow import Walk, follow
from launchready.observe.gatherer import Scope
from launchready.observe.http import Exchange
from launchready.observe.outcome import Missing, barrier, body_start, body_text, target_of

PATIENCE_SECONDS = 12.0
_WORDS_OF_AN_ERROR = 4  # `404 Page not found`
_LONG = 64 * 1024  # a page that takes a while to read; others wait for their answers meanwhile

_ENDS = {
    End.LOOP: "its redirects go round in a circle",
    End.TOO_MANY: "it redirects too many times",
    End.BAD_LOCATION: "it redirects to something that is no address",
    End.REFUSED: "the server refuses connections",
    End.UNREACHABLE: "the server cannot be reached",
    End.NO_ADDRESS: "its name leads to no address",
    End.PRIVATE_ADDRESS: "it leads to a private address",
    End.TLS_FAILED: "no secure connection came about",
    End.BROKEN: "the answer broke off",
}


@dataclass(frozen=True, slots=True)
class Shot:
    """One page as it came, redirects followed. `url` is where the visitor stands; `cookies` were set on the way."""

    url: Url
    answer: Exchange
    markup: Markup
    cookies: tuple[CookieSeen, ...] = ()

    @property
    def found(self) -> bool:
        """Whether it is a page of its own, by its status."""
        return 200 <= self.answer.status < 300

    @property
    def signs_in(self) -> bool:
        """Whether one can sign in on it."""
        return any(form.purpose is FormPurpose.LOGIN for form in self.markup.forms)

    @property
    def is_shell(self) -> bool:
        """Whether a script has yet to build the page; an error page says so in a few words of its own."""
        return self.markup.shell and (self.answer.status < 400 or self.markup.words < _WORDS_OF_AN_ERROR)


def home_of(scope: Scope) -> Home:
    """What belongs to the target, so that its own addresses are not taken for wrong ones."""
    target = scope.target
    hosts = frozenset({target.host, *entry_hosts(target), *(host.name for host in target.hosts)})
    preview = parse(target.preview)
    away = preview.host if isinstance(preview, Url) else ""
    return Home(hosts - {away}, lambda host: host == away or scope.reference.is_build(host))


async def landing_shot(scope: Scope) -> Shot | Missing:
    """Give the page on which a visitor of the target's address really ends; once a look."""
    return await scope.dial.once(("shot", "landing"), lambda: _landing(scope))


async def _landing(scope: Scope) -> Shot | Missing:
    entry = parse(scope.target.url)
    if not isinstance(entry, Url):
        return Missing(GapReason.FAILED, f"{scope.target.host} is no address of a page")
    shot = await take(scope, entry)
    if isinstance(shot, Shot) and not is_own(scope, shot.url.host):
        detail = f"{scope.target.host} leads to another site, {shot.url.host}, whose pages are not the target's"
        return Missing(GapReason.NOT_RUN, detail, f"Look at https://{shot.url.host} itself, if it is yours.")
    return shot


async def take_soon(scope: Scope, url: Url) -> Shot | Missing:
    """Give a page beside the landing page; one that is slow must not cost the sight of the others."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await take(scope, url)
    except TimeoutError:
        return Missing(GapReason.TIMED_OUT, f"{masked(url)} did not come within {PATIENCE_SECONDS:.0f} s")


async def take(scope: Scope, url: Url) -> Shot | Missing:
    """Go where a visitor with cookies goes, and give the page there."""
    walk = await follow(scope, url)
    if walk.wants_cookies:
        walk = await follow(scope, url, with_cookies=True)
    if isinstance(walk.end, Missing):
        return walk.end
    if walk.end.end is not End.ANSWER:
        return Missing(GapReason.FAILED, f"{url.host} shows no page: {_ENDS[walk.end.end]}")
    wall = _wall(scope, walk)
    if wall is not None:
        return wall
    answer = walk.answers[-1]
    markup = (
        await asyncio.to_thread(_read, scope, walk.at, answer)
        if len(answer.body) > _LONG
        else _read(scope, walk.at, answer)
    )
    return Shot(walk.at, answer, markup, tuple(_cookies(scope, walk)))


def _cookies(scope: Scope, walk: Walk) -> Iterator[CookieSeen]:
    """What the site's own hosts set on the way to the page; the last of a name and host counts, as in a browser."""
    made: dict[tuple[str, str], CookieSeen] = {}
    for answer in walk.answers:
        here = parse(answer.url)
        if isinstance(here, Url) and is_own(scope, here.host):
            made |= {(one.name, one.host): one for one in cookies_seen(answer.set_cookies, here, scope.as_of)}
    yield from list(made.values())[:MOST_COOKIES]


def _read(scope: Scope, url: Url, answer: Exchange) -> Markup:
    if not is_html(answer.headers, answer.body):
        return Markup()
    return read_markup(body_text(answer), url, home_of(scope))


def _wall(scope: Scope, walk: Walk) -> Missing | None:
    """Give what stands in front of the page, on whichever step of the way: a host's own sign-in, a challenge."""
    for answer in walk.answers:
        here = parse(answer.url)
        target = target_of(answer, here) if isinstance(here, Url) else None
        location = target.text if isinstance(target, Url) else ""
        wall = sign_in_wall(answer.status, answer.headers, location, body_start(answer), scope.reference.sign_ins)
        if wall is not None:
            return _closed(wall)
    return barrier(walk.answers[-1], scope.reference)


def _closed(wall: SignInWall) -> Missing:
    return Missing(GapReason.NO_ACCESS, f"{wall.name} asks for a sign-in before it shows the page", wall.how_to_open)


def is_own(scope: Scope, host: str) -> bool:
    """Whether a host belongs to the site: its own, one of its domain, or a declared one."""
    target = scope.target
    return registrable(host) == target.apex or host == target.host or host in {one.name for one in target.hosts}


def page_of(scope: Scope, shot: Shot, role: PageRole, *, robots_blocked: bool | None = None) -> Page:
    """Reduce a page to its fact."""
    answer, markup = shot.answer, shot.markup
    text = body_text(answer)
    marks = trail(text, status=answer.status, is_page=is_html(answer.headers, answer.body))
    here = Address(shot.url.scheme, shot.url)
    headers = page_headers(answer.headers, csp_meta=markup.policy)
    return Page(
        subject=Subject.host(shot.url.host),
        url=here.shown,
        path=here.path,
        role=role,
        rendered=False,
        status=answer.status,
        content_type=media_type(answer.headers),
        shell=shot.is_shell,
        words=markup.words,
        bytes=len(answer.body),
        meta=markup.meta,
        headers=headers,
        first_byte_seconds=round(answer.phases.first_byte, 3),
        cookies=shot.cookies,
        links=tuple(found.link for found in markup.links),
        forms=markup.forms,
        resources=markup.resources,
        written=markup.written,
        payment_keys=markup.keys,
        trail=marks,
        secret_names=secret_names(text) if marks else (),
        upgrade_insecure=upgrades(headers.csp, headers.csp_meta),
        robots_blocked=robots_blocked,
        sight=_sight(scope, answer, markup, text),
    )


def _sight(scope: Scope, answer: Exchange, markup: Markup, text: str) -> Sight | None:
    """Say what there is to see; None for a page that could not be taken apart."""
    kind = body_kind(media_type(answer.headers), answer.body, text)
    rules, whole, shown = scope.reference.stock.pages, not answer.truncated, markup.shown
    if kind is not Body.PAGE:
        ready = stock("", text, len(text.split()), rules)
        return Sight(body=kind, letters=letters(text), things=0, later=False, stock=ready, whole=whole)
    if shown is None:
        return None
    ready = stock(markup.meta.title, shown.text, markup.words, rules, pictured=shown.pictured)
    return Sight(body=kind, letters=shown.letters, things=shown.things, later=shown.later, stock=ready, whole=whole)
