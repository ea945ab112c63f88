"""What a name is made from: the settings, the title, its episodes, the file."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from monarr.core.kinds import SeriesType
from monarr.core.releases import Revision

ColonReplacement = Literal["delete", "dash", "space_dash", "space_dash_space", "smart", "custom"]
MultiEpisodeStyle = Literal["extend", "duplicate", "repeat", "scene", "range", "prefixed_range"]


class NamingConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Patterns and options. A pattern may hold folders, parted by `/`; `{Token}` stands for a value (see README.md)."""

    rename: bool = True  # False: the scene name stays, else the current name
    replace_illegal_characters: bool = True  # False: they are left out
    colon_replacement: ColonReplacement = "smart"
    custom_colon_replacement: str = ""
    multi_episode_style: MultiEpisodeStyle = "prefixed_range"
    standard_episode_format: str = "{Series Title} - S{season:00}E{episode:00} - {Episode Title} {Quality Full}"
    daily_episode_format: str = "{Series Title} - {Air-Date} - {Episode Title} {Quality Full}"
    anime_episode_format: str = "{Series Title} - S{season:00}E{episode:00} - {Episode Title} {Quality Full}"
    series_folder_format: str = "{Series Title}"
    season_folder_format: str = "Season {season}"
    specials_folder_format: str = "Specials"
    movie_format: str = "{Movie Title} ({Release Year}) {Quality Full}"
    movie_folder_format: str = "{Movie Title} ({Release Year})"


class Translation(msgspec.Struct, frozen=True):
    """A title in another language, which is an English name."""

    language: str = ""
    title: str = ""


class NamingItem(msgspec.Struct, frozen=True, kw_only=True):
    """The film or series. Unknown is None or ""."""

    title: str
    year: int | None = None
    path: str = ""
    imdb_id: str | None = None
    tmdb_id: int | None = None
    tvdb_id: int | None = None
    tvmaze_id: int | None = None
    series_type: SeriesType = SeriesType.STANDARD
    season_folder: bool = True
    original_title: str = ""
    certification: str = ""
    collection: str = ""
    translations: tuple[Translation, ...] = ()


class NamingEpisode(msgspec.Struct, frozen=True, kw_only=True):
    season: int = 0
    episode: int = 0
    absolute: int | None = None
    title: str = ""
    air_date: date | None = None


class AudioStream(msgspec.Struct, frozen=True, kw_only=True):
    """In ffprobe's words; `language` is ISO 639-2."""

    codec: str = ""
    codec_tag: str = ""
    profile: str = ""
    channels: int | None = None
    channel_layout: str = ""
    language: str = ""


class SubtitleStream(msgspec.Struct, frozen=True, kw_only=True):
    language: str = ""


class NamingMediaInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The streams, in ffprobe's words. The first of `audio` is the primary one. `hdr_format`: `none`, `hdr10`,
    `hdr10_plus`, `hlg10`, `pq10`, `dolby_vision` and its combinations, `unknown`."""

    video_codec: str = ""
    video_codec_tag: str = ""
    video_bit_depth: int | None = None
    hdr_format: str = "none"
    multi_view_count: int = 1
    audio: tuple[AudioStream, ...] = ()
    subtitles: tuple[SubtitleStream, ...] = ()


class FormatName(msgspec.Struct, frozen=True):
    """A custom format that the file matches."""

    name: str = ""
    include_when_renaming: bool = False


class NamingFile(msgspec.Struct, frozen=True, kw_only=True):
    """The file to be named. `relative_path` is below the title's folder, `extension` with its dot."""

    quality: str = "Unknown"
    revision: Revision = Revision()
    release_group: str | None = None
    release_hash: str | None = None
    scene_name: str | None = None
    relative_path: str = ""
    path: str = ""
    edition: str | None = None
    in_library: bool = False
    custom_formats: tuple[FormatName, ...] = ()
    media_info: NamingMediaInfo | None = None
    extension: str = ".mkv"
