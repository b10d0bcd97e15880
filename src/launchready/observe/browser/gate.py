"""Every request of the page, before it leaves: what a visitor's load asks for passes, and no more than that.

Stands on the browser's own interception instead of Playwright's routes: those answer CORS preflights in the
site's place, so that a refused one would never be seen (crNetworkManager.ts).
"""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from launchready.formats.names import is_literal, is_local
from launchready.formats.url import Url
from launchready.observe.browser.door import USER, Door
from launchready.observe.browser.written import read_url
from launchready.observe.budget import Requests
from launchready.observe.dial import DialError
from launchready.observe.guard import AddressClass, classify
from launchready.observe.pins import canonical

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

MOST_REQUESTS = 300
"""A page may ask for more; it is seen without the rest."""
TOO_MANY = 1000
"""No page needs so many: here somebody only wants to keep us busy."""
MOST_DOCUMENTS = 12
"""A page that moves on and on is a loop; browsers give up redirects after twenty."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What a script asks with. A form that posts is a navigation, and nobody submits one here.
_BY_SCRIPT = frozenset({"XHR", "Fetch", "Ping", "EventSource", "Other"})
_REFUSED = "ConnectionRefused"
_OURS = "BlockedByClient"
_STAY = "Aborted"
"""For a navigation: the page stays as it is, without the browser's own page of errors in its place."""


@dataclass(eq=False)  # without slots: Playwright keeps something on the objects whose methods it calls
class Gate:
    """Decides over each request of one page.

    `private` are requests to local addresses, refused as a visitor's own machine would; `ours` those that we did
    not let out, which says nothing about the site. `careful`: something was clicked, so nothing is posted.
    """

    door: Door
    devtools: "CDPSession"
    frame: str
    requests: Requests
    careful: bool = False
    full: bool = False
    private: set[str] = field(default_factory=set)
    ours: set[str] = field(default_factory=set)
    _count: int = 0
    _told: set[str] = field(default_factory=set)
    _documents: Counter[str] = field(default_factory=Counter)
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    async def open(self) -> None:
        """Stand in front of the page from now on."""
        self.devtools.on("Fetch.requestPaused", self._paused)
        self.devtools.on("Fetch.authRequired", self._asked_who)
        await self.devtools.send("Fetch.enable", {"handleAuthRequests": True, "patterns": [{"urlPattern": "*"}]})

    async def close(self) -> None:
        """Wait for the answers that are under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def decide(self, request: dict[str, Any], kind: str, frame: str) -> str:
        """Give the reason for which a request fails; empty: it passes."""
        text = str(request["url"])
        self._count += 1
        if self._count > TOO_MANY:
            self.full = True
            self.door.shut()
        url = read_url(text)
        if self._count > MOST_REQUESTS or url is None:
            return self._refuse(text, kind)
        if self._means_here(url):
            self.private.add(text)
            return _REFUSED
        if not self._is_a_visit(str(request["method"]), kind, frame):
            return self._refuse(text, kind)
        try:
            self.requests.spend(canonical(url.host))
        except DialError:
            return self._refuse(text, kind)
        return ""

    def _refuse(self, text: str, kind: str) -> str:
        self.ours.add(text)
        return _STAY if kind == "Document" else _OURS

    def _is_a_visit(self, method: str, kind: str, frame: str) -> bool:
        if kind == "Document":
            self._documents[frame] += 1
            return method in SAFE and self._documents[frame] <= MOST_DOCUMENTS
        return method in SAFE or (method == "POST" and kind in _BY_SCRIPT and not self.careful)

    def _means_here(self, url: Url) -> bool:
        """Whether the address is written as a local one: that means the visitor's machine, whatever answers there."""
        dial = self.door.dial
        if dial.settings.literal_private or dial.pins.by_host(url.host, url.port) is not None:
            return False
        bare = url.host.strip("[]")
        return is_local(bare) or (is_literal(bare) and classify(bare) is not AddressClass.PUBLIC)

    def _paused(self, event: dict[str, Any]) -> None:
        reason = self.decide(event["request"], str(event.get("resourceType", "")), str(event.get("frameId", "")))
        if reason:
            self._send("Fetch.failRequest", requestId=event["requestId"], errorReason=reason)
        else:
            self._send("Fetch.continueRequest", requestId=event["requestId"])

    def _asked_who(self, event: dict[str, Any]) -> None:
        """Tell the door its secret, once a request, and a site none; one that acts as a proxy would ask for ever."""
        answer = {"response": "CancelAuth"}
        if event["authChallenge"].get("source") == "Proxy" and event["requestId"] not in self._told:
            self._told.add(event["requestId"])
            answer = {"response": "ProvideCredentials", "username": USER, "password": self.door.secret}
        self._send("Fetch.continueWithAuth", requestId=event["requestId"], authChallengeResponse=answer)

    def _send(self, method: str, **parameters: object) -> None:
        task = asyncio.ensure_future(_quietly(self.devtools.send(method, parameters)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _quietly(work: Coroutine[Any, Any, object]) -> None:
    """A request whose page has gone needs no answer."""
    from playwright.async_api import Error

    with suppress(Error):
        await work
