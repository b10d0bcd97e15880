"""The sample's edge: which host answers what, and what each fault makes of it. A function of request and faults."""

from collections.abc import Callable
from dataclasses import dataclass

from launchready.tour import names, registry
from launchready.tour.cache import Cache
from launchready.tour.community.habits import Habits
from launchready.tour.message import HTML, JSON, Request, Response, redirect, text
from launchready.tour.mistakes import headers, markup
from launchready.tour.mistakes.workings import habits_of, left_open

HSTS = "max-age=31536000; includeSubDomains"

# What every page of the clean sample says to the browser. One script stands on the front page; it asks the API.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    f"connect-src https://{names.API}; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; upgrade-insecure-requests"
)
PAGE_HEADERS = (
    ("Content-Security-Policy", CONTENT_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)

Handler = Callable[[Request], Response]
App = Callable[[Request, Habits], Response]

OLD_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Welcome to the old server</title>
<h1>It works</h1><p>This is the default page of a server that was switched off in everybody's mind.</p></html>
"""
STAGING_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Staging</title>
<h1>Staging</h1><p>This place is for the people who build the club. Please sign in.</p></html>
"""
BLOG_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Notes of the Demo Club</title>
<meta name="description" content="Short notes of the sample club.">
<h1>Notes of the Demo Club</h1><p>Nothing yet but this line. It is a sample.</p>
<p><a href="https://club.example/">To the club</a></p></html>
"""
SHOP_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop of the Demo Club</title>
<h1>Shop</h1><p>The sample's shop has nothing to sell, and no safe address.</p></html>
"""
DOWN_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>502 Bad Gateway</title>
<h1>502 Bad Gateway</h1></html>
"""
WALL_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Authentication Required</title>
<h1>Authentication Required</h1><p>This deployment is protected. Sign in with the account of its host to go on.</p>
<p><a href="https://vercel.com/sso-api">Vercel Authentication</a></p></html>
"""


@dataclass(frozen=True)
class Front:
    """One state of the edge: the faults that are on, the community, the authority's certificate, the cache."""

    on: frozenset[str]
    community: App
    intermediate_der: bytes
    cache: Cache

    def respond(self, request: Request) -> Response:
        """The answer to any request that reached one of the sample's listeners."""
        if request.server == names.OLD_SERVER:
            return self._old_server(request)
        if request.scheme == "http":
            return self._plain(request)
        if request.host == names.IANA:
            return registry.listed(request)
        if request.host == names.REGISTRY:
            return registry.answer(self.on, request)
        handler = self._hosts().get(request.host) or self._stray(request.host)
        response = handler(request) if handler else text(421, "No such site here\n")
        if "headers/hsts-missing" in self.on or not 200 <= response.status < 600:
            return response
        return response.plus(("Strict-Transport-Security", HSTS))

    def _hosts(self) -> dict[str, Handler]:
        return {
            names.ZONE: self._club,
            names.WWW: self._www,
            names.APP: _to_club,
            names.MEMBERS: _to_club,
            names.API: self._community,
            names.ADMIN: self._admin,
            names.BLOG: lambda _: _page(200, BLOG_PAGE),
            names.STAGING: self._staging,
        }

    def _stray(self, host: str) -> Handler | None:
        """A wildcard record sends any name here, and a careless edge shows the site under it."""
        wild = "hosts/wildcard" in self.on and host.endswith(f".{names.ZONE}")
        return self._community if wild else None

    def _plain(self, request: Request) -> Response:
        """Port 80: to the same host's safe address, for good, with path and query."""
        if request.host in (names.CA_HOST, names.CA_DOMAIN):
            return Response(200, (("Content-Type", "application/pkix-cert"),), self.intermediate_der)
        if request.server == names.PLAIN_SERVER:
            return _page(200, SHOP_PAGE)
        known = request.host in self._hosts() or self._stray(request.host)
        if not known:
            return text(421, "No such site here\n")
        target = request.target
        if request.host == names.ZONE:
            if "redirects/http-served" in self.on:
                return self._app(request)
            if "redirects/path-lost" in self.on:
                target = "/"
        temporary = "redirects/temporary" in self.on and request.host == names.ZONE
        return redirect(302 if temporary else 301, f"https://{request.host}{target}")

    def _club(self, request: Request) -> Response:
        if "hosts/login-wall" in self.on:
            return (
                _page(401, WALL_PAGE)
                .plus(("Server", "Vercel"), ("X-Vercel-Id", "fra1::sample"), ("X-Robots-Tag", "noindex"))
                .cookie("_vercel_sso_nonce=sample; Path=/; Secure; HttpOnly; SameSite=Lax")
            )
        return self._community(request)

    def _www(self, request: Request) -> Response:
        """The www host hands over to the canonical host, or goes wrong in one of five ways."""
        if "redirects/loop" in self.on:
            return redirect(301, f"https://{names.WWW}{request.target}")
        if "redirects/foreign-host" in self.on:
            return redirect(301, f"https://{names.STAGING}{request.target}")
        if "redirects/downgrade" in self.on:
            return redirect(301, f"http://{names.ZONE}{request.target}")
        if "redirects/split" in self.on:
            return self._community(request)
        if "redirects/long" in self.on:
            return _hand_on(request)
        return redirect(301, f"https://{names.ZONE}{request.target}")

    def _admin(self, request: Request) -> Response:
        if "hosts/required-down" in self.on:
            return _page(502, DOWN_PAGE)
        return self._community(request)

    def _staging(self, request: Request) -> Response:
        if "hosts/staging-public" in self.on:
            return self._community(request)
        return _page(401, STAGING_PAGE).plus(
            ("WWW-Authenticate", 'Basic realm="Staging of the Demo Club"'), ("X-Robots-Tag", "noindex, nofollow")
        )

    def _old_server(self, request: Request) -> Response:
        if request.scheme == "http":
            return redirect(301, f"https://{request.host}{request.target}")
        return _page(200, OLD_PAGE).plus(("Strict-Transport-Security", HSTS))

    def _community(self, request: Request) -> Response:
        """The club by way of the cache before it."""
        return self.cache.respond(request, self._app)

    def _app(self, request: Request) -> Response:
        """The club itself, with the headers that its framework puts around every answer."""
        opened = left_open(self.on, request)
        if opened is not None:
            return opened
        response = self.community(headers.as_read(self.on, request), habits_of(self.on))
        kind = response.header("Content-Type") or ""
        if kind.startswith(HTML.partition(";")[0]):
            response = response.plus(*PAGE_HEADERS)
        elif kind.startswith(JSON):
            response = response.plus(("X-Content-Type-Options", "nosniff"), *_cors(self.on, request))
        return headers.changed(self.on, request, markup.edited(self.on, request, response))


def _page(status: int, html: str) -> Response:
    return Response(status, (("Content-Type", HTML), ("Cache-Control", "no-cache")), html.encode()).plus(*PAGE_HEADERS)


def _to_club(request: Request) -> Response:
    return redirect(301, f"https://{names.ZONE}{request.target}")


def _hand_on(request: Request) -> Response:
    """Step by step through /1 … /4 before the canonical host: what grows when every move leaves its own rule behind."""
    step, _, rest = request.target[1:].partition("/")
    if step in ("1", "2", "3"):
        return redirect(301, f"https://{names.WWW}/{int(step) + 1}/{rest}")
    if step == "4":
        return redirect(301, f"https://{names.ZONE}/{rest}")
    return redirect(301, f"https://{names.WWW}/1{request.target}")


def _cors(on: frozenset[str], request: Request) -> tuple[tuple[str, str], ...]:
    """The API is read by the club's own pages and by nobody else's; the answer says that it depends on who asks."""
    if request.host != names.API:
        return ()
    if "cors/own-frontend-refused" in on:
        # The address at which the app stood before it moved.
        return (("Access-Control-Allow-Origin", f"https://{names.APP}"),)
    vary, origin = ("Vary", "Origin"), request.headers.get("origin")
    if "cors/credentialed-reflection" in on and origin is not None:
        return (("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true"), vary)
    if origin != f"https://{names.ZONE}":
        return (vary,)
    return (
        ("Access-Control-Allow-Origin", f"https://{names.ZONE}"),
        ("Access-Control-Allow-Methods", "GET, OPTIONS"),
        vary,
    )
