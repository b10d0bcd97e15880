"""HTML from templates in which every value is escaped, unless it was made here too."""

import html
import string
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


class Html(str):
    """Text that is HTML already and goes in as it is."""

    __slots__ = ()


class _Escaping(string.Formatter):
    """`{name}` puts a value in, escaped; attributes, indexes and conversions are not offered."""

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - the signature of string.Formatter
        return str(value) if isinstance(value, Html) else html.escape(str(value))


_FORMATTER = _Escaping()


def fill(template: str, **values: object) -> Html:
    """The template with its `{name}` places filled."""
    return Html(_FORMATTER.format(template, **values))


def join(parts: Iterable[Html]) -> Html:
    return Html("\n".join(parts))
