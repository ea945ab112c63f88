"""Size limits of qualities, in megabytes per minute."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from monarr.core.errors import InvalidInput
from monarr.core.quality import DEFAULT_SIZES, QUALITIES, SizeLimits
from monarr.core.text import Text, text
from monarr.db.models import QualityDefinition
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

_SIZE: Any = QualityDefinition.__table__


async def read_sizes(house: House, library_id: int | None = None) -> dict[str, SizeLimits]:
    """The limits of every quality: a library's own, else the shared ones, else the defaults."""
    return await house.db.read(find_sizes, library_id)


async def change_sizes(
    house: House, sizes: Mapping[str, SizeLimits], actor: Actor, *, library_id: int | None = None
) -> None:
    """Sets the limits of the given qualities. Raises InvalidInput by quality."""
    problems: dict[str, Text | str] = {}
    for name, limits in sizes.items():
        if name not in QUALITIES:
            problems[name] = text("There is no quality “{name}”.", name=name)
        elif not limits.agree:
            problems[name] = text("From least to most: minimum, preferred, maximum.")
    if problems:
        raise InvalidInput(text("Some limits do not fit yet."), fields=problems)
    await house.db.write(_change, dict(sizes), library_id, actor, house.clock.now())


async def reset_sizes(house: House, actor: Actor, *, library_id: int | None = None) -> None:
    """Back to the shipped limits; for a library: back to the shared ones."""
    await house.db.write(_reset, library_id, actor, house.clock.now())


def find_sizes(connection: Connection, library_id: int | None) -> dict[str, SizeLimits]:
    mine = _SIZE.c.library_id.is_(None) | (_SIZE.c.library_id == library_id)
    rows = connection.execute(select(_SIZE).where(mine).order_by(_SIZE.c.library_id.is_not(None)))
    return {**DEFAULT_SIZES, **{row.quality: SizeLimits(row.minimum, row.preferred, row.maximum) for row in rows}}


def _place(library_id: int | None) -> Any:
    return _SIZE.c.library_id.is_(None) if library_id is None else _SIZE.c.library_id == library_id


def _change(
    connection: Connection, sizes: dict[str, SizeLimits], library_id: int | None, actor: Actor, now: datetime
) -> None:
    before = find_sizes(connection, library_id)
    changed = {name: limits for name, limits in sizes.items() if before[name] != limits}
    for name, limits in changed.items():
        values = {"minimum": limits.minimum, "preferred": limits.preferred, "maximum": limits.maximum}
        same = (_SIZE.c.quality == name) & _place(library_id)
        if connection.execute(update(_SIZE).where(same), values).rowcount == 0:
            connection.execute(insert(_SIZE), {**values, "quality": name, "title": name, "library_id": library_id})
    if changed:
        changes = {
            "before": {name: _listed(before[name]) for name in changed},
            "after": {name: _listed(limits) for name, limits in changed.items()},
        }
        write_audit(connection, actor, "settings.quality.edited", now, changes=changes)


def _listed(limits: SizeLimits) -> list[float | None]:
    return [limits.minimum, limits.preferred, limits.maximum]


def _reset(connection: Connection, library_id: int | None, actor: Actor, now: datetime) -> None:
    connection.execute(delete(_SIZE).where(_place(library_id)))
    if library_id is None:
        connection.execute(
            insert(_SIZE),
            [
                {"quality": name, "title": name, "library_id": None, "minimum": limits.minimum,
                 "preferred": limits.preferred, "maximum": limits.maximum}
                for name, limits in DEFAULT_SIZES.items()
            ],
        )  # fmt: skip
    write_audit(connection, actor, "settings.quality.reset", now)
