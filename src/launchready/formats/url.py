"""Addresses of the web: read as browsers read them (WHATWG URL), shown without what is nobody's business."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from launchready.formats.names import is_literal, to_ascii

PROBE = "lr=1"
"""The query that our own deep entries carry; the only one that is ever recorded as it stands."""

MASK = "…"
LONGEST = 2000

_USUAL_PORTS = {"http": 80, "https": 443}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_WEB_SCHEME = re.compile(r"(https?):(/*)", re.IGNORECASE)
# What the path and the query of a URL hold unescaped (RFC 3986); `%` because escapes stay as they are.
_PLAIN = "/:@!$&'()*+,;=-._~%?[]|"

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_PIECES = re.compile(r"[^A-Za-z0-9]+")
_QUERY_NAME = re.compile(r"[A-Za-z0-9_.\[\]-]{1,40}")
_CASE_TURN = re.compile(r"[a-z][A-Z]|[A-Z][a-z]")


class Flaw(StrEnum):
    """Why a string is no address that a visitor's browser could be sent to by a site."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    CONTROL = "control-characters"
    SCHEME = "scheme"
    USERINFO = "userinfo"
    HOST = "host"
    PORT = "port"


@dataclass(frozen=True, slots=True)
class Url:
    """An http or https address without userinfo and fragment; `host` in lower case, a v6 literal in brackets."""

    scheme: str
    host: str
    port: int
    path: str
    query: str | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port (unless it is the usual one)."""
        return f"{self.scheme}://{self.host}" + ("" if self.port == _USUAL_PORTS[self.scheme] else f":{self.port}")

    @property
    def text(self) -> str:
        """The whole address, as a request is made to it."""
        return self.origin + self.path + ("" if self.query is None else f"?{self.query}")

    def __str__(self) -> str:
        return self.text


def parse(text: str, base: Url | None = None) -> Url | Flaw:
    """Read an address, relative to `base` if there is one, or say what is wrong with it."""
    text = text.strip(" \t\r\n\f")
    flaw = _flaw_of(text)
    if flaw is not None:
        return flaw
    try:
        parts = urlsplit(_absolute(text, base))
        port = parts.port
    except ValueError as error:
        return Flaw.PORT if "port" in str(error).lower() else Flaw.HOST
    if parts.scheme not in _USUAL_PORTS:
        return Flaw.SCHEME
    if "@" in parts.netloc:
        return Flaw.USERINFO
    if port == 0:
        return Flaw.PORT
    host = _host(parts.hostname or "")
    return Flaw.HOST if host is None else _assembled(parts, host, port)


def _flaw_of(text: str) -> Flaw | None:
    if not text:
        return Flaw.MISSING
    if len(text) > LONGEST:
        return Flaw.TOO_LONG
    return Flaw.CONTROL if _CONTROL.search(text) else None


def _assembled(parts: SplitResult, host: str, port: int | None) -> Url:
    query = quote(parts.query, safe=_PLAIN) if parts.query else None
    return Url(parts.scheme, host, port or _USUAL_PORTS[parts.scheme], quote(parts.path or "/", safe=_PLAIN), query)


def _absolute(text: str, base: Url | None) -> str:
    """Join as browsers do: backslashes are slashes, and any number of slashes may stand after `https:`."""
    address, mark, query = text.partition("?")
    text = address.replace("\\", "/") + mark + query
    web = _WEB_SCHEME.match(text)
    if web and (len(web[2]) >= 2 or base is None or web[1].lower() != base.scheme):
        return f"{web[1].lower()}://{text[web.end() :]}"
    return text if base is None else urljoin(base.text, text)


def _host(name: str) -> str | None:
    """A host name in ASCII and lower case, a v6 literal in brackets; None when it can be neither."""
    name = unquote(name).lower()
    if is_literal(name):
        return f"[{name}]" if ":" in name else name
    return to_ascii(name)


def masked(url: Url) -> str:
    """The address as it may be recorded: query values and what looks like a token or a person is `…`."""
    return url.origin + masked_path(url.path) + ("" if url.query is None else f"?{_masked_query(url.query)}")


def masked_path(path: str) -> str:
    """A path whose tokens, identifiers and mail addresses are `…`."""
    return "/".join(MASK if _is_private(unquote(segment)) else segment for segment in path.split("/"))


def masked_text(text: str, base: Url | None = None) -> str:
    """Any string that stood where an address should: masked as one, else only its scheme or its flaw."""
    url = parse(text, base)
    if isinstance(url, Url):
        return masked(url)
    scheme = re.match(r"\s*([a-z][a-z0-9+.-]{0,20}):", text, re.IGNORECASE)
    return f"{scheme[1].lower()}:{MASK}" if scheme else MASK


def _masked_query(query: str) -> str:
    return "&".join(_masked_pair(pair) for pair in query.split("&"))


def _masked_pair(pair: str) -> str:
    if pair == PROBE:
        return pair
    name, equals, _ = pair.partition("=")
    readable = bool(equals) and _QUERY_NAME.fullmatch(name) is not None and not _is_private(name)
    return f"{name}={MASK}" if readable else MASK


def _is_private(segment: str) -> bool:
    """Whether a piece of a path is an identifier, a token or a mail address rather than words.

    Too much masked costs a word in a report; too little writes a sign-in link to disk.
    """
    if _UUID.search(segment) or _MAIL.search(segment):
        return True
    return any(_is_token(piece) for piece in _PIECES.split(segment))


def _is_token(piece: str) -> bool:
    """Sixteen letters and digits mixed, twelve digits, forty letters, or letters of wildly changing case."""
    letters = sum(character.isalpha() for character in piece)
    digits = len(piece) - letters
    if digits and letters:
        return len(piece) >= 16
    return digits >= 12 or letters >= 40 or (letters >= 16 and len(_CASE_TURN.findall(piece)) >= 8)
