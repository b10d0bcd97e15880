"""Likeness of pages in 64 bits: pages of one site differ by few bits, pages of two sites by about half.

The hash is Charikar's (2002): each feature votes on every bit with its weight. A page with too few features
for a vote gets an exact hash of all of them instead, written with `=` in front.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b

FEW = 12
NEAR = 12
FAR = 19

_BITS = 64
_LANE = 24  # bits of a counter: sums of weights stay far under 2 ** 24
_MOST = 4000


def shape(features: Mapping[str, int]) -> str:
    """Reduce weighted features to sixteen hex digits."""
    if len(features) < FEW:
        return "=" + _digest("\n".join(sorted(features))).hex()
    counted = list(features.items())[:_MOST]
    spread = _spread()
    votes = [0] * 8
    for feature, weight in counted:
        for place, byte in enumerate(_digest(feature)):
            votes[place] += weight * spread[byte]
    half = sum(weight for _, weight in counted) / 2
    lanes = (
        vote >> (_LANE * (7 - bit)) & ((1 << _LANE) - 1)  # the first bit of a byte is its highest
        for vote in votes
        for bit in range(8)
    )
    return f"{int(''.join('1' if lane > half else '0' for lane in lanes), 2):016x}"


def distance(one: str, other: str) -> int | None:
    """Count the bits that differ; two exact hashes are 0 or 64 apart; None when the kinds differ."""
    if one.startswith("=") or other.startswith("="):
        if one[:1] != other[:1]:
            return None
        return 0 if one == other else _BITS
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


@cache
def _spread() -> tuple[int, ...]:
    """Each byte as eight counters in one integer, so that one addition counts eight bits."""
    return tuple(sum(1 << (_LANE * bit) for bit in range(8) if byte >> bit & 1) for byte in range(256))
