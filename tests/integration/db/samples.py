"""Rows for the data tests: name only what matters."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from monarr.db.defaults import ensure_defaults
from monarr.db.models import (
    Episode,
    Library,
    MediaFile,
    MediaFileItem,
    MediaItem,
    Movie,
    QualityProfileRow,
    Season,
    Series,
    Version,
)

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def _add(connection: Connection, model: Any, **values: Any) -> int:
    key = next(iter(model.__table__.primary_key.columns))
    return int(connection.execute(insert(model).returning(key), values).scalar_one())


def library(connection: Connection, name: str = "Films", content_type: str = "movie", **values: Any) -> int:
    return _add(connection, Library, name=name, slug=name.lower(), content_type=content_type, **values)


def item(connection: Connection, title: str, kind: str = "movie", **values: Any) -> int:
    clean = title.lower().replace(" ", "")
    values = {"sort_title": title.lower(), "clean_title": clean, "added_at": NOW} | values
    return _add(connection, MediaItem, title=title, kind=kind, **values)


def profile(connection: Connection, name: str = "1080p", content_type: str = "movie") -> int:
    """A shipped profile."""
    row = QualityProfileRow.__table__
    find = select(row.c.id).where(row.c.name == name, row.c.content_type == content_type)
    if connection.execute(find).first() is None:
        ensure_defaults(connection, NOW)
    return int(connection.execute(find).scalar_one())


def film(
    connection: Connection, title: str = "Sintel", library_id: int | None = None, **values: Any
) -> tuple[int, int]:
    """A film that is out, with its default version: (title, version)."""
    title_id = item(connection, title, library_id=library_id, **values)
    connection.execute(insert(Movie), {"item_id": title_id, "digital_on": (NOW - timedelta(days=400)).date()})
    return title_id, version(connection, title_id)


def version(connection: Connection, title_id: int, name: str = "Standard", wants: str = "1080p", **values: Any) -> int:
    values = {"is_default": name == "Standard", "quality_profile_id": profile(connection, wants)} | values
    return _add(connection, Version, item_id=title_id, name=name, **values)


def series(
    connection: Connection, title: str, aired: int, coming: int = 0, **values: Any
) -> tuple[int, int, list[int]]:
    """A series of one season: (title, season, episodes)."""
    title_id = item(connection, title, "series", **values)
    connection.execute(insert(Series), {"item_id": title_id})
    season_id = item(connection, "Season 1", "season", parent_id=title_id)
    connection.execute(insert(Season), {"item_id": season_id, "series_id": title_id, "season_number": 1})
    episodes = []
    for number in range(1, aired + coming + 1):
        episode_id = item(connection, f"Episode {number}", "episode", parent_id=season_id)
        at = NOW + timedelta(days=7 * (number - aired) - 1)
        values = {"series_id": title_id, "season_id": season_id, "season_number": 1, "episode_number": number}
        connection.execute(insert(Episode), {"item_id": episode_id, "aired_at": at, "air_date": at.date(), **values})
        episodes.append(episode_id)
    return title_id, season_id, episodes


def file(
    connection: Connection,
    title_id: int,
    version_id: int,
    *items: int,
    quality: str = "Bluray-1080p",
    size: int = 1000,
    **values: Any,
) -> int:
    """A file of a version that holds these items; none named: the film itself."""
    path = f"/media/{title_id}/{next(_numbers)}.mkv"
    facts = {"path": path, "size_bytes": size, "quality": quality, "imported_at": NOW} | values
    file_id = _add(connection, MediaFile, title_id=title_id, version_id=version_id, **facts)
    rows = [{"file_id": file_id, "item_id": item_id} for item_id in items or (title_id,)]
    connection.execute(insert(MediaFileItem), rows)
    return file_id
