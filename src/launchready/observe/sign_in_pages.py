"""The pages by which people sign in, and the forms on them: found as a stranger, nothing sent.

Asked afresh each time, because forms carry tokens that are good for one time.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from launchready.formats.cookies import Jar
from launchready.formats.login_form import SignInForm, login_form, sign_in_links
from launchready.formats.names import within
from launchready.formats.url import Url, parse
from launchready.observe.exchange import Exchange, HttpFailure
from launchready.observe.gatherer import Scope
from launchready.observe.http import Web
from launchready.observe.outcome import REDIRECTS, body_text, location_of

MOST_HOPS = 3
MOST_PAGES = 6
USUAL = ("/login", "/signin", "/sign-in", "/auth/login", "/auth", "/accounts/login/", "/users/sign_in", "/wp-login.php")


@dataclass(frozen=True, slots=True)
class Door:
    """A page with a form, and the cookies that came with it."""

    page: Url
    form: SignInForm
    jar: Jar = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as a stranger gets it, and the cookies that came with it."""

    url: Url
    answer: Exchange
    jar: Jar = field(repr=False)

    def door(self, reader: Callable[[str, Url], SignInForm | None]) -> Door | None:
        """The form that a reader of `formats.login_form` finds on it."""
        form = reader(body_text(self.answer), self.url)
        return Door(self.url, form, self.jar) if form else None


async def find_door(scope: Scope, reader: Callable[[str, Url], SignInForm | None] = login_form) -> Door | None:
    """The first form of that kind on the pages by which one signs in."""
    async for shown in sign_in_pages(scope):
        door = shown.door(reader)
        if door is not None:
            return door
    return None


async def sign_in_pages(scope: Scope) -> AsyncIterator[Shown]:
    """The site's first page, the pages that its links call the way in, then those where it usually is."""
    start = parse(scope.target.url)
    if not isinstance(start, Url):
        return
    here = await page_of(scope, start)
    links: tuple[Url, ...] = ()
    if here is not None:
        yield here
        links = sign_in_links(body_text(here.answer), here.url)
    usual = (Url(start.scheme, start.host, start.port, path) for path in USUAL)
    for url in list(dict.fromkeys((*(one for one in links if is_own(scope, one)), *usual)))[:MOST_PAGES]:
        found = await page_of(scope, url)
        if found is not None:
            yield found


async def page_of(scope: Scope, url: Url, jar: Jar | None = None) -> Shown | None:
    """A page of the site, redirects within the site followed as a stranger, or with the cookies given."""
    jar = jar or Jar()
    for _ in range(MOST_HOPS):
        try:
            async with asyncio.timeout(10):
                answer = await Web.of(scope.dial).send("GET", url, cookies=jar.sent_to(url))
        except (HttpFailure, TimeoutError):
            return None
        jar = jar.after(url, answer.set_cookies, scope.as_of)
        target = parse(location_of(answer) or "", url) if answer.status in REDIRECTS else None
        if target is None:
            return Shown(url, answer, jar) if answer.status < 400 else None
        if not isinstance(target, Url) or not is_own(scope, target):
            return None
        url = target
    return None


def is_own(scope: Scope, url: Url) -> bool:
    """Whether the address is the owner's: in the domain, or the target itself."""
    return within(url.host, scope.target.apex) or url.host == scope.target.host
