"""How the episodes of a series are counted: by the catalogue, in one row from the beginning, and by releases."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, bindparam, select

from monarr.db.models import Episode, EpisodeNumbering, MediaItem

_ITEM: Any = MediaItem.__table__
_EPISODE: Any = Episode.__table__
_NUMBERING: Any = EpisodeNumbering.__table__
_ALL = (
    select(
        _EPISODE.c.item_id, _EPISODE.c.season_number, _EPISODE.c.episode_number, _ITEM.c.title, _EPISODE.c.air_date,
        _EPISODE.c.absolute_number, _NUMBERING.c.season_number.label("scene_season"),
        _NUMBERING.c.episode_number.label("scene_number"), _NUMBERING.c.absolute_number.label("scene_absolute"),
        _NUMBERING.c.verified,
    )
    .join(_ITEM, _ITEM.c.id == _EPISODE.c.item_id)
    .outerjoin(_NUMBERING, and_(_NUMBERING.c.episode_id == _EPISODE.c.item_id, _NUMBERING.c.scheme == "scene"))
    .where(_EPISODE.c.series_id == bindparam("key"), _ITEM.c.deleted_at.is_(None))
    .order_by(_EPISODE.c.season_number, _EPISODE.c.episode_number)
)  # fmt: skip
_OF_SEASON = _ALL.where(_EPISODE.c.season_number == bindparam("season"))


class EpisodeNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """`absolute_number` counts from the first episode on. The `scene_…` are how releases count; all null: as the
    catalogue does. `is_confirmed` null: there is nothing to confirm."""

    id: int
    season_number: int
    episode_number: int
    title: str
    air_date: date | None
    absolute_number: int | None
    scene_season: int | None
    scene_number: int | None
    scene_absolute: int | None
    is_confirmed: bool | None


def list_numbers(connection: Connection, series_id: int, season: int | None = None) -> list[EpisodeNumbers]:
    """The episodes of a series in order, of one season or of all; one statement."""
    given: dict[str, Any] = {"key": series_id}
    rows = connection.execute(
        _ALL if season is None else _OF_SEASON, given if season is None else given | {"season": season}
    )
    return [
        EpisodeNumbers(
            id=row.item_id, season_number=row.season_number, episode_number=row.episode_number, title=row.title,
            air_date=row.air_date, absolute_number=row.absolute_number, scene_season=row.scene_season,
            scene_number=row.scene_number, scene_absolute=row.scene_absolute, is_confirmed=row.verified,
        )
        for row in rows
    ]  # fmt: skip
