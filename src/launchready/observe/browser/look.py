"""The walk of one look: the landing page, the way to its sign-in, the sign-in."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from launchready.facts.page import Page, PageRole
from launchready.formats.markup.links import invites, says_sign_in
from launchready.formats.page import is_html
from launchready.formats.url import Url
from launchready.model.subject import Subject
from launchready.model.words import GapReason
from launchready.observe.browser.gate import MOST_REQUESTS
from launchready.observe.browser.program import GET_BOTH
from launchready.observe.browser.reading import in_one_colour, press_button, press_link
from launchready.observe.browser.reduction import Rendered, page_of, rendered
from launchready.observe.browser.session import VIEWPORT, NoBrowserError, Session, browsing
from launchready.observe.browser.visit import Visit, visiting
from launchready.observe.browser.watch import Asked, Watch
from launchready.observe.budget import Requests
from launchready.observe.capture import Shot, is_own
from launchready.observe.dial import DialError
from launchready.observe.gatherer import Observation, Scope
from launchready.observe.outcome import Missing, barrier
from launchready.observe.pages import login_shot

if TYPE_CHECKING:
    from playwright.async_api import Error

SECONDS = 20.0
PRESS_SECONDS = 4.0
_AGAIN = "Look again in a few minutes. If it stays like this, open the page in a browser of your own."

_CODE = re.compile(r"net::ERR_([A-Z_]+)")


async def look(scope: Scope, landing: Shot) -> list[Observation]:
    """Look at what can be rendered. Never longer than twenty seconds, the browser's start and end aside."""
    if not is_html(landing.answer.headers, landing.answer.body):
        return []
    walk = _Walk(scope, landing)
    try:
        from playwright.async_api import Error
    except ImportError:
        walk.miss(Missing(GapReason.NO_ACCESS, "the browser extra is not installed", GET_BOTH))
        return walk.observed
    try:
        async with browsing(scope) as session, asyncio.timeout(scope.dial.left(SECONDS)):
            await walk.go(session)
    except NoBrowserError as error:
        walk.miss(Missing(error.reason, error.detail, error.ask))
    except Error:
        walk.miss(Missing(GapReason.FAILED, "the browser ended while it looked", _AGAIN))
    except DialError as error:
        walk.miss(Missing(GapReason.NOT_RUN, error.detail))
    except TimeoutError:
        walk.miss(Missing(GapReason.TIMED_OUT, "the page did not come to rest in the browser in time", _AGAIN))
    return walk.observed


@dataclass(slots=True)
class _Walk:
    """What was seen so far; it stays when the time is over."""

    scope: Scope
    landing: Shot
    observed: list[Observation] = field(default_factory=list)
    requests: Requests = field(init=False)

    def __post_init__(self) -> None:
        # A budget of its own, in the run's count: one app of three hundred small files must not use up what other
        # looks at the host need.
        self.requests = Requests(MOST_REQUESTS, self.scope.dial.effort)

    def miss(self, missing: Missing) -> None:
        """Note what could not be seen."""
        self.observed.append(missing.gap(Page, Subject.site(self.scope.target.host)))

    async def go(self, session: Session) -> None:
        """Landing first; how to sign in follows from it."""
        first = await self._landing(session)
        if first is None or session.door.is_shut:
            return
        cookies = first.set_by_headers
        address = await self._sign_in_of(first)
        if address is None:
            return
        direct = await self._open(session, address)
        if isinstance(direct, Missing):
            self.miss(direct)
            return
        if direct.signs_in or direct.document.status < 400:
            self._add(direct, PageRole.LOGIN, cookies)
            return
        # The server knows no such page: the app makes it when one comes from inside.
        inside = await self._from_inside(session, address)
        if inside is not None:
            self._add(inside, PageRole.LOGIN, cookies)

    async def _landing(self, session: Session) -> Rendered | None:
        """Render the landing page; a button of it that says sign-in is pressed, if no link does."""
        async with visiting(session, self.requests) as visit:
            seen = await self._at(visit, self.landing.url, patient=True)
            if isinstance(seen, Missing):
                self.miss(seen)
                return None
            page = page_of(self.scope, seen, PageRole.LANDING)
            behind = None if seen.signs_in or self._link(seen) else await self._pressed(visit, seen)
            if behind is not None and behind.url.text == seen.url.text:
                page = replace(page, forms=(*page.forms, *(f for f in behind.markup.forms if f not in page.forms)))
            self.observed.append(page)
            if behind is not None and behind.url.text != seen.url.text:
                self._add(behind, PageRole.LOGIN, seen.set_by_headers)
        return seen

    def _add(self, seen: Rendered, role: PageRole, cookies: frozenset[str]) -> None:
        if is_own(self.scope, seen.url.host) and not any(
            isinstance(one, Page) and one.role is role for one in self.observed
        ):
            self.observed.append(page_of(self.scope, seen, role, by_headers=cookies))

    async def _sign_in_of(self, seen: Rendered) -> Url | None:
        """Give the address of the sign-in: a link of the page as it is shown, else the one that the markup led to."""
        if any(isinstance(one, Page) and one.role is PageRole.LOGIN for one in self.observed):
            return None
        found = self._link(seen)
        if found is None and not seen.signs_in:
            shot = await login_shot(self.scope)
            found = shot.url if isinstance(shot, Shot) else None
        return None if found is None or found.text == seen.url.text else found

    def _link(self, seen: Rendered) -> Url | None:
        own = [
            one.address.url
            for one in seen.markup.links
            if one.sign_in and one.address.scheme in {"http", "https"} and is_own(self.scope, one.address.host)
        ]
        # On the page's own host, and called so, before what only says so.
        own.sort(key=lambda url: (url.host != seen.url.host, not says_sign_in(url)))
        return own[0] if own else None

    async def _open(self, session: Session, url: Url) -> Rendered | Missing:
        async with visiting(session, self.requests) as visit:
            return await self._at(visit, url)

    async def _at(self, visit: Visit, url: Url, *, patient: bool = False) -> Rendered | Missing:
        """Open an address and give what is shown, or why nothing is. `patient`: wait for a page that is still bare."""
        from playwright.async_api import Error

        try:
            await visit.go(url.text)
            seen = await self._seen(visit, patient=patient)
        except Error as error:
            return _unseen(url, visit, error)
        if seen is None or not is_own(self.scope, seen.url.host):
            return Missing(GapReason.NOT_RUN, f"a script of {url.host} leads on to another site")
        return barrier(seen.as_answer, self.scope.reference) or seen

    async def _seen(self, visit: Visit, before: Asked | None = None, *, patient: bool = False) -> Rendered | None:
        now = await visit.read()
        alike = None
        if patient and now.is_bare:
            now = await visit.linger(now)
            alike = await in_one_colour(visit.devtools, *VIEWPORT) if now.is_bare else None
        jar = (await visit.devtools.send("Network.getCookies")).get("cookies", [])
        found = rendered(self.scope, visit, now, tuple(jar), before=before)
        return None if found is None else replace(found, one_colour=alike)

    async def _pressed(self, visit: Visit, seen: Rendered) -> Rendered | None:
        """Press the button that says sign-in; None when there is none, or no sign-in comes of it."""
        number = next((at for at, text in enumerate(seen.reading.buttons) if invites(text)), None)
        if number is None:
            return None
        return await self._after(visit, lambda: press_button(visit.devtools, visit.watch.frame, number))

    async def _from_inside(self, session: Session, address: Url) -> Rendered | None:
        """Come to the sign-in as visitors do: by the landing page's link."""
        async with visiting(session, self.requests) as visit:
            if isinstance(await self._at(visit, self.landing.url), Missing):
                return None
            return await self._after(visit, lambda: press_link(visit.devtools, visit.watch.frame, address.text))

    async def _after(self, visit: Visit, press: Callable[[], Awaitable[bool]]) -> Rendered | None:
        """Press, wait, and give the page that came of it if one can sign in there. Nothing is posted meanwhile."""
        from playwright.async_api import Error

        before = visit.watch.document
        visit.gate.careful = True
        visit.watch = Watch(visit.watch.frame)
        visit.lines.clear()
        try:
            if not await press():
                return None
            await visit.settle(PRESS_SECONDS)
            seen = await self._seen(visit, before)
        except (Error, TimeoutError):
            return None
        return seen if seen is not None and seen.signs_in else None


def _unseen(url: Url, visit: Visit, error: "Error") -> Missing:
    """Say why the browser showed nothing, in words that are not the driver's."""
    told = _CODE.search(error.message)
    if visit.crashed:
        return Missing(GapReason.FAILED, f"a page of {url.host} brought the browser down", _AGAIN)
    if visit.gate.full:
        return Missing(GapReason.FAILED, f"a page of {url.host} asked for more than one look may cost", _AGAIN)
    if told is None:
        late = "Timeout" in error.message
        reason = GapReason.TIMED_OUT if late else GapReason.FAILED
        detail = f"{url.host} did not open in the browser in time" if late else "the browser ended while it looked"
        return Missing(reason, detail, _AGAIN)
    if told[1].startswith("CERT_"):
        return Missing(GapReason.FAILED, f"the browser does not trust the certificate of {url.host}", _AGAIN)
    code = told[1].lower().replace("_", " ")
    return Missing(GapReason.FAILED, f"the browser could not open {url.host} ({code})", _AGAIN)
