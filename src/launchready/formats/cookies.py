"""Set-Cookie (RFC 6265): names, which of them carry a session, and a jar for one walk through a site."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from launchready.formats.url import Url

_MOST = 50
# Wider than RFC 6265's token: `express:sess` is in use, and browsers take it.
_NAME = re.compile(r"[^\x00-\x20\x7f-\U0010ffff;,=\"]{1,128}")

# Sessions by the names that frameworks and sign-in providers give them; parts of the name in lower case.
_SESSION = re.compile(
    r"""session | (^|[._:-])sess($|[._:-]) | (^|[._-])sid($|[._-]) | phpsessid | logged_in | remember_(me|web|user)
    | (auth|access|refresh|id|remember|login|user)[._-]?token | ^token$ | (^|[._-])jwt($|[._-]) | ^sb-.*auth
    | ^__client($|_) | ^auth(entication)?$ | ^identity$ | \.aspnetcore\.(cookies|identity) | ^\.aspxauth$
    | ^cf_authorization$""",
    re.VERBOSE,
)
# Names that hold the same words and are analytics, consent, load balancers, bot checks or CSRF.
_NOT_SESSION = re.compile(
    r"""^_hj | ^__stripe_ | ^_?intercom | ^ajs_ | ^amp(litude)?_ | ^optimizely | ^_sp_ | ^_?cl(sk|ck)$ | ^_ga | ^_gid
    | ^_fbp | ^__cf | ^cf_clearance | ^_cfuvid | ^aws(alb|elb) | ^arraffinity | ^incap_ses | ^visid_ | ^ak_bmsc | ^bm_s
    | csrf | xsrf | ^ph_ | ^mp_ | ^_dd_ | ^rl_ | ^hubspot | ^__hs | ^_shopify_ | ^_vwo | consent | ^snowplow | ^nid$
    | ^_tt_ | ^_pin""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    """One cookie as a server set it. `domain` is empty for a cookie of the host alone."""

    name: str
    value: str
    domain: str = ""
    path: str = ""
    secure: bool = False
    http_only: bool = False
    same_site: str = ""
    max_age: int | None = None
    expires: datetime | None = None

    def gone(self, now: datetime) -> bool:
        """Whether the server took it back; Max-Age outranks Expires (RFC 6265 section 5.3)."""
        if self.max_age is not None:
            return self.max_age <= 0
        return self.expires is not None and self.expires <= now


def parse(line: str) -> Cookie | None:
    """Read one Set-Cookie value; None when a browser would ignore it."""
    pair, *attributes = line.split(";")
    name, equals, value = pair.partition("=")
    name = name.strip()
    if not equals or not _NAME.fullmatch(name):
        return None
    cookie = Cookie(name=name, value=value.strip())
    for attribute in attributes:
        key, _, setting = attribute.partition("=")
        cookie = _with(cookie, key.strip().lower(), setting.strip())
    return cookie


def _with(cookie: Cookie, key: str, setting: str) -> Cookie:
    match key:
        case "domain":
            return replace(cookie, domain=setting.lstrip(".").lower())
        case "path":
            return replace(cookie, path=setting if setting.startswith("/") else "")
        case "secure":
            return replace(cookie, secure=True)
        case "httponly":
            return replace(cookie, http_only=True)
        case "samesite":
            return replace(cookie, same_site=setting.lower() if setting.lower() in {"lax", "strict", "none"} else "")
        case "max-age" if re.fullmatch(r"-?[0-9]{1,12}", setting):
            return replace(cookie, max_age=int(setting))
        case "expires":
            return replace(cookie, expires=_date(setting))
        case _:
            return cookie


def _date(text: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, IndexError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def looks_like_session(name: str) -> bool:
    """Whether a cookie of this name keeps somebody signed in."""
    plain = re.sub(r"^__(secure|host)-", "", name.lower())
    return _SESSION.search(plain) is not None and _NOT_SESSION.search(plain) is None


def names(lines: Iterable[str]) -> tuple[str, ...]:
    """The names that these Set-Cookie values set, each once, in order; at most fifty."""
    cookies = (parse(line) for line in lines)
    return tuple(dict.fromkeys(cookie.name for cookie in cookies if cookie is not None))[:_MOST]


def wide_names(lines: Iterable[str], domain: str) -> tuple[str, ...]:
    """The names that these Set-Cookie values set for every host of the domain (RFC 6265 section 5.2.3)."""
    cookies = (parse(line) for line in lines)
    wide = (cookie.name for cookie in cookies if cookie is not None and cookie.domain == domain)
    return tuple(dict.fromkeys(wide))[:_MOST]


@dataclass(frozen=True, slots=True)
class Jar:
    """The cookies of one walk. Values stay in memory; nothing here is ever recorded."""

    kept: tuple[tuple[str, Cookie], ...] = ()

    def after(self, url: Url, lines: Iterable[str], now: datetime) -> "Jar":
        """The jar after an answer from `url` with these Set-Cookie values."""
        kept = {(host, cookie.name, cookie.domain, cookie.path): (host, cookie) for host, cookie in self.kept}
        for new in map(parse, lines):
            if new is None or not _may_set(url, new):
                continue
            cookie = replace(new, path=new.path or _default_path(url.path))
            key = (url.host, cookie.name, cookie.domain, cookie.path)
            kept.pop(key, None)
            if not cookie.gone(now):
                kept[key] = (url.host, cookie)
        return Jar(tuple(kept.values())[-_MOST:])

    def sent_to(self, url: Url) -> dict[str, str]:
        """The cookies that a browser would send to `url`."""
        return {cookie.name: cookie.value for host, cookie in self.kept if _is_sent(host, cookie, url)}


def _may_set(url: Url, cookie: Cookie) -> bool:
    """A host sets cookies for itself or for a domain above it that has at least two labels."""
    if cookie.secure and url.scheme != "https":
        return False
    if not cookie.domain or cookie.domain == url.host:
        return True
    return "." in cookie.domain and url.host.endswith("." + cookie.domain)


def _is_sent(host: str, cookie: Cookie, url: Url) -> bool:
    if cookie.secure and url.scheme != "https":
        return False
    same_host = url.host == host if not cookie.domain else f".{url.host}".endswith(f".{cookie.domain}")
    folder = cookie.path.rstrip("/")
    return same_host and (url.path == cookie.path or f"{url.path}/".startswith(f"{folder}/"))


def _default_path(path: str) -> str:
    """The folder of the request's path (RFC 6265 section 5.1.4)."""
    return path.rpartition("/")[0] or "/"
