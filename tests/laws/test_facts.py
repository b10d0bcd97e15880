"""A fact is what was seen: frozen, without opinion or display string, and its own wire format."""

import ast
import dataclasses
import importlib
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from launchready.model.fact import Fact
from tests.laws.source import place, python_files, tree

MUTABLE = ("list", "dict", "set", "bytearray")


def records() -> Iterator[type]:
    """Every dataclass that facts/ defines."""
    for path in python_files("facts"):
        name = f"launchready.facts.{path.stem}" if path.stem != "__init__" else "launchready.facts"
        module = importlib.import_module(name)
        yield from (
            item
            for item in vars(module).values()
            if isinstance(item, type) and dataclasses.is_dataclass(item) and item.__module__ == name
        )


RECORDS = sorted(records(), key=lambda kind: kind.__name__)
FACTS = [kind for kind in RECORDS if issubclass(kind, Fact)]


def test_there_are_facts():
    assert FACTS


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_what_was_seen_does_not_change(kind: type):
    assert typing.cast("typing.Any", kind).__dataclass_params__.frozen
    for field in dataclasses.fields(kind):
        words = str(field.type if isinstance(field.type, str) else typing.get_type_hints(kind)[field.name])
        assert not any(f"{name}[" in words or words == f"<class '{name}'>" for name in MUTABLE), field.name


def test_fact_names_are_unique():
    names = [kind.__name__ for kind in FACTS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", python_files("facts"), ids=place)
def test_a_fact_has_no_display_string(path: Path):
    """A literal with a space in it would be a sentence; docstrings are for readers of the source."""
    docs = {
        id(node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    sentences = [
        (node.lineno, node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docs
        and " " in node.value.strip()
    ]
    assert not sentences


# JSON has no NaN, and a record never holds one.
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_a_fact_comes_back_from_the_wire_as_it_was(kind: type[Fact]):
    decoder = msgspec.json.Decoder(kind)

    @given(st.from_type(kind))
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def round_trip(fact: Fact) -> None:
        wire = msgspec.json.encode(fact)
        assert decoder.decode(wire) == fact
        assert msgspec.json.encode(decoder.decode(wire)) == wire

    round_trip()
