"""Standings of release groups, and one group with its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, or_, select

from monarr.core.reputation import Reputation, key_of
from monarr.db.repositories.reputation import GROUP, SNAPSHOT

SORTS: dict[str, Any] = {
    "score": GROUP.c.score.desc(),
    "worst": GROUP.c.score.asc(),
    "name": GROUP.c.key.asc(),
    "releases": GROUP.c.release_count.desc(),
    "imported": GROUP.c.imported_count.desc(),
    "fakes": GROUP.c.fake_count.desc(),
    "last": GROUP.c.last_seen_at.desc(),
}
_COLUMNS = [column for column in GROUP.c if column.name != "tally"]


class HistoryPoint(msgspec.Struct, frozen=True):
    """How a group stood at the end of a day."""

    on: date
    score: float
    confidence: int
    releases: int
    imported: int
    ended: int


class GroupPage(msgspec.Struct, frozen=True):
    """A group: its row (without the tally), its reputation when it was last weighed, and its history, oldest first."""

    row: Row[Any]
    reputation: Reputation
    history: tuple[HistoryPoint, ...]


def list_groups(
    connection: Connection, *, sort: str = "score", words: str = "", limit: int = 50, offset: int = 0
) -> list[Row[Any]]:
    """Groups in an order of `SORTS`, those whose name holds `words`; without their tallies."""
    statement = select(*_COLUMNS).order_by(SORTS.get(sort, SORTS["score"]), GROUP.c.id)
    return list(connection.execute(_named(statement, words).limit(limit).offset(offset)))


def count_groups(connection: Connection, words: str = "") -> int:
    """How many groups there are whose name holds `words`."""
    return int(connection.execute(_named(select(func.count()).select_from(GROUP), words)).scalar_one())


def find_group(connection: Connection, name_or_id: str | int) -> GroupPage | None:
    """A group by its name, whatever the case, or by its id; None when it was never seen."""
    which = GROUP.c.key == key_of(str(name_or_id))
    if isinstance(name_or_id, int):
        which = GROUP.c.id == name_or_id
    row = connection.execute(select(*_COLUMNS).where(which)).first()
    if row is None:
        return None
    points = connection.execute(
        select(SNAPSHOT).where(SNAPSHOT.c.group_id == row.id).order_by(SNAPSHOT.c.taken_on.desc()).limit(400)
    )
    history = [HistoryPoint(one.taken_on, one.score, one.confidence, one.release_count, one.imported_count,
                            one.ended_count) for one in points]  # fmt: skip
    return GroupPage(row, read_reputation(row), tuple(reversed(history)))


def groups_named(connection: Connection, names: Sequence[str]) -> dict[str, Row[Any]]:
    """The groups of these names, by key."""
    keys = sorted({key_of(name) for name in names if name})
    if not keys:
        return {}
    return {row.key: row for row in connection.execute(select(*_COLUMNS).where(GROUP.c.key.in_(keys)))}


def read_reputation(row: Row[Any]) -> Reputation:
    """The reputation as it was weighed last."""
    if not row.analysis:
        return Reputation(row.score, row.confidence, ())
    return msgspec.convert(row.analysis, Reputation, strict=False)


def _named(statement: Any, words: str) -> Any:
    wanted = words.strip().casefold()
    if not wanted:
        return statement
    escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return statement.where(or_(GROUP.c.key == wanted, GROUP.c.key.like(f"%{escaped}%", escape="\\")))
