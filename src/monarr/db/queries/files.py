"""Acts of the file journal, as people see them: what was done to files, and what is still open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from monarr.db.models import FileOperation

_O: Any = FileOperation.__table__


class ActRow(msgspec.Struct, frozen=True, kw_only=True):
    """One act. `state` is that of its record: planned, done, reversed, undone, purged."""

    act_id: str
    act: str
    state: str
    title_id: int | None
    download_id: int | None
    user_id: int | None
    planned_at: datetime
    done_at: datetime | None
    problem: str | None


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    position: int
    kind: str
    state: str
    source_path: str | None
    target_path: str | None
    size_bytes: int | None
    problem: str | None


def acts(
    connection: Connection, *, title_id: int | None = None, before_id: int | None = None, limit: int = 50
) -> list[ActRow]:
    """Acts, newest first; of one title when asked. `before_id` is a row id of the journal to go on from."""
    query = select(_O).where(_O.c.kind == "record")
    if title_id is not None:
        query = query.where(_O.c.item_id == title_id)
    if before_id is not None:
        query = query.where(_O.c.id < before_id)
    rows = connection.execute(query.order_by(_O.c.id.desc()).limit(limit)).all()
    return [
        ActRow(
            act_id=row.act_id, act=row.act, state=row.state, title_id=row.item_id, download_id=row.download_id,
            user_id=row.user_id, planned_at=row.planned_at, done_at=row.done_at, problem=row.problem,
        )
        for row in rows
    ]  # fmt: skip


def steps_of(connection: Connection, act_id: str) -> list[StepRow]:
    """The steps of an act, in order."""
    rows = connection.execute(select(_O).where(_O.c.act_id == act_id).order_by(_O.c.position)).all()
    return [
        StepRow(
            position=row.position, kind=row.kind, state=row.state, source_path=row.source_path,
            target_path=row.target_path, size_bytes=row.size_bytes, problem=row.problem,
        )
        for row in rows
    ]  # fmt: skip


def open_act_count(connection: Connection) -> int:
    """How many acts have not ended: for the health page."""
    query = select(func.count(func.distinct(_O.c.act_id))).where(_O.c.state == "planned")
    return int(connection.execute(query).scalar_one())
