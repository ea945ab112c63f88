"""The best picture for a slot, with the trace of all the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from monarr.core.artwork.model import ArtworkCandidate, ArtworkChoice, Outcome, ScoredArtwork
from monarr.core.artwork.phash import is_duplicate
from monarr.core.artwork.score import score_artwork
from monarr.core.artwork.slots import SLOTS, Slot

# A poster half as wide again as a poster is none.
_SHAPE_TOLERANCE = 0.35


def choose_artwork(
    candidates: Sequence[ArtworkCandidate],
    slot: str,
    languages: Sequence[str] = (),
    exclude_hashes: Collection[int] = (),
    exclude_urls: Collection[str] = (),
) -> ArtworkChoice:
    """The best candidate that may be used; absent when there is none. Ties: more votes, the smaller file, the provider's
    name, the address. To fill several ranks, ask again with the hash and the address of what was fetched."""
    ideal = SLOTS[slot]
    scored = [
        ScoredArtwork(
            candidate,
            score_artwork(candidate, ideal, languages),
            _refusal(candidate, ideal, exclude_hashes, exclude_urls),
        )
        for candidate in candidates
    ]
    scored.sort(key=_order)
    chosen = next((entry.candidate for entry in scored if entry.refused is None), None)
    return ArtworkChoice(Outcome.FOUND if chosen else Outcome.ABSENT, chosen, tuple(scored))


def _order(entry: ScoredArtwork) -> tuple[Any, ...]:
    picture = entry.candidate
    size = picture.size_bytes if picture.size_bytes is not None else float("inf")
    return (entry.refused is not None, -entry.score, -(picture.vote_count or 0), size, picture.provider, picture.url)


def _refusal(
    candidate: ArtworkCandidate, slot: Slot, exclude_hashes: Collection[int], exclude_urls: Collection[str]
) -> str | None:
    if candidate.slot != slot.name:
        return "other-slot"
    if candidate.url in exclude_urls:
        return "excluded"
    if is_duplicate(candidate.perceptual_hash, exclude_hashes):
        return "duplicate"
    return _size_refusal(candidate, slot)


def _size_refusal(candidate: ArtworkCandidate, slot: Slot) -> str | None:
    """Sources that do not tell a size are believed; a size of zero is a broken picture."""
    width, height = candidate.width, candidate.height
    if width is None or height is None:
        return None
    if width <= 0 or height <= 0:
        return "no-size"
    if width < slot.minimum_width or height < slot.minimum_height:
        return "too-small"
    off_shape = abs(width / height - slot.ideal_ratio) / slot.ideal_ratio > _SHAPE_TOLERANCE
    return "wrong-shape" if off_shape and not slot.transparent else None
