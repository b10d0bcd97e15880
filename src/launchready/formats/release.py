"""What in an answer names the build of an app: its hashed files, build ids, versions, commits (sans-I/O)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from launchready.facts.release import Build
from launchready.formats.charset import decoded
from launchready.formats.file_name import is_hashed
from launchready.formats.html import parsed
from launchready.formats.page import header, is_html
from launchready.formats.plain import plain
from launchready.formats.shape import FAR, distance
from launchready.formats.url import Url, masked_path, parse

Headers = Sequence[tuple[str, str]]

DIGEST = 16
_JUST_MADE = timedelta(seconds=3)
_MOST_FILES = 200
_VALUE = re.compile(r"[\w.+:-]{1,64}")
_COMMIT = re.compile(r"[0-9a-f]{7,40}", re.IGNORECASE)
_WHOLE_COMMIT = re.compile(r"[0-9a-f]{40}", re.IGNORECASE)

_LONG_PIECE = re.compile(r"[A-Za-z0-9]{16,}")

# Each framework's own name for a build, as it stands in the markup.
_MARKS = (
    ("next", re.compile(r'"buildId":"([\w.-]{1,64})"')),
    ("next", re.compile(r"/_next/static/([\w-]{6,64})/_(?:build|ssg)Manifest\.js")),
    ("deployment", re.compile(r"[?&](?:amp;)?dpl=(dpl_\w{8,64})")),
    ("nuxt", re.compile(r"/_nuxt/builds/meta/([0-9a-f-]{36})\.json")),
    ("sveltekit", re.compile(r"\b__sveltekit_([a-z0-9]{4,16})\b")),
    ("gatsby", re.compile(r'___webpackCompilationHash="([0-9a-f]{8,40})"')),
    ("sentry", re.compile(r"sentry-release=([\w.+:-]{1,64})")),
)
_COMMIT_NAMES = frozenset(
    ("commit", "commit-sha", "git-commit", "git-sha", "git-hash", "revision", "source-commit", "vcs-ref", "sha")
)
_VERSION_NAMES = frozenset(
    ("version", "app-version", "build", "build-id", "build-version", "buildid", "deployment-id", "release")
)
# Not here: what names one visit (x-vercel-id, cf-ray, x-request-id) or one machine (x-served-by).
_HEADER_NAMES = {
    **{f"x-{name}": name for name in (*_COMMIT_NAMES, *_VERSION_NAMES)},
    "x-vercel-deployment-url": "deployment-url",
    "x-amz-version-id": "object-version",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A script or style that a page names. `entry`: a module script, as bundlers write it."""

    url: Url
    style: bool = False
    entry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What one answer says about its build."""

    files: tuple[Named, ...]
    markers: tuple[str, ...]
    commit: str
    modified: str
    page: str


def signs(headers: Headers, body: bytes, here: Url) -> Signs:
    """Read the signs of the build from a page and its headers."""
    text = decoded(body, header(headers, "content-type") or "") if is_html(headers, body) else ""
    tree = parsed(text) if text else None
    said = [*_from_headers(headers), *(_from_meta(tree) if tree else ())]
    commits = [value.lower() for name, value in said if _is_commit(name, value)]
    marks = [(name, found[1]) for name, pattern in _MARKS if (found := pattern.search(text))]
    deployed = tree.css_first("html[data-dpl-id]") if tree else None
    if deployed is not None and _VALUE.fullmatch(deployed.attributes["data-dpl-id"] or ""):
        marks.append(("deployment", deployed.attributes["data-dpl-id"] or ""))
    named = [(name, value) for name, value in said if name not in _COMMIT_NAMES and not _is_commit(name, value)]
    return Signs(
        files=_files(tree, here) if tree else (),
        markers=tuple(sorted({f"{name} {value}" for name, value in (*named, *marks)})),
        commit=commits[0] if commits else "",
        modified=_modified(headers),
        page=digest(body) if header(headers, "etag") or _modified(headers) else "",
    )


def _is_commit(name: str, value: str) -> bool:
    """Whether a value is a commit: by its name, or by being one in full under the name of a version."""
    return (_COMMIT if name in _COMMIT_NAMES else _WHOLE_COMMIT).fullmatch(value) is not None


def digest(body: bytes) -> str:
    """Name a body by what is in it."""
    return sha256(body).hexdigest()[:DIGEST]


def has_content_hash(url: Url) -> bool:
    """Whether the name of a file changes with its content; a version in the query is somebody's word."""
    return is_hashed(replace(url, query=None))


def file_name(url: Url) -> str:
    """Give the path of a file as it may be recorded: people know it by its name and the start of its hash."""
    folder, _, name = url.path.rpartition("/")
    shown = "…" if "@" in unquote(name) else _LONG_PIECE.sub(lambda found: f"{found[0][:8]}…", name)
    return f"{masked_path(folder)}/{plain(shown, 120)}"


def same_build(one: Build, other: Build) -> bool | None:
    """Whether two looks at one address saw the same build; None when nothing that both show would tell.

    Any difference counts. Equal files tell only where their names follow their content, or where the page
    itself is a file: a server's code can change behind the same styles.
    """
    pairs = [(one.commit, other.commit), (one.markers, other.markers)]
    if one.hashed and other.hashed:
        pairs.append((one.files, other.files))
    elif one.page and other.page:
        pairs.append(((one.page, *one.files), (other.page, *other.files)))
    told = [a == b for a, b in pairs if a and b]
    moved = bool(one.modified and other.modified and one.modified != other.modified)
    return (all(told) and not moved) if told else None


def same_source(one: Build, other: Build) -> bool | None:
    """Whether two addresses serve builds of one source; None when that cannot be told.

    Another base path gives the same source other files; ids and dates differ with every deployment; and two
    pages that look nothing like each other are not two builds of one app.
    """
    if one.commit and other.commit:
        return one.commit.startswith(other.commit) or other.commit.startswith(one.commit)
    if not (one.hashed and other.hashed) or _folders(one) != _folders(other):
        return None
    return None if _look_apart(one.markup, other.markup) else _digests(one) == _digests(other)


def _look_apart(one: str, other: str) -> bool:
    """Whether two pages are unlike; pages of hardly a word have no likeness, they are equal or not."""
    if not one or not other or "=" in {one[0], other[0]}:
        return False
    return (distance(one, other) or 0) >= FAR


def written(build: Build) -> datetime | None:
    """When the page was written, by its Last-Modified."""
    return _date(build.modified) if build.modified else None


def _folders(build: Build) -> set[str]:
    return {file.rpartition(" ")[0].rpartition("/")[0] for file in build.files}


def _digests(build: Build) -> set[str]:
    return {file.rpartition(" ")[2] for file in build.files}


def _from_headers(headers: Headers) -> list[tuple[str, str]]:
    low = [(name.lower(), value.strip()) for name, value in headers]
    return [(_HEADER_NAMES[n], value) for n, value in low if n in _HEADER_NAMES and _VALUE.fullmatch(value)]


def _from_meta(tree: LexborHTMLParser) -> list[tuple[str, str]]:
    """Read `<meta name=commit>` and its kin; the generator is a tool's name, not the build's."""
    found = []
    for node in tree.css("meta[name][content]")[:_MOST_FILES]:
        name = (node.attributes["name"] or "").lower().replace("_", "-").replace(":", "-").removeprefix("x-")
        value = (node.attributes["content"] or "").strip()
        if name in _COMMIT_NAMES | _VERSION_NAMES and _VALUE.fullmatch(value):
            found.append((name, value))
    return found


def _files(tree: LexborHTMLParser, here: Url) -> tuple[Named, ...]:
    """List the scripts and styles that a browser of today loads at once, in order."""
    base_node = tree.css_first("base[href]")
    base = parse(base_node.attributes["href"] or "", here) if base_node else here
    start = base if isinstance(base, Url) else here
    found: dict[Url, Named] = {}
    for node in tree.css("script[src], link[href]")[:_MOST_FILES]:
        where = _where(node)
        url = parse(where, start) if where else None
        if isinstance(url, Url) and url not in found:
            module = node.tag == "script" and (node.attributes.get("type") or "").lower() == "module"
            found[url] = Named(url=url, style=node.tag == "link", entry=module)
    return tuple(found.values())


def _where(node: LexborNode) -> str:
    """Give the address that a script or style element loads; empty where browsers load nothing for the page."""
    attributes = node.attributes
    if node.tag == "script":
        kind = (attributes.get("type") or "").lower()
        runs = kind in {"", "module", "text/javascript", "application/javascript"}
        return (attributes.get("src") or "") if runs and "nomodule" not in attributes else ""
    rel = (attributes.get("rel") or "").lower().split()
    return (attributes.get("href") or "") if "stylesheet" in rel and "alternate" not in rel else ""


def _modified(headers: Headers) -> str:
    """Give Last-Modified where it says when the page was written, not when it was asked for."""
    said = header(headers, "last-modified") or ""
    written, asked = _date(said), _date(header(headers, "date") or "")
    if written is None or (asked is not None and abs(asked - written) < _JUST_MADE):
        return ""
    return plain(said, 40)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
