"""Guides and what was taken from them, as values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update

from monarr.core.errors import NotFound
from monarr.core.text import text
from monarr.db.models import GuideEntryRow, GuideSource

SOURCE: Any = GuideSource.__table__
ENTRY: Any = GuideEntryRow.__table__
_SOURCES = select(SOURCE).order_by(SOURCE.c.name, SOURCE.c.kind)
_ENTRIES = select(ENTRY).order_by(ENTRY.c.type, ENTRY.c.name, ENTRY.c.id)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A guide. `version` was taken up last, `found_version` seen last; "" without one."""

    id: int
    name: str
    kind: Any  # "series" or "movie"
    origin: str
    location: str
    pinned: bool
    version: str
    dated_at: datetime | None
    found_version: str
    found_dated_at: datetime | None
    looked_at: datetime
    problems: list[Any]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of a guide; see the model."""

    id: int
    source_id: int
    type: str
    key: str
    name: str
    path: str
    taken: dict[str, Any] | None
    taken_hash: str | None
    found: dict[str, Any] | None
    found_hash: str | None
    format_id: int | None
    profile_id: int | None
    pinned: bool
    forked: bool
    taken_at: datetime | None

    @property
    def local_id(self) -> int | None:
        """What it has become here, of those types that become a row."""
        return self.format_id if self.format_id is not None else self.profile_id

    @property
    def is_let_go(self) -> bool:
        """Whether the user deleted what it had become."""
        return self.taken is not None and self.type in ("custom_format", "quality_profile") and self.local_id is None


def list_sources(connection: Connection) -> list[Source]:
    return [_source(row) for row in connection.execute(_SOURCES)]


def get_source(connection: Connection, source_id: int) -> Source:
    """Raises NotFound."""
    row = connection.execute(select(SOURCE).where(SOURCE.c.id == source_id)).first()
    if row is None:
        raise NotFound(text("There is no such guide."), subject=f"guide:{source_id}")
    return _source(row)


def list_entries(connection: Connection, source_id: int) -> list[Entry]:
    """All things of a guide, by type and name."""
    return [_entry(row) for row in connection.execute(_ENTRIES.where(ENTRY.c.source_id == source_id))]


def get_entry(connection: Connection, source_id: int, entry_id: int) -> Entry:
    """Raises NotFound."""
    mine = (ENTRY.c.id == entry_id) & (ENTRY.c.source_id == source_id)
    row = connection.execute(select(ENTRY).where(mine)).first()
    if row is None:
        raise NotFound(text("The guide has no such entry."), subject=f"guide:{source_id}")
    return _entry(row)


def change_entry(connection: Connection, entry_id: int, **values: Any) -> None:
    connection.execute(update(ENTRY).where(ENTRY.c.id == entry_id), values)


def change_source(connection: Connection, source_id: int, **values: Any) -> None:
    connection.execute(update(SOURCE).where(SOURCE.c.id == source_id), values)


def add_entries(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(ENTRY), rows)


def _source(row: Any) -> Source:
    return Source(**{name: row._mapping[name] for name in Source.__struct_fields__})


def _entry(row: Any) -> Entry:
    return Entry(**{name: row._mapping[name] for name in Entry.__struct_fields__})
