"""Whether what stands in the file has the shape of a config: every wrong key and value with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec
from msgspec import inspect as kinds

from launchready.config.errors import SHOWN, did_you_mean, listed, shown
from launchready.config.lines import Path

SILENT = "acting"
"""Below this key a value may be a secret that stands in the wrong place: it is not shown."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong: where, and the sentence about it."""

    path: Path
    words: str


def wrongs(data: Mapping[str, object], shape: type[msgspec.Struct]) -> Iterator[Wrong]:
    """Give what is wrong, in the order of the file."""
    homes = _homes(kinds.type_info(shape))
    yield from _walk(data, kinds.type_info(shape), (), homes)


def _homes(kind: kinds.Type, path: str = "") -> dict[str, str]:
    """Tell for each key of a table the table it belongs into, as its header is written."""
    found: dict[str, str] = {}
    for inner, shape, header in _tables(kind, path):
        for field in shape.fields:
            found.setdefault(field.name, header)
        found |= {name: home for name, home in _homes(shape, inner).items() if name not in found}
    return found


def _tables(kind: kinds.Type, path: str) -> Iterator[tuple[str, kinds.StructType, str]]:
    if not isinstance(kind, kinds.StructType):
        return
    for field in kind.fields:
        name = f"{path}.{field.name}" if path else field.name
        for one in field.type.types if isinstance(field.type, kinds.UnionType) else (field.type,):
            if isinstance(one, kinds.StructType):
                yield name, one, f"[{name}]"
            elif isinstance(one, kinds.ListType) and isinstance(one.item_type, kinds.StructType):
                yield name, one.item_type, f"[[{name}]]"


def _walk(value: object, kind: kinds.Type, path: Path, homes: Mapping[str, str]) -> Iterator[Wrong]:
    if isinstance(kind, kinds.UnionType):
        kind = next(one for one in kind.types if not isinstance(one, kinds.NoneType))
    if isinstance(kind, kinds.StructType):
        yield from _table(value, kind, path, homes)
    elif isinstance(kind, kinds.ListType):
        yield from _list(value, kind, path, homes)
    elif isinstance(kind, kinds.DictType):
        if not isinstance(value, dict):
            yield Wrong(path, f"{_key(path)} is {_found(value, path)}. Write it as a table: [{_dotted(path)}]")
            return
        for name, one in value.items():
            yield from _walk(one, kind.value_type, (*path, name), homes)
    else:
        wrong = _value(value, kind, path)
        if wrong:
            yield Wrong(path, wrong)


def _table(value: object, kind: kinds.StructType, path: Path, homes: Mapping[str, str]) -> Iterator[Wrong]:
    names = [field.name for field in kind.fields]
    if not isinstance(value, dict):
        example = f"[{_dotted(path)}] on a line of its own, and below it {names[0]} = …"
        yield Wrong(path, f"{_key(path)} is {_found(value, path)}, and must be a table. Write {example}")
        return
    by_name = {field.name: field for field in kind.fields}
    for name, one in value.items():
        if name in by_name:
            yield from _walk(one, by_name[name].type, (*path, name), homes)
        else:
            yield Wrong((*path, name), _unknown(name, names, path, homes))
    for field in kind.fields:
        if field.required and field.name not in value:
            yield Wrong(path, f'`{field.name}` is missing in {_header(path)}. Add a line: {field.name} = "…"')


def _unknown(name: str, names: list[str], path: Path, homes: Mapping[str, str]) -> str:
    where = f"in {_header(path)}" if path else "here"
    name = name if len(name) <= SHOWN else f"{name[:SHOWN]}…"
    near = did_you_mean(name, names, "`{}`")
    home = homes.get(name, "")
    if home and not near.endswith(f"`{name}`?"):
        return f"`{name}` is not a key {where}. It belongs under {home}."
    known = "" if near and len(names) > 8 else f" Known here: {', '.join(names)}."
    return f"`{name}` is not a key {where}.{near}{known}"


def _list(value: object, kind: kinds.ListType, path: Path, homes: Mapping[str, str]) -> Iterator[Wrong]:
    tables = isinstance(kind.item_type, kinds.StructType)
    if not isinstance(value, list):
        example = f"[[{_dotted(path)}]], with two brackets, once for each" if tables else f'{path[-1]} = ["…"]'
        yield Wrong(path, f"{_key(path)} is {_found(value, path)}, and there may be several. Write {example}")
        return
    for index, one in enumerate(value):
        yield from _walk(one, kind.item_type, (*path, index), homes)


def _value(value: object, kind: kinds.Type, path: Path) -> str:
    """Say what is wrong with a single value; empty when nothing is."""
    said = f"{_key(path)} is {_found(value, path)}"
    if isinstance(kind, kinds.EnumType):
        words = [str(one.value) for one in kind.cls]
        near = did_you_mean(value, words, '"{}"') if isinstance(value, str) else ""
        said = f"{_key(path)} is {shown(value)}"  # a short list of words: no secret stands there
        return "" if value in words else f"{said}. It takes {listed(words)}.{near}"
    if isinstance(kind, kinds.BoolType):
        return "" if isinstance(value, bool) else f"{said}. Write true or false, without quotes."
    if isinstance(kind, kinds.IntType):
        low, high = kind.ge or 0, kind.le or 0
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return ""
        return f"{said}. Write a whole number from {low} to {high}, without quotes."
    if isinstance(kind, kinds.StrType):
        example = f'Write a text between quotes: {f"{path[-1]} = " if isinstance(path[-1], str) else ""}"…"'
        return "" if isinstance(value, str) else f"{said}. {example}"
    return ""


def _found(value: object, path: Path) -> str:
    return "a text" if isinstance(value, str) and path[:1] == (SILENT,) else shown(value)


def _key(path: Path) -> str:
    return f"`{_dotted(path)}`"


def _header(path: Path) -> str:
    dotted = _dotted(path)
    return f"[[{dotted}]]" if isinstance(path[-1], int) else f"[{dotted}]"


def _dotted(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))
