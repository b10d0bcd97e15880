"""Reads the tables beside this file into values. The only file access of this room."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import TypeVar

import msgspec

T = TypeVar("T")


def table(name: str) -> dict[str, object]:
    """One TOML file of this package, by its path inside it."""
    return tomllib.loads(files("launchready.reference").joinpath(name).read_text(encoding="utf-8"))


def folder(name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Every TOML file of a folder with its slug (the file's name), in the order of the slugs."""
    inside = files("launchready.reference").joinpath(name).iterdir()
    for file in sorted((file for file in inside if file.name.endswith(".toml")), key=lambda file: file.name):
        yield file.name.removesuffix(".toml"), tomllib.loads(file.read_text(encoding="utf-8"))


def value(raw: Mapping[str, object], kind: type[T], where: str) -> T:
    """One entry as a value; an entry that does not fit is our own mistake and names its place."""
    try:
        return msgspec.convert(raw, type=kind)
    except msgspec.ValidationError as error:
        raise ValueError(f"reference data {where}: {error}") from error


def rows(raw: Mapping[str, object], key: str, kind: type[T], where: str) -> tuple[T, ...]:
    """The list of tables under `key` as values."""
    listed = raw[key]
    assert isinstance(listed, list), f"reference data {where}: {key} is a list of tables"  # noqa: S101 - our own data
    return tuple(value(row, kind, f"{where} {key}[{number}]") for number, row in enumerate(listed))
