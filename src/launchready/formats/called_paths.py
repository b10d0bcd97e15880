"""Addresses of interfaces as scripts and pages spell them out (sans-I/O).

Text is searched, not run: an address that a script puts together from parts is not found, and one that is found may
never be called.
"""

import re
from collections.abc import Iterable

from launchready.formats.url import Url, parse

MOST = 20
_LONGEST = 1_000_000
_ABSOLUTE = re.compile(
    r"""["'`(](https?://[a-z0-9.-]{3,120}(?::\d{2,5})?(?:/[\w/.~-]{0,100})?)(?=["'`?)$#])""", re.IGNORECASE
)
# What follows a quote, or the end of a part put in: `${base}/api/me`.
_RELATIVE = re.compile(r"""["'`}]((?:/v\d)?/(?:api|graphql|trpc|functions/v\d)(?:/[\w/.~-]{0,100})?)(?=["'`?$#])""")
_FILE = re.compile(r"\.(js|mjs|css|map|png|jpe?g|svg|webp|gif|ico|woff2?|json|txt|xml|pdf|html?)$", re.IGNORECASE)


def called(text: str, own: Url, hosts: Iterable[str]) -> tuple[Url, ...]:
    """Addresses at these hosts, and paths of an interface at the page's own, in the order in which they stand."""
    wanted = {*hosts, own.host}
    start = text[:_LONGEST]
    written = [(found.start(), parse(found[1])) for found in _ABSOLUTE.finditer(start)]
    written += [(found.start(), parse(found[1], own)) for found in _RELATIVE.finditer(start)]
    urls = (url for _, url in sorted(written, key=lambda one: one[0]) if isinstance(url, Url))
    fitting = (url for url in urls if url.host in wanted and not _FILE.search(url.path) and _leads_on(url, own))
    return tuple(dict.fromkeys(fitting))[:MOST]


def _leads_on(url: Url, own: Url) -> bool:
    """Whether the address is another host's, or below an interface's path: the site's own pages are no interface."""
    return url.host != own.host or _RELATIVE.match(f'"{url.path}"') is not None
