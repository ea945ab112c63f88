"""Editing titles by hand: what a person sets is locked, and stays until it is unlocked; monitoring of titles, seasons
and episodes; tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.kinds import JobPriority, SeriesType
from monarr.core.metadata import sort_title
from monarr.core.monitoring import MonitorPreset
from monarr.core.releases import clean_title
from monarr.core.text import Text, text
from monarr.db.events import record_event
from monarr.db.job_queue import enqueue
from monarr.db.models import ItemTag
from monarr.db.repositories.details import write_studios
from monarr.db.repositories.episodes import apply_preset
from monarr.db.repositories.tags import find_or_make_tags
from monarr.db.repositories.titles import EPISODE, ITEM, MOVIE, SEASON, SERIES, get_item
from monarr.db.statistics import rating_changed, set_genres
from monarr.services._rescoring import SCORED_BY, queue_rescoring
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.indexing import index_names, recount
from monarr.services.refresh import queue_publishing

_ITEM_TAG: Any = ItemTag.__table__

_ITEM_FIELDS: dict[str, Any] = {
    "title": str, "sort_title": str, "original_title": str | None, "original_language": str | None, "year": int | None,
    "overview": str | None, "status": str | None, "runtime_seconds": int | None, "rating": float | None,
}  # fmt: skip
_MOVIE_FIELDS: dict[str, Any] = {
    "certification": str | None, "tagline": str | None, "premiered_on": date | None, "in_cinemas_on": date | None,
    "digital_on": date | None, "physical_on": date | None, "website": str | None, "trailer_url": str | None,
}  # fmt: skip
_SERIES_FIELDS: dict[str, Any] = {
    "certification": str | None, "tagline": str | None, "network": str | None, "air_time": str | None,
    "time_zone": str | None, "premiered_on": date | None, "ended_on": date | None, "website": str | None,
}  # fmt: skip
_EPISODE_FIELDS: dict[str, Any] = {
    "air_date": date | None, "aired_at": datetime | None, "absolute_number": int | None,
}  # fmt: skip
_LISTS: dict[str, Any] = {"genres": list[str], "studios": list[str]}
# choices of the owner, not facts that a source describes: nothing to lock
_MOVIE_CHOICES: dict[str, Any] = {"minimum_availability": str}
_SERIES_CHOICES: dict[str, Any] = {
    "series_type": SeriesType, "season_folder": bool, "monitor_new_seasons": bool, "episode_order": str,
}  # fmt: skip
_OWN = {
    "movie": (MOVIE, _MOVIE_FIELDS, _MOVIE_CHOICES), "series": (SERIES, _SERIES_FIELDS, _SERIES_CHOICES),
    "season": (SEASON, {}, {}), "episode": (EPISODE, _EPISODE_FIELDS, {}),
}  # fmt: skip


def editable_fields(kind: str) -> tuple[str, ...]:
    """The fields of a film, series, season or episode that can be edited, and so locked."""
    lists = _LISTS if kind in ("movie", "series") else {}
    return (*_ITEM_FIELDS, *_OWN[kind][1], *lists)


async def edit_title(
    house: House, item_id: int, changes: Mapping[str, Any], actor: Actor, *, lock: bool = True
) -> tuple[str, ...]:
    """Sets fields of a title, season or episode and locks those; returns the names of what changed. Dates are `date`s
    or ISO texts. Raises NotFound, and InvalidInput with a sentence per field."""
    return await house.db.write(edit_item, item_id, changes, actor, house.clock.now(), lock)


async def lock_fields(house: House, item_id: int, fields: Iterable[str], actor: Actor) -> None:
    """Keeps fields as they are now. Raises NotFound, InvalidInput for a field that there is not."""
    await house.db.write(_set_locks, item_id, frozenset(fields), frozenset(), actor, house.clock.now())


async def unlock_fields(house: House, item_id: int, fields: Iterable[str], actor: Actor) -> None:
    """Gives fields back to the sources, which are asked again soon. Raises NotFound."""
    await house.db.write(_set_locks, item_id, frozenset(), frozenset(fields), actor, house.clock.now())


async def set_monitored(house: House, item_ids: Sequence[int], monitored: bool, actor: Actor) -> int:
    """Looks for these titles, seasons or episodes, or no longer does; a season takes its episodes along. Returns how
    many items changed. Unknown ids are passed over."""
    return await house.db.write(_monitor, tuple(item_ids), monitored, actor, house.clock.now())


async def set_season_monitored(house: House, series_id: int, season_number: int, monitored: bool, actor: Actor) -> int:
    """As `set_monitored` for a season by its number. Raises NotFound."""
    season_id = await house.db.read(_find_season, series_id, season_number)
    return await set_monitored(house, [season_id], monitored, actor)


async def apply_monitoring(house: House, series_id: int, preset: MonitorPreset, actor: Actor) -> int:
    """Monitors a series' episodes as a preset says; returns how many items changed. Raises NotFound."""
    return await house.db.write(_apply, series_id, preset, actor, house.clock.now())


async def set_tags(
    house: House, item_ids: Sequence[int], labels: Sequence[str], actor: Actor, *, mode: str = "replace"
) -> None:
    """Tags of titles; `mode` is replace, add or remove. Raises NotFound."""
    await house.db.write(_tag, tuple(item_ids), tuple(labels), mode, actor, house.clock.now())


def own_facts(connection: Connection, item: Any) -> dict[str, Any]:
    """The fields of an item that can be edited, but for its lists, as they are."""
    table, facts, _choices = _OWN[item.kind]
    own = connection.execute(select(table).where(table.c.item_id == item.id)).one()
    return {name: getattr(own if name in facts else item, name) for name in (*_ITEM_FIELDS, *facts)}


def edit_item(
    connection: Connection, item_id: int, changes: Mapping[str, Any], actor: Actor, now: datetime, lock: bool = True
) -> tuple[str, ...]:
    """`edit_title` inside a unit of work."""
    item = get_item(connection, item_id, _OWN)
    table, facts, choices = _OWN[item.kind]
    values = _checked(item.kind, changes, {**_ITEM_FIELDS, **facts, **choices, **_LISTS}, now)
    own = connection.execute(select(table).where(table.c.item_id == item_id)).one()
    before = {name: getattr(own if name in table.c and name not in ITEM.c else item, name, None) for name in values}
    changed = {name: value for name, value in values.items() if name in _LISTS or before[name] != value}
    mine = {name: value for name, value in changed.items() if name in _ITEM_FIELDS}
    if "title" in mine:
        mine["clean_title"] = clean_title(mine["title"])
        if "sort_title" not in mine and "sort_title" not in item.locked_fields:
            mine["sort_title"] = sort_title(mine["title"])
    theirs = {name: value for name, value in changed.items() if name in facts or name in choices}
    if theirs:
        connection.execute(update(table).where(table.c.item_id == item_id), theirs)
    if lock:
        locks = {*item.locked_fields, *(name for name in values if name not in choices)}
        mine["locked_fields"] = sorted(locks)
    if mine:
        connection.execute(update(ITEM).where(ITEM.c.id == item_id), {**mine, "updated_at": now})
    _write_lists(connection, item, changed)
    if "rating" in changed:
        rating_changed(connection, item_id, item.rating, changed["rating"])
    if changed:
        _follow(connection, item, changed, before, actor, now)
    return tuple(changed)


def _checked(kind: str, changes: Mapping[str, Any], types: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    problems: dict[str, Text | str] = {}
    values: dict[str, Any] = {}
    for name, raw in changes.items():
        if name not in types or (name in _LISTS and kind not in ("movie", "series")):
            problems[name] = text("There is no such field.")
            continue
        given = raw.strip() if isinstance(raw, str) else raw
        try:
            values[name] = msgspec.convert(None if given == "" else given, types[name], strict=False)
        except msgspec.ValidationError:
            problems[name] = text("A title is needed.") if name == "title" else text("This does not fit the field.")
    year = values.get("year")
    if year is not None and not 1870 <= year <= now.year + 10:
        problems["year"] = text("The year lies between 1870 and {last}.", last=now.year + 10)
    if not 0 <= (values.get("rating") or 0) <= 10:
        problems["rating"] = text("A rating lies between 0 and 10.")
    if (values.get("runtime_seconds") or 0) < 0:
        problems["runtime_seconds"] = text("A running time is not negative.")
    if values.get("minimum_availability", "released") not in ("announced", "in_cinemas", "released"):
        problems["minimum_availability"] = text("Choose announced, in cinemas or released.")
    if problems:
        raise InvalidInput(text("Some fields do not fit yet."), fields=problems)
    return values


def _write_lists(connection: Connection, item: Any, changed: Mapping[str, Any]) -> None:
    if "genres" in changed:
        set_genres(connection, item.id, [name.strip() for name in changed["genres"] if name.strip()])
    if "studios" in changed:
        write_studios(connection, item.id, changed["studios"])


def _follow(
    connection: Connection,
    item: Any,
    changed: Mapping[str, Any],
    before: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    """Index, counts, event, audit, and what stands beside the files."""
    title = _title_of(connection, item)
    if item.id == title.id and changed.keys() & {"title", "original_title"}:
        index_names(connection, title.id)
    recount(connection, title.id, now)
    if item.id == title.id and title.file_count and SCORED_BY & changed.keys():
        queue_rescoring(connection, now, title_id=title.id)
    tell_edited(connection, title, item.id, len(changed), actor, now)
    audit = {"before": {name: before[name] for name in changed}, "after": dict(changed)}
    write_audit(
        connection, actor, f"{item.kind}.edited", now, subject=f"{item.kind}:{item.id}",
        changes=msgspec.to_builtins(audit),
    )  # fmt: skip
    if title.file_count and title.path:
        queue_publishing(connection, title.id, title.path, now, priority=JobPriority.USER)


def _title_of(connection: Connection, item: Any) -> Any:
    while item.parent_id is not None:
        item = get_item(connection, item.parent_id)
    return item


def tell_edited(connection: Connection, title: Any, item_id: int, count: int, actor: Actor, now: datetime) -> None:
    """The event of an edit: so many fields of a title, or of a part of it."""
    payload: dict[str, Any] = {"title": title.title, "field_count": count}
    if actor.user_id is not None:
        payload["by"] = actor.name
    record_event(
        connection, "item.edited", now=now, item_id=item_id, title_id=title.id, library_id=title.library_id,
        user_id=actor.user_id, title=title.title, actor=actor.name, payload=payload,
    )  # fmt: skip


def _set_locks(
    connection: Connection, item_id: int, on: frozenset[str], off: frozenset[str], actor: Actor, now: datetime
) -> None:
    item = get_item(connection, item_id, _OWN)
    lists = {"credits", "aliases", "translations", "ratings", "collection", "keywords", "countries"}
    unknown = sorted(on - {*editable_fields(item.kind), *lists})
    if unknown:
        raise InvalidInput(text("Some fields do not fit yet."), fields={unknown[0]: text("There is no such field.")})
    locks = sorted((set(item.locked_fields) | on) - off)
    if locks == sorted(item.locked_fields):
        return
    connection.execute(update(ITEM).where(ITEM.c.id == item_id), {"locked_fields": locks, "updated_at": now})
    changes = {"before": {"locked": item.locked_fields}, "after": {"locked": locks}}
    write_audit(connection, actor, f"{item.kind}.locks", now, subject=f"{item.kind}:{item_id}", changes=changes)
    if off:
        title = _title_of(connection, item)
        enqueue(
            connection, "refresh_title", {"title_id": title.id}, now=now, priority=JobPriority.USER,
            unique_key=f"refresh_title:{title.id}", title_id=title.id,
        )  # fmt: skip


def _monitor(connection: Connection, item_ids: tuple[int, ...], monitored: bool, actor: Actor, now: datetime) -> int:
    rows = list(connection.execute(select(ITEM).where(ITEM.c.id.in_(item_ids), ITEM.c.deleted_at.is_(None))))
    ids = {row.id for row in rows}
    seasons = [row.id for row in rows if row.kind == "season"]
    if seasons:
        ids |= set(connection.execute(select(EPISODE.c.item_id).where(EPISODE.c.season_id.in_(seasons))).scalars())
    different = (ITEM.c.id.in_(ids)) & (ITEM.c.monitored.is_not(monitored))
    changed = connection.execute(update(ITEM).where(different), {"monitored": monitored, "updated_at": now}).rowcount
    if changed:
        for title in {title.id: title for title in (_title_of(connection, row) for row in rows)}.values():
            recount(connection, title.id, now)
            tell_edited(connection, title, title.id, 1, actor, now)
    return int(changed)


def _find_season(connection: Connection, series_id: int, season_number: int) -> int:
    statement = select(SEASON.c.item_id).where(SEASON.c.series_id == series_id, SEASON.c.season_number == season_number)
    season_id = connection.execute(statement).scalar()
    if season_id is None:
        raise NotFound(text("The series has no such season."), subject=f"series:{series_id}")
    return int(season_id)


def _apply(connection: Connection, series_id: int, preset: MonitorPreset, actor: Actor, now: datetime) -> int:
    series = get_item(connection, series_id, ("series",))
    connection.execute(update(SERIES).where(SERIES.c.item_id == series_id), {"monitor_preset": preset})
    changed = apply_preset(connection, series_id, preset, now)
    if changed:
        recount(connection, series_id, now)
        tell_edited(connection, series, series_id, 1, actor, now)
    return changed


def _tag(
    connection: Connection, item_ids: tuple[int, ...], labels: tuple[str, ...], mode: str, actor: Actor, now: datetime
) -> None:
    tag_ids = find_or_make_tags(connection, labels)
    for item_id in item_ids:
        title = get_item(connection, item_id)
        mine = _ITEM_TAG.c.item_id == item_id
        held = set(connection.execute(select(_ITEM_TAG.c.tag_id).where(mine)).scalars())
        wanted = {"replace": set(tag_ids), "add": held | set(tag_ids), "remove": held - set(tag_ids)}[mode]
        if wanted == held:
            continue
        connection.execute(delete(_ITEM_TAG).where(mine, _ITEM_TAG.c.tag_id.in_(held - wanted)))
        for tag_id in sorted(wanted - held):
            connection.execute(insert(_ITEM_TAG), {"item_id": item_id, "tag_id": tag_id})
        tell_edited(connection, title, item_id, 1, actor, now)
