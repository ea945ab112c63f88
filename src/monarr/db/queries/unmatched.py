"""Folders that belong to no title, as pages list them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from monarr.core.text import Text, stored_text
from monarr.db.models import UnmatchedFolder

_FOLDER: Any = UnmatchedFolder.__table__
_OPEN = (~_FOLDER.c.left_alone) & _FOLDER.c.title_id.is_(None)
_LIST = (
    select(_FOLDER)
    .where(_FOLDER.c.library_id == bindparam("key"), _FOLDER.c.title_id.is_(None))
    .order_by(_FOLDER.c.left_alone, _FOLDER.c.path)
    .limit(bindparam("most"))
)
_COUNTS = select(_FOLDER.c.library_id, func.count().label("waiting")).where(_OPEN).group_by(_FOLDER.c.library_id)
MOST = 500


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """A title that might fit. `key` is an id such as `tmdb:45745`."""

    key: str
    title: str
    year: int | None = None
    sources: tuple[str, ...] = ()


class UnmatchedRow(msgspec.Struct, frozen=True, kw_only=True):
    """`words` and `year` are what the folder's name was taken for; `guesses` the likeliest first; `asked_at` when all
    sources last answered about it."""

    id: int
    library_id: int
    path: str
    file_count: int
    size_bytes: int
    words: str
    year: int | None
    reason: Text
    guesses: tuple[Guess, ...]
    left_alone: bool
    found_at: datetime
    asked_at: datetime | None = None


def list_unmatched(connection: Connection, library_id: int) -> list[UnmatchedRow]:
    """The folders of a library by path, those left alone at the end; at most 500."""
    plain = ("id", "library_id", "path", "file_count", "size_bytes", "words", "year", "left_alone", "found_at",
             "asked_at")  # fmt: skip
    return [
        UnmatchedRow(
            reason=stored_text(row.reason), guesses=msgspec.convert(row.guesses, tuple[Guess, ...]),
            **{name: getattr(row, name) for name in plain},
        )
        for row in connection.execute(_LIST, {"key": library_id, "most": MOST})
    ]  # fmt: skip


def count_unmatched(connection: Connection) -> dict[int, int]:
    """How many folders wait for a decision, by library; those with none are missing."""
    return {row.library_id: row.waiting for row in connection.execute(_COUNTS)}
