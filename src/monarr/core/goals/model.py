"""A goal as data."""

from __future__ import annotations

import msgspec

from monarr.core.kinds import ContentType
from monarr.core.quality import SizeLimits

FILMS_AND_SERIES = (ContentType.MOVIE, ContentType.SERIES, ContentType.ANIME)


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted. `qualities` are the allowed ones, `cutoff` the label of the step that is good enough; `sizes` in
    megabytes per minute; `formats` are shipped formats by code with their points, `refused` those that are never
    taken; from `enough_score` points on nothing better is looked for, once the quality is reached."""

    code: str
    qualities: tuple[str, ...]
    cutoff: str
    sizes: dict[str, SizeLimits] = {}
    formats: dict[str, int] = {}
    refused: tuple[str, ...] = ()
    upgrades: bool = True
    enough_score: int = 0
    content_types: tuple[ContentType, ...] = FILMS_AND_SERIES
