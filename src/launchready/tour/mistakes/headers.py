"""Faults in what stands around a page: its headers, its cookie, and how long the making of it takes."""

import re
from collections.abc import Callable
from dataclasses import replace

from launchready.tour import names
from launchready.tour.community.visit import COOKIE
from launchready.tour.message import HTML, Request, Response

Change = Callable[[Request, Response], Response]

POLICY = "Content-Security-Policy"
BARE_COOKIE = "session"
# Above what web.dev calls good (0.8 s), by enough for a machine that is busy with other things.
SLOW = 1.0
_READ = re.compile(rf"(?<![\w-]){BARE_COOKIE}=")


def as_read(on: frozenset[str], request: Request) -> Request:
    """The request with the cookie under the name by which the app knows it."""
    if "cookies/session-insecure" not in on or "cookie" not in request.headers:
        return request
    cookie = _READ.sub(f"{COOKIE}=", request.headers["cookie"])
    return replace(request, headers={**request.headers, "cookie": cookie})


def changed(on: frozenset[str], request: Request, response: Response) -> Response:
    """The answer with what these faults make of its headers."""
    for fault in sorted(CHANGES.keys() & on):
        response = CHANGES[fault](request, response)
    return response


def _is_page(response: Response) -> bool:
    return (response.header("Content-Type") or "").startswith(HTML.partition(";")[0])


def _instead(response: Response, name: str, value: str) -> Response:
    """The answer with another value for a header."""
    return response.without(name).plus((name, value))


def _policy(response: Response, change: Callable[[str], str]) -> Response:
    """The answer with each directive of its policy as `change` makes it; an empty one is left out."""
    said = response.header(POLICY)
    if said is None:
        return response
    kept = (change(directive.strip()) for directive in said.split(";"))
    return _instead(response, POLICY, "; ".join(filter(None, kept)))


def _plain_http(_request: Request, response: Response) -> Response:
    """Who names a picture over http has no policy that forbids it, nor one that mends it."""

    def change(directive: str) -> str:
        if directive == "upgrade-insecure-requests":
            return ""
        loads = directive.startswith(("img-src", "style-src")) and not directive.endswith(" http:")
        return f"{directive} http:" if loads else directive

    return _policy(response, change)


def _framed(_request: Request, response: Response) -> Response:
    bare = response.without("X-Frame-Options")
    return _policy(bare, lambda directive: "" if directive.startswith("frame-ancestors") else directive)


def _unhardened(_request: Request, response: Response) -> Response:
    if not _is_page(response):
        return response
    return response.without(POLICY, "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy")


def _bare_cookie(_request: Request, response: Response) -> Response:
    """A cookie of the oldest form: it goes along over http, to scripts, and with other sites' requests."""
    headers = [
        (name, f"{BARE_COOKIE}={value.partition(';')[0].partition('=')[2]}; Path=/{_age(value)}")
        if name == "Set-Cookie" and value.startswith(f"{COOKIE}=")
        else (name, value)
        for name, value in response.headers
    ]
    return replace(response, headers=tuple(headers))


def _age(cookie: str) -> str:
    return next((f";{part}" for part in cookie.split(";") if part.strip().startswith("Max-Age=")), "")


def _public_sign_in(request: Request, response: Response) -> Response:
    if request.method != "GET" or response.status != 200 or response.header("Set-Cookie") is None:
        return response
    return _instead(response, "Cache-Control", "public, max-age=300")


def _never_kept(request: Request, response: Response) -> Response:
    return _instead(response, "Cache-Control", "no-cache") if request.path.startswith("/static/") else response


def _slow(request: Request, response: Response) -> Response:
    front = request.host == names.ZONE and request.path == "/" and request.method == "GET"
    return replace(response, wait=SLOW) if front else response


def _kept_without_asking(request: Request, response: Response) -> Response:
    """What the API says to one site is kept, and nothing tells browsers that it was meant for that site alone."""
    if request.host != names.API or request.path != "/api/sessions":
        return response
    return _instead(response, "Cache-Control", "max-age=60").without("Vary")


CHANGES: dict[str, Change] = {
    "cache/session-cacheable": _public_sign_in,
    "cache/shared-uncached": _slow,
    "cache/static-uncached": _never_kept,
    "content/mixed-blockable": _plain_http,
    "content/mixed-upgradable": _plain_http,
    "cookies/session-insecure": _bare_cookie,
    "cors/vary-missing": _kept_without_asking,
    "headers/framing-open": _framed,
    "headers/hardening": _unhardened,
}
