"""Custom formats: written as Sonarr, Radarr and the TRaSH Guides write them, checked before they are stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.formats import CustomFormat, FormatError, FormatResult, compile_formats, read_format, write_format
from monarr.core.formats.vocabulary import Numbering
from monarr.core.releases import ParsedRelease, parse_release
from monarr.core.text import text
from monarr.db.models import CustomFormatRow, GuideEntryRow
from monarr.messages.formats import format_problem
from monarr.services._rescoring import queue_rescoring
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

_FORMAT: Any = CustomFormatRow.__table__
_ENTRY: Any = GuideEntryRow.__table__


class StoredFormat(msgspec.Struct, frozen=True, kw_only=True):
    """A format with its id, as JSON in the applications' shape in `spec`."""

    id: int
    name: str
    spec: dict[str, Any]
    suggested_score: int = 0
    library_id: int | None = None
    kind: Numbering | None = None  # for series or films alone, in Sonarr's or Radarr's numbers


async def list_formats(house: House) -> list[StoredFormat]:
    """All formats by name."""
    return await house.db.read(_list)


async def save_format(
    house: House,
    spec: Any,
    actor: Actor,
    *,
    format_id: int | None = None,
    suggested_score: int = 0,
    kind: Numbering | msgspec.UnsetType | None = msgspec.UNSET,
) -> int:
    """Stores a format (a new one without `format_id`) and returns its id. `kind`: for series or films alone; unset: as
    it was, for both at first. One that came from a guide is the user's own from then on. Raises InvalidInput saying which condition does not fit, NotFound,
    Conflict for a name that is taken."""
    meant = await house.db.read(_kind_of, format_id) if isinstance(kind, msgspec.UnsetType) else kind
    custom = _read(spec, meant)
    return await house.db.write(_save, custom, format_id, suggested_score, meant, actor, house.clock.now())


async def import_formats(
    house: House, specs: list[Any], actor: Actor, *, kind: Numbering | None = None
) -> tuple[int, ...]:
    """Stores several formats at once, those of the same name and kind anew; all or none. Raises InvalidInput naming the
    first that does not fit."""
    read = [_read(spec, kind) for spec in specs]
    return await house.db.write(_import, read, kind, actor, house.clock.now())


async def get_format(house: House, format_id: int) -> StoredFormat:
    """Raises NotFound."""
    found = next((one for one in await list_formats(house) if one.id == format_id), None)
    if found is None:
        raise NotFound(text("There is no such custom format."), subject=f"custom_format:{format_id}")
    return found


async def explain_name(
    house: House, title: str, kind: Numbering, specs: list[dict[str, Any]] | None = None
) -> tuple[FormatResult, ...]:
    """What formats say of a release name: the given ones, else the stored ones for that kind. Raises InvalidInput for a
    format that cannot be used."""
    stored = [one.spec for one in await list_formats(house) if one.kind in (None, kind)] if specs is None else specs
    formats = compile_formats(stored, kind)
    if formats.errors and specs is not None:
        raise _unfit(formats.errors[0])
    parsed = parse_release(title, kind) or ParsedRelease(type=kind, title="")
    return formats.explain(title, parsed)


async def delete_format(house: House, format_id: int, actor: Actor) -> None:
    """Takes a format away, and its scores in all profiles. Raises NotFound."""
    await house.db.write(_delete, format_id, actor, house.clock.now())


def _read(spec: Any, kind: Numbering | None) -> CustomFormat:
    custom = read_format(spec)
    if isinstance(custom, FormatError):
        raise _unfit(custom)
    errors = compile_formats((custom,), kind or "series").errors
    if errors:
        raise _unfit(errors[0])
    return custom


def _unfit(error: FormatError) -> InvalidInput:
    name = error.format or text("The format")
    return InvalidInput(text("{name} cannot be used yet.", name=name), fields={"conditions": format_problem(error)})


def _kind_of(connection: Connection, format_id: int | None) -> Numbering | None:
    found: Numbering | None = connection.execute(select(_FORMAT.c.kind).where(_FORMAT.c.id == format_id)).scalar()
    return found


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
        id=row.id, name=row.name, spec=spec, suggested_score=row.suggested_score, library_id=row.library_id,
        kind=row.kind,
    )  # fmt: skip


def format_values(custom: CustomFormat) -> dict[str, Any]:
    source: dict[str, Any] = {"trash_id": custom.trash_id} if custom.trash_id else {}
    if custom.trash_scores:
        source["trash_scores"] = custom.trash_scores
    return {
        "name": custom.name.strip(), "conditions": write_format(custom)["specifications"],
        "include_when_renaming": custom.include_when_renaming, "source": source,
    }  # fmt: skip


def _save(
    connection: Connection,
    custom: CustomFormat,
    format_id: int | None,
    score: int,
    kind: Numbering | None,
    actor: Actor,
    now: datetime,
) -> int:
    values = {**format_values(custom), "suggested_score": score, "kind": kind, "updated_at": now}
    if connection.execute(_same(values["name"], kind).where(_FORMAT.c.id != (format_id or 0))).first() is not None:
        raise Conflict(text("“{name}” is taken. Choose another name.", name=values["name"]))
    if format_id is None:
        row = {**values, "created_at": now}
        format_id = int(connection.execute(insert(_FORMAT).returning(_FORMAT.c.id), row).scalar_one())
        verb = "added"
    else:
        if connection.execute(update(_FORMAT).where(_FORMAT.c.id == format_id), values).rowcount == 0:
            raise NotFound(text("There is no such custom format."), subject=f"custom_format:{format_id}")
        connection.execute(update(_ENTRY).where(_ENTRY.c.format_id == format_id), {"forked": True})
        verb = "edited"
    _follow(connection, actor, verb, format_id, values["name"], now)
    return format_id


def _same(name: str, kind: Numbering | None) -> Any:
    """The shared format of that name among those for the same titles."""
    same_kind = _FORMAT.c.kind.is_(None) if kind is None else _FORMAT.c.kind == kind
    named = func.lower(_FORMAT.c.name) == name.strip().lower()
    return select(_FORMAT.c.id, _FORMAT.c.suggested_score).where(named, same_kind, _FORMAT.c.library_id.is_(None))


def _import(
    connection: Connection, customs: list[CustomFormat], kind: Numbering | None, actor: Actor, now: datetime
) -> tuple[int, ...]:
    saved = []
    for custom in customs:
        row = connection.execute(_same(custom.name, kind)).first()
        score = custom.trash_scores.get("default", row.suggested_score if row else 0)
        saved.append(_save(connection, custom, row.id if row else None, score, kind, actor, now))
    return tuple(saved)


def _delete(connection: Connection, format_id: int, actor: Actor, now: datetime) -> None:
    row = connection.execute(select(_FORMAT.c.name).where(_FORMAT.c.id == format_id)).first()
    if row is None:
        raise NotFound(text("There is no such custom format."), subject=f"custom_format:{format_id}")
    connection.execute(delete(_FORMAT).where(_FORMAT.c.id == format_id))
    _follow(connection, actor, "deleted", format_id, row.name, now)


def _follow(connection: Connection, actor: Actor, verb: str, format_id: int, name: str, now: datetime) -> None:
    subject = f"custom_format:{format_id}"
    write_audit(connection, actor, f"settings.custom_format.{verb}", now, subject=subject, changes={"name": name})
    queue_rescoring(connection, now)
