"""The club as one function from request to answer."""

import re
import secrets
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from launchready.tour import names
from launchready.tour.community import api, assets, inside, public
from launchready.tour.community.frame import page
from launchready.tour.community.habits import SOUND, Habits
from launchready.tour.community.html import Html
from launchready.tour.community.store import Store
from launchready.tour.community.visit import Visit, welcome
from launchready.tour.message import Request, Response, redirect

Page = Callable[..., Response]

# Pages for everybody, then pages for members. A posted form of a member must be one of the club's own.
OPEN: tuple[tuple[str, str, Page], ...] = (
    ("GET", r"/", public.front),
    ("GET", r"/login", lambda visit, _store: public.login_form(visit)),
    ("POST", r"/login", public.login),
    ("GET", r"/signup", lambda visit, _store: public.signup_form(visit)),
    ("POST", r"/signup", public.signup),
    ("POST", r"/logout", public.logout),
    ("GET", r"/forgot", lambda visit, _store: public.forgot_form(visit)),
    ("POST", r"/forgot", public.forgot),
)
MEMBERS_ONLY: tuple[tuple[str, str, Page], ...] = (
    ("GET", r"/feed", inside.feed),
    ("POST", r"/feed", inside.write),
    ("GET", r"/members", inside.members),
    ("GET", r"/members/(\d{1,5})", inside.profile),
    ("GET", r"/me", inside.me),
    ("POST", r"/me", inside.describe),
    ("GET", r"/sessions", inside.sessions),
    ("POST", r"/sessions/(\d{1,5})/book", inside.book),
    ("GET", r"/checkout", inside.checkout),
    ("POST", r"/checkout", inside.buy),
)
# What stands behind a path and ends like a file.
ENDING = re.compile(r"[/;][\w-]+\.(?:css|js|png)$")
NOT_HERE = Html("<h1>There is no such page</h1><p><a href='/'>To the front page</a></p>")
NOT_OURS = Html(
    "<h1>This form did not come from the club</h1><p>Please go back, load the page again and send it once more.</p>"
)


class Community:
    """The app with its database. One thread at a time may ask it."""

    def __init__(self, database: Path) -> None:
        self._store = Store(database)
        self._key = secrets.token_bytes(32)

    def close(self) -> None:
        self._store.close()

    def respond(self, request: Request, habits: Habits = SOUND) -> Response:
        """The answer to any request for the club, its API or the host's desk."""
        file = assets.serve(request)
        if file is not None:
            return file
        visit = welcome(request, self._store, self._key, habits)
        if request.host == names.API:
            return self._api(visit)
        if request.path.startswith("/api"):
            return api.answer(visit, self._store)
        if request.host == names.ADMIN:
            return self._desk(visit)
        if request.path == "/admin":
            return redirect(301, f"https://{names.ADMIN}/")
        return self._page(visit)

    def _api(self, visit: Visit) -> Response:
        return api.answer(visit, self._store) if visit.request.path.startswith("/api") else redirect(301, "/api")

    def _desk(self, visit: Visit) -> Response:
        """The host's own address: the desk, or the sign-in that leads to it."""
        path, method = visit.request.path, "GET" if visit.request.method == "HEAD" else visit.request.method
        if path == "/login" and method == "POST":
            return public.login(visit, self._store)
        if path == "/logout" and method == "POST":
            return public.logout(visit, self._store)
        if path not in ("/", "/login"):
            return page(visit, "No such page", NOT_HERE, status=404)
        if visit.member is None:
            return public.login_form(visit)
        return inside.desk(visit, self._store)

    def _page(self, visit: Visit) -> Response:
        request = visit.request
        method = "GET" if request.method == "HEAD" else request.method
        found = _find(OPEN, method, request.path)
        if found is not None:
            return found(visit, self._store)
        path = ENDING.sub("", request.path) if visit.habits.ignores_endings else request.path
        found = _find(MEMBERS_ONLY, method, path)
        if found is None:
            return page(visit, "No such page", NOT_HERE, status=404)
        if visit.member is None:
            return redirect(303, f"/login?next={quote(request.path)}")
        if method == "POST" and not visit.genuine:
            return page(visit, "Not sent", NOT_OURS, status=403)
        return found(visit, self._store)


def _find(table: tuple[tuple[str, str, Page], ...], method: str, path: str) -> Page | None:
    """The page for a method and a path, with the parts of the path bound to it."""
    for wanted, pattern, answer in table:
        match = re.fullmatch(pattern, path) if wanted == method else None
        if match is not None:
            return _bind(answer, match.groups())
    return None


def _bind(answer: Page, parts: tuple[str, ...]) -> Page:
    return lambda visit, store: answer(visit, store, *parts)
