"""Reads a typed address as browsers do; what is no address is answered by the one that was meant, never by a guess."""

import difflib
import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from launchready.app.request import UsageError
from launchready.formats.names import is_literal, is_local, to_ascii
from launchready.formats.plain import plain

PORTS = {"http": 80, "https": 443}
EXAMPLE = "https://your-site.example"
SHOWN = 80

# What is put round an address when it is copied out of a sentence, a mail or a table.
_AROUND = "\"'`<>“”„\u201a‘’«»\u00a0\u200b\ufeff "
_WEB = re.compile(r"(https?):[/\\]*", re.IGNORECASE)
_LATER = re.compile(r"(?<=.)https?:[/\\]+", re.IGNORECASE)
_WORD = re.compile(r"([a-z]{2,8})\s*(?:[:;.,]{1,2}\s*[/\\]+|[:;]|[/\\]{1,3})\s*", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?://|(?!\d))", re.IGNORECASE)
_PATH = re.compile(r"(?:\.{0,2}[/\\](?![/\\])|~|[a-z]:[/\\]|\.{1,2}$|file:)", re.IGNORECASE)
_AUTHORITY = re.compile(r"[^/\\?#]*")
# Endings of files that are no top-level domain, so that nobody's site ends in them.
_FILES = frozenset(
    (
        *("html", "htm", "php", "js", "jsx", "ts", "tsx", "css", "json", "jsonl", "toml", "yaml", "yml", "txt"),
        *("pdf", "png", "jpg", "jpeg", "gif", "svg", "csv", "xml", "log", "lock", "ini"),
    )
)


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in its parts; a v6 literal stands without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def text(self) -> str:
        """The whole of it."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{shown}{'' if PORTS[self.scheme] == self.port else f':{self.port}'}{self.path}"


def read_address(given: str) -> Address:
    """Read an address that a person typed. Raises `UsageError` with what to write instead."""
    text = given.strip().strip(_AROUND).strip()
    _refuse_others(text)
    web = _WEB.match(text)
    found = _parts(f"{web[1].lower()}://{text[web.end() :]}" if web else f"https://{text}")
    if found is None:
        raise _no_address(text)
    parts, port = found
    if parts.username or parts.password:
        if web or ":" in parts.netloc.rpartition("@")[0]:
            msg = "The address holds a user name or password. Leave it out: launchready never records credentials."
            raise UsageError(msg)
        raise UsageError(f"{_shown(text)} is a mail address. {_meant(text)}")
    name = (parts.hostname or "").rstrip(".")
    host = name if is_literal(name) else to_ascii(name)
    if not host or port == 0:
        raise _no_address(text)
    _refuse_host(text, host, with_scheme=bool(web))
    return Address(scheme=parts.scheme, host=host, port=port or PORTS[parts.scheme], path=parts.path or "/")


def did_you_mean(text: str) -> str:
    """Give the address that was probably meant, whole; empty when nothing sensible can be made of it."""
    text = text.strip().strip(_AROUND)
    later = _LATER.search(text)
    if later:
        text = text[later.start() :]
    word = _WORD.match(text)
    if word and (text[word.start() : word.end()].rstrip().endswith("//") or _like_http(word[1])):
        text = text[word.end() :]
    text = text.replace("\\", "/").lstrip("/:;., ")
    authority = _AUTHORITY.match(text)
    head = authority[0] if authority else ""
    path = text[len(head) :].rstrip(")]}>.,;'\"")
    head = re.sub(r"\.{2,}", ".", re.sub(r"[,;]", ".", head.rpartition("@")[2])).strip(". )]}>")
    found = _parts(f"https://{head}")
    name = found[0].hostname or "" if found else ""
    host = name if is_literal(name) else to_ascii(name)
    if not found or not host or ("." not in host and ":" not in host) or host.rpartition(".")[2] in _FILES:
        return ""
    return Address(scheme="https", host=host, port=found[1] or 443, path=path.split("?")[0].split("#")[0]).text


def _parts(text: str) -> tuple[SplitResult, int | None] | None:
    try:
        parts = urlsplit(text.replace("\\", "/"))
        return parts, parts.port
    except ValueError:
        return None


def _like_http(word: str) -> bool:
    """Whether a word is http or https, or was meant to be."""
    return bool(difflib.get_close_matches(word.lower(), PORTS, n=1, cutoff=0.7))


def _refuse_others(text: str) -> None:
    """Refuse what begins as something else than a web address."""
    later = _LATER.search(text)
    if later and not _WEB.match(text[: later.start()] + "x") and text[later.start() - 1] not in "/=?&#%":
        raise _no_address(text)
    if _PATH.match(text) or _is_file(text):
        msg = (
            f"{_shown(text)} is a file or folder, and launchready looks at a site: write its address, "
            f"like {EXAMPLE}. The folder of the app's code goes with --repo."
        )
        raise UsageError(msg)
    scheme = _SCHEME.match(text)
    word = _WORD.match(text)
    if scheme and "://" in text[: scheme.end()] and scheme[1].lower() not in PORTS and not _like_http(scheme[1]):
        raise UsageError(f"{plain(scheme[1][:20])}:// is no web address. {_meant(text)}")
    if scheme and scheme[1].lower() == "mailto":
        raise UsageError(f"{_shown(text)} is a mail address. {_meant(text)}")
    if word and _like_http(word[1]) and not _WEB.match(text):
        raise _no_address(text)


def _refuse_host(text: str, host: str, *, with_scheme: bool) -> None:
    """Refuse a name that can be nobody's public site. A local one counts when it is written whole, on purpose."""
    if is_local(host) or _is_loopback(host):
        if with_scheme:
            return
        port = text.partition("/")[0].rpartition(":")[2]
        shown = f"[{host}]:3000" if ":" in host else f"{host}:{port if port.isdigit() else 3000}"
        msg = f"{_shown(text)} is this computer, which visitors cannot reach. Did you mean http://{shown}?"
        raise UsageError(msg)
    if is_literal(host):
        return
    if host in PORTS or "." not in host:
        raise _no_address(text)
    if host.rpartition(".")[2] in _FILES:
        msg = f"{_shown(text)} looks like the name of a file, and launchready looks at a site. {_meant('')}"
        raise UsageError(msg)


def _is_loopback(host: str) -> bool:
    return is_literal(host) and ip_address(host).is_loopback


def _is_file(text: str) -> bool:
    """Whether a file of this name lies here. A folder may bear the name of a site."""
    try:
        return "://" not in text and Path(text).is_file()
    except (OSError, ValueError):
        return False


def _meant(text: str) -> str:
    near = did_you_mean(text)
    return f"Did you mean {plain(near)}?" if near else f"Write the whole address: launchready audit {EXAMPLE}"


def _no_address(text: str) -> UsageError:
    return UsageError(f"{_shown(text)} is no web address that I can read. {_meant(text)}")


def _shown(text: str) -> str:
    """The text as it was typed, without a password that may stand in it."""
    whole = re.sub(r"(?<=[/:\s])[^/\s@]*:[^/\s@]*@", "…@", text)
    return repr(whole if len(whole) <= SHOWN else f"{whole[:SHOWN]}…")
