"""What a health endpoint says, in the forms in which frameworks and people write them (sans-I/O).

JSON like `{"status": "ok"}` (RFC draft health+json, Spring, Terminus ...), a word like `pong`, or the page of one
colour that Rails serves at /up. A page of words is no health endpoint: a coach's site may well have a page /health.
"""

import json
import re
from dataclasses import dataclass

from launchready.facts.health import HealthForm

LONGEST = 64 * 1024
_NO_CONTENT = 204
_LONGEST_WORD = 200
_DEEPEST = 4
_MOST_KEYS = 200

_KEYS = frozenset(
    (
        *("status", "state", "health", "healthy", "ok", "up", "alive", "live", "ready", "success", "ping", "message"),
        *("result", "healthcheck", "isalive", "ishealthy", "isready", "pong"),
    )
)
_UP = frozenset(
    (
        *("ok", "okay", "up", "pass", "passing", "passed", "healthy", "health", "alive", "live", "ready", "running"),
        *("pong", "success", "green", "good", "online", "operational", "available", "serving", "true", "healthz"),
        *("i'm alive", "im alive", "service is up", "all good", "it works", "still alive", "working"),
    )
)
_DOWN = frozenset(
    (
        *("down", "fail", "failing", "failed", "unhealthy", "error", "red", "critical", "unavailable", "degraded"),
        *("dead", "not ready", "warn", "out_of_service", "starting", "false", "not ok"),
    )
)
_DATABASE = re.compile(
    r"(^|[^a-z])(db|database|postgres(ql)?|pg|mysql|mariadb|mongo(db)?|sqlite|supabase|prisma|redis|storage|datastore)",
)
_GREEN = re.compile(r"background(-color)?\s*:\s*(green|red|#0f0|#00ff00)", re.IGNORECASE)
_TAGS = re.compile(r"<(script|style|title)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an endpoint said: its form, whether the app is up, whether it named a database or store."""

    form: HealthForm
    up: bool
    database: bool


def read(status: int, content_type: str, body: bytes) -> Reading | None:
    """Read an answer; None when it does not say how the app is."""
    if status not in {200, 204, 500, 502, 503} or len(body) > LONGEST:
        return None
    text = body.decode("utf-8", "replace").strip()
    if status == _NO_CONTENT:
        # Strapi's /_health, and others that have nothing to add to the status.
        return Reading(HealthForm.TEXT, up=True, database=False)
    if "html" in content_type or text[:1] == "<":
        return _page(status, text)
    if "json" in content_type or text[:1] in {"{", "["}:
        return _json(status, text)
    return _word(status, text)


def _json(status: int, text: str) -> Reading | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return _word(status, value) if isinstance(value, str) else None
    said = [_meaning(one) for key, one in list(value.items())[:_MOST_KEYS] if _bare(key) in _KEYS]
    known = [one for one in said if one is not None]
    if not known:
        return None
    return Reading(HealthForm.JSON, status < 400 and all(known), _names_store(value, 0))


def _bare(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower())


def _meaning(value: object) -> bool | None:
    """Whether a value says up or down; None when it says neither."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value < 400 if 200 <= value < 600 else None
    if isinstance(value, dict):
        inner = [_meaning(value[key]) for key in list(value)[:_MOST_KEYS] if isinstance(value[key], str)]
        return next((one for one in inner if one is not None), None)
    if not isinstance(value, str) or len(value) > _LONGEST_WORD:
        return None
    return _word_meaning(value)


def _word_meaning(text: str) -> bool | None:
    word = " ".join(text.lower().split()).strip(" .!\"'")
    if word in _UP:
        return True
    return False if word in _DOWN else None


def _names_store(value: object, depth: int) -> bool:
    """Whether a key or a short text in it names a database; keys first, since they are what is checked."""
    if depth > _DEEPEST:
        return False
    if isinstance(value, dict):
        items = list(value.items())[:_MOST_KEYS]
        return any(_DATABASE.search(key.lower()) or _names_store(one, depth + 1) for key, one in items)
    if isinstance(value, list):
        return any(_names_store(one, depth + 1) for one in value[:_MOST_KEYS])
    return isinstance(value, str) and len(value) <= _LONGEST_WORD and _DATABASE.search(value.lower()) is not None


def _word(status: int, text: str) -> Reading | None:
    if len(text) > _LONGEST_WORD:
        return None
    # `OK - database up` and `ok: true` begin with the word that counts.
    first = re.split(r"[\n:;,|-]", text, maxsplit=1)[0]
    for words in (text, first):
        said = _word_meaning(words)
        if said is not None:
            return Reading(HealthForm.TEXT, status < 400 and said, _names_store(text, 0))
    return None


def _page(status: int, text: str) -> Reading | None:
    """Rails shows a page without a word, green or red (Rails::HealthController)."""
    colour = _GREEN.search(text)
    if colour is None or _TAGS.sub("", text).strip():
        return None
    return Reading(HealthForm.PAGE, status < 400 and colour[2].lower() != "red", database=False)
