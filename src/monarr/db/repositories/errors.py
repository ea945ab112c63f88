"""The log of errors that nobody expected."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete

from monarr.db.models import ErrorEvent

_ERROR: Any = ErrorEvent.__table__


def delete_errors(connection: Connection, code: str, place: str) -> int:
    """Deletes all of one kind and place; how many."""
    return int(connection.execute(delete(_ERROR).where(_ERROR.c.code == code, _ERROR.c.place == place)).rowcount)
