"""Whose folder is this? By the NFO in it, else by its name, which a source must know."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from monarr.core.kinds import MediaKind
from monarr.core.matching import WantedTitle, match_title
from monarr.core.metadata import ID_SOURCES
from monarr.core.releases import ParsedRelease, parse_path, parse_release
from monarr.files.library_walk import Seen
from monarr.services.context import House
from monarr.services.lookup import Found, look_up
from monarr.services.nfo_source import read_folder_nfo

_MOST_TRIED = 8
_MOST_GUESSED = 4


class Identified(msgspec.Struct, frozen=True):
    """Whose folder it is (`found`, None when nobody knows for sure), or titles that might fit, the source's best first.
    `words` and `year` are what its name was taken for, `silent` the sources that did not answer."""

    found: Found | None = None
    offered: tuple[Found, ...] = ()
    words: str = ""
    year: int | None = None
    silent: tuple[str, ...] = ()

    def guesses(self) -> list[dict[str, Any]]:
        """The likeliest titles as they are kept, each with an id by which it can be asked for."""
        likely = [self.found] if self.found else [one for one in self.offered if one.ids][:_MOST_GUESSED]
        return [
            {"key": ":".join(next(iter(one.ids.items()))), "title": one.title, "year": one.year, "sources": one.sources}
            for one in likely
        ]


def fingerprint(folder: str, videos: Mapping[str, Seen], source_ids: Sequence[int]) -> str:
    """Changes with whatever an answer rests on: the videos, the NFO files, and which sources are asked."""
    lines = [f"{path}\0{seen.size_bytes}\0{seen.modified_ns}" for path, seen in sorted(videos.items())]
    try:
        for path in sorted(Path(folder).glob("*.[nN][fF][oO]")):
            found = path.stat()
            lines.append(f"{path.name}\0{found.st_size}\0{found.st_mtime_ns}")
    except OSError:
        lines.append("?")
    lines.append(",".join(map(str, source_ids)))
    return hashlib.sha256("\n".join(lines).encode(errors="surrogateescape")).hexdigest()


async def identify_folder(house: House, folder: Path, kind: MediaKind, videos: Sequence[str]) -> Identified:
    """Whose folder it is: by its NFO, by an id in its name, or by its name when one title fits for sure."""
    ids, _details = await read_folder_nfo(folder, kind)
    for source in ID_SOURCES:
        if source in ids:
            answer = await look_up(house, kind, f"{source}:{ids[source]}")
            if answer.titles:
                return Identified(answer.titles[0])
    parsed = parse_folder(folder, kind, videos)
    if parsed is None:
        return Identified()
    for source, value in (("tmdb", parsed.tmdb_id), ("imdb", parsed.imdb_id)):
        if value:
            answer = await look_up(house, kind, f"{source}:{value}")
            if answer.titles:
                return Identified(answer.titles[0])
    answer = await look_up(house, kind, parsed.title, year=parsed.year)
    offered = answer.titles[:_MOST_TRIED]
    silent = tuple(sorted({one.name for one in answer.failed}))
    return Identified(_surest(parsed, offered, kind), offered, parsed.title, parsed.year, silent)


def parse_folder(folder: Path, kind: MediaKind, videos: Sequence[str]) -> ParsedRelease | None:
    """What a folder's name says, or that of its first video when the folder says nothing."""
    word = "movie" if kind is MediaKind.MOVIE else "series"
    inner = [f"{folder.name}/{Path(video).relative_to(folder).as_posix()}" for video in videos[:3]]
    read = [parse_path(path, word) for path in inner]
    named = next((one for one in read if one is not None and one.title), None)
    own = parse_release(folder.name, "movie")
    if kind is MediaKind.MOVIE:
        return own if own is not None and own.title and own.year else named or own
    if own is not None and own.title:  # a series' folder has its bare name, perhaps with the year
        return ParsedRelease(
            type="series", title=own.title, year=own.year, imdb_id=own.imdb_id, tmdb_id=own.tmdb_id, season=1,
            full_season=True,
        )  # fmt: skip
    return named


def _surest(parsed: ParsedRelease, found: Sequence[Found], kind: MediaKind) -> Found | None:
    """The best match that is sure; None when two are equally so."""
    matches = []
    for one in found:
        wanted = WantedTitle(
            kind=kind, title=one.title, year=one.year,
            main_aliases=(one.original_title,) if one.original_title else (),
        )  # fmt: skip
        match = match_title(parsed, wanted)
        if match.matched:
            matches.append((match.confidence, one))
    if not matches:
        return None
    best = max(confidence for confidence, _one in matches)
    surest = [one for confidence, one in matches if confidence == best]
    return surest[0] if len(surest) == 1 or best == 100 else None
