"""The values of artwork choice."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ArtworkCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """A picture on offer for a slot. `language` is ISO 639-1, None for a picture without words or when not said;
    `perceptual_hash` is a 64-bit number, None before the picture was fetched."""

    slot: str
    url: str
    provider: str
    language: str | None = None
    width: int | None = None
    height: int | None = None
    vote_average: float | None = None  # 0 to 10
    vote_count: int | None = None
    size_bytes: int | None = None
    perceptual_hash: int | None = None


class Contribution(msgspec.Struct, frozen=True):
    """One named part of a score."""

    name: str  # resolution, aspect, language, votes, provider
    points: float
    most: float  # what this part can give


class ScoredArtwork(msgspec.Struct, frozen=True):
    """A candidate with its score. `refused` is None, or a code: `no-size`, `too-small`, `wrong-shape`, `duplicate`,
    `excluded`, `other-slot`."""

    candidate: ArtworkCandidate
    contributions: tuple[Contribution, ...]
    refused: str | None = None

    @property
    def score(self) -> float:
        return round(sum(part.points for part in self.contributions), 2)


class Outcome(StrEnum):
    FOUND = "found"
    ABSENT = "absent"


class ArtworkChoice(msgspec.Struct, frozen=True):
    """What was chosen, and every candidate with its score, best first, the refused ones last."""

    outcome: Outcome
    chosen: ArtworkCandidate | None
    trace: tuple[ScoredArtwork, ...] = ()
