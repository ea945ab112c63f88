"""How many titles there are, by kind, library and genre, and the sum of their ratings by genre."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy import text as sql

from monarr.db.models import Genre, ItemGenre, MediaItem

_ITEM: Any = MediaItem.__table__
_GENRE: Any = Genre.__table__
_LINK: Any = ItemGenre.__table__

_TITLE = select(_ITEM.c.kind, _ITEM.c.library_id, _ITEM.c.rating, _ITEM.c.added_at, _ITEM.c.deleted_at).where(
    _ITEM.c.id == bindparam("key")
)
_GENRES_OF = select(_LINK.c.genre_id).where(_LINK.c.item_id == bindparam("key"))
_UNLINK = delete(_LINK).where(_LINK.c.item_id == bindparam("key"))
_ADD_COUNT = sql(
    "INSERT INTO table_count (name, count) VALUES (:name, :by)"
    " ON CONFLICT (name) DO UPDATE SET count = table_count.count + :by"
)
_ADD_STATS = sql(
    "INSERT INTO genre_stats (genre_id, title_count, rated_count, rating_sum) VALUES (:genre, :titles, :rated, :points)"
    " ON CONFLICT (genre_id) DO UPDATE SET title_count = genre_stats.title_count + :titles,"
    " rated_count = genre_stats.rated_count + :rated, rating_sum = genre_stats.rating_sum + :points"
)
_MAKE_GENRE = sql("INSERT INTO genre (media_kind, name) VALUES (:kind, :named) ON CONFLICT DO NOTHING")
_SET_PRIMARY = update(_ITEM).where(_ITEM.c.id == bindparam("key")).values(primary_genre=bindparam("genre"))
_FIND_GENRE = select(_GENRE.c.id).where(_GENRE.c.media_kind == bindparam("kind"), _GENRE.c.name == bindparam("named"))


def count_names(kind: str, library_id: int | None) -> tuple[str, ...]:
    """The rows of `table_count` in which a title counts: `movie`, and `movie:3` in library 3."""
    return (kind,) if library_id is None else (kind, f"{kind}:{library_id}")


def title_added(connection: Connection, title_id: int) -> None:
    """A title has appeared or come back from the trash: it counts, in the genres it is linked with. Of a new title
    call it first: `set_genres` counts what it links."""
    _count_title(connection, title_id, 1)


def title_removed(connection: Connection, title_id: int) -> None:
    """A title goes to the trash, or for good: call it while its row and links are still there."""
    _count_title(connection, title_id, -1)


def rating_changed(connection: Connection, title_id: int, before: float | None, after: float | None) -> None:
    """The promoted rating of a title that counts has changed."""
    if before != after:
        rated = (after is not None) - (before is not None)
        _add_to_genres(connection, _genres_of(connection, title_id), 0, rated, (after or 0.0) - (before or 0.0))


def set_genres(connection: Connection, title_id: int, names: Sequence[str]) -> None:
    """Links a title with these genres, the most fitting first, and no others; genres not known yet are made."""
    title = connection.execute(_TITLE, {"key": title_id}).one()
    wanted = [_genre_id(connection, title.kind, name) for name in dict.fromkeys(names)]
    before = _genres_of(connection, title_id)
    if before != set(wanted):
        connection.execute(_UNLINK, {"key": title_id})
        links = [
            {"genre_id": genre_id, "added_at": title.added_at, "item_id": title_id, "position": place}
            for place, genre_id in enumerate(wanted)
        ]
        if links:
            connection.execute(insert(_LINK), links)
        if title.deleted_at is None:
            _count_in(connection, set(wanted) - before, title.rating, 1)
            _count_in(connection, before - set(wanted), title.rating, -1)
    connection.execute(_SET_PRIMARY, {"key": title_id, "genre": names[0] if names else None})


def _genre_id(connection: Connection, kind: str, name: str) -> int:
    given = {"kind": kind, "named": name}
    found = connection.execute(_FIND_GENRE, given).scalar()
    if found is None:
        connection.execute(_MAKE_GENRE, given)
        found = connection.execute(_FIND_GENRE, given).scalar_one()
    return int(found)


def _count_title(connection: Connection, title_id: int, by: int) -> None:
    title = connection.execute(_TITLE, {"key": title_id}).one()
    for name in count_names(title.kind, title.library_id):
        connection.execute(_ADD_COUNT, {"name": name, "by": by})
    _count_in(connection, _genres_of(connection, title_id), title.rating, by)


def _count_in(connection: Connection, genres: Iterable[int], rating: float | None, by: int) -> None:
    _add_to_genres(connection, genres, by, by if rating is not None else 0, by * (rating or 0.0))


def _genres_of(connection: Connection, title_id: int) -> set[int]:
    return set(connection.execute(_GENRES_OF, {"key": title_id}).scalars())


def _add_to_genres(connection: Connection, genres: Iterable[int], titles: int, rated: int, points: float) -> None:
    rows = [{"genre": genre_id, "titles": titles, "rated": rated, "points": points} for genre_id in sorted(genres)]
    if rows:  # sorted, so that two units cannot wait for each other
        connection.execute(_ADD_STATS, rows)
