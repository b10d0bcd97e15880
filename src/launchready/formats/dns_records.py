"""Walks over a DNS message without reading its records (RFC 1035 section 4.1).

Reading a record into objects costs a hundred times as much as stepping over it, and a hostile message of
64 KiB holds four thousand: they are counted and cut before anything is read.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SOA = 6
MAX_ANSWERS = 100
MAX_RECORDS = 300  # in all sections; real answers to our questions hold some dozen
_HEADER = struct.Struct("!6H")
_FIXED = struct.Struct("!HHIH")  # type, class, TTL, length of the data


@dataclass(frozen=True, slots=True)
class Head:
    """The counts of a message, and what tells whose answer it is."""

    id: int
    rcode: int
    questions: int
    answers: int
    others: int


def head(wire: bytes) -> Head:
    """Read the first twelve bytes. Raises ValueError when they are not there."""
    if len(wire) < _HEADER.size:
        raise ValueError("a DNS message begins with twelve bytes")
    number, flags, questions, answers, authority, additional = _HEADER.unpack_from(wire)
    return Head(number, flags & 0xF, questions, answers, authority + additional)


def records(wire: bytes) -> Iterator[tuple[int, int]]:
    """Give type and end of each record of all sections. Raises ValueError where the message lies about itself."""
    counts = head(wire)
    at = _after_questions(wire, counts.questions)
    for _ in range(counts.answers + counts.others):
        at = _after_name(wire, at)
        if at + _FIXED.size > len(wire):
            raise ValueError("a record is cut off")
        rrtype, _, _, length = _FIXED.unpack_from(wire, at)
        at += _FIXED.size + length
        if at > len(wire):
            raise ValueError("a record is longer than its message")
        yield rrtype, at


def trimmed(wire: bytes) -> bytes:
    """The message with at most 100 answers; one that is too long loses its other sections too.

    Raises ValueError for a message whose counts promise more than it holds.
    """
    counts = head(wire)
    if counts.answers + counts.others <= MAX_RECORDS:
        return wire
    keep = min(counts.answers, MAX_ANSWERS)
    ends = [_after_questions(wire, counts.questions), *(end for _, end in records(wire))]
    number, flags, questions, *_ = _HEADER.unpack_from(wire)
    return _HEADER.pack(number, flags, questions, keep, 0, 0) + wire[_HEADER.size : ends[keep]]


def answers_and_starts(wire: bytes) -> tuple[int, int]:
    """How many answers a message holds, and how many of them are SOA records (a transfer has one at each end)."""
    count = head(wire).answers
    types = [rrtype for rrtype, _ in records(wire)][:count]
    return len(types), types.count(SOA)


def _after_questions(wire: bytes, count: int) -> int:
    at = _HEADER.size
    for _ in range(count):
        at = _after_name(wire, at) + 4
    return at


def _after_name(wire: bytes, at: int) -> int:
    while at < len(wire):
        length = wire[at]
        if length >= 0xC0:
            return at + 2
        if length >= 0x40:
            raise ValueError("a label has a reserved form")
        if not length:
            return at + 1
        at += length + 1
    raise ValueError("a name is cut off")
