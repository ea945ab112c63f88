"""Where a file goes and what it is called there: facts of the database as `core.naming` wants them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from monarr.core.kinds import SeriesType
from monarr.core.media import MediaFacts
from monarr.core.naming import (
    AudioStream,
    FormatName,
    NamingEpisode,
    NamingFile,
    NamingItem,
    NamingMediaInfo,
    SubtitleStream,
    Translation,
    episode_file_name,
    movie_file_name,
    movie_folder_name,
    plain_name,
    season_folder_name,
    series_folder_name,
)  # fmt: skip
from monarr.core.releases import Revision
from monarr.files import inside, safe_target
from monarr.services.import_facts import Wanted

_HDR = {"hdr10plus": "hdr10_plus", "dolby_vision_hdr10plus": "dolby_vision_hdr10_plus"}


def naming_item(wanted: Wanted) -> NamingItem:
    title = wanted.title

    def number(provider: str) -> int | None:
        value = title.ids.get(provider, "")
        return int(value) if value.isdigit() else None

    return NamingItem(
        title=title.title,
        year=title.year,
        path=title.path or "",
        imdb_id=title.ids.get("imdb"),
        tmdb_id=number("tmdb"),
        tvdb_id=number("tvdb"),
        tvmaze_id=number("tvmaze"),
        series_type=SeriesType(title.series_type),
        season_folder=title.season_folder,
        original_title=title.original_title or "",
        certification=title.certification or "",
        collection=title.collection,
        translations=tuple(Translation(language, name) for language, name in title.translations),
    )


def naming_media(media: MediaFacts | None) -> NamingMediaInfo | None:
    if media is None:
        return None
    picture = media.main_video
    return NamingMediaInfo(
        video_codec=picture.codec if picture else "",
        video_codec_tag=picture.codec_tag if picture else "",
        video_bit_depth=picture.bit_depth if picture else None,
        hdr_format=_HDR.get(picture.hdr, picture.hdr) if picture else "none",
        multi_view_count=picture.views_count if picture else 1,
        audio=tuple(
            AudioStream(
                codec=one.codec,
                codec_tag=one.codec_tag,
                profile=one.profile or "",
                channels=one.channels or None,
                channel_layout=one.layout or "",
                language=one.language or "",
            )
            for one in media.audio
        ),
        subtitles=tuple(SubtitleStream(language=one.language or "") for one in media.subtitles),
    )


def media_of(stored: dict[str, Any]) -> MediaFacts | None:
    """The streams as they were kept with a file; None when it was never read."""
    return msgspec.convert(stored, MediaFacts) if stored else None


def naming_file(
    *,
    quality: str,
    revision: Revision,
    release_group: str | None,
    scene_name: str | None,
    path: str,
    edition: str | None,
    formats: tuple[str, ...],
    media: MediaFacts | None,
    in_library: bool = False,
    formats_in_names: tuple[str, ...] = (),
) -> NamingFile:
    return NamingFile(
        quality=quality,
        revision=revision,
        release_group=release_group,
        scene_name=scene_name,
        path=path,
        relative_path=path,
        edition=edition,
        in_library=in_library,
        custom_formats=tuple(FormatName(name, name in formats_in_names) for name in formats),
        media_info=naming_media(media),
        extension=PurePosixPath(path).suffix.lower(),
    )


def title_folder(wanted: Wanted, root: Path) -> Path:
    """The title's folder in this root: its own where that lies in it, else one named by the pattern."""
    path = wanted.title.path
    if path and inside(path, root):
        return Path(path)
    item, config = naming_item(wanted), wanted.title.naming
    name = movie_folder_name(item, config) if wanted.is_film else series_folder_name(item, config)
    return safe_target(root, name or plain_name(item, (), config))


def file_target(
    wanted: Wanted, root: Path, item_ids: tuple[int, ...], file: NamingFile, folder: Path | None = None
) -> Path:
    """The file's place: folder, season folder, name and ending. `folder` is the title's where the caller has it already.
    Raises FileError for what may not be."""
    folder = folder or title_folder(wanted, root)
    item, config = naming_item(wanted), wanted.title.naming
    if wanted.is_film:
        relative = movie_file_name(item, file, config) or plain_name(item, (), config)
    else:
        episodes = [one for one in wanted.episodes if one.id in item_ids]
        named = [
            NamingEpisode(
                season=one.season, episode=one.number, absolute=one.absolute, title=one.title, air_date=one.air_date
            )
            for one in episodes
        ]
        relative = episode_file_name(item, named, file, config) or plain_name(item, named, config)
        season = season_folder_name(item, episodes[0].season, config) if wanted.title.season_folder and episodes else ""
        relative = f"{season}/{relative}" if season else relative
    return safe_target(root, str(folder.relative_to(root) / (relative + file.extension)))
