"""The size of a picture in pixels, from the head of its file."""

import re
from collections.abc import Iterator

from launchready.formats.charset import decoded

_NO_SIZE = (0, 0)
# JPEG: the frames that carry a size (ITU T.81, table B.1); C4, C8 and CC are no frames.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_BARE = frozenset({0x01, *range(0xD0, 0xDA)})
_LARGEST = 100_000
_NUMBER = r"\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)(?:px)?\s*"
_SVG = re.compile(r"<svg\b([^>]{0,4000})", re.IGNORECASE)
_VIEW_BOX = re.compile(
    r"""\bviewBox\s*=\s*["']\s*[\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]{1,9})[\s,]+([\d.]{1,9})""", re.IGNORECASE
)


def size(body: bytes) -> tuple[int, int]:
    """Width and height; (0, 0) where the start of the file does not tell. Bounded in time."""
    for read in (_png, _gif, _jpeg, _webp, _ico, _avif, _svg):
        found = read(body)
        if found != _NO_SIZE:
            return found if max(found) <= _LARGEST else _NO_SIZE
    return _NO_SIZE


def _png(body: bytes) -> tuple[int, int]:
    if body.startswith(b"\x89PNG\r\n\x1a\n") and body[12:16] == b"IHDR" and len(body) >= 24:
        return int.from_bytes(body[16:20]), int.from_bytes(body[20:24])
    return _NO_SIZE


def _gif(body: bytes) -> tuple[int, int]:
    if body[:6] in {b"GIF87a", b"GIF89a"} and len(body) >= 10:
        return _little(body[6:8]), _little(body[8:10])
    return _NO_SIZE


def _jpeg(body: bytes) -> tuple[int, int]:
    if not body.startswith(b"\xff\xd8"):
        return _NO_SIZE
    for marker, segment in _segments(body):
        if marker in _FRAMES and len(segment) >= 5:
            return int.from_bytes(segment[3:5]), int.from_bytes(segment[1:3])
    return _NO_SIZE


def _segments(body: bytes) -> Iterator[tuple[int, bytes]]:
    place = 2
    for _ in range(500):
        if place + 4 > len(body) or body[place] != 0xFF:
            return
        marker = body[place + 1]
        if marker == 0xFF:
            place += 1
        elif marker in _BARE:
            place += 2
        else:
            length = int.from_bytes(body[place + 2 : place + 4])
            yield marker, body[place + 4 : place + 2 + length]
            place += 2 + max(length, 2)


def _webp(body: bytes) -> tuple[int, int]:
    """WebP container (RFC 9649): lossy, lossless and extended."""
    if body[:4] != b"RIFF" or body[8:12] != b"WEBP" or len(body) < 30:
        return _NO_SIZE
    match body[12:16]:
        case b"VP8 ":
            return _little(body[26:28]) & 0x3FFF, _little(body[28:30]) & 0x3FFF
        case b"VP8L":
            bits = _little(body[21:25])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            return _little(body[24:27]) + 1, _little(body[27:30]) + 1
        case _:
            return _NO_SIZE


def _ico(body: bytes) -> tuple[int, int]:
    """The largest picture of an icon file; 0 stands for 256."""
    if body[:4] != b"\x00\x00\x01\x00" or len(body) < 22:
        return _NO_SIZE
    count = min(_little(body[4:6]), 64, (len(body) - 6) // 16)
    entries = [body[6 + 16 * number : 8 + 16 * number] for number in range(count)]
    return max(((entry[0] or 256, entry[1] or 256) for entry in entries), default=_NO_SIZE)


def _avif(body: bytes) -> tuple[int, int]:
    """The spatial extents of the first item (ISO 23008-12, `ispe`)."""
    place = body[:4096].find(b"ispe") if body[4:8] == b"ftyp" else -1
    if place < 0 or len(body) < place + 16:
        return _NO_SIZE
    return int.from_bytes(body[place + 8 : place + 12]), int.from_bytes(body[place + 12 : place + 16])


def _svg(body: bytes) -> tuple[int, int]:
    start = _SVG.search(decoded(body[:8192], ""))
    if start is None:
        return _NO_SIZE
    sides = [
        re.search(rf"""\b{name}\s*=\s*["']{_NUMBER}["']""", start[1], re.IGNORECASE) for name in ("width", "height")
    ]
    if sides[0] and sides[1]:
        return round(float(sides[0][1])), round(float(sides[1][1]))
    box = _VIEW_BOX.search(start[1])
    return (round(_float(box[1])), round(_float(box[2]))) if box else _NO_SIZE


def _float(text: str) -> float:
    return float(text) if re.fullmatch(r"\d+(?:\.\d*)?", text) else 0.0


def _little(raw: bytes) -> int:
    return int.from_bytes(raw, "little")
