"""The score of a picture, part by part: 115 points at most (`spec/origins.md` 2.3, "Code (AssetScoringPhase)").

| part | points |
| --- | --- |
| resolution | 30 x min(pixels / ideal, 1.5): up to 45 |
| aspect | 20 - 100 x the difference from the ideal ratio, at least 0 |
| language | first wish 20, each further wish a point less; no words 18; English 15; other 5 |
| votes | 20 x average / 10 x min(count / 50, 1) |
| provider | tmdb 10, fanart 9, tvdb 8, other 5 |
"""

from __future__ import annotations

from collections.abc import Sequence

from monarr.core.artwork.model import ArtworkCandidate, Contribution
from monarr.core.artwork.slots import Slot

_PROVIDERS = {"tmdb": 10.0, "fanart": 9.0, "fanart.tv": 9.0, "fanarttv": 9.0, "tvdb": 8.0}
_OTHER_PROVIDER = 5.0
_NO_WORDS, _ENGLISH, _OTHER_LANGUAGE, _FIRST_WISH, _LAST_WISH = 18.0, 15.0, 5.0, 20.0, 16.0


def score_artwork(candidate: ArtworkCandidate, slot: Slot, languages: Sequence[str] = ()) -> tuple[Contribution, ...]:
    """The contributions of a picture; `languages` are the wished ones (ISO 639-1), first wish first. What is not known
    contributes nothing."""
    return (
        Contribution("resolution", _resolution(candidate, slot), 45),
        Contribution("aspect", _aspect(candidate, slot), 20),
        Contribution("language", _language(candidate.language, languages), 20),
        Contribution("votes", _votes(candidate), 20),
        Contribution("provider", _PROVIDERS.get(candidate.provider.lower(), _OTHER_PROVIDER), 10),
    )


def _resolution(candidate: ArtworkCandidate, slot: Slot) -> float:
    pixels = (candidate.width or 0) * (candidate.height or 0)
    return round(30 * min(pixels / slot.ideal_pixels, 1.5), 2)


def _aspect(candidate: ArtworkCandidate, slot: Slot) -> float:
    if not candidate.width or not candidate.height:
        return 0
    difference = abs(candidate.width / candidate.height - slot.ideal_ratio)
    return round(max(0.0, 20 - 100 * difference), 2)


def _language(language: str | None, wishes: Sequence[str]) -> float:
    if not language:
        return _NO_WORDS
    wanted = [wish.lower() for wish in wishes]
    if language.lower() in wanted:
        return max(_LAST_WISH, _FIRST_WISH - wanted.index(language.lower()))
    return _ENGLISH if language.lower() == "en" else _OTHER_LANGUAGE


def _votes(candidate: ArtworkCandidate) -> float:
    average = min(max(candidate.vote_average or 0, 0), 10)
    return round(20 * (average / 10) * min(max(candidate.vote_count or 0, 0) / 50, 1), 2)
