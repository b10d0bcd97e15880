"""Which line of a TOML file a key stands on, and what its syntax errors mean."""

import re
import tomllib

from launchready.config.errors import ConfigError, error_at

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)([^\]]+)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[^=#"'])+?)\s*=""")
_AT = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")
_BARE = re.compile(r"""\s*([A-Za-z0-9_."'-]+)\s*=\s*(\S.*?)?\s*$""")
_CURLY = re.compile("[“”„‟‘’\u201a«»]")


def line_of(text: str, path: Path) -> int:
    """Give the line on which a key, or the nearest table around it, stands; 1 for the whole file."""
    known = _lines(text)
    while path:
        if path in known:
            return known[path]
        path = path[:-1]
    return 1


def _lines(text: str) -> dict[Path, int]:
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    fence = ""
    for number, row in enumerate(text.splitlines(), 1):
        if fence:  # inside a text of several lines
            fence = "" if fence in row else fence
            continue
        header = _HEADER.match(row)
        keys = _parts(header[2]) if header else ()
        if header and keys:
            table = _entered(keys, counts, many=header[1] == "[[")
            found.setdefault(table, number)
            continue
        key = _KEY.match(row)
        for path in _prefixes(_parts(key[1])) if key else ():
            found.setdefault((*table, *path), number)
        fence = next((mark for mark in ('"""', "'''") if row.count(mark) % 2), "")
    return found


def _entered(keys: tuple[str, ...], counts: dict[Path, int], *, many: bool) -> Path:
    """Give the path of the table that a header opens; below a list of tables it is in the newest of them."""
    path: Path = ()
    for index, key in enumerate(keys):
        path = (*path, key)
        if many and index == len(keys) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(dotted: str) -> tuple[str, ...]:
    """Take a dotted key apart, as TOML does; empty when it is none."""
    try:
        data = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    parts = []
    while isinstance(data, dict):
        key = next(iter(data))
        parts.append(key)
        data = data[key]
    return tuple(parts)


def _prefixes(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [parts[: length + 1] for length in range(len(parts))]


def syntax_error(text: str, name: str, problem: str) -> ConfigError:
    """Say what is wrong with a file that is no TOML."""
    rows = text.splitlines() or [""]
    at = _AT.search(problem)
    number = min(int(at[1]), len(rows)) if at and at[1] else len(rows)
    row = rows[number - 1]
    return error_at(name, number, _meaning(problem.partition(" (at ")[0], row))


def _meaning(problem: str, row: str) -> str:
    """Give a sentence for a message of the parser, from what stands on the line."""
    told = {
        "Expected ']": "a closing bracket ] is missing in the name of this table. Write [target], or [[hosts]].",
        "Unclosed array": "a list begins here or above and never ends. Write ] behind its last value.",
        "Expected newline": "something stands behind the value. Write one key a line: key = value.",
        "Unescaped '\\'": "a \\ in a text has a meaning of its own. Put the text between ' and ', or write \\\\.",
        "Cannot overwrite": "this stands twice in the file. Take one of the two out.",
        "Cannot declare": "this table stands twice in the file. Join the two; of hosts there may be many: [[hosts]].",
        "Cannot mutate": "this table was written in another way above. Join the two.",
        "Unterminated string": "a text begins here and never ends. Close it with the mark it begins with.",
        "Illegal character '\\n'": 'a text is not closed on this line. End it with ".',
    }
    if _CURLY.search(row):
        return 'there are curly quotes on this line. TOML knows only the straight ones: "text".'
    found = next((words for start, words in told.items() if problem.startswith(start)), "")
    return found or _unquoted(row)


def _unquoted(row: str) -> str:
    bare = _BARE.match(row)
    if bare is None:
        return 'this is no line of TOML. Write: key = "text", key = 3, key = true, or the name of a table: [target].'
    key, value = bare[1], bare[2] or ""
    if not value:
        return f'`{key}` has no value. Write: {key} = "text". A line that begins with # is left out.'
    if value.lower() in {"true", "yes", "on", "false", "no", "off"}:
        meant = "true" if value.lower() in {"true", "yes", "on"} else "false"
        return f"`{key}` is neither true nor false. Write: {key} = {meant}"
    return f'the value of `{key}` cannot be read. A text stands between quotes: {key} = "text".'
