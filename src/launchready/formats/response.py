"""What an answer's headers say: policies, caching, software with its version, cookies without their values."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from launchready.facts.page import CookieSeen, PageHeaders
from launchready.formats.cookies import looks_like_session, parse
from launchready.formats.page import header
from launchready.formats.plain import plain
from launchready.formats.url import Url

Headers = Sequence[tuple[str, str]]

_LONGEST = 2000
MOST_COOKIES = 50
# Headers in which software says what it is; `Via` names protocols, not software.
_SOFTWARE = frozenset(
    "server x-powered-by x-aspnet-version x-aspnetmvc-version x-generator x-php-version x-drupal-version"  # noqa: SIM905 - one line reads better
    " x-django-version x-rails-version x-runtime-version x-powered-cms".split()
)
# `nginx/1.25.3`, `Drupal 9`, `4.0.30319`; not `ECAcc (nyb/1D2B)` or `BunnyCDN-DE1-1047`.
_VERSION = re.compile(r"\d+\.\d+|(?<=[a-z] )\d{1,3}\b", re.IGNORECASE)
_CACHE = frozenset(
    "age x-cache cf-cache-status x-vercel-cache x-nextjs-cache via x-served-by x-cache-hits x-cache-status"  # noqa: SIM905 - one line reads better
    " x-proxy-cache x-litespeed-cache x-drupal-cache cache-status cdn-cache x-fastcgi-cache cdn-cache-control"
    " surrogate-control x-varnish-cache x-sucuri-cache x-cache-lookup x-rocket-cache".split()
)


def page_headers(headers: Headers, *, csp_meta: str | None = None) -> PageHeaders:
    """Reduce the headers of a page; `csp_meta` is the policy that its markup carries."""
    return PageHeaders(
        csp=_joined(headers, "content-security-policy"),
        csp_meta=None if csp_meta is None else plain(csp_meta, _LONGEST),
        frame_options=_joined(headers, "x-frame-options"),
        content_type_options=_joined(headers, "x-content-type-options"),
        referrer_policy=_joined(headers, "referrer-policy"),
        permissions_policy=_joined(headers, "permissions-policy"),
        cache_control=_joined(headers, "cache-control"),
        vary=_joined(headers, "vary"),
        etag=header(headers, "etag") is not None,
        last_modified=_joined(headers, "last-modified"),
        content_encoding=plain(header(headers, "content-encoding") or "", 40).lower(),
        robots_tag=_joined(headers, "x-robots-tag") or "",
        versions=tuple(_versions(headers)),
        cache=tuple((key, plain(value, 120)) for name, value in headers if (key := name.lower()) in _CACHE)[:20],
    )


def _joined(headers: Headers, name: str) -> str | None:
    """Every value of a header as one list, as recipients read it (RFC 9110 section 5.2); None: not sent."""
    values = [value for key, value in headers if key.lower() == name]
    return plain(", ".join(values), _LONGEST) if values else None


def _versions(headers: Headers) -> Iterable[str]:
    told = ((key, value) for name, value in headers if (key := name.lower()) in _SOFTWARE and _VERSION.search(value))
    return dict.fromkeys([f"{key}: {plain(value, 80)}" for key, value in told][:10])


def cookies_seen(lines: Iterable[str], url: Url, now: datetime) -> tuple[CookieSeen, ...]:
    """The cookies that an answer sets, without their values; the last of a name counts, as in a browser.

    One that is taken back is not set: it has expired, or it is empty, as some sign-outs leave it.
    """
    made: dict[str, CookieSeen] = {}
    for cookie in map(parse, lines):
        if cookie is not None and (cookie.gone(now) or not cookie.value.strip('"')):
            made.pop(cookie.name, None)
        elif cookie is not None:
            made[cookie.name] = CookieSeen(
                name=plain(cookie.name, 80),
                session=looks_like_session(cookie.name),
                secure=cookie.secure,
                http_only=cookie.http_only,
                same_site=cookie.same_site,
                host=url.host,
                wide=bool(cookie.domain),
            )
    return tuple(made.values())[:MOST_COOKIES]
