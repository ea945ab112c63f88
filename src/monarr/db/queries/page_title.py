"""What title pages need beside the title itself: its neighbours in the library, and where an episode belongs."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select, tuple_

from monarr.db.models import Episode, EventRow, MediaItem
from monarr.db.queries.pictures import Picture, find_pictures

_ITEM: Any = MediaItem.__table__
_EPISODE: Any = Episode.__table__
_EVENT: Any = EventRow.__table__
_PLACE = (
    select(_EPISODE.c.series_id, _EPISODE.c.season_number, _EPISODE.c.episode_number, _EPISODE.c.air_date,
           _ITEM.c.title, _ITEM.c.overview)
    .join(_ITEM, _ITEM.c.id == _EPISODE.c.item_id)
    .where(_EPISODE.c.item_id == bindparam("key"), _ITEM.c.deleted_at.is_(None))
)  # fmt: skip
_KEY = tuple_(_ITEM.c.sort_title, _ITEM.c.id)
_OWN = tuple_(bindparam("name", type_=_ITEM.c.sort_title.type), bindparam("key", type_=_ITEM.c.id.type))
_BESIDE = select(_ITEM.c.id).where(
    _ITEM.c.library_id == bindparam("library"), _ITEM.c.kind == bindparam("kind"), _ITEM.c.deleted_at.is_(None),
    _ITEM.c.parent_id.is_(None),
)  # fmt: skip
_BEFORE = _BESIDE.where(_KEY < _OWN).order_by(_ITEM.c.sort_title.desc(), _ITEM.c.id.desc()).limit(1)
_AFTER = _BESIDE.where(_KEY > _OWN).order_by(_ITEM.c.sort_title, _ITEM.c.id).limit(1)
_EVENTS = select(func.count()).where(_EVENT.c.title_id == bindparam("key"))


class EpisodePlace(msgspec.Struct, frozen=True):
    series_id: int
    season_number: int
    episode_number: int
    air_date: date | None
    title: str
    overview: str | None
    still: Picture | None


def find_episode(connection: Connection, item_id: int) -> EpisodePlace | None:
    """The place of an episode in its series; None when it is none."""
    row = connection.execute(_PLACE, {"key": item_id}).first()
    if row is None:
        return None
    pictures = find_pictures(connection, [item_id], "still", "thumb", "landscape")
    return EpisodePlace(*row, next(iter(pictures.values()), None))


def find_neighbours(
    connection: Connection, title_id: int, library_id: int | None, kind: str, sort_title: str
) -> tuple[int | None, int | None]:
    """Ids of the titles before and after this one by name; two statements."""
    given = {"library": library_id, "kind": kind, "name": sort_title, "key": title_id}
    return connection.execute(_BEFORE, given).scalar(), connection.execute(_AFTER, given).scalar()


def count_events(connection: Connection, title_id: int) -> int:
    return int(connection.execute(_EVENTS, {"key": title_id}).scalar_one())
