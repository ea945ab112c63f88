"""Perceptual hashes: two pictures that look alike differ in few of the 64 bits."""

from __future__ import annotations

from collections.abc import Iterable

# Nine tenths of 64 bits alike (spec/origins.md 2.3, the code's figure).
DUPLICATE_DISTANCE = 6
_BITS = (1 << 64) - 1


def hamming_distance(one: int, other: int) -> int:
    """In how many of 64 bits two hashes differ. Signed numbers, as databases keep them, are read as their bits."""
    return ((one ^ other) & _BITS).bit_count()


def is_duplicate(hash_: int | None, known: Iterable[int], distance: int = DUPLICATE_DISTANCE) -> bool:
    """Whether a picture looks like one that is known. A picture without a hash never does."""
    return hash_ is not None and any(hamming_distance(hash_, other) <= distance for other in known)
