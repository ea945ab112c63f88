"""Qualities, their order, profiles, cutoff and size limits."""

from monarr.core.quality.model import (
    DEFAULT_SIZES,
    MOVIE_ORDER,
    QUALITIES,
    SERIES_ORDER,
    Modifier,
    ProfileItem,
    Quality,
    QualityProfile,
    SizeLimits,
    Source,
    get_quality,
)

__all__ = [
    "DEFAULT_SIZES",
    "MOVIE_ORDER",
    "QUALITIES",
    "SERIES_ORDER",
    "Modifier",
    "ProfileItem",
    "Quality",
    "QualityProfile",
    "SizeLimits",
    "Source",
    "get_quality",
]
