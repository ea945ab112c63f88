"""The ledger as a dry run reads it: which titles it may concern, and their releases, some thousands at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, func, select

from monarr.db.models import MediaItem, Version
from monarr.db.repositories.releases import RELEASE, VERDICT

_VERSION: Any = Version.__table__
_ITEM: Any = MediaItem.__table__
_COUNTED = func.count(VERDICT.c.release_id.distinct())
_SCOPE = (
    select(VERDICT.c.title_id, _COUNTED.label("releases"), func.max(VERDICT.c.judged_at).label("judged_at"))
    .join(_VERSION, _VERSION.c.id == VERDICT.c.version_id)
    .join(_ITEM, _ITEM.c.id == VERDICT.c.title_id)
    .where(_ITEM.c.deleted_at.is_(None))
    .group_by(VERDICT.c.title_id)
    .order_by(func.max(VERDICT.c.judged_at).desc(), VERDICT.c.title_id)
)
_ROWS = (
    select(RELEASE, VERDICT.c.version_id, VERDICT.c.title_id)
    .join(VERDICT, VERDICT.c.release_id == RELEASE.c.id)
    .where(VERDICT.c.title_id.in_(bindparam("ids", expanding=True)))
    .order_by(VERDICT.c.title_id, VERDICT.c.version_id, RELEASE.c.id)
)


class Concerned(msgspec.Struct, frozen=True):
    """A title with how many releases the ledger holds for it."""

    title_id: int
    releases: int


def titles_in_ledger(
    connection: Connection, profile_ids: Collection[int] | None, library_id: int | None
) -> list[Concerned]:
    """Titles of which the ledger knows releases, those judged last before the others; None: of all profiles, or of all
    libraries."""
    statement = _SCOPE
    if profile_ids is not None:
        statement = statement.where(_VERSION.c.quality_profile_id.in_(sorted(profile_ids)))
    if library_id is not None:
        statement = statement.where(_ITEM.c.library_id == library_id)
    return [Concerned(row.title_id, row.releases) for row in connection.execute(statement)]


def releases_of_titles(connection: Connection, title_ids: Sequence[int]) -> list[Row[Any]]:
    """The releases that were judged for these titles, once for each version; rows have `version_id` and `title_id`
    besides what the ledger keeps."""
    rows = connection.execute(_ROWS, {"ids": list(title_ids)})
    return list({(row.version_id, row.id): row for row in rows}.values())
