"""Builds HTML in which whatever is not our own markup is text.

Only `el` and `raw` make `Markup`; every other string is escaped where it enters. Scanned text enters as a child,
never as a name or an attribute.
"""

from collections.abc import Iterable
from html import escape
from typing import Self

from launchready.formats.plain import harmless, shortened

LONGEST = 1200


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        return super().__new__(cls, text)


Child = str | Iterable["Child"] | None
_EMPTY = frozenset({"meta", "br", "hr", "circle", "path", "rect", "line"})


def text(words: str, longest: int = LONGEST) -> Markup:
    """Escape text that others wrote; line ends stay, what is too long is cut, addresses stay whole."""
    if len(words) > longest:
        words = words[: longest - 1].rstrip() + "…"
    return Markup("\n".join(escape(harmless(line)) for line in words.splitlines()))


def raw(markup: str) -> Markup:
    """Take our own markup as it is: a file of this package."""
    return Markup(markup)


def el(element: str, *children: Child, **attributes: str | bool) -> Markup:
    """Give one element. `class_` is class, `aria_label` is aria-label; True is an attribute without a value."""
    names = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items() if value is not False)
    written = "".join(f" {name}" if value is True else f' {name}="{escape(str(value))}"' for name, value in names)
    if element in _EMPTY:
        return Markup(f"<{element}{written}>")
    return Markup(f"<{element}{written}>{join(children)}</{element}>")


def join(children: Iterable[Child]) -> Markup:
    """Put children side by side."""
    return Markup("".join(_child(child) for child in children))


def inline(words: str) -> Markup:
    """Give text in which `backticks` mark what is typed or read as it stands."""
    parts = words.split("`")
    if len(parts) % 2 == 0:
        return text(shortened(words))
    return join(el("code", part) if number % 2 else text(shortened(part)) for number, part in enumerate(parts))


def paragraphs(words: str, class_: str = "") -> Markup:
    """Give text as paragraphs, parted by empty lines."""
    whole = (" ".join(part.split()) for part in words.split("\n\n"))
    return join(el("p", inline(part), **({"class_": class_} if class_ else {})) for part in whole if part)


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return text(shortened(child))
    return join(child)
