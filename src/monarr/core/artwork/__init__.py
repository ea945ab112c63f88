"""Choice among pictures: by slot, size, shape, language, votes and source, each with its named contribution."""

from monarr.core.artwork.choose import choose_artwork
from monarr.core.artwork.model import ArtworkCandidate, ArtworkChoice, Contribution, Outcome, ScoredArtwork
from monarr.core.artwork.phash import DUPLICATE_DISTANCE, hamming_distance, is_duplicate
from monarr.core.artwork.score import score_artwork
from monarr.core.artwork.slots import SLOTS, Slot

__all__ = [
    "DUPLICATE_DISTANCE", "SLOTS", "ArtworkCandidate", "ArtworkChoice", "Contribution", "Outcome", "ScoredArtwork", "Slot",
    "choose_artwork", "hamming_distance", "is_duplicate", "score_artwork",
]  # fmt: skip
