"""Pages as they are sent: the landing page, the sign-in, what they link to, and addresses that scripts make."""

import re
from collections.abc import AsyncIterator, Iterator

from launchready.facts.page import Page, PageRole
from launchready.formats.markup.links import says_sign_in
from launchready.formats.names import registrable
from launchready.formats.url import Url
from launchready.model.subject import Subject
from launchready.observe.capture import Shot, is_own, landing_shot, page_of, take_soon
from launchready.observe.files import routes_of
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.outcome import Missing, in_order
from launchready.observe.robots import robots_blocked

MOST_LINKED = 8
MOST_ROUTES = 4
NOT_FOUND = 404
# Where frameworks put the sign-in when nothing links to it.
USUAL_SIGN_INS = ("/login", "/signin", "/users/sign_in", "/accounts/login/")

# A GET should change nothing (RFC 9110 section 9.2.1); some links do all the same.
_CHANGES = re.compile(
    r"log-?_?out|sign-?_?out|log-?_?off|delete|remove|destroy|unsubscribe|cancel|abmelden|deconnexion|cerrar|download|export"
    r"|(?:^|[/?&_-])(?:add-to|vote|like|confirm|verify|accept|invite|impersonate|cgi-bin|cdn-cgi|wp-json|api|rss|feed|print)"
    r"(?:[/?&=_-]|$)"
)
_FILE = re.compile(r"\.(?!html?$|php$|aspx?$|jsp$)[A-Za-z0-9]{1,8}$")


@gatherer(makes=(Page,))
async def pages(scope: Scope) -> AsyncIterator[Observation]:
    """Look at the landing page first; everything else follows from it."""
    landing = await landing_shot(scope)
    if isinstance(landing, Missing):
        yield landing.gap(Page, Subject.site(scope.target.host))
        return
    blocked = await robots_blocked(scope, landing.url)
    told = {landing.url.text}
    if scope.wants(Subject.host(landing.url.host)):
        yield page_of(scope, landing, PageRole.LANDING, robots_blocked=blocked)
    missed: set[Subject] = set()
    async for role, shot in _others(scope, landing):
        if isinstance(shot, Missing):
            subject = Subject.host(landing.url.host)
            if subject not in missed:
                missed.add(subject)
                yield shot.gap(Page, subject)
        elif shot.url.text not in told and is_own(scope, shot.url.host) and scope.wants(Subject.host(shot.url.host)):
            told.add(shot.url.text)
            yield page_of(scope, shot, await _role(scope, landing, shot, role))


async def _others(scope: Scope, landing: Shot) -> AsyncIterator[tuple[PageRole, Shot | Missing]]:
    login = await login_shot(scope)
    if login is not None:
        yield PageRole.LOGIN, login
    role, ways = PageRole.LINKED, list(linked(landing))[:MOST_LINKED]
    if landing.is_shell:
        paths = [path for path in await routes_of(scope, landing) if path != landing.url.path]
        role, ways = PageRole.ROUTE, [at(landing.url, path) for path in paths][:MOST_ROUTES]
    async for shot in in_order(take_soon(scope, url) for url in ways):
        yield role, shot


async def _role(scope: Scope, landing: Shot, shot: Shot, role: PageRole) -> PageRole:
    """A dead link of a page that came whole leads into the app when the page's own scripts make that address."""
    if landing.is_shell or shot.answer.status != NOT_FOUND or shot.url.host != landing.url.host:
        return role
    made = await routes_of(scope, landing)
    return PageRole.ROUTE if shot.url.path.rstrip("/") in made else role


async def login_shot(scope: Scope) -> Shot | Missing | None:
    """Give the page on which members sign in, when it is not the landing page; None: none was found. Once a look."""
    return await scope.dial.once(("shot", "login"), lambda: _login(scope))


async def _login(scope: Scope) -> Shot | Missing | None:
    landing = await landing_shot(scope)
    if isinstance(landing, Missing) or landing.signs_in:
        return None
    told = [found.address.url for found in landing.markup.links if found.sign_in]
    if landing.is_shell:
        told += [url for path in await routes_of(scope, landing) if says_sign_in(url := at(landing.url, path))]
    for url in [url for url in told if is_own(scope, url.host)][:2]:
        shot = await take_soon(scope, url)
        if isinstance(shot, Missing) or is_own(scope, shot.url.host):
            return shot
    if told or landing.is_shell:
        return None  # an app that answers every path has no page that could be guessed
    return await _guessed(scope, landing)


async def _guessed(scope: Scope, landing: Shot) -> Shot | None:
    for path in USUAL_SIGN_INS:
        shot = await take_soon(scope, at(landing.url, path))
        if isinstance(shot, Shot) and shot.found and shot.signs_in and is_own(scope, shot.url.host):
            return shot
    return None


def at(url: Url, path: str) -> Url:
    """Give another path of the same origin."""
    return Url(url.scheme, url.host, url.port, path)


def linked(landing: Shot) -> Iterator[Url]:
    """Give one page of the same site for each first part of the path; nothing that a visit would change."""
    own = registrable(landing.url.host)
    told = {(landing.url.host, _first(landing.url))}
    for found in landing.markup.links:
        url = found.address.url
        where = (url.host, _first(url))
        if where in told or found.sign_in or registrable(url.host) != own or not _is_safe(url):
            continue
        told.add(where)
        yield url


def _first(url: Url) -> str:
    return url.path.strip("/").partition("/")[0]


def _is_safe(url: Url) -> bool:
    words = (url.path + "?" + (url.query or "")).lower()
    return url.path != "/" and _CHANGES.search(words) is None and _FILE.search(url.path) is None
