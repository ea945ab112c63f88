"""The ledger of a title: every release seen for it, with its verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select

from monarr.db.repositories.releases import RELEASE, VERDICT

_BOTH = select(
    RELEASE,
    VERDICT.c.id.label("verdict_id"),
    *(VERDICT.c[name] for name in ("item_id", "title_id", "version_id", "origin", "outcome", "quality", "score", "formats",
                                   "verdicts", "refusal", "distance", "judged_at")),
).join(VERDICT, VERDICT.c.release_id == RELEASE.c.id)  # fmt: skip


def list_ledger(
    connection: Connection,
    title_id: int,
    *,
    version_id: int | None = None,
    episode_id: int | None = None,
    outcome: str | None = None,
    limit: int = 200,
    after: tuple[datetime, int] | None = None,
) -> list[Row[Any]]:
    """Releases with their verdicts, the newest judgement first; rows have the columns of both halves. With `episode_id`
    those of the episode and all packs of the series. `after` is `judged_at` and `verdict_id` of the last row."""
    statement = _BOTH.where(VERDICT.c.title_id == title_id)
    if version_id is not None:
        statement = statement.where(VERDICT.c.version_id == version_id)
    if episode_id is not None:
        statement = statement.where(VERDICT.c.item_id.in_((episode_id, title_id)))
    if outcome is not None:
        statement = statement.where(VERDICT.c.outcome == outcome)
    if after is not None:
        earlier = VERDICT.c.judged_at < after[0]
        statement = statement.where(or_(earlier, (VERDICT.c.judged_at == after[0]) & (VERDICT.c.id < after[1])))
    ordered = statement.order_by(VERDICT.c.judged_at.desc(), VERDICT.c.id.desc())
    return list(connection.execute(ordered.limit(limit)))


NEAREST = 3  # releases kept for each item: enough to say what stands in the way
_PLACED = (
    select(
        VERDICT.c.id,
        func.row_number()
        .over(
            partition_by=(VERDICT.c.item_id, VERDICT.c.version_id),
            order_by=(VERDICT.c.distance, VERDICT.c.score.desc(), VERDICT.c.id.desc()),
        )
        .label("place"),
        func.count().over(partition_by=(VERDICT.c.item_id, VERDICT.c.version_id)).label("release_count"),
    )
    .where(VERDICT.c.title_id.in_(bindparam("ids", expanding=True)))
    .subquery()
)
_NEAREST = (
    _BOTH.add_columns(_PLACED.c.release_count)
    .join(_PLACED, _PLACED.c.id == VERDICT.c.id)
    .where(_PLACED.c.place <= NEAREST)
    .order_by(VERDICT.c.item_id, VERDICT.c.version_id, _PLACED.c.place)
)


def nearest_in_ledger(connection: Connection, title_ids: Sequence[int]) -> list[Row[Any]]:
    """For each item and version of these titles the releases that came closest, in one statement; `release_count` is how
    many there are. Packs stand under their series."""
    return list(connection.execute(_NEAREST, {"ids": list(title_ids)})) if title_ids else []
