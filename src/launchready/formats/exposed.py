"""Recognises files of the workshop by their content: settings, version control, backups, keys (sans-I/O).

A path that answers says nothing: an app made of scripts answers every path with its start page, and firewalls answer
with pages of their own. Only the shape counts. What is taken out of a file are names, never values.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from launchready.facts.exposed import Shape
from launchready.formats.exposed_archives import members
from launchready.formats.plain import plain
from launchready.formats.settings_text import MOST_NAMES, Settings, is_settings, pairs, read

HEAD = 16 * 1024
_LONGEST_NAME = 80
_BINARY = b"\x00"
_HTML = re.compile(r"\s*<(!--|!doctype|html|head|body|script|title|meta|div|h1|\?xml)\b", re.IGNORECASE)
_HTML_INSIDE = re.compile(r"<(html|body|!doctype)\b", re.IGNORECASE)

_GIT_HEAD = re.compile(r"(ref: refs/\S{1,200}|[0-9a-f]{40}|[0-9a-f]{64})\s*")
_GIT_SECTION = re.compile(r"^[ \t]*\[([a-z]+(?: \"[^\"\n]{1,80}\")?)\]", re.IGNORECASE | re.MULTILINE)
_GIT_TOKEN = re.compile(r"url\s*=\s*https?://[^/\s@]*[^/\s@:]@", re.IGNORECASE)
_DUMP_HEAD = re.compile(
    r"^-- (MySQL|MariaDB|PostgreSQL database|phpMyAdmin SQL|Adminer|Dump|SQLite)\b|^PRAGMA foreign_keys|^\\restrict ",
    re.IGNORECASE | re.MULTILINE,
)
_STATEMENT = re.compile(r"^[ \t]*(INSERT INTO|COPY [\w.\"]+ ?\(|CREATE TABLE)", re.IGNORECASE | re.MULTILINE)
_TABLE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?[`\"\[]?(?:[\w]+[`\"\]]?\.[`\"\[]?)?(\w{1,64})", re.IGNORECASE)
_PRIVATE_KEY = re.compile(r"-----BEGIN ((RSA|EC|DSA|OPENSSH|ENCRYPTED) )?PRIVATE KEY-----\s+[A-Za-z0-9+/=:,\s-]{40}")
_PHP_DEFINE = re.compile(r"""define\(\s*['"](\w{1,60})['"]\s*,\s*['"]([^'"]{0,500})['"]""")
_NPM_SECRET = re.compile(r"(_authToken|_auth|_password)$")
_COMPOSE = re.compile(r"^services:[ \t]*$", re.MULTILINE)
_COMPOSE_PART = re.compile(r"^[ \t]+(image|build):", re.MULTILINE)
_COMPOSE_PAIR = re.compile(r"""^[ \t]+-?[ \t]*["']?([A-Z][A-Z0-9_]{1,60})["']?[ \t]*[:=](.*)$""", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What was recognised. Fields as those of `facts.exposed.Opened`."""

    names: tuple[str, ...] = ()
    secret_names: tuple[str, ...] = ()
    filled: bool = True
    behind_login: bool = False


def recognise(shape: Shape, body: bytes) -> Sign | None:
    """What the content shows if it has the shape of such a file; None when it has not."""
    if shape in _BY_BYTES:
        return _BY_BYTES[shape](body)
    text = text_of(body)
    return None if text is None or looks_like_html(text) else _BY_TEXT[shape](text)


def text_of(body: bytes, longest: int = HEAD) -> str | None:
    """The start of a body as text; None for what is no text."""
    head = body[:longest]
    if not head.strip() or _BINARY in head:
        return None
    return head.decode("utf-8", "replace")


def looks_like_html(text: str) -> bool:
    """Whether a page came in place of a file."""
    return _HTML.match(text) is not None or _HTML_INSIDE.search(text[:2048]) is not None


def _env(text: str) -> Sign | None:
    found = list(pairs(text))
    if not is_settings(text) or not any(name.isupper() for name, _ in found):
        return None
    return _of(read(found))


def _git_head(text: str) -> Sign | None:
    return Sign() if _GIT_HEAD.fullmatch(text) else None


def _git_config(text: str) -> Sign | None:
    if "[core]" not in text:
        return None
    return Sign(names=_names(_GIT_SECTION.findall(text)), secret_names=("url",) if _GIT_TOKEN.search(text) else ())


def _sql_dump(text: str) -> Sign | None:
    if not _DUMP_HEAD.search(text[:4096]) and len(_STATEMENT.findall(text)) < 2:
        return None
    return Sign(names=_names(_TABLE.findall(text)))


def _sql_file(body: bytes) -> Sign | None:
    """A dump as text, or the custom form of pg_dump."""
    if body.startswith(b"PGDMP"):
        return Sign()
    text = text_of(body)
    return None if text is None or looks_like_html(text) else _sql_dump(text)


def _archive(body: bytes) -> Sign | None:
    found = members(body)
    if found is None:
        return None
    return Sign(names=_names(found.names), filled=found.of_a_program)


def _sqlite(body: bytes) -> Sign | None:
    if not body.startswith(b"SQLite format 3\x00"):
        return None
    return Sign(names=_names(_TABLE.findall(body[:HEAD].decode("latin-1"))))


def _private_key(text: str) -> Sign | None:
    return Sign() if _PRIVATE_KEY.search(text) else None


def _aws(text: str) -> Sign | None:
    if "aws_access_key_id" not in text.lower() or "[" not in text:
        return None
    return _of(read((name, value) for name, value in pairs(text) if name.lower().startswith("aws_")))


def _php_settings(text: str) -> Sign | None:
    if "<?php" not in text or "DB_PASSWORD" not in text:
        return None
    return _of(read(_PHP_DEFINE.findall(text)))


def _npmrc(text: str) -> Sign | None:
    """Settings of npm: a registry alone is no secret, a token of it is."""
    lines = [line.partition("=") for line in text.splitlines() if "=" in line]
    named = [(found[1], value.strip()) for name, _, value in lines if (found := _NPM_SECRET.search(name.strip()))]
    if not named:
        return None
    real = read((name, value) for name, value in named if not value.startswith("$"))
    return Sign(
        names=_names(name for name, _ in named), secret_names=real.secret_names or _all(real), filled=real.filled
    )


def _all(settings: Settings) -> tuple[str, ...]:
    """The names of a kind of setting that is a secret whatever it is called."""
    return settings.names if settings.filled else ()


def _compose(text: str) -> Sign | None:
    if not _COMPOSE.search(text) or not _COMPOSE_PART.search(text):
        return None
    return _of(read((name, value.strip("\"' ")) for name, value in _COMPOSE_PAIR.findall(text)))


def _service_account(text: str) -> Sign | None:
    """A Google service account's key; an app's public settings of Firebase (apiKey, authDomain) are none."""
    if '"service_account"' not in text or "PRIVATE KEY" not in text:
        return None
    return Sign(names=_names(re.findall(r'"(\w{1,40})"\s*:', text)), secret_names=("private_key",))


def _agent_settings(text: str) -> Sign | None:
    """Settings of a coding agent: what it may do, which servers it uses, which variables it hands to them."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, Mapping) or not {"permissions", "mcpServers", "env", "hooks"} & found.keys():
        return None
    settings = read(_variables(found))
    return Sign(names=_names(map(str, found)), secret_names=settings.secret_names, filled=bool(settings.secret_names))


def _variables(found: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each variable under an `env`, at the top or in one of the servers."""
    servers = found.get("mcpServers")
    inside = list(servers.values()) if isinstance(servers, Mapping) else []
    for holder in (found, *inside):
        variables = holder.get("env") if isinstance(holder, Mapping) else None
        if isinstance(variables, Mapping):
            yield from ((str(name), value) for name, value in variables.items() if isinstance(value, str))


def _venv(text: str) -> Sign | None:
    keys = {name.strip().lower() for name, sign, _ in (line.partition("=") for line in text.splitlines()) if sign}
    return Sign(filled=False) if {"home", "version"} <= keys else None


def _ds_store(body: bytes) -> Sign | None:
    return Sign(filled=False) if body[:8] == b"\x00\x00\x00\x01Bud1" else None


def _of(settings: Settings) -> Sign:
    return Sign(names=_names(settings.names), secret_names=_names(settings.secret_names), filled=settings.filled)


def _names(found: Iterable[str]) -> tuple[str, ...]:
    """Names as they may be recorded: each once, in one line, not too many."""
    return tuple(dict.fromkeys(plain(name, _LONGEST_NAME) for name in found))[:MOST_NAMES]


_BY_BYTES: Mapping[Shape, Callable[[bytes], Sign | None]] = {
    Shape.SQL_DUMP: _sql_file,
    Shape.ARCHIVE: _archive,
    Shape.SQLITE: _sqlite,
    Shape.DS_STORE: _ds_store,
}
_BY_TEXT: Mapping[Shape, Callable[[str], Sign | None]] = {
    Shape.ENV: _env,
    Shape.GIT_HEAD: _git_head,
    Shape.GIT_CONFIG: _git_config,
    Shape.PRIVATE_KEY: _private_key,
    Shape.AWS: _aws,
    Shape.PHP_SETTINGS: _php_settings,
    Shape.NPMRC: _npmrc,
    Shape.COMPOSE: _compose,
    Shape.SERVICE_ACCOUNT: _service_account,
    Shape.AGENT_SETTINGS: _agent_settings,
    Shape.VENV: _venv,
}

SHAPES = frozenset((*_BY_BYTES, *_BY_TEXT))
"""The shapes that are recognised here; the others are tools."""
