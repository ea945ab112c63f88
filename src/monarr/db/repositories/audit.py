"""The audit log, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from monarr.db.models import AuditEvent

_AUDIT: Any = AuditEvent.__table__


def insert_audit(connection: Connection, values: Mapping[str, Any]) -> int:
    return int(connection.execute(insert(_AUDIT).returning(_AUDIT.c.id), dict(values)).scalar_one())


def find_audit(connection: Connection, audit_id: int, action: str) -> Row[Any] | None:
    return connection.execute(select(_AUDIT).where(_AUDIT.c.id == audit_id, _AUDIT.c.action == action)).first()


def list_audit(
    connection: Connection, *, before_id: int | None, limit: int, user_id: int | None = None, action: str | None = None
) -> list[Row[Any]]:
    """Rows before an id (None: from the newest), perhaps of one person or of actions that begin so."""
    statement = select(_AUDIT).order_by(_AUDIT.c.id.desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(_AUDIT.c.id < before_id)
    if user_id is not None:
        statement = statement.where(_AUDIT.c.user_id == user_id)
    if action:
        statement = statement.where(_AUDIT.c.action.startswith(action, autoescape=True))
    return list(connection.execute(statement))
