"""What a release name says, as a value."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec


class Revision(msgspec.Struct, frozen=True, order=True, gc=False):
    """Which attempt of the same group this is. A proper or repack is version 2; `real` counts REAL marks."""

    version: int = 1
    real: int = 0
    is_repack: bool = False


class ParsedRelease(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Everything a release name or path says. Unknown is None, a list is empty; `quality` is a name of `core.quality`.

    Conventions: a full season has no episodes; a daily or absolute number leaves `season` None; no language found is
    `["Unknown"]`; `title` keeps its case, dots and underscores become spaces.
    """

    type: Literal["series", "movie", "music"]
    title: str
    year: int | None = None
    season: int | None = None
    episodes: list[int] = []
    absolute_episodes: list[float] = []
    air_date: date | None = None
    full_season: bool = False
    quality: str = "Unknown"
    revision: Revision = Revision()
    languages: list[str] = msgspec.field(default_factory=lambda: ["Unknown"])
    release_group: str | None = None
    release_hash: str | None = None
    edition: str | None = None
    imdb_id: str | None = None
    tmdb_id: int | None = None
    alternate_titles: list[str] = []
    artist: str | None = None
    album: str | None = None
    # what else is found
    seasons: list[int] = []  # several seasons in one pack; else empty
    special: bool = False
    extras: bool = False  # a pack of extras, not the season itself
    part: int | None = None  # a part or volume of a season or film
    source: str | None = None  # name of `core.quality.Source`
    resolution: int | None = None  # lines: 360 to 2160
    modifier: str | None = None  # name of `core.quality.Modifier`, None for none
    video_codec: str | None = None  # "x264", "x265", "AV1" …
    bit_depth: int | None = None
    hdr: list[str] = []  # "HDR10", "HDR10+", "DV", "HLG"
    audio: list[str] = []  # "DTS-HD MA", "TrueHD Atmos" …
    audio_channels: str | None = None  # "5.1"
    streaming_service: str | None = None
    hardcoded_subs: str | None = None
    is_multi: bool = False  # MULTi: several languages of the sound, which its indexer knows
    flags: list[str] = []  # "internal", "freeleech", "scene", "hybrid" … as the name says
    three_d: bool = False
    crc: str | None = None
