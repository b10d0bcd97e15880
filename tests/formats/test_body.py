"""Bodies: codings undone within a limit."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.body import Body, Ending

LIMIT = 1000


def read(coding: str, data: bytes, piece: int = 100, limit: int = LIMIT) -> tuple[bytes, Ending]:
    body = Body(coding, limit)
    for start in range(0, len(data), piece):
        if not body.feed(data[start : start + piece]):
            break
    return body.finish(), body.ending


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {"": bytes, "identity": bytes, "gzip": gzip.compress, "X-GZIP ": gzip.compress, "deflate": zlib.compress}


@pytest.mark.parametrize("coding", PACKERS)
@given(data=st.binary(max_size=LIMIT), piece=st.integers(1, 300))
def test_what_was_packed_comes_back(coding: str, data: bytes, piece: int) -> None:
    assert read(coding, PACKERS[coding](data), piece) == (data, Ending.WHOLE)


@given(data=st.binary(max_size=LIMIT))
def test_deflate_without_its_frame(data: bytes) -> None:
    packed = raw_deflate(data)
    # A raw stream may happen to begin like a framed one; browsers have the same doubt.
    if packed[0] & 0x0F != 8 or int.from_bytes(packed[:2]) % 31:
        assert read("deflate", packed) == (data, Ending.WHOLE)


@pytest.mark.parametrize("coding", PACKERS)
def test_a_byte_too_many_cuts(coding: str) -> None:
    assert read(coding, PACKERS[coding](b"x" * LIMIT)) == (b"x" * LIMIT, Ending.WHOLE)
    assert read(coding, PACKERS[coding](b"x" * (LIMIT + 1))) == (b"x" * LIMIT, Ending.CUT)


def test_reading_stops_once_cut() -> None:
    body = Body("", 3)
    assert not body.feed(b"abcd")
    assert not body.feed(b"e")
    assert body.data == b"abc"


def test_members_follow_one_another_and_what_is_behind_them_is_not_read() -> None:
    two = gzip.compress(b"one ") + gzip.compress(b"two")
    assert read("gzip", two, piece=len(two)) == (b"one two", Ending.WHOLE)
    assert read("gzip", gzip.compress(b"one") + b"rubbish", piece=1000) == (b"one", Ending.WHOLE)
    many = gzip.compress(b"") * 1000
    assert read("gzip", many, piece=len(many)) == (b"", Ending.WHOLE)


def test_padding_without_end_is_cut() -> None:
    padded = gzip.compress(b"") + bytes(200_000)
    assert read("gzip", padded, piece=5000)[1] is Ending.CUT


def test_what_is_broken_says_so() -> None:
    assert read("gzip", b"no gzip") == (b"", Ending.BROKEN)
    assert read("br", b"brotli") == (b"", Ending.BROKEN)
    assert read("gzip, gzip", gzip.compress(gzip.compress(b"x"))) == (b"", Ending.BROKEN)
    assert read("deflate", b"x") == (b"", Ending.BROKEN)
    half = gzip.compress(bytes(range(256)) * 3)
    assert read("gzip", half[: len(half) // 2])[1] is Ending.BROKEN


def test_nothing_is_nothing() -> None:
    for coding in PACKERS:
        body = Body(coding, LIMIT)
        assert body.feed(b"")
        assert (body.finish(), body.ending) == (b"", Ending.WHOLE)


def test_what_came_is_counted_before_it_is_decoded():
    packed = gzip.compress(b"a" * 400)
    body = Body("gzip", LIMIT)
    body.feed(packed)
    assert body.coded == len(packed)
    assert body.finish() == b"a" * 400
