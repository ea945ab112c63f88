"""Qualities, their order, profiles, cutoff and size limits."""

from monarr.core.quality.goals import LanguageGoal, PackPolicy, RepairPolicy, Strength
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
    version_name,
)
from monarr.core.quality.profiles import builtin_profiles, profile_items

__all__ = [
    "DEFAULT_SIZES",
    "MOVIE_ORDER",
    "QUALITIES",
    "SERIES_ORDER",
    "LanguageGoal",
    "Modifier",
    "PackPolicy",
    "ProfileItem",
    "Quality",
    "QualityProfile",
    "RepairPolicy",
    "SizeLimits",
    "Source",
    "Strength",
    "builtin_profiles",
    "get_quality",
    "profile_items",
    "version_name",
]
