"""Folders that belong to no title: written by scans, read by them again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from monarr.db.engine import notice
from monarr.db.models import UnmatchedFolder

FOLDER: Any = UnmatchedFolder.__table__
_FIND = select(FOLDER).where(FOLDER.c.id == bindparam("key"))
_FIND_AT = select(FOLDER).where(FOLDER.c.path == bindparam("key"))
_OF_LIBRARY = select(
    FOLDER.c.path, FOLDER.c.left_alone, FOLDER.c.title_id, FOLDER.c.asked_at, FOLDER.c.fingerprint, FOLDER.c.reason
).where(FOLDER.c.library_id == bindparam("key"))
_OF_ROOT = select(FOLDER.c.id, FOLDER.c.path).where(FOLDER.c.root_folder_id == bindparam("key"))
_AT_ONCE = 500


class Settled(NamedTuple):
    """What is known of folders without a title: `left` are to be left alone, `chosen` belong to a title by a person's
    word, `asked` are those about which all sources have answered (`asked_at`, `fingerprint`, `reason`)."""

    left: frozenset[str]
    chosen: dict[str, int]
    asked: dict[str, Any]


def find_unmatched(connection: Connection, folder_id: int) -> Row[Any] | None:
    return connection.execute(_FIND, {"key": folder_id}).first()


def find_unmatched_at(connection: Connection, path: str) -> Row[Any] | None:
    return connection.execute(_FIND_AT, {"key": path}).first()


def settled_folders(connection: Connection, library_id: int) -> Settled:
    rows = list(connection.execute(_OF_LIBRARY, {"key": library_id}))
    return Settled(
        left=frozenset(row.path for row in rows if row.left_alone),
        chosen={row.path: row.title_id for row in rows if row.title_id is not None},
        asked={row.path: row for row in rows if row.asked_at is not None},
    )


def note_unmatched(connection: Connection, values: Mapping[str, Any], *, keep_guesses: bool = False) -> None:
    """Writes a folder; one that is known keeps what people have said of it, since when it is, and its guesses where it
    shall, as while no source answers."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(FOLDER).values(left_alone=False, **values)
    changed = {
        name: statement.excluded[name]
        for name in values
        if name not in ("path", "found_at") and not (keep_guesses and name in ("guesses", "words", "year"))
    }
    connection.execute(statement.on_conflict_do_update(index_elements=["path"], set_=changed))
    notice(connection, "home")


def keep_unmatched(
    connection: Connection, root_id: int, top: str, still: Collection[str], unread: Collection[str]
) -> int:
    """Forgets the folders of a root folder at or below `top` that are not among those `still` unmatched, nor in one that
    could not be read; gives how many."""
    below = top.rstrip("/") + "/"
    gone = [
        row.id
        for row in connection.execute(_OF_ROOT, {"key": root_id})
        if row.path not in still
        and (row.path == top or row.path.startswith(below))
        and not any(row.path == folder or row.path.startswith(f"{folder}/") for folder in unread)
    ]
    for first in range(0, len(gone), _AT_ONCE):
        connection.execute(delete(FOLDER).where(FOLDER.c.id.in_(gone[first : first + _AT_ONCE])))
    if gone:
        notice(connection, "home")
    return len(gone)


def set_unmatched(connection: Connection, folder_id: int, **values: Any) -> None:
    connection.execute(update(FOLDER).where(FOLDER.c.id == folder_id), values)
    notice(connection, "home")


def forget_unmatched(connection: Connection, folder_id: int) -> None:
    connection.execute(delete(FOLDER).where(FOLDER.c.id == folder_id))
    notice(connection, "home")
