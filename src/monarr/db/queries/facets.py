"""The figures that are kept of all titles, and short lists by one fact: what the catalogue's bars measure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from monarr.db.models import ExternalId, Genre, GenreStats, ItemGenre, MediaFile, MediaItem, TableCount

_ITEM: Any = MediaItem.__table__
_ID: Any = ExternalId.__table__
_GENRE: Any = Genre.__table__
_STATS: Any = GenreStats.__table__
_LINK: Any = ItemGenre.__table__
_FILE: Any = MediaFile.__table__
_COUNT: Any = TableCount.__table__
_COLUMNS = (_ITEM.c.id, _ITEM.c.title, _ITEM.c.year, _ITEM.c.state, _ITEM.c.rating, _ITEM.c.added_at)
_TITLES = (_ITEM.c.deleted_at.is_(None), _ITEM.c.parent_id.is_(None))
_MOST: Any = bindparam("most")
_KIND = _ITEM.c.kind == bindparam("kind")

_BY_PROVIDER_ID = (
    select(*_COLUMNS)
    .join(_ID, _ID.c.item_id == _ITEM.c.id)
    .where(_ID.c.provider == bindparam("provider"), _ID.c.value == bindparam("value"), _ID.c.kind == bindparam("kind"),
           _ID.c.is_live)
)  # fmt: skip
_NEWEST = select(*_COLUMNS).where(_KIND, *_TITLES).order_by(_ITEM.c.added_at.desc(), _ITEM.c.id.desc()).limit(_MOST)
_OF_YEAR = (
    select(*_COLUMNS)
    .where(_KIND, _ITEM.c.year == bindparam("year"), *_TITLES)
    .order_by(_ITEM.c.sort_title)
    .limit(_MOST)
)
_OF_GENRE = (
    select(*_COLUMNS)
    .join(_LINK, _LINK.c.item_id == _ITEM.c.id)
    .where(_LINK.c.genre_id == bindparam("genre"), _ITEM.c.deleted_at.is_(None))
    .order_by(_LINK.c.added_at.desc(), _LINK.c.item_id.desc())
    .limit(_MOST)
)
_RATED_OVER = (
    select(*_COLUMNS)
    .where(_KIND, _ITEM.c.rating > bindparam("least"), *_TITLES)
    .order_by(_ITEM.c.rating.desc())
    .limit(_MOST)
)
_BIGGEST = (
    select(*_COLUMNS, _FILE.c.size_bytes, _FILE.c.quality)
    .join(_FILE, _FILE.c.title_id == _ITEM.c.id)
    .where(_FILE.c.quality == bindparam("quality"), _FILE.c.deleted_at.is_(None), _ITEM.c.deleted_at.is_(None))
    .order_by(_FILE.c.size_bytes.desc(), _FILE.c.title_id.desc())
    .limit(_MOST)
)
_GENRES = (
    select(_GENRE.c.id, _GENRE.c.name, _STATS.c.title_count, _STATS.c.rated_count, _STATS.c.rating_sum)
    .join(_STATS, _STATS.c.genre_id == _GENRE.c.id)
    .where(_GENRE.c.media_kind == bindparam("kind"), _STATS.c.title_count > 0)
    .order_by(_GENRE.c.name)
)
_COUNT_OF = select(_COUNT.c.count).where(_COUNT.c.name == bindparam("named"))


class Brief(msgspec.Struct, frozen=True):
    """A title in a line."""

    id: int
    title: str
    year: int | None
    state: str
    rating: float | None
    added_at: datetime


class BigFile(msgspec.Struct, frozen=True):
    title: Brief
    size_bytes: int
    quality: str


class GenreRow(msgspec.Struct, frozen=True):
    """`average` is the mean of the ratings, None where nothing is rated."""

    id: int
    name: str
    title_count: int
    average: float | None


def find_by_provider_id(connection: Connection, kind: str, provider: str, value: str) -> Brief | None:
    """The title that another catalogue knows under this id; of several libraries any."""
    row = connection.execute(_BY_PROVIDER_ID, {"kind": kind, "provider": provider, "value": value}).first()
    return None if row is None else Brief(*row)


def list_newest(connection: Connection, kind: str, *, limit: int = 20) -> list[Brief]:
    return [Brief(*row) for row in connection.execute(_NEWEST, {"kind": kind, "most": limit})]


def list_of_year(connection: Connection, kind: str, year: int, *, limit: int = 20) -> list[Brief]:
    """Titles of a year by name."""
    return [Brief(*row) for row in connection.execute(_OF_YEAR, {"kind": kind, "year": year, "most": limit})]


def list_of_genre(connection: Connection, genre_id: int, *, limit: int = 20) -> list[Brief]:
    """The newest titles of a genre."""
    return [Brief(*row) for row in connection.execute(_OF_GENRE, {"genre": genre_id, "most": limit})]


def list_rated_over(connection: Connection, kind: str, rating: float, *, limit: int = 20) -> list[Brief]:
    """Titles rated better than that, the best first."""
    return [Brief(*row) for row in connection.execute(_RATED_OVER, {"kind": kind, "least": rating, "most": limit})]


def list_biggest(connection: Connection, quality: str, *, limit: int = 20) -> list[BigFile]:
    """The biggest files of a quality with their titles."""
    rows = connection.execute(_BIGGEST, {"quality": quality, "most": limit})
    return [BigFile(Brief(*row[:6]), row[6], row[7]) for row in rows]


def list_genres(connection: Connection, kind: str) -> list[GenreRow]:
    """Genres by name with their counts and average ratings."""
    return [
        GenreRow(row[0], row[1], row[2], row[4] / row[3] if row[3] else None)
        for row in connection.execute(_GENRES, {"kind": kind})
    ]


def count_titles(connection: Connection, kind: str, library_id: int | None = None) -> int:
    """How many titles there are, in one library or in all."""
    name = kind if library_id is None else f"{kind}:{library_id}"
    return int(connection.execute(_COUNT_OF, {"named": name}).scalar() or 0)
