"""Custom formats: written as Sonarr, Radarr and the TRaSH Guides write them, checked before they are stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.formats import CustomFormat, FormatError, compile_formats, read_format, write_format
from monarr.core.text import text
from monarr.db.models import CustomFormatRow
from monarr.messages.formats import format_problem
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

_FORMAT: Any = CustomFormatRow.__table__


class StoredFormat(msgspec.Struct, frozen=True, kw_only=True):
    """A format with its id, as JSON in the applications' shape in `spec`."""

    id: int
    name: str
    spec: dict[str, Any]
    suggested_score: int = 0
    library_id: int | None = None


async def list_formats(house: House) -> list[StoredFormat]:
    """All formats by name."""
    return await house.db.read(_list)


async def save_format(
    house: House, spec: Any, actor: Actor, *, format_id: int | None = None, suggested_score: int = 0
) -> int:
    """Stores a format (a new one without `format_id`) and returns its id. Raises InvalidInput saying which condition
    does not fit, NotFound, Conflict for a name that is taken."""
    custom = _read(spec)
    return await house.db.write(_save, custom, format_id, suggested_score, actor, house.clock.now())


async def import_formats(house: House, specs: list[Any], actor: Actor) -> tuple[int, ...]:
    """Stores several formats at once, those of the same name anew; all or none. Raises InvalidInput naming the first
    that does not fit."""
    read = [_read(spec) for spec in specs]
    return await house.db.write(_import, read, actor, house.clock.now())


async def delete_format(house: House, format_id: int, actor: Actor) -> None:
    """Takes a format away, and its scores in all profiles. Raises NotFound."""
    await house.db.write(_delete, format_id, actor, house.clock.now())


def _read(spec: Any) -> CustomFormat:
    custom = read_format(spec)
    if isinstance(custom, FormatError):
        raise _unfit(custom)
    errors = compile_formats((custom,)).errors
    if errors:
        raise _unfit(errors[0])
    return custom


def _unfit(error: FormatError) -> InvalidInput:
    name = error.format or text("The format")
    return InvalidInput(text("{name} cannot be used yet.", name=name), fields={"conditions": format_problem(error)})


def _list(connection: Connection) -> list[StoredFormat]:
    return [_stored(row) for row in connection.execute(select(_FORMAT).order_by(func.lower(_FORMAT.c.name)))]


def find_format(connection: Connection, format_id: int) -> StoredFormat | None:
    """One format; None when there is no such one."""
    row = connection.execute(select(_FORMAT).where(_FORMAT.c.id == format_id)).first()
    return None if row is None else _stored(row)


def _stored(row: Any) -> StoredFormat:
    spec = {
        "name": row.name,
        "includeCustomFormatWhenRenaming": row.include_when_renaming,
        "specifications": row.conditions,
        **row.source,
    }
    return StoredFormat(
        id=row.id, name=row.name, spec=spec, suggested_score=row.suggested_score, library_id=row.library_id
    )


def _values(custom: CustomFormat) -> dict[str, Any]:
    source: dict[str, Any] = {"trash_id": custom.trash_id} if custom.trash_id else {}
    if custom.trash_scores:
        source["trash_scores"] = custom.trash_scores
    return {
        "name": custom.name.strip(), "conditions": write_format(custom)["specifications"],
        "include_when_renaming": custom.include_when_renaming, "source": source,
    }  # fmt: skip


def _save(
    connection: Connection, custom: CustomFormat, format_id: int | None, score: int, actor: Actor, now: datetime
) -> int:
    values = {**_values(custom), "suggested_score": score, "updated_at": now}
    same = select(_FORMAT.c.id).where(
        func.lower(_FORMAT.c.name) == values["name"].lower(), _FORMAT.c.id != (format_id or 0)
    )
    if connection.execute(same).first() is not None:
        raise Conflict(text("“{name}” is taken. Choose another name.", name=values["name"]))
    if format_id is None:
        row = {**values, "created_at": now}
        format_id = int(connection.execute(insert(_FORMAT).returning(_FORMAT.c.id), row).scalar_one())
        verb = "added"
    else:
        if connection.execute(update(_FORMAT).where(_FORMAT.c.id == format_id), values).rowcount == 0:
            raise NotFound(text("There is no such custom format."), subject=f"custom_format:{format_id}")
        verb = "edited"
    _audit(connection, actor, verb, format_id, values["name"], now)
    return format_id


def _import(connection: Connection, customs: list[CustomFormat], actor: Actor, now: datetime) -> tuple[int, ...]:
    saved = []
    for custom in customs:
        same = select(_FORMAT.c.id, _FORMAT.c.suggested_score).where(
            func.lower(_FORMAT.c.name) == custom.name.strip().lower()
        )
        row = connection.execute(same).first()
        score = custom.trash_scores.get("default", row.suggested_score if row else 0)
        saved.append(_save(connection, custom, row.id if row else None, score, actor, now))
    return tuple(saved)


def _delete(connection: Connection, format_id: int, actor: Actor, now: datetime) -> None:
    row = connection.execute(select(_FORMAT.c.name).where(_FORMAT.c.id == format_id)).first()
    if row is None:
        raise NotFound(text("There is no such custom format."), subject=f"custom_format:{format_id}")
    connection.execute(delete(_FORMAT).where(_FORMAT.c.id == format_id))
    _audit(connection, actor, "deleted", format_id, row.name, now)


def _audit(connection: Connection, actor: Actor, verb: str, format_id: int, name: str, now: datetime) -> None:
    subject = f"custom_format:{format_id}"
    write_audit(connection, actor, f"settings.custom_format.{verb}", now, subject=subject, changes={"name": name})
