"""The ledger of a title: every release seen for it, with its verdicts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select

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
