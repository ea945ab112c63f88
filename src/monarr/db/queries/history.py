"""What has happened, newest first: of the house, of a title, of an episode."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, select, tuple_

from monarr.db.models import EventRow
from monarr.db.queries.cursor import Page, decode_cursor, page_of

_EVENT: Any = EventRow.__table__
_SCOPES = {"title": _EVENT.c.title_id, "item": _EVENT.c.item_id, "library": _EVENT.c.library_id,
           "download": _EVENT.c.download_id}  # fmt: skip


class HistoryRow(msgspec.Struct, frozen=True):
    """An event; `title` is its snapshot. `title_id` is None once the title has gone for good."""

    id: int
    type: str
    occurred_at: datetime
    title_id: int | None
    item_id: int | None
    version_id: int | None
    library_id: int | None
    download_id: int | None
    file_id: int | None
    title: str | None
    actor: str
    payload: dict[str, Any]
    correlation_id: str | None


def list_history(
    connection: Connection,
    *,
    title_id: int | None = None,
    item_id: int | None = None,
    library_id: int | None = None,
    download_id: int | None = None,
    types: Sequence[str] = (),
    cursor: str | None = None,
    limit: int = 50,
) -> Page[HistoryRow]:
    """A page of events; one statement. `types` are whole names (`file.imported`); none: all. Raises InvalidInput for a
    cursor that is none."""
    scopes = {"title": title_id, "item": item_id, "library": library_id, "download": download_id}
    given: dict[str, Any] = {name: value for name, value in scopes.items() if value is not None}
    after = decode_cursor(cursor)
    statement = _statement(frozenset(given), bool(types), after is not None)
    if types:
        given["types"] = list(types)
    if after is not None:
        given |= {"at": after.at, "last": after.id}
    rows = [HistoryRow(*row) for row in connection.execute(statement, given | {"most": limit + 1})]
    return page_of(rows, limit)


@cache
def _statement(scopes: frozenset[str], typed: bool, later: bool) -> Select[Any]:
    columns = [_EVENT.c[name] for name in HistoryRow.__struct_fields__]
    chosen = select(*columns).order_by(_EVENT.c.occurred_at.desc(), _EVENT.c.id.desc()).limit(bindparam("most"))
    for name in sorted(scopes):
        chosen = chosen.where(_SCOPES[name] == bindparam(name))
    if typed:
        chosen = chosen.where(_EVENT.c.type.in_(bindparam("types", expanding=True)))
    if later:
        place = tuple_(_EVENT.c.occurred_at, _EVENT.c.id)
        last = tuple_(bindparam("at", type_=_EVENT.c.occurred_at.type), bindparam("last", type_=_EVENT.c.id.type))
        chosen = chosen.where(place < last)
    return chosen
