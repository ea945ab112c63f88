"""Numbers of episodes, set by people: counted from the first one on, and as releases count them. What a person has set is
confirmed, so that releases with these numbers are taken by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from monarr.core.errors import InvalidInput
from monarr.core.text import Text, text
from monarr.db.models import EpisodeNumbering
from monarr.db.queries.numbers import EpisodeNumbers, list_numbers
from monarr.db.repositories.titles import EPISODE, ITEM, get_item
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.edit import tell_edited

_NUMBERING: Any = EpisodeNumbering.__table__
_LARGEST = 99_999
_OWN = ("absolute_number", "scene_season", "scene_number", "scene_absolute")


class NumbersInput(msgspec.Struct, kw_only=True):
    """The numbers of one episode. `scene_season` and `scene_number` go together; without any `scene_…` releases count the
    episode as the catalogue does."""

    id: int
    absolute_number: int | None = None
    scene_season: int | None = None
    scene_number: int | None = None
    scene_absolute: int | None = None


async def set_numbers(house: House, series_id: int, given: Sequence[NumbersInput], actor: Actor) -> int:
    """Sets and confirms the numbers of these episodes; returns how many episodes changed. Raises NotFound for another
    thing than a series, InvalidInput with a sentence per episode and field (`scene_number:12`)."""
    return await house.db.write(_set, series_id, tuple(given), actor, house.clock.now())


def _set(connection: Connection, series_id: int, given: tuple[NumbersInput, ...], actor: Actor, now: datetime) -> int:
    series = get_item(connection, series_id, ("series",))
    held = {row.id: row for row in list_numbers(connection, series_id)}
    _check(held, given)
    changed = [one for one in given if _differs(held[one.id], one)]
    for one in changed:
        if one.absolute_number != held[one.id].absolute_number:
            _set_absolute(connection, one, now)
        _set_scene(connection, one)
    if changed:
        tell_edited(connection, series, series_id, len(changed), actor, now)
        write_audit(
            connection, actor, "series.numbers", now, subject=f"series:{series_id}",
            changes={"before": _plain(held[one.id] for one in changed), "after": _plain(changed)},
        )  # fmt: skip
    return len(changed)


def _check(held: dict[int, EpisodeNumbers], given: Sequence[NumbersInput]) -> None:
    problems: dict[str, Text] = {}
    for one in given:
        if one.id not in held:
            problems[f"id:{one.id}"] = text("The series has no such episode.")
        for name in _OWN:
            value = getattr(one, name)
            if value is not None and not 0 <= value <= _LARGEST:
                problems[f"{name}:{one.id}"] = text("A number lies between 0 and {most}.", most=_LARGEST)
        if (one.scene_season is None) != (one.scene_number is None):
            missing = "scene_season" if one.scene_season is None else "scene_number"
            problems[f"{missing}:{one.id}"] = text("The season and the number go together.")
    wanted = {one.id: (one.scene_season, one.scene_number) for one in given}
    known = {row.id: (row.scene_season, row.scene_number) for row in held.values()} | wanted
    owner: dict[tuple[int | None, int | None], int] = {}
    for episode_id, pair in known.items():
        if None in pair:
            continue
        first = owner.setdefault(pair, episode_id)
        if first != episode_id and {first, episode_id} & set(wanted):
            late = episode_id if episode_id in wanted else first
            problems.setdefault(f"scene_number:{late}", text("Another episode has this number."))
    if problems:
        raise InvalidInput(text("Some numbers do not fit yet."), fields=problems)


def _differs(held: EpisodeNumbers, given: NumbersInput) -> bool:
    is_new = any(getattr(held, name) != getattr(given, name) for name in _OWN)
    return is_new or held.is_confirmed is False


def _set_absolute(connection: Connection, one: NumbersInput, now: datetime) -> None:
    """A number that a person has set is locked, as any field."""
    connection.execute(
        update(EPISODE).where(EPISODE.c.item_id == one.id), {"absolute_number": one.absolute_number}
    )  # fmt: skip
    locked = connection.execute(select(ITEM.c.locked_fields).where(ITEM.c.id == one.id)).scalar_one()
    values = {"locked_fields": sorted({*locked, "absolute_number"}), "updated_at": now}
    connection.execute(update(ITEM).where(ITEM.c.id == one.id), values)


def _set_scene(connection: Connection, one: NumbersInput) -> None:
    mine = (_NUMBERING.c.episode_id == one.id) & (_NUMBERING.c.scheme == "scene")
    connection.execute(delete(_NUMBERING).where(mine))
    if one.scene_number is None and one.scene_absolute is None:
        return
    values = {
        "episode_id": one.id, "scheme": "scene", "season_number": one.scene_season, "episode_number": one.scene_number,
        "absolute_number": one.scene_absolute, "verified": True,
    }  # fmt: skip
    connection.execute(insert(_NUMBERING), values)


def _plain(rows: Any) -> dict[str, Any]:
    return {str(row.id): {name: getattr(row, name) for name in _OWN} for row in rows}
