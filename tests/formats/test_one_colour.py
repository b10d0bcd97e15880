"""Whether a browser's picture of a page is one colour."""

import struct
import zlib

import pytest

from launchready.formats.one_colour import one_colour

WHITE, BLUE = b"\xff\xff\xff", b"\x00\x00\x80"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(rows: bytes, width: int, height: int, *, colour: int = 2, depth: int = 8, interlaced: int = 0) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    packed = zlib.compress(rows)
    parts = (b"IHDR", head), (b"IDAT", packed[:5]), (b"IDAT", packed[5:]), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in parts)


def stored(points: list[list[bytes]], kind: int) -> bytes:
    """Rows under one filter, as an encoder writes them (PNG section 9.2)."""
    rows = [b"".join(row) for row in points]
    step = len(points[0][0])
    above, made = bytes(len(rows[0])), b""
    for row in rows:
        made += bytes([kind]) + bytes(_less(row, above, at, step, kind) for at in range(len(row)))
        above = row
    return made


def _less(row: bytes, above: bytes, at: int, step: int, kind: int) -> int:
    left = row[at - step] if at >= step else 0
    corner = above[at - step] if at >= step else 0
    up = above[at]
    guess = left + up - corner
    nearest = min((left, up, corner), key=lambda value: abs(guess - value))
    return (row[at] - (0, left, up, (left + up) // 2, nearest)[kind]) & 0xFF


@pytest.mark.parametrize("kind", range(5))
@pytest.mark.parametrize("colour", [WHITE, BLUE])
def test_one_colour_under_each_filter(kind: int, colour: bytes):
    assert one_colour(png(stored([[colour] * 4] * 3, kind), 4, 3)) is True


@pytest.mark.parametrize("kind", range(5))
@pytest.mark.parametrize("place", [(0, 0), (1, 2), (2, 3)])
def test_one_point_makes_the_difference(kind: int, place: tuple[int, int]):
    points = [[WHITE] * 4 for _ in range(3)]
    points[place[0]][place[1]] = b"\xff\xfe\xff"
    assert one_colour(png(stored(points, kind), 4, 3)) is False


def test_points_with_alpha():
    assert one_colour(png(stored([[b"\x00\x10\x20\xff"] * 2] * 2, 1), 2, 2, colour=6)) is True


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        png(b"", 4, 3),
        png(b"\x00" * 12, 4, 3),
        png(stored([[WHITE] * 4] * 3, 0), 4, 3, interlaced=1),
        png(stored([[WHITE] * 4] * 3, 0), 4, 3, depth=16),
        png(stored([[WHITE] * 4] * 3, 0), 4, 3, colour=3),
        png(b"", 0, 0),
        png(b"", 100_000, 100_000),
        png(stored([[WHITE] * 4] * 3, 0), 4, 3).replace(b"IDAT", b"xDAT", 1),
    ],
    ids=range(11),
)
def test_what_is_no_such_picture_is_not_known(picture: bytes):
    assert one_colour(picture) is None
