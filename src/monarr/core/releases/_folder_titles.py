"""A folder's title, and what a file takes from it."""

from __future__ import annotations

import msgspec

from monarr.core.releases import quality
from monarr.core.releases._read import read
from monarr.core.releases.model import ParsedRelease
from monarr.core.releases.parse import assemble, parse_release
from monarr.core.releases.sites import VIDEO, split_extension


def titled_by(folders: list[str], parsed: ParsedRelease) -> ParsedRelease | None:
    """The nearest folder's title (and year) given to a file that has none."""
    folder = titled(folders[-1]) if folders else None
    if folder is None:
        return parsed if parsed.title else None
    return with_title(folder, parsed)


def with_title(folder: ParsedRelease, parsed: ParsedRelease) -> ParsedRelease:
    says_nothing = parsed.source is None and parsed.resolution is None
    is_better = says_nothing and (folder.source is not None or folder.resolution is not None)
    return msgspec.structs.replace(
        parsed, title=folder.title, year=parsed.year or folder.year, alternate_titles=folder.alternate_titles,
        imdb_id=parsed.imdb_id or folder.imdb_id, tmdb_id=parsed.tmdb_id or folder.tmdb_id,
        quality=folder.quality if is_better else parsed.quality, source=folder.source if is_better else parsed.source,
        resolution=folder.resolution if is_better else parsed.resolution,
        release_group=parsed.release_group or folder.release_group,
    )  # fmt: skip


def titled(folder: str) -> ParsedRelease | None:
    """A folder read as a title, whatever it is of."""
    reading = read(folder, None)
    return assemble(reading, None, is_path=True) if reading else None


def folder_of(folder: str, file_name: str, kind: str | None) -> ParsedRelease | None:
    """What a folder says; the file's extension tells the quality where the folder does not."""
    extension = split_extension(file_name)[1]
    parsed = parse_release(f"{folder}.{extension}", kind) if extension in VIDEO else None
    return parsed or parse_release(folder, kind)


def empty_season(extension: str) -> ParsedRelease:
    traits = quality.Traits([], None, [], False, False, extension, True)
    return ParsedRelease(type="series", title="", quality=quality.grade(traits).quality)
