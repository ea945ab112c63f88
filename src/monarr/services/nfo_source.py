"""NFO files that others left beside the media, as a source: their ids identify a title first, their words fill what no
other source says. Monarr's own NFO files are passed over, as they would only repeat it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from pathlib import Path

from monarr.core.kinds import MediaKind
from monarr.core.nfo import NfoDocument, NfoFacts, NfoKind, read_nfo
from monarr.ports.metadata import Rating, TitleDetails

NAME = "nfo"
_MOST_FILES = 20
_MOST_BYTES = 2_000_000
_KINDS = {MediaKind.MOVIE: NfoKind.MOVIE, MediaKind.SERIES: NfoKind.TVSHOW}


async def read_folder_nfo(
    folder: str | Path, kind: MediaKind, own_paths: Collection[str] = ()
) -> tuple[dict[str, str], TitleDetails | None]:
    """The ids and the description in a title's folder; empty and None when there is nothing to read."""
    return await asyncio.to_thread(_read, Path(folder), kind, frozenset(own_paths))


def _read(folder: Path, kind: MediaKind, own_paths: frozenset[str]) -> tuple[dict[str, str], TitleDetails | None]:
    for path in _candidates(folder, kind):
        if str(path) in own_paths:
            continue
        facts = _facts(path)
        if facts is None or facts.kind not in (None, _KINDS.get(kind)):
            continue
        details = _details(facts.document, facts.ids, kind) if facts.document is not None else None
        if facts.ids or details is not None:
            return facts.ids, details
    return {}, None


def _candidates(folder: Path, kind: MediaKind) -> list[Path]:
    """`tvshow.nfo` or `movie.nfo` first; a film's may have any name."""
    named = folder / ("tvshow.nfo" if kind is MediaKind.SERIES else "movie.nfo")
    try:
        others = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".nfo" and path != named)
    except OSError:
        return []
    return ([named] if named.exists() else []) + (others[:_MOST_FILES] if kind is MediaKind.MOVIE else [])


def _facts(path: Path) -> NfoFacts | None:
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        return read_nfo(path.read_bytes())
    except OSError:
        return None


def _details(document: NfoDocument, ids: dict[str, str], kind: MediaKind) -> TitleDetails | None:
    if not document.title:
        return None
    return TitleDetails(
        provider=NAME,
        kind=kind,
        title=document.title,
        ids=ids,
        original_title=document.original_title,
        year=document.year or (document.premiered_on.year if document.premiered_on else None),
        overview=document.plot,
        tagline=document.tagline,
        runtime_minutes=document.runtime_minutes,
        certification=document.certification,
        genres=document.genres,
        studios=document.studios,
        keywords=document.tags,
        premiered_on=document.premiered_on,
        ratings=tuple(Rating(one.source, one.value, one.scale, one.votes) for one in document.ratings),
    )
