"""Stepping over DNS messages, honest and hostile."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchready.formats.dns_records import Head, answers_and_starts, head, records, trimmed

NAME = b"\x04club\x07example\x00"
QUESTION = NAME + struct.pack("!HH", 1, 1)
POINTER = b"\xc0\x0c"


def message(
    answers: bytes = b"", count: int = 0, others: bytes = b"", other_count: int = 0, *, rcode: int = 0
) -> bytes:
    return struct.pack("!6H", 7, 0x8400 | rcode, 1, count, 0, other_count) + QUESTION + answers + others


def record(owner: bytes = POINTER, rrtype: int = 1, data: bytes = bytes(4)) -> bytes:
    return owner + struct.pack("!HHIH", rrtype, 1, 60, len(data)) + data


def test_the_head():
    assert head(message(record(), 1, rcode=3)) == Head(id=7, rcode=3, questions=1, answers=1, others=0)


def test_each_record_has_a_type_and_an_end():
    wire = message(record() + record(NAME, 6, b"soa"), 2, record(b"\x00", 41, b""), 1)
    assert [rrtype for rrtype, _ in records(wire)] == [1, 6, 41]
    assert list(records(wire))[-1][1] == len(wire)


def test_a_short_message_stays_as_it_is():
    wire = message(record() * 300, 300)
    assert trimmed(wire) is wire


def test_a_long_answer_is_cut_to_a_hundred():
    cut = trimmed(message(record() * 4000, 4000, record(), 1))
    assert cut == message(record() * 100, 100)


def test_long_other_sections_are_dropped():
    assert trimmed(message(record(), 1, record() * 400, 400)) == message(record(), 1)
    assert trimmed(message(b"", 0, record() * 400, 400)) == message()


def test_answers_and_their_starts():
    soa = record(rrtype=6, data=b"x")
    assert answers_and_starts(message(soa + record() * 3 + soa, 5, soa, 1)) == (5, 2)


@pytest.mark.parametrize(
    "wire",
    [
        b"",
        b"short",
        message(record() * 4000, 10_000),
        message(b"", 400),
        message(POINTER + b"\x00\x01", 400),
        message(record()[:-2], 400),
        message(b"\x41" + b"a" * 100, 400),
        message(b"\x3fabc", 400),
    ],
    ids=["empty", "short", "claims-more", "no-records", "no-room", "cut-data", "reserved-label", "cut-name"],
)
def test_a_message_that_lies_about_itself_is_refused(wire: bytes):
    with pytest.raises(ValueError, match=r"begins|cut off|longer|reserved"):
        trimmed(wire)


@given(st.binary(max_size=600))
def test_noise_is_refused_or_harmless(wire: bytes):
    try:
        assert len(trimmed(wire)) <= len(wire)
        answers_and_starts(wire)
    except ValueError:
        pass
