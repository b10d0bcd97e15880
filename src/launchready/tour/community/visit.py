"""Who is asking: the session cookie, the member behind it, and the token that ties a form to the visitor."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from launchready.tour.community.habits import Habits
from launchready.tour.community.store import Member, Store
from launchready.tour.message import Request, Response

# RFC 6265bis 4.1.3: the prefix makes browsers insist on Secure, Path=/ and no Domain.
COOKIE = "__Host-session"
ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax"
A_FORTNIGHT = 14 * 86_400


@dataclass(frozen=True)
class Visit:
    """One request with what the club knows about its sender."""

    request: Request
    token: str
    member: Member | None
    key: bytes
    habits: Habits

    @property
    def csrf(self) -> str:
        """A word that only pages made for this session hold: a foreign site can send its form but not the word."""
        return hmac.new(self.key, self.token.encode(), hashlib.sha256).hexdigest()

    @property
    def genuine(self) -> bool:
        """Whether a posted form came from one of the club's own pages."""
        sent = self.request.form.get("csrf", "")
        foreign = self.request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
        known = COOKIE in self.request.cookies
        return known and not foreign and hmac.compare_digest(sent.encode(), self.csrf.encode())


def welcome(request: Request, store: Store, key: bytes, habits: Habits) -> Visit:
    """Read the cookie. A visitor without one gets a new token, which is sent only with a page that has a form."""
    token = request.cookies.get(COOKIE, "")
    if not token:
        return Visit(request, secrets.token_urlsafe(24), None, key, habits)
    return Visit(request, token, store.signed_in(token), key, habits)


def keep(response: Response, token: str, seconds: int | None = None) -> Response:
    age = "" if seconds is None else f"; Max-Age={seconds}"
    return response.cookie(f"{COOKIE}={token}; {ATTRIBUTES}{age}")


def sign_in(response: Response, store: Store, member: int) -> Response:
    """A new token with every sign-in, so that one planted before is worth nothing (session fixation)."""
    token = secrets.token_urlsafe(24)
    store.sign_in(token, member)
    return keep(response, token, A_FORTNIGHT)


def sign_out(response: Response, store: Store, visit: Visit) -> Response:
    store.sign_out(visit.token)
    return keep(response, "", 0)
