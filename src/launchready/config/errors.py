"""What is said about a launchready.toml that cannot be read: file, line, what was found, what to write."""

import difflib
from collections.abc import Iterable

SHOWN = 60


class ConfigError(Exception):
    """The file says something that it cannot say: file, line, what to write instead."""


def error_at(name: str, line: int, words: str) -> ConfigError:
    """Give the error about one line."""
    return ConfigError(f"{name}:{line}: {words}")


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that was probably meant, in any case of letters; empty when none is near."""
    by_lower = {one.lower(): one for one in known}
    typed = word.lower().strip()
    begun = [one for one in by_lower if len(typed) > 2 and one.startswith(typed)]
    found = begun or difflib.get_close_matches(typed, by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str], shape: str = "{}") -> str:
    """Give the question, with a space before it; empty when no known word is near."""
    near = nearest(word, known)
    return f" Did you mean {shape.format(near)}?" if near else ""


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does."""
    *first, end = words
    return f"{', '.join(first)} or {end}" if first else end


def shown(value: object) -> str:
    """Give a found value as it stands in the file, cut to a line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value if len(value) <= SHOWN else value[:SHOWN] + "…"}"'
    if isinstance(value, dict):
        return "a table"
    return "a list" if isinstance(value, list) else f"{value!s}"[:SHOWN]
