"""The cache before the sample: a small CDN that keeps what it may (RFC 9111), or, when broken, what it must not."""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from launchready.tour.message import Request, Response

Handler = Callable[[Request], Response]

MOST_KEPT = 500
KEEPS_BY_RULE = 120.0
STATIC = re.compile(r"\.(css|js|png|svg|ico|woff2)$")
_AGE = re.compile(r"(?:^|[,\s])(s-maxage|max-age)\s*=\s*(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True)
class Rules:
    """What the owner told the CDN. Both are mistakes that people make with one click.

    `everything`: the paths at which pages are kept whoever asks for them, whatever the application says of them;
    `by_ending`: what ends like a file is kept, whatever it is.
    """

    everything: tuple[str, ...] = ()
    by_ending: bool = False


class Cache:
    """Answers kept by host and address. Cookies are no part of the key: that is the trap.

    Every state of the sample has a cache of its own, so that a switch purges: nothing that an earlier state said
    is handed out, not even what was on its way to the store.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._kept: OrderedDict[tuple[str, str, str], tuple[float, float, Response]] = OrderedDict()
        self._lock = threading.Lock()

    def respond(self, request: Request, behind: Handler) -> Response:
        """The kept answer while it is fresh, else the application's own, kept where that is allowed."""
        if request.method not in {"GET", "HEAD"}:
            return behind(request)
        gzip = "gzip" if "gzip" in request.headers.get("accept-encoding", "") else ""
        key = (request.host, request.target, gzip)
        now = time.monotonic()
        with self._lock:
            since, until, kept = self._kept.get(key, (0.0, 0.0, None))
        if kept is not None and now < until:
            return kept.plus(("Age", str(int(now - since))), ("X-Cache", "HIT"))
        response = behind(request)
        seconds = _seconds(request, response, self._rules) if request.method == "GET" else 0.0
        if seconds <= 0:
            return response.plus(("X-Cache", "BYPASS" if _private(response) else "MISS"))
        with self._lock:
            self._kept[key] = (now, now + seconds, _for_everybody(response))
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return response.plus(("X-Cache", "MISS"))

    def holds(self, words: bytes) -> bool:
        """Whether some kept answer holds these words: what tests ask."""
        with self._lock:
            return any(words in response.body for _, _, response in self._kept.values())


def _seconds(request: Request, response: Response, rules: Rules) -> float:
    """How long the answer may be kept; by the owner's rules in spite of what the application says."""
    if response.status != 200:
        return 0.0
    if request.path in rules.everything or (rules.by_ending and STATIC.search(request.path)):
        return KEEPS_BY_RULE
    said = (response.header("Cache-Control") or "").lower()
    if _private(response) or response.header("Set-Cookie"):
        return 0.0
    ages = {name.lower(): float(seconds) for name, seconds in _AGE.findall(said)}
    if "public" not in said and "s-maxage" not in ages:
        return 0.0
    return ages.get("s-maxage", ages.get("max-age", 0.0))


def _private(response: Response) -> bool:
    said = (response.header("Cache-Control") or "").lower()
    return any(word in said for word in ("private", "no-store", "no-cache"))


def _for_everybody(response: Response) -> Response:
    """A kept answer hands nobody another one's cookie, and comes at once."""
    return replace(response.without("Set-Cookie"), wait=0.0)
