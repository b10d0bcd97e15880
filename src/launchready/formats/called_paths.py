"""Addresses of interfaces as scripts and pages spell them out (sans-I/O).

Text is searched, not run: of addresses that a script puts together only the plainest are found (`const a="https://…"`,
then `a+"/events"` or `${a}/events`), and one that is found may never be called. Minifiers use a name again elsewhere.
"""

import re
from collections.abc import Iterable
from itertools import islice

from launchready.formats.url import Flaw, Url, parse

MOST = 20
_MOST_HITS = 5000
_MOST_JOINED = 200
_MOST_OF_A_NAME = 3
_LONGEST = 1_000_000
_ABSOLUTE = re.compile(
    r"""["'`(](https?://[a-z0-9.-]{3,120}(?::\d{2,5})?(?:/[\w/.~-]{0,100})?)(?=["'`?)$#])""", re.IGNORECASE
)
# What follows a quote, or the end of a part put in: `${base}/api/me`.
_RELATIVE = re.compile(r"""["'`}]((?:/v\d)?/(?:api|graphql|trpc|functions/v\d)(?:/[\w/.~-]{0,100})?)(?=["'`?$#])""")
# The front part of an address, under a name: `const a="https://…"`, `{baseURL:"https://…"}`, `a=b||"https://…"`.
_BASE = re.compile(
    r"""(?<![\w$])([\w$]{1,60})["']?\s?[=:]\s?(?:[\w$. ]{1,80}(?:\|\||\?\?)\s?)?["'`](https?://[a-z0-9.-]{3,120}(?::\d{2,5})?"""
    r"""(?:/[\w/.~-]{0,60})?)["'`]""",
    re.IGNORECASE,
)
# The rest, beside the name: `a+"/events"`, `${a.url}/events`.
_JOINED = re.compile(
    r"""(?<![\w$])([\w$]{1,60})\s?\+\s?["'`](/[\w/.~-]{0,100})(?=["'`?$#])"""
    r"""|\$\{(?:[\w$]{1,30}\.){0,3}([\w$]{1,60})\}(/[\w/.~-]{0,100})(?=["'`?$#])"""
)
_CLIENT = re.compile(r"""\.(?:get|post|put|patch|delete)\(\s?["'`](/[\w/.~-]{0,100})(?=["'`?$#])""")
_CLIENTS_BASE = re.compile(r"base_?ur[li]|prefix_?ur[li]", re.IGNORECASE)
# What stands before an address that is asked for as data; what follows where the answer is not to be read.
_ASKED_FOR = re.compile(r"""(?:\bfetch|\baxios(?:\.\w{3,7})?|\$\.(?:get|post|ajax|getJSON))\(\s?["'`]?[\w$.]{0,40}$""")
_NOT_READ = "no-cors"
_BEFORE = 60
_AFTER = 160
_FILE = re.compile(r"\.(js|mjs|css|map|png|jpe?g|svg|webp|gif|ico|woff2?|json|txt|xml|pdf|html?)$", re.IGNORECASE)


def called(text: str, own: Url, hosts: Iterable[str]) -> tuple[Url, ...]:
    """Addresses at these hosts, and paths of an interface at the page's own, in the order in which they stand."""
    wanted = {*hosts, own.host}
    start = text[:_LONGEST]
    written = [(found.start(), parse(found[1])) for found in islice(_ABSOLUTE.finditer(start), _MOST_HITS)]
    written += [(found.start(), parse(found[1], own)) for found in islice(_RELATIVE.finditer(start), _MOST_HITS)]
    written += _put_together(start)
    return _fitting((url for _, url in sorted(written, key=lambda one: one[0])), own, wanted)


def fetched(text: str, own: Url, hosts: Iterable[str]) -> tuple[Url, ...]:
    """Those at other hosts that stand in a call whose answer the script means to read."""
    start = text[:_LONGEST]
    written = [(found.start() + 1, parse(found[1])) for found in islice(_ABSOLUTE.finditer(start), _MOST_HITS)]
    asked = ((place, url) for place, url in (*written, *_put_together(start)) if _asked_for(start, place))
    return _fitting((url for _, url in sorted(asked, key=lambda one: one[0])), own, set(hosts) - {own.host})


def _put_together(text: str) -> list[tuple[int, Url | Flaw]]:
    """Addresses of two parts, and the place at which the second stands beside the name of the first."""
    bases: dict[str, list[str]] = {}
    for found in islice(_BASE.finditer(text), _MOST_HITS):
        bases.setdefault(found[1], []).append(found[2].rstrip("/"))
    written = []
    for found in islice((one for one in _JOINED.finditer(text) if (one[1] or one[3]) in bases), _MOST_JOINED):
        path = found[2] or found[4]
        written += [(found.start(), parse(base + path)) for base in bases[found[1] or found[3]][:_MOST_OF_A_NAME]]
    clients = [base for name, some in bases.items() if _CLIENTS_BASE.fullmatch(name) for base in some]
    if len(clients) == 1:  # of several clients nobody can tell which is asked
        written += [
            (found.start(), parse(clients[0] + found[1])) for found in islice(_CLIENT.finditer(text), _MOST_JOINED)
        ]
    return written


def _asked_for(text: str, place: int) -> bool:
    before = text[max(place - _BEFORE, 0) : place]
    return _ASKED_FOR.search(before) is not None and _NOT_READ not in text[place : place + _AFTER]


def _fitting(urls: Iterable[Url | Flaw], own: Url, wanted: set[str]) -> tuple[Url, ...]:
    found = (url for url in urls if isinstance(url, Url) and url.host in wanted)
    fitting = (url for url in found if not _FILE.search(url.path) and _leads_on(url, own))
    return tuple(dict.fromkeys(fitting))[:MOST]


def _leads_on(url: Url, own: Url) -> bool:
    """Whether the address is another host's, or below an interface's path: the site's own pages are no interface."""
    return url.host != own.host or _RELATIVE.match(f'"{url.path}"') is not None
