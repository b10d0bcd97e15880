"""A request and an answer, as plain values: what the edge reads and writes and what the sample's pages are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

HTML = "text/html; charset=utf-8"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"

# A form of the sample has a handful of fields; more is somebody trying.
MOST_FIELDS = 40


def _fields(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}


@dataclass(frozen=True)
class Request:
    """One request as the visitor sent it. `target` is path and query, `headers` has lower-case names.

    `server` is the documentation address that was asked, `client` the address of who asks.
    """

    method: str
    scheme: str
    host: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    server: str = ""
    client: str = ""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, str]:
        return _fields(self.target.partition("?")[2])

    @property
    def form(self) -> dict[str, str]:
        """The fields of a posted form; empty for any other body."""
        if not self.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return {}
        return _fields(self.body.decode("utf-8", "replace"))

    @property
    def cookies(self) -> dict[str, str]:
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(self.headers.get("cookie", ""))
        except CookieError:
            return {}
        return {name: morsel.value for name, morsel in jar.items()}


@dataclass(frozen=True)
class Response:
    """One answer. The edge adds Date, Content-Length and the headers that every answer of a host has.

    `wait` is how many seconds the making of it takes, which the server waits before it sends.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    wait: float = 0.0

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def plus(self, *more: tuple[str, str]) -> "Response":
        """The same answer with headers added; one that stands already is left as it is."""
        return replace(self, headers=self.headers + tuple(pair for pair in more if self.header(pair[0]) is None))

    def without(self, *names: str) -> "Response":
        """The same answer without the headers of these names."""
        dropped = {name.lower() for name in names}
        return replace(self, headers=tuple(pair for pair in self.headers if pair[0].lower() not in dropped))

    def cookie(self, value: str) -> "Response":
        """The same answer with one more Set-Cookie line."""
        return replace(self, headers=(*self.headers, ("Set-Cookie", value)))


def text(status: int, words: str, kind: str = TEXT) -> Response:
    return Response(status, (("Content-Type", kind),), words.encode())


def redirect(status: int, location: str) -> Response:
    """An answer that hands on. No browser keeps it: a loop that was mended would go round there for ever."""
    return Response(
        status,
        (("Location", location), ("Cache-Control", "no-store"), ("Content-Type", TEXT)),
        f"Moved to {location}\n".encode(),
    )
