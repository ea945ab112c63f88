"""Two rows of one title become one: what belongs to the old one is given to the other, and the old one goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from monarr.db.models import (
    BlocklistEntry,
    Download,
    DownloadItem,
    Episode,
    EventRow,
    ExternalId,
    FileOperation,
    ItemTag,
    Job,
    LibraryFile,
    MediaFile,
    MediaFileItem,
    MediaItem,
    ReleaseVerdict,
    Season,
    SeasonStats,
    Version,
)
from monarr.db.search import index_title

_ITEM: Any = MediaItem.__table__
_SEASON: Any = Season.__table__
_EPISODE: Any = Episode.__table__
_STATS: Any = SeasonStats.__table__
_VERSION: Any = Version.__table__
_ID: Any = ExternalId.__table__
_TAG: Any = ItemTag.__table__
_VERDICT: Any = ReleaseVerdict.__table__
_TITLE_OF: tuple[Any, ...] = tuple(
    model.__table__.c.title_id for model in (MediaFile, EventRow, Job, Download, BlocklistEntry, ReleaseVerdict)
)
_ITEM_OF: tuple[Any, ...] = tuple(
    model.__table__.c.item_id
    for model in (MediaFileItem, EventRow, FileOperation, DownloadItem, LibraryFile, ReleaseVerdict)
)
_VERSION_OF: tuple[Any, ...] = tuple(
    model.__table__.c.version_id for model in (MediaFile, EventRow, Download, ReleaseVerdict)
)


def merge_titles(connection: Connection, old_id: int, into_id: int, parts: Mapping[int, int]) -> None:
    """Gives files, versions, history, downloads, judgements, tags, and the parts that the other lacks, to `into_id`,
    and removes `old_id`. Files in the trash stay there; their rows belong to the other from then on.
    `parts` are those of `join_parts`."""
    items = {old_id: into_id, **parts}
    versions = _join_versions(connection, old_id, into_id)
    _drop_double_verdicts(connection, items, versions)
    for column in _TITLE_OF:
        connection.execute(update(column.table).where(column == old_id).values({column.name: into_id}))
    _give(connection, _ITEM_OF, items)
    _give(connection, _VERSION_OF, versions)
    _give_tags(connection, old_id, into_id)
    index_title(connection, old_id, ())
    gone = [one for one in items if one != old_id]
    for start in range(0, len(gone), 500):
        connection.execute(delete(_ITEM).where(_ITEM.c.id.in_(gone[start : start + 500])))
    connection.execute(delete(_ITEM).where(_ITEM.c.id == old_id))


def join_parts(connection: Connection, old_id: int, into_id: int) -> dict[int, int]:
    """Seasons and episodes that both have, old id to new; those that only the old one has move over, alive."""
    seasons = _by_number(connection, _SEASON, old_id, into_id, (_SEASON.c.season_number,))
    episodes = _by_number(
        connection, _EPISODE, old_id, into_id, (_EPISODE.c.season_number, _EPISODE.c.episode_number)
    )  # fmt: skip
    episodes |= _by_catalogue_id(connection, old_id, into_id, set(episodes))
    own = select(_SEASON.c.item_id).where(_SEASON.c.series_id == old_id)
    for season_id in list(connection.execute(own).scalars()):
        if season_id not in seasons:
            _move_season(connection, season_id, into_id)
    lone = select(_EPISODE.c.item_id, _EPISODE.c.season_id).where(_EPISODE.c.series_id == old_id)
    for episode_id, season_id in connection.execute(lone).all():
        if episode_id not in episodes:
            home = seasons.get(season_id, season_id)
            connection.execute(
                update(_EPISODE).where(_EPISODE.c.item_id == episode_id).values(series_id=into_id, season_id=home)
            )
            _revive(connection, episode_id, home)
    return {**seasons, **episodes}


def _by_number(
    connection: Connection, table: Any, old_id: int, into_id: int, numbers: tuple[Any, ...]
) -> dict[int, int]:
    rows = connection.execute(select(table.c.item_id, table.c.series_id, *numbers).where(
        table.c.series_id.in_((old_id, into_id)))).all()  # fmt: skip
    there = {tuple(row[2:]): row.item_id for row in rows if row.series_id == into_id}
    return {row.item_id: there[tuple(row[2:])] for row in rows if row.series_id == old_id and tuple(row[2:]) in there}


def _by_catalogue_id(connection: Connection, old_id: int, into_id: int, known: set[int]) -> dict[int, int]:
    """Episodes that were numbered anew meanwhile."""
    other, theirs = _EPISODE.alias(), _ID.alias()
    same = (theirs.c.provider == _ID.c.provider) & (theirs.c.value == _ID.c.value) & (theirs.c.kind == _ID.c.kind)
    statement = (
        select(_EPISODE.c.item_id, other.c.item_id.label("new_id"))
        .join(_ID, _ID.c.item_id == _EPISODE.c.item_id)
        .join(theirs, same)
        .join(other, other.c.item_id == theirs.c.item_id)
        .where(_EPISODE.c.series_id == old_id, other.c.series_id == into_id)
    )
    return {row.item_id: row.new_id for row in connection.execute(statement) if row.item_id not in known}


def _move_season(connection: Connection, season_id: int, into_id: int) -> None:
    connection.execute(delete(_STATS).where(_STATS.c.season_id == season_id))
    connection.execute(update(_SEASON).where(_SEASON.c.item_id == season_id).values(series_id=into_id))
    _revive(connection, season_id, into_id)


def _revive(connection: Connection, item_id: int, parent_id: int) -> None:
    values = {"parent_id": parent_id, "deleted_at": None, "deleted_reason": None}
    connection.execute(update(_ITEM).where(_ITEM.c.id == item_id).values(values))
    connection.execute(update(_ID).where(_ID.c.item_id == item_id).values(is_live=True))


def _join_versions(connection: Connection, old_id: int, into_id: int) -> dict[int, int]:
    """Old version to the one of the same name, the title's own to its own; what is left moves over."""
    rows = connection.execute(select(_VERSION).where(_VERSION.c.item_id.in_((old_id, into_id)))).all()
    there = {row.name.lower(): row.id for row in rows if row.item_id == into_id}
    own = next((row.id for row in rows if row.item_id == into_id and row.is_default), None)
    joined: dict[int, int] = {}
    for row in (row for row in rows if row.item_id == old_id):
        same = there.get(row.name.lower()) or (own if row.is_default else None)
        if same is not None:
            joined[row.id] = same
        else:
            last = select(func.coalesce(func.max(_VERSION.c.position), 0)).where(_VERSION.c.item_id == into_id)
            place = connection.execute(last).scalar_one() + 1
            values = {"item_id": into_id, "is_default": own is None, "position": place}
            connection.execute(update(_VERSION).where(_VERSION.c.id == row.id).values(values))
    return joined


def _drop_double_verdicts(connection: Connection, items: Mapping[int, int], versions: Mapping[int, int]) -> None:
    """A release that was judged for both keeps the newer title's judgement."""
    old = connection.execute(
        select(_VERDICT.c.id, _VERDICT.c.release_id, _VERDICT.c.version_id, _VERDICT.c.item_id)
        .where(_VERDICT.c.version_id.in_(versions))
    ).all()  # fmt: skip
    new = connection.execute(
        select(_VERDICT.c.release_id, _VERDICT.c.version_id, _VERDICT.c.item_id)
        .where(_VERDICT.c.version_id.in_(set(versions.values())))
    ).all()  # fmt: skip
    taken = {tuple(row) for row in new}
    for row in old:
        if (row.release_id, versions[row.version_id], items.get(row.item_id, row.item_id)) in taken:
            connection.execute(delete(_VERDICT).where(_VERDICT.c.id == row.id))


def _give(connection: Connection, columns: tuple[Any, ...], pairs: Mapping[int, int]) -> None:
    if not pairs:
        return
    for column in columns:
        statement = update(column.table).where(column == bindparam("old")).values({column.name: bindparam("new")})
        connection.execute(statement, [{"old": old, "new": new} for old, new in pairs.items()])


def _give_tags(connection: Connection, old_id: int, into_id: int) -> None:
    held = set(connection.execute(select(_TAG.c.tag_id).where(_TAG.c.item_id == into_id)).scalars())
    own = set(connection.execute(select(_TAG.c.tag_id).where(_TAG.c.item_id == old_id)).scalars())
    if own - held:
        connection.execute(insert(_TAG), [{"item_id": into_id, "tag_id": tag_id} for tag_id in sorted(own - held)])
