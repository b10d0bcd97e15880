"""Archives by their first bytes, and the names of what they hold as far as the first bytes tell (sans-I/O)."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_ZIP_ENTRY = b"PK\x03\x04"
_ZIP_HEAD = 30
_GZIP = b"\x1f\x8b\x08"
_SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"
_RAR = b"Rar!\x1a\x07"
_TAR_BLOCK = 512
_MOST = 40
_PLAIN_LIMIT = 32 * 1024
# Pictures, papers, sounds, fonts: what people offer for download on purpose.
_FOR_VISITORS = re.compile(
    r"\.(pdf|png|jpe?g|gif|webp|svg|ico|eps|ai|psd|indd|mp[34]|m4[av]|wav|ogg|mov|avi|webm|docx?|xlsx?|pptx?|odt|txt|rtf|md|epub|csv|ics"
    r"|ttf|otf|woff2?|html?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Members:
    """Names of files in an archive, as far as seen. `of_a_program`: not only pictures and papers."""

    names: tuple[str, ...]
    of_a_program: bool


def members(body: bytes) -> Members | None:
    """What an archive holds by its first bytes; None for what is no archive."""
    if body.startswith(_ZIP_ENTRY):
        return _of(tuple(_in_zip(body)))
    if body.startswith(_GZIP):
        return _in_gzip(body)
    if body.startswith((_SEVEN_ZIP, _RAR)):
        return Members((), of_a_program=True)
    name = _tar_name(body)
    return None if name is None else _of((name,))


def _of(names: tuple[str, ...]) -> Members:
    files = [name for name in names if not name.endswith("/")]
    return Members(names, of_a_program=not files or not all(map(_FOR_VISITORS.search, files)))


def _in_zip(body: bytes) -> Iterator[str]:
    """The names of the local headers in a row (APPNOTE 4.3.7); it ends where a length is not told in advance."""
    at = 0
    for _ in range(_MOST):
        head = body[at : at + _ZIP_HEAD]
        if len(head) < _ZIP_HEAD or not head.startswith(_ZIP_ENTRY):
            return
        size = int.from_bytes(head[18:22], "little")
        name_length, extra = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
        name = body[at + _ZIP_HEAD : at + _ZIP_HEAD + name_length]
        if len(name) < name_length:
            return
        yield name.decode("utf-8", "replace")
        at += _ZIP_HEAD + name_length + extra + size


def _in_gzip(body: bytes) -> Members | None:
    """A packed tar or dump; a packed page is a page that was sent without saying so."""
    try:
        start = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body, _PLAIN_LIMIT)
    except zlib.error:
        return None
    if start.lstrip()[:1] == b"<":
        return None
    name = _tar_name(start)
    return Members((), of_a_program=True) if name is None else _of((name,))


def _tar_name(body: bytes) -> str | None:
    """The first name of a tar (POSIX ustar)."""
    if len(body) < _TAR_BLOCK or body[257:262] != b"ustar":
        return None
    return body[:100].partition(b"\x00")[0].decode("utf-8", "replace")
