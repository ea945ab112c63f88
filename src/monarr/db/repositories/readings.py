"""Which files' streams are to be read again."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, or_, select

from monarr.core.media import READER_VERSION
from monarr.db.models import MediaFile, MediaItem

_FILE: Any = MediaFile.__table__
_TITLE: Any = MediaItem.__table__


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Files of a library, of a title, or all; those only that an older reader read, unless `everything`."""

    library_id: int | None = None
    title_id: int | None = None
    everything: bool = False


def count_to_read(connection: Connection, wanted: Wanted) -> int:
    return int(connection.execute(_chosen(select(func.count()), wanted)).scalar_one())


def files_to_read(connection: Connection, wanted: Wanted, after_id: int, limit: int) -> list[Row[Any]]:
    """The next ones by id."""
    columns = (_FILE.c.id, _FILE.c.path, _FILE.c.title_id)
    statement = _chosen(select(*columns), wanted).where(_FILE.c.id > after_id).order_by(_FILE.c.id).limit(limit)
    return list(connection.execute(statement))


def _chosen(statement: Any, wanted: Wanted) -> Any:
    statement = statement.select_from(_FILE).where(_FILE.c.deleted_at.is_(None))
    if not wanted.everything:
        older = or_(_FILE.c.reader_version.is_(None), _FILE.c.reader_version < READER_VERSION)
        statement = statement.where(older)
    if wanted.title_id is not None:
        statement = statement.where(_FILE.c.title_id == wanted.title_id)
    if wanted.library_id is not None:
        statement = statement.join(_TITLE, _TITLE.c.id == _FILE.c.title_id)
        statement = statement.where(_TITLE.c.library_id == wanted.library_id)
    return statement
