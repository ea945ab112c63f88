"""The file journal's rows: planned before anything is done, recorded together with what the act changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, bindparam, exists, insert, select, update
from sqlalchemy import text as sql

from monarr.core.acts import Act, Step
from monarr.core.errors import Conflict
from monarr.core.text import text
from monarr.db.models import FileOperation
from monarr.db.within import within

_OPS: Any = FileOperation.__table__
_OPEN_OF = select(_OPS.c.act_id).where(_OPS.c.item_id == bindparam("title_id"), _OPS.c.state == "planned")
_BUSY_AMONG = select(_OPS.c.item_id, _OPS.c.act_id).where(
    within(_OPS.c.item_id, "title_ids"), _OPS.c.state == "planned"
)
_OPEN = select(_OPS.c.act_id).where(_OPS.c.state == "planned").group_by(_OPS.c.act_id).order_by(_OPS.c.act_id)
_OF_ACT = select(_OPS).where(_OPS.c.act_id == bindparam("act_id")).order_by(_OPS.c.position)
_END = update(_OPS).where(
    _OPS.c.act_id == bindparam("of_act"), _OPS.c.position.between(bindparam("first"), bindparam("last")),
    _OPS.c.state == "planned",
).values(state=bindparam("ends"), done_at=bindparam("at"), problem=bindparam("told"))  # fmt: skip
_END_WHOLE = (
    update(_OPS)
    .where(within(_OPS.c.act_id, "acts"), _OPS.c.state == "planned")
    .values(state="done", done_at=bindparam("at"), problem=None)
    .returning(_OPS.c.act_id)
)
_PLAN = insert(_OPS)


class Busy(Conflict):
    """Another act on the same title has not ended yet."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """An act as its rows tell it."""

    act: Act
    states: tuple[str, ...]
    holder: int

    @property
    def record_position(self) -> int:
        return len(self.act.steps)

    @property
    def is_recorded(self) -> bool:
        return self.states[self.record_position] != "planned"


def lock_title(connection: Connection, title_id: int) -> None:
    """One unit at a time plans for a title. On SQLite there is but one writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(sql("SELECT pg_advisory_xact_lock(:key)"), {"key": (0x6D6F << 40) | title_id})


def has_open_act(title_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether an act on the title is open, as a column for other statements."""
    return exists().where(_OPS.c.item_id == title_id, _OPS.c.state == "planned")


def plan_acts(connection: Connection, acts: Sequence[Act], holder: int, now: datetime) -> None:
    """Writes acts down: two statements, however many. Raises Busy while another act on one's title is open, and for two
    of one title; `lock_title` came before."""
    titles = {act.title_id: act.id for act in acts}
    open_acts = connection.execute(_BUSY_AMONG, {"title_ids": list(titles)}).all()
    if len(titles) < len(acts) or any(row.act_id != titles[row.item_id] for row in open_acts):
        raise Busy(text("Another change to the files of this title is not finished yet."))
    connection.execute(_PLAN, [row for act in acts for row in _rows(act, holder, now)])


def _rows(act: Act, holder: int, now: datetime) -> list[dict[str, Any]]:
    rows = [_row(act, position, step, now) for position, step in enumerate(act.steps)]
    record = {"record": act.record, "holder": holder}
    rows.append({**_row(act, len(act.steps), Step(kind="record"), now), "plan": record})
    rows += [_row(act, len(act.steps) + 1 + place, step, now) for place, step in enumerate(act.after)]
    return rows


def _row(act: Act, position: int, step: Step, now: datetime) -> dict[str, Any]:
    return {
        "act_id": act.id, "act": act.name, "position": position, "kind": step.kind, "state": "planned",
        "source_path": step.source, "target_path": step.target, "size_bytes": step.size_bytes,
        "modified_ns": step.modified_ns, "item_id": act.title_id, "file_id": step.file_id,
        "download_id": act.download_id, "user_id": act.user_id, "planned_at": now,
        "plan": {"inode": step.inode, "folders": list(step.folders)},
    }  # fmt: skip


def end_steps(
    connection: Connection, act: Act, first: int, last: int, state: str, now: datetime, problem: str | None = None
) -> int:
    """Marks the planned rows of positions `first` to `last`; returns how many there were."""
    values = {"of_act": act.id, "first": first, "last": last, "ends": state, "at": now, "told": problem}
    return int(connection.execute(_END, values).rowcount)


def end_acts(connection: Connection, acts: Sequence[Act], now: datetime) -> set[str]:
    """Marks the steps and the record of each as done; those that come after the record stay planned. Gives the ids of
    the acts that were open: one statement for all that have nothing after their record."""
    plain = [act.id for act in acts if not act.after]
    ended = set(connection.execute(_END_WHOLE, {"acts": plain, "at": now}).scalars()) if plain else set()
    return ended | {act.id for act in acts if act.after and end_steps(connection, act, 0, len(act.steps), "done", now)}


def open_acts(connection: Connection) -> list[Written]:
    """Every act that has a planned row left."""
    ids = connection.execute(_OPEN).scalars().all()
    return [written for act_id in ids if (written := find_act(connection, act_id)) is not None]


def open_acts_of(connection: Connection, title_id: int) -> list[Written]:
    """The open acts of one title."""
    ids = connection.execute(_OPEN_OF, {"title_id": title_id}).scalars().all()
    return [written for act_id in sorted(set(ids)) if (written := find_act(connection, act_id)) is not None]


def find_act(connection: Connection, act_id: str) -> Written | None:
    """An act by its id; None when there is none, or none of today's shape."""
    rows = connection.execute(_OF_ACT, {"act_id": act_id}).all()
    place = next((number for number, row in enumerate(rows) if row.kind == "record"), None)
    if place is None:
        return None
    plan = rows[place].plan
    act = Act(
        id=act_id,
        name=rows[0].act,
        steps=tuple(_step(row) for row in rows[:place]),
        record=plan["record"],
        after=tuple(_step(row) for row in rows[place + 1 :]),
        title_id=rows[0].item_id or 0,
        download_id=rows[0].download_id,
        user_id=rows[0].user_id,
    )
    return Written(act=act, states=tuple(row.state for row in rows), holder=plan["holder"])


def _step(row: Row[Any]) -> Step:
    return Step(
        kind=row.kind,
        source=row.source_path,
        target=row.target_path,
        size_bytes=row.size_bytes or 0,
        modified_ns=row.modified_ns or 0,
        inode=row.plan.get("inode", 0),
        folders=tuple(row.plan.get("folders", ())),
        file_id=row.file_id,
    )


def acts_of_files(connection: Connection, file_ids: Sequence[int], kind: str) -> list[Row[Any]]:
    """The done steps of one kind about these files, newest first."""
    if not file_ids:
        return []
    query = select(_OPS).where(_OPS.c.file_id.in_(file_ids), _OPS.c.kind == kind, _OPS.c.state == "done")
    return list(connection.execute(query.order_by(_OPS.c.id.desc())).all())


def mark_undone(connection: Connection, act_id: str) -> None:
    """A person took the act back."""
    connection.execute(update(_OPS).where(_OPS.c.act_id == act_id, _OPS.c.state == "done"), {"state": "undone"})


def mark_purged(connection: Connection, file_ids: Sequence[int]) -> None:
    """The recycled files are gone for good."""
    if file_ids:
        connection.execute(
            update(_OPS).where(_OPS.c.file_id.in_(file_ids), _OPS.c.state == "done"), {"state": "purged"}
        )
