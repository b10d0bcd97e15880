"""Whether a picture is one colour all over: a browser's own picture of a page, in PNG (W3C PNG, third edition)."""

import zlib
from collections.abc import Iterator

_HEAD = b"\x89PNG\r\n\x1a\n"
_MOST_BYTES = 4_000_000
# Colour types with eight bits a channel: grey, RGB, grey with alpha, RGBA.
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
_UP, _AVERAGE, _PAETH, _SUB = 2, 3, 4, 1


def one_colour(png: bytes) -> bool | None:
    """Whether every point has the same colour; None for what is no such picture."""
    parts = dict[bytes, bytes]()
    for name, data in _chunks(png):
        parts[name] = parts.get(name, b"") + data
    head = parts.get(b"IHDR", b"")
    if len(head) != 13 or head[8] != 8 or head[9] not in _CHANNELS or head[12]:
        return None
    step = _CHANNELS[head[9]]
    width = int.from_bytes(head[:4]) * step
    rows = _rows(parts.get(b"IDAT", b""), width, int.from_bytes(head[4:8]))
    return None if rows is None else _alike(rows, width, step)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_HEAD) if png.startswith(_HEAD) else len(png)
    while place + 12 <= len(png):
        length = int.from_bytes(png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += 12 + length


def _rows(packed: bytes, width: int, height: int) -> list[bytes] | None:
    """The rows as they are stored, each with its filter in front; None when they are not all there."""
    size = (width + 1) * height
    if not 0 < size <= _MOST_BYTES:
        return None
    try:
        raw = zlib.decompressobj().decompress(packed, size)
    except zlib.error:
        return None
    return [raw[at : at + width + 1] for at in range(0, size, width + 1)] if len(raw) == size else None


def _alike(rows: list[bytes], width: int, step: int) -> bool:
    """Undo the filters row by row and stop at the first point that differs."""
    above = bytes(width)
    first = b""
    for stored in rows:
        row = _plain(stored[0], stored[1:], above, step)
        first = first or row[:step]
        if row != first * (width // step):
            return False
        above = row
    return True


def _plain(kind: int, stored: bytes, above: bytes, step: int) -> bytes:
    if kind == 0:
        return stored
    row = bytearray(stored)
    for at, value in enumerate(stored):
        left = row[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        guess = {_SUB: left, _UP: above[at], _AVERAGE: (left + above[at]) // 2}.get(kind)
        row[at] = (value + (_nearest(left, above[at], corner) if guess is None else guess)) & 0xFF
    return bytes(row)


def _nearest(left: int, above: int, corner: int) -> int:
    """The Paeth predictor (section 9.4)."""
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))
