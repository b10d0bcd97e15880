"""Finds checks, gatherers, facts and texts by walking their rooms: there is no list to keep."""

import functools
import importlib
import pkgutil
from collections.abc import Iterator
from importlib import resources
from types import ModuleType
from typing import TypeVar

import launchready.checks
import launchready.facts
import launchready.observe
from launchready.formats.text import CheckText, parse
from launchready.model.check import Check
from launchready.model.fact import Fact
from launchready.observe.gatherer import Gatherer

T = TypeVar("T")


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        yield importlib.import_module(info.name)


def _values(package: ModuleType, kind: type[T]) -> Iterator[T]:
    """Give each distinct value of a kind that stands at the top of a module."""
    for module in _modules(package):
        for value in vars(module).values():
            if isinstance(value, kind):
                yield value


@functools.cache
def checks() -> tuple[Check, ...]:
    """Give every check, sorted by id. Raises `LookupError` when two share an id: our bug."""
    by_id: dict[str, Check] = {}
    for check in _values(launchready.checks, Check):
        if by_id.setdefault(check.id, check) is not check:
            msg = f"two checks are called {check.id}"
            raise LookupError(msg)
    return tuple(by_id[name] for name in sorted(by_id))


@functools.cache
def gatherers() -> tuple[Gatherer, ...]:
    """Give every gatherer, sorted by name."""
    found = {gatherer.name: gatherer for gatherer in _values(launchready.observe, Gatherer)}
    return tuple(found[name] for name in sorted(found))


@functools.cache
def fact_kinds() -> dict[str, type[Fact]]:
    """Map the class name of every kind of fact to the class."""
    found: dict[str, type[Fact]] = {}
    for kind in _values(launchready.facts, type):
        if issubclass(kind, Fact) and kind is not Fact:
            found[kind.__name__] = kind
    return found


@functools.cache
def text_of(check_id: str) -> CheckText:
    """Read the words of a check. Raises `LookupError` when it has none: our bug."""
    topic, _, problem = check_id.partition("/")
    file = resources.files(launchready.checks) / "text" / topic / f"{problem}.md"
    try:
        return parse(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"{check_id} has no text"
        raise LookupError(msg) from None
