import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.picture import size


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))


def jpeg(width: int, height: int, *, frame: int = 0xC2) -> bytes:
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    table = b"\xff\xc4" + struct.pack(">H", 4) + b"\0\0"
    sof = bytes([0xFF, frame]) + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + b"\xff\xff" + app[1:] + b"\xff\x01" + table + sof


def webp(kind: bytes, data: bytes) -> bytes:
    return b"RIFF" + bytes(4) + b"WEBP" + kind + bytes(4) + data + bytes(20)


LOSSLESS = (1199 | 629 << 14).to_bytes(4, "little")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (png(1200, 630), (1200, 630)),
        (b"GIF89a" + struct.pack("<HH", 40, 30) + bytes(9), (40, 30)),
        (jpeg(1200, 630), (1200, 630)),
        (jpeg(1200, 630, frame=0xC0), (1200, 630)),
        (webp(b"VP8 ", bytes(6) + struct.pack("<HH", 1200, 630)), (1200, 630)),
        (webp(b"VP8L", b"\x2f" + LOSSLESS), (1200, 630)),
        (webp(b"VP8X", bytes(4) + (1199).to_bytes(3, "little") + (629).to_bytes(3, "little")), (1200, 630)),
        (b"\0\0\1\0\2\0" + bytes([16, 16]) + bytes(14) + bytes([0, 0]) + bytes(14), (256, 256)),
        (b"\0\0\0\x1cftypavif" + bytes(20) + b"ispe" + bytes(4) + struct.pack(">II", 800, 418), (800, 418)),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="64px" height="32.4">', (64, 32)),
        (b"<svg viewBox='0 0 512 256'></svg>", (512, 256)),
        (b"<svg width='100%' height='100%' viewBox='0,0,24,24'>", (24, 24)),
    ],
)
def test_each_format_says_its_size(body: bytes, expected: tuple[int, int]):
    assert size(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><title>Not found</title>",
        png(1200, 630)[:20],
        b"GIF89a\1",
        b"\xff\xd8\xff\xe0\0\4\0\0",
        b"\xff\xd8" + b"\xff\xd9" * 600,
        b"\xff\xd8\0\0\0\0\0",
        jpeg(1, 1, frame=0xC4),
        b"\xff\xd8\xff\xc0\0\3\0\0\0",
        webp(b"VP9 ", bytes(10)),
        b"RIFF....WEBP",
        b"\0\0\1\0\0\0" + bytes(30),
        b"\0\0\1\0\1\0",
        b"\0\0\0\x1cftypavif",
        b"\0\0\0\x1cftypavifispe\0\0",
        b"<svg><path/></svg>",
        b"<svg viewBox='0 0 1.2.3 5'>",
        png(200_000, 10),
    ],
)
def test_what_does_not_tell(body: bytes):
    assert size(body) in {(0, 0), (0, 5)}


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\xff\xd8", b"RIFF1234WEBPVP8L", b"\0\0\1\0", b"GIF89a", b"<svg ", b"1234ftypispe"]),
)
def test_hostile_heads_never_raise(body: bytes, start: bytes):
    width, height = size(start + body)
    assert 0 <= width <= 100_000
    assert 0 <= height <= 100_000
