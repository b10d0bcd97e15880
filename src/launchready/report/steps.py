"""What stands under a step: fields of a form, lines to type as they are, or more words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

# `Host name = www`: words as a form shows them, as against `SESSION_COOKIE_SECURE = True` or `path = "/*"`.
_FIELD = re.compile(r"([^\W\d_a-z][\w ()/&-]{0,50}?) =(?: (.*))?")
# `Django: DEBUG = False`: for whom the line is, then the line.
_FOR = re.compile(r"([A-Z][A-Za-z.+]{1,20}): (.+)")
# What no sentence has: brackets, assignments, a header, a path of its own.
_TYPED = re.compile(r"[={}\[\];]|^\s*/|^\s*[A-Z][A-Za-z]*(?:-[A-Za-z]+)+: ")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form and what it is set to."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that is typed as it stands; `lead` says for whom, where only some need it."""

    code: str
    lead: str = ""


Part = Field | Typed | str


def under(step: str) -> tuple[str, tuple[Part, ...]]:
    """Give the sentence of a step, and what stands in each line under it."""
    first, *rest = step.splitlines() or [""]
    return first, tuple(_part(line.rstrip()) for line in rest if line.strip())


def blocks(parts: tuple[Part, ...]) -> Iterator[tuple[type, list[Part]]]:
    """Give the lines of one kind that follow each other together: they are one form, or one piece of code."""
    for kind, members in groupby(parts, type):
        yield kind, list(members)


def _part(line: str) -> Part:
    field = _FIELD.fullmatch(line.strip())
    if field and "_" not in field[1]:
        return Field(field[1], (field[2] or "").strip())
    lead = _FOR.fullmatch(line.strip())
    if lead and _TYPED.search(lead[2]):
        return Typed(lead[2], lead[1])
    return Typed(line) if _TYPED.search(line) else line.strip()
