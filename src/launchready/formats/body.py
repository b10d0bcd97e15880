"""The content codings of RFC 9110 section 8.4, undone within a limit."""

import zlib
from enum import StrEnum
from typing import Protocol

_GZIP = 16 + zlib.MAX_WBITS
_ZLIB = zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_MOST_MEMBERS = 16
# A coded body is never much longer than the same body plain; beyond that it is padding.
_CODED_SLACK = 64 * 1024


class Ending(StrEnum):
    """How much of a body was read."""

    WHOLE = "whole"
    CUT = "cut"
    BROKEN = "broken"


class _Inflater(Protocol):
    @property
    def unconsumed_tail(self) -> bytes: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def eof(self) -> bool: ...
    def decompress(self, data: bytes, /, max_length: int = 0) -> bytes: ...


class Body:
    """Collects a body of at most `limit` bytes after decoding, so that no bomb fills the memory.

    `feed` says whether more is wanted. Codings that we do not ask for end BROKEN and empty.
    """

    def __init__(self, coding: str, limit: int) -> None:
        self._limit = limit
        self._coded_left = limit + _CODED_SLACK
        self._data = bytearray()
        self._start = b""
        self._members = 0
        self._inflater: _Inflater | None = None
        self._coding = coding.strip().lower()
        self.ending = Ending.WHOLE
        if self._coding in {"gzip", "x-gzip"}:
            self._inflater = self._member()
        elif self._coding not in {"", "identity", "deflate"}:
            self.ending = Ending.BROKEN

    @property
    def data(self) -> bytes:
        """What was decoded."""
        return bytes(self._data)

    @property
    def coded(self) -> int:
        """How many bytes came, before decoding."""
        return self._limit + _CODED_SLACK - self._coded_left

    def feed(self, chunk: bytes) -> bool:
        """Take the next piece as it came; False: stop reading."""
        if self.ending is not Ending.WHOLE:
            return False
        self._coded_left -= len(chunk)
        if self._coding == "deflate" and self._inflater is None:
            chunk = self._begin_deflate(chunk)
        if self._inflater is None:
            self._keep(chunk)
        else:
            self._inflate(self._inflater, chunk)
        if self._coded_left <= 0 and self.ending is Ending.WHOLE:
            self.ending = Ending.CUT
        return self.ending is Ending.WHOLE

    def finish(self) -> bytes:
        """Say that nothing follows, and take the body."""
        some = self._coded_left < self._limit + _CODED_SLACK
        unfinished = bool(self._start) if self._inflater is None else some and not self._inflater.eof
        if self.ending is Ending.WHOLE and unfinished:
            self.ending = Ending.BROKEN
        return self.data

    def _begin_deflate(self, chunk: bytes) -> bytes:
        """Wait for the two bytes that tell the framing; give what can be decoded."""
        start, self._start = self._start + chunk, b""
        if len(start) < 2:
            self._start = start
            return b""
        self._inflater = zlib.decompressobj(_ZLIB if _has_zlib_header(start) else _RAW)
        return start

    def _keep(self, decoded: bytes) -> None:
        room = self._limit - len(self._data)
        self._data += decoded[:room]
        if len(decoded) > room:
            self.ending = Ending.CUT

    def _inflate(self, inflater: _Inflater, chunk: bytes) -> None:
        """Decode one byte more than there is room for, which tells a full body from a cut one."""
        while chunk and self.ending is Ending.WHOLE:
            try:
                self._keep(inflater.decompress(chunk, self._limit - len(self._data) + 1))
            except zlib.error:
                self.ending = Ending.BROKEN
                return
            if not inflater.eof:
                chunk = inflater.unconsumed_tail
                continue
            chunk = inflater.unused_data  # RFC 1952 section 2.2: members follow one another
            if not chunk.startswith(_GZIP_MAGIC) or self._members == _MOST_MEMBERS:
                return
            inflater = self._inflater = self._member()

    def _member(self) -> _Inflater:
        self._members += 1
        return zlib.decompressobj(_GZIP)


def _has_zlib_header(chunk: bytes) -> bool:
    """Tell zlib's framing from raw deflate, which some servers send instead (RFC 9110 section 8.4.1.2)."""
    return chunk[0] & 0x0F == 8 and int.from_bytes(chunk[:2]) % 31 == 0
