"""Cache-Control (RFC 9111 section 5.2) and the headers by which caches say what they did (sans-I/O)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - the grammar of RFC 9110 section 5.6.2
_DIRECTIVE = re.compile(rf"""\s*({_TOKEN})\s*(?:=\s*(?:"([^"]*)"|([^\s,;"]*)))?[^,]*(?:,|$)""")
_LONGEST = 2000
# Nobody keeps a file for longer than this many seconds; a longer number only tries our patience.
_MOST_SECONDS = 10**10


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheControl:
    """What one header asks of caches. Ages are seconds; None: not said, 0 also where what was said is no number.

    `private` and `no_cache` are those for the whole answer; `withheld` are the fields that a qualified form
    (`no-cache="set-cookie"`) keeps out of caches.
    """

    no_store: bool = False
    no_cache: bool = False
    private: bool = False
    public: bool = False
    immutable: bool = False
    max_age: int | None = None
    s_maxage: int | None = None
    withheld: frozenset[str] = frozenset()

    @property
    def shared_seconds(self) -> int | None:
        """How long a shared cache may hand the answer out unasked by its explicit word; None: no word."""
        if self.no_store or self.no_cache or self.private:
            return 0
        if self.s_maxage is not None:
            return self.s_maxage
        return self.max_age if self.public else None


def parse(value: str | None) -> CacheControl:
    """Read one header value (several joined by commas); of a directive that stands twice the first counts."""
    found: dict[str, str] = {}
    withheld: set[str] = set()
    for match in _DIRECTIVE.finditer((value or "")[:_LONGEST]):
        name, said = match[1].lower(), match[2] if match[2] is not None else match[3]
        if name in {"no-cache", "private"} and said:
            withheld |= {field.strip().lower() for field in said.split(",") if field.strip()}
        else:
            found.setdefault(name, said or "")
    return CacheControl(
        no_store="no-store" in found,
        no_cache="no-cache" in found,
        private="private" in found,
        public="public" in found,
        immutable="immutable" in found,
        max_age=_seconds(found.get("max-age")),
        s_maxage=_seconds(found.get("s-maxage")),
        withheld=frozenset(withheld),
    )


def _seconds(said: str | None) -> int | None:
    """A number of seconds; what is none counts as already old (RFC 9111 section 4.2.1)."""
    if said is None:
        return None
    digits = said.strip()
    return min(int(digits[:18]), _MOST_SECONDS) if digits.isascii() and digits.isdigit() else 0


class CacheState(StrEnum):
    """What the caches on the way say they did with this answer."""

    HIT = "hit"
    """It was handed out from storage."""
    PASSED = "passed"
    """It is not stored: the cache passes such answers on."""
    MISS = "miss"
    """It came from the server and may have been stored."""
    SILENT = "silent"
    """No cache said anything."""


# The headers in which caches sign: CDNs, hosts, and the servers that people put in front themselves.
STATUS_HEADERS = (
    *("cache-status", "cf-cache-status", "x-cache", "x-cache-status", "x-cache-hits", "x-vercel-cache"),
    *("x-nextjs-cache", "x-proxy-cache", "cdn-cache", "x-litespeed-cache", "x-drupal-cache", "x-kinsta-cache"),
    *("x-fastcgi-cache", "x-srcache-fetch-status", "x-rails-cache", "x-railway-cache", "x-nf-cache"),
)
"""Headers whose value says whether a cache answered."""

SHARED_POLICY_HEADERS = ("cdn-cache-control", "cloudflare-cdn-cache-control", "vercel-cdn-cache-control")
"""Cache-Control for the caches in front alone (RFC 9213); it outranks the usual one there."""

_HIT = re.compile(r"\b(?:tcp_(?:\w*_)?)?(?:hit|stale|updating|revalidated|prerender)\b")
_PASSED = re.compile(r"\b(?:bypass|dynamic|pass|uncacheable|no-store|none/unknown|private|skip|disabled)\b|fwd=bypass")
_MISS = re.compile(r"\b(?:tcp_)?(?:\w*miss|expired|ignored|no-cache|fwd=\S+)\b")
_NEGATED_HIT = re.compile(r"fwd=\S*|\bhit=\?0\b|\bno[ -]hit\b")


def state(headers: Iterable[tuple[str, str]]) -> CacheState:
    """What the caches said; one that handed the answer out outranks those before it that did not have it."""
    said = [(name.lower(), value.lower()[:200]) for name, value in headers]
    found = {_one(name, value) for name, value in said if name in STATUS_HEADERS}
    ranked = (CacheState.HIT, CacheState.PASSED, CacheState.MISS)
    return next((one for one in ranked if one in found), CacheState.SILENT)


def _one(name: str, value: str) -> CacheState:
    if name == "x-cache-hits":
        return CacheState.HIT if re.search(r"[1-9]", value) else CacheState.MISS
    if _HIT.search(_NEGATED_HIT.sub("", value)):
        return CacheState.HIT
    if _PASSED.search(value):
        return CacheState.PASSED
    return CacheState.MISS if _MISS.search(value) else CacheState.SILENT


def age(headers: Iterable[tuple[str, str]]) -> int:
    """Seconds that the answer says it spent in caches (RFC 9111 section 5.1); 0 when it says nothing readable."""
    value = next((value.strip() for name, value in headers if name.lower() == "age"), "")
    return min(int(value[:18]), _MOST_SECONDS) if value.isascii() and value.isdigit() else 0


def signs(headers: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The headers that tell what caches did, as (name, value): no identifiers, each value cut short."""
    wanted = {*STATUS_HEADERS, "age"}
    kept = ((name.lower(), " ".join(value.split())[:80]) for name, value in headers if name.lower() in wanted)
    return tuple(dict.fromkeys(kept))[:12]
