"""The landing page and the sign-in as a real browser shows them, after their scripts ran."""

from collections.abc import AsyncIterator

from launchready.facts.http import RedirectChain
from launchready.facts.page import Page
from launchready.model.subject import Subject
from launchready.model.words import Source
from launchready.observe.browser.look import look
from launchready.observe.capture import landing_shot
from launchready.observe.gatherer import Observation, Scope, gatherer
from launchready.observe.outcome import Missing


@gatherer(makes=(Page,), needs=(RedirectChain,), source=Source.BROWSER, seconds=40)
async def rendered(scope: Scope) -> AsyncIterator[Observation]:
    """Render the page that the target's address shows, then its sign-in; nothing that is no page."""
    landing = await landing_shot(scope)
    if isinstance(landing, Missing):
        yield landing.gap(Page, Subject.site(scope.target.host))
        return
    if not scope.wants(Subject.host(landing.url.host)):
        return
    for seen in await look(scope, landing):
        yield seen
