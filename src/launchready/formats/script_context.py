"""What an address in a script is for, by what stands around it: the value of a setting, a call, a default, a text.

A minifier keeps property names, calls and strings, and loses the names of variables; that is what is read here.
"""

import re
from dataclasses import dataclass

from launchready.formats.url import Url

BEFORE = 160
"""How many characters in front of an address are looked at."""

# Names of settings that hold an address, as a whole word of a name like `apiBaseUrl` or `VITE_API_URL`.
_SETTING = re.compile(
    r"(?:^|[a-z_$.-])(?:base|api|server|backend|host|origin|endpoint|ur[li]|graphql|socket|ws|auth|callback|redirect"
    r"|issuer|gateway|service|site|app)",
    re.IGNORECASE,
)
# Names of what people read or fill in: an address there is an example.
_SHOWN = re.compile(
    r"placeholder|children|title|label|descri|example|sample|text|help|hint|message|code|snippet|content|default"
    r"|caption|tooltip|note|doc",
    re.IGNORECASE,
)
_IN_CALL = re.compile(
    r"(?:\bfetch|\baxios(?:\.\w{1,12})?|\.(?:get|post|put|patch|delete|request|ajax|sendBeacon|connect)"
    r"|\bnew\s(?:[\w$]{1,20}\.)?(?:WebSocket|EventSource|Request|Worker|SharedWorker)|\bio|\bimport|\bimportScripts"
    r"|\.open\(\s?[\"'][A-Z]{3,7}[\"'],\s?|\$\.(?:get|post|ajax|getJSON))\(?\s{0,3}$"
)
# A key stands behind a bracket, comma or quote: in `p?"https://x.example/api":"http://…"` there is none.
_NAMED = re.compile(r"(?:^|[{,(;\s\"'])([\w$.-]{1,60})[\"']?\s{0,3}(?::|=)\s{0,3}$")
_COMPARED = re.compile(r"[=!]==?\s{0,3}$|\b(?:startsWith|includes|indexOf|endsWith|match|test|replace)\(\s{0,3}$")
_FALLBACK = re.compile(r"([\w$.)\]}\"'? -]{1,80})(?:\|\||\?\?)\s{0,3}$")
# What stays of a setting that was not there when the app was built: `{MODE:"production"}.VITE_API_URL||`,
# `void 0||`, `process.env.NEXT_PUBLIC_API_URL||`.
_UNSET = re.compile(r"[})]\.\w{1,60}$|\bvoid 0$|\bundefined$|\benv\.[A-Z][A-Z0-9_]{1,50}$")
# The developer's own branch: `location.hostname==="localhost"?"http://localhost:3000":...`
_GUARD = re.compile(
    r"[\"'`]localhost[\"'`:]|/localhost/|[\"'`]127\.0\.0\.1|\bhostname\b|\bDEV\b|NODE_ENV|\bis_?dev|__DEV__|[\"'`]development",
    re.IGNORECASE,
)
_BRANCH = re.compile(r"\?|&&|\)\s?\{|\)\s?return\b")
_CHOSEN = re.compile(r"\?\s{0,3}$")
_CONSTANT = re.compile(r"(?:(?:^|[{(,;\s])(?:const|let|var)\s|[,;]|^)[\w$]{1,40}\s?=\s?$")

# Defaults that widely used libraries bring into every bundle, by port and start of the path (None: any path).
_LIBRARY_DEFAULTS: frozenset[tuple[int, str]] = frozenset(
    {
        (9999, ""),  # supabase auth-js: GOTRUE_URL
        (3000, "/api/auth"),  # next-auth: parseUrl
        (8969, ""),  # Sentry: Spotlight
        (8545, ""),  # ethers, web3, viem: a local chain
        (8546, ""),
        (11434, ""),  # ollama
        (4317, ""),  # OpenTelemetry: OTLP
        (4318, ""),
        (9411, ""),  # Zipkin
        (8200, ""),  # Elastic APM
        (8097, ""),  # React DevTools
        (6333, ""),  # Qdrant
        (8288, ""),  # Inngest
        (4400, ""),  # Firebase: emulator hub
        (5984, ""),  # CouchDB
    }
)


@dataclass(frozen=True, slots=True)
class Use:
    """`called`: it is the address of a call; `assigned`: it is the value of a setting."""

    called: bool = False
    assigned: bool = False


def use_of(before: str, after: str, url: Url) -> Use:
    """Say what an address is for. `before` ends with the quote it stands in, `after` begins behind it."""
    quote = before[-1:]
    if quote not in {'"', "'", "`"} or not (after.startswith(quote) or (quote == "`" and after.startswith("${"))):
        return Use()  # part of a longer text
    front = before[:-1]
    if is_default(url) or _COMPARED.search(front):
        return Use()
    use = Use(called=True) if _IN_CALL.search(front) else Use(assigned=_is_assigned(front))
    if use != Use() and _is_guarded(front) and not _UNSET.search(_fallback(front)):
        return Use()
    return use


def is_default(url: Url) -> bool:
    """Whether the address is one that libraries carry: without a port it only completes relative paths."""
    if url.port in {80, 443} and url.host in {"localhost", "127.0.0.1", "[::1]"} and url.path == "/":
        return True
    return any(url.port == port and url.path.startswith(path) for port, path in _LIBRARY_DEFAULTS)


def in_comment(before: str) -> bool:
    """Whether the text ends inside a comment, as far as can be told from its end."""
    line = before[before.rfind("\n") + 1 :]
    if re.search(r"(?:^|[\s;{}(),])//(?!/)", line):
        return True
    return before.rfind("/*") > before.rfind("*/")


def _is_guarded(front: str) -> bool:
    """Whether the statement asks first where it runs."""
    statement = front[front.rfind(";") + 1 :]
    asked = 0
    for word in _GUARD.finditer(statement):
        asked = word.end()
    branch = _BRANCH.search(statement, asked) if asked else None
    return branch is not None and "}" not in statement[branch.end() :]


def _fallback(front: str) -> str:
    """What stands before `||` or `??`; empty when there is none."""
    found = _FALLBACK.search(front)
    return found[1].rstrip(" ?\"'") if found else ""


def _is_assigned(front: str) -> bool:
    fallback = _fallback(front)
    if fallback:
        return _UNSET.search(fallback) is not None
    if _CHOSEN.search(front):
        return False  # one of two; which one is chosen when it runs
    if _CONSTANT.search(front):
        return True
    named = _NAMED.search(front)
    return named is not None and _SETTING.search(named[1]) is not None and _SHOWN.search(named[1]) is None
