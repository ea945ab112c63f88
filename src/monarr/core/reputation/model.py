"""Factors and what they add up to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from monarr.core.reputation.tally import Tally

NEUTRAL = 0.5  # what an unknown factor counts as


class Reading(msgspec.Struct, frozen=True):
    """A factor's answer: `value` between 0 and 1, None where nothing is known; the figures it was made from."""

    value: float | None
    figures: dict[str, Any] = {}


UNKNOWN = Reading(None)


class Factor(msgspec.Struct, frozen=True):
    """One of the eight. `weight` is its share of 1; `source` says whose figures it reads: `indexers`, `names`, `ledger`
    or `experience`."""

    code: str
    weight: float
    source: str
    read: Callable[[Tally, datetime], Reading]


class FactorScore(msgspec.Struct, frozen=True):
    """A factor as it counts for a group. `value` None: unknown, and counted as neutral; `points` of `most` are its
    contribution to the score of 0 to 100."""

    code: str
    value: float | None
    points: float
    most: float
    source: str
    figures: dict[str, Any] = {}


class Reputation(msgspec.Struct, frozen=True):
    """`score` 0 to 100, `confidence` 0 to 100. `adjustments` are points beside the factors, by code: `bonus` for a big
    internal group whose releases are well seeded, `fakes` for what did not keep its promise."""

    score: float
    confidence: int
    factors: tuple[FactorScore, ...]
    adjustments: dict[str, float] = {}

    @property
    def tier(self) -> str:
        return tier_of(self.score, self.confidence)

    @property
    def certainty(self) -> str:
        return certainty_of(self.confidence)


def key_of(name: str) -> str:
    """Groups are the same whatever the case of their letters."""
    return name.strip().casefold()


_TIERS = ((90, "premium"), (80, "excellent"), (70, "good"), (60, "average"), (40, "below-average"))
_CERTAINTIES = ((7, "very-high"), (5, "high"), (3, "medium"), (1, "low"))
MOST_CONFIDENCE_POINTS = 8


def tier_of(score: float, confidence: float = 100) -> str:
    """premium, excellent, good, average, below-average or poor; unknown where nothing makes it sure."""
    if not confidence:
        return "unknown"
    return next((name for least, name in _TIERS if score >= least), "poor")


def certainty_of(confidence: float) -> str:
    """very-high, high, medium, low or very-low."""
    points = round(confidence * MOST_CONFIDENCE_POINTS / 100)
    return next((name for least, name in _CERTAINTIES if points >= least), "very-low")


def bars_of(score: float) -> int:
    """Five bars: one for each 20 points begun, none at 0."""
    return min(5, max(0, -int(-score // 20)))
