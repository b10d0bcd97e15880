"""Strict-Transport-Security (RFC 6797 section 6.1)."""

import re
from dataclasses import dataclass

_SIGN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]"
_DIRECTIVE = re.compile(rf"""\s*({_SIGN}+)(?:\s*=\s*(?:"([^"]*)"|({_SIGN}*)))?\s*""")


@dataclass(frozen=True, slots=True)
class Hsts:
    """A valid policy; `max_age` in seconds, 0 takes the host off the browser's list."""

    max_age: int
    include_subdomains: bool
    preload: bool


def parse(value: str) -> Hsts | None:
    """Read one header value; None when a browser would ignore it.

    A directive that stands twice makes the header void, unknown directives do not (section 6.1, rules 2 and 5).
    """
    found: dict[str, str | None] = {}
    for part in _split(value):
        if not part.strip():
            continue
        directive = _DIRECTIVE.fullmatch(part)
        if directive is None or directive[1].lower() in found:
            return None
        found[directive[1].lower()] = directive[2] if directive[2] is not None else directive[3]
    age = found.get("max-age")
    if age is None or not age.isascii() or not age.isdigit():
        return None
    # Eighteen digits are more years than there are; a longer number is cut, not refused.
    return Hsts(int(age[:18]), "includesubdomains" in found, "preload" in found)


def _split(value: str) -> list[str]:
    """Split at semicolons that stand outside quotes."""
    return re.findall(r"""(?:[^;"]|"[^"]*"|")+""", value)
