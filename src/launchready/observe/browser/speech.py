"""What the console said, as facts: the site's own errors, not those that stand in other facts, nor ours."""

import re
from collections.abc import Iterable, Sequence

from launchready.facts.page import ConsoleKind, ConsoleLine
from launchready.formats.address import read
from launchready.formats.plain import plain
from launchready.formats.url import MASK, masked_path, masked_text

MOST = 30
LONGEST = 200
_ADDRESS = re.compile(r"(?:https?|wss?)://[^\s'\"<>()\\]+", re.IGNORECASE)
# Requests that failed are calls and resources, with the reason.
_A_REQUEST = re.compile(r"Failed to load resource|(?:GET|POST|HEAD|OPTIONS) \S+ net::|net::ERR_BLOCKED_BY_")
# What an app says when its request came to nothing; when we held some back, nobody knows whose fault it is.
_AFTERMATH = re.compile(
    r"failed to fetch|networkerror|network error|load failed|err_network|failed to construct 'worker'", re.IGNORECASE
)
_POLICY = "Content Security Policy"
_ON_TRIAL = re.compile(r"report[- ]only", re.IGNORECASE)


def lines(
    heard: Iterable[tuple[ConsoleKind, str, str]], log: Sequence[tuple[str, str]], *, held_back: bool
) -> tuple[ConsoleLine, ...]:
    """The errors, each once. `log` is what the browser itself wrote there; `held_back`: we refused some requests."""
    of_the_browser = {text for _, text in log if _POLICY not in text}
    found: dict[tuple[ConsoleKind, str], ConsoleLine] = {}
    for kind, text, source in heard:
        if text in of_the_browser or _A_REQUEST.search(text) or _ON_TRIAL.search(text):
            continue
        if held_back and _AFTERMATH.search(text):
            continue
        shown = masked_line(text)
        address = read(source)
        if shown:
            line = ConsoleLine(kind=kind, text=shown, source=address.shown if address else "")
            found.setdefault((kind, shown), line)
    return tuple(found.values())[:MOST]


def masked_line(text: str) -> str:
    """One line that holds no address with its secrets, no mail address and no token."""
    start = text[: LONGEST * 4]
    bare = _ADDRESS.sub(lambda found: masked_text(_web(found[0])), start)
    words = (word if "://" in word or word == MASK else masked_path(word) for word in bare.split())
    return plain(" ".join(words), LONGEST)


def _web(address: str) -> str:
    return re.sub(r"^ws", "http", address, flags=re.IGNORECASE)
