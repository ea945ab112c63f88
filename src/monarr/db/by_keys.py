"""Statements for the rows of some keys."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, CursorResult, Select, bindparam


class ByKeys:
    """A SELECT of the rows whose `column` is one of the keys, built once.

    A single key, by far the most frequent, is asked for by equality: an IN list is written out anew for every
    execution, and that takes longer than finding the row.
    """

    def __init__(self, statement: Select[Any], column: ColumnElement[Any]) -> None:
        self._one = statement.where(column == bindparam("key", type_=column.type))
        self._many = statement.where(column.in_(bindparam("keys", expanding=True, type_=column.type)))

    def rows(self, connection: Connection, keys: Collection[Any]) -> CursorResult[Any]:
        """Rows of these keys; of none, none."""
        if len(keys) == 1:
            (key,) = keys
            return connection.execute(self._one, {"key": key})
        return connection.execute(self._many, {"keys": list(keys)})
