"""Errors nobody expected: those of one kind and place as one trouble, the single ones, and one with its trace."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, func, or_, select

from monarr.db.models import ErrorEvent, User

_ERROR: Any = ErrorEvent.__table__
_USER: Any = User.__table__
JOB = "JOB"  # what stands for a method where a job failed


class ErrorsWanted(msgspec.Struct, frozen=True):
    """Which errors are asked for; what is empty does not limit. `source` is request or job; `words` are looked for in
    kind, message, place and path, and at the beginning of the correlation id."""

    source: str = ""
    code: str = ""
    place: str = ""
    words: str = ""
    correlation_id: str = ""


class ErrorGroup(msgspec.Struct, frozen=True):
    """Errors of one kind and place; `id`, message, path, method and correlation id are those of the last one."""

    id: int
    code: str
    place: str
    count: int
    first_at: datetime
    last_at: datetime
    message: str
    path: str | None
    method: str | None
    correlation_id: str


class ErrorLine(msgspec.Struct, frozen=True):
    """One error, without its trace."""

    id: int
    occurred_at: datetime
    correlation_id: str
    code: str
    message: str
    place: str
    path: str | None
    method: str | None
    status: int | None


class ErrorDetail(ErrorLine, frozen=True):
    """One error with all that was kept, and how often its like has come up. `job_id` where a job failed."""

    trace: str
    job_id: int | None
    user_id: int | None
    user_name: str | None
    count: int
    first_at: datetime
    last_at: datetime


def list_error_groups(
    connection: Connection, wanted: ErrorsWanted, *, before_id: int | None = None, limit: int = 50
) -> list[ErrorGroup]:
    """The one that came up last first; from before the id of a last one on. Counts are of the errors that are wanted."""
    last = func.max(_ERROR.c.id)
    groups = (
        select(
            last.label("id"),
            func.count().label("count"),
            func.min(_ERROR.c.occurred_at).label("first_at"),
        )
        .where(*_conditions(wanted))
        .group_by(_ERROR.c.code, _ERROR.c.place)
        .order_by(last.desc())
        .limit(limit)
    )
    if before_id is not None:
        groups = groups.having(last < before_id)
    group, columns = groups.subquery(), _ERROR.c
    rows = connection.execute(
        select(
            group.c.id, columns.code, columns.place, group.c.count, group.c.first_at,
            columns.occurred_at.label("last_at"), columns.message, columns.path, columns.method, columns.correlation_id,
        ).join_from(group, _ERROR, columns.id == group.c.id).order_by(group.c.id.desc())
    )  # fmt: skip
    return [ErrorGroup(**row._mapping) for row in rows]


def list_errors(
    connection: Connection, wanted: ErrorsWanted, *, before_id: int | None = None, limit: int = 50
) -> list[ErrorLine]:
    """Each by itself, newest first, from before an id on."""
    columns = [_ERROR.c[name] for name in ErrorLine.__struct_fields__]
    statement = select(*columns).where(*_conditions(wanted)).order_by(_ERROR.c.id.desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(_ERROR.c.id < before_id)
    return [ErrorLine(*row) for row in connection.execute(statement)]


def list_error_codes(connection: Connection) -> list[str]:
    """The kinds that have come up, by the alphabet."""
    return list(connection.execute(select(_ERROR.c.code).distinct().order_by(_ERROR.c.code)).scalars())


def find_error(connection: Connection, which: int | str) -> ErrorDetail | None:
    """One by its id, or the last one of a correlation id."""
    condition = _ERROR.c.id == which if isinstance(which, int) else _ERROR.c.correlation_id == which
    joined = select(_ERROR, _USER.c.display_name.label("user_name")).outerjoin_from(
        _ERROR, _USER, _USER.c.id == _ERROR.c.user_id
    )
    row = connection.execute(joined.where(condition).order_by(_ERROR.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    moment = _ERROR.c.occurred_at
    alike = select(func.count(), func.min(moment), func.max(moment))
    alike = alike.where(_ERROR.c.code == row.code, _ERROR.c.place == row.place)
    count, first_at, last_at = connection.execute(alike).one()
    return ErrorDetail(
        row.id, row.occurred_at, row.correlation_id, row.code, row.message, row.place, row.path, row.method, row.status,
        row.stack or "", row.details.get("job_id"), row.user_id, row.user_name, count, first_at, last_at,
    )  # fmt: skip


def count_errors(connection: Connection, since: datetime) -> int:
    """How many have come up since then."""
    return int(connection.execute(select(func.count()).where(_ERROR.c.occurred_at >= since)).scalar_one())


def with_errors(connection: Connection, correlation_ids: Collection[str]) -> set[str]:
    """Those of the ids under which an error was kept."""
    if not correlation_ids:
        return set()
    statement = select(_ERROR.c.correlation_id).where(_ERROR.c.correlation_id.in_(sorted(correlation_ids))).distinct()
    return set(connection.execute(statement).scalars())


def _conditions(wanted: ErrorsWanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.source:
        method = func.coalesce(_ERROR.c.method, "")
        found.append(method == JOB if wanted.source == "job" else method != JOB)
    found += [
        _ERROR.c[name] == value for name in ("code", "place", "correlation_id") if (value := getattr(wanted, name))
    ]
    if words := wanted.words.strip():
        columns = (_ERROR.c.code, _ERROR.c.message, _ERROR.c.place, _ERROR.c.path)
        found.append(
            or_(
                *(column.icontains(words, autoescape=True) for column in columns),
                _ERROR.c.correlation_id.startswith(words.lower(), autoescape=True),
            )
        )
    return found
