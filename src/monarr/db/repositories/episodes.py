"""Seasons and episodes of a series, brought in line with what its source says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from monarr.core.metadata import sort_title
from monarr.core.monitoring import MonitoredEpisode, MonitorPreset, choose_monitored, monitors_new
from monarr.core.releases import clean_title
from monarr.db.repositories.details import changed_values, write_ratings
from monarr.db.repositories.titles import (
    EPISODE,
    EXTERNAL,
    FILE,
    FILE_ITEM,
    ITEM,
    SEASON,
    insert_items,
    list_episodes,
    list_seasons,
)
from monarr.ports.metadata import EpisodeDetails, SeasonDetails, TitleDetails

_WITH_FILES = (
    select(FILE_ITEM.c.item_id)
    .join(FILE, FILE.c.id == FILE_ITEM.c.file_id)
    .where(FILE.c.title_id == bindparam("key"), FILE.c.deleted_at.is_(None))
)
_EPISODE_FIELDS = ("absolute_number", "air_date", "aired_at", "finale")


class EpisodeChanges(msgspec.Struct, frozen=True):
    """How many episodes came, changed and went, and whether seasons changed."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    seasons: int = 0

    @property
    def fields(self) -> list[str]:
        return [name for name in ("episodes",) if self.added or self.changed or self.removed] + [
            name for name in ("seasons",) if self.seasons
        ]


def write_episodes(
    connection: Connection, title: Any, series: Any, details: TitleDetails, now: datetime, *, may_remove: bool
) -> EpisodeChanges:
    """Seasons and episodes as described; those that the source no longer lists go, unless they have a file. Nothing
    goes when nothing was described, or without `may_remove` (another source than before stands in)."""
    if not details.episodes and not details.seasons:
        return EpisodeChanges()
    season_rows = {row.season_number: row for row in list_seasons(connection, title.id)}
    held = {(row.season_number, row.episode_number): row for row in list_episodes(connection, title.id)}
    seasons, changed_seasons = _write_seasons(connection, title, series, details, season_rows, now)
    listed = {(one.season_number, one.episode_number): one for one in details.episodes}
    new = [one for key, one in listed.items() if key not in held]
    monitored = {
        number: monitors_new(
            season_is_new=number not in season_rows,
            season_monitored=bool(season_rows[number].monitored) if number in season_rows else False,
            series_monitored=bool(title.monitored),
            policy=bool(series.monitor_new_seasons) and number > 0,
        )
        for number in seasons
    }
    added = _insert_episodes(connection, title, new, seasons, monitored, now)
    changed = sum(_update_episode(connection, held[key], one, now) for key, one in listed.items() if key in held)
    ids = {**{key: held[key].item_id for key in listed if key in held}, **added}
    _write_ids(connection, title, {ids[key]: one.ids for key, one in listed.items()})
    for key, one in listed.items():
        if one.ratings:
            write_ratings(connection, ids[key], one.ratings)
    gone = [row for key, row in held.items() if key not in listed] if may_remove and listed else []
    removed = _remove(connection, title.id, gone)
    return EpisodeChanges(len(added), changed, removed, changed_seasons)


def _part(title: Any, kind: str, parent_id: int, name: str, monitored: bool, now: datetime) -> dict[str, Any]:
    return {
        "kind": kind, "library_id": title.library_id, "parent_id": parent_id, "title": name,
        "sort_title": sort_title(name), "clean_title": clean_title(name), "monitored": monitored,
        "identity": "enriched", "added_at": now, "created_at": now, "updated_at": now,
    }  # fmt: skip


def _write_seasons(
    connection: Connection, title: Any, series: Any, details: TitleDetails, held: Mapping[int, Any], now: datetime
) -> tuple[dict[int, int], int]:
    """Item ids of all seasons by number, and how many changed."""
    described = {one.season_number: one for one in details.seasons}
    numbers = sorted({*described, *(one.season_number for one in details.episodes)})
    new = [number for number in numbers if number not in held]
    rows = []
    for number in new:
        follows = bool(title.monitored and series.monitor_new_seasons and number > 0)
        one = described.get(number)
        part = _part(title, "season", title.id, _season_title(number, one), follows, now)
        rows.append({**part, "overview": one.overview if one else None})
    made = dict(zip(new, insert_items(connection, rows), strict=True))
    if made:
        connection.execute(
            insert(SEASON),
            [{"item_id": item_id, "series_id": title.id, "season_number": number} for number, item_id in made.items()],
        )
    changed = len(made)
    for number, row in held.items():
        one = described.get(number)
        if one is None:
            continue
        values = changed_values(row, {"title": one.title, "overview": one.overview}, row.locked_fields)
        if values:
            connection.execute(update(ITEM).where(ITEM.c.id == row.item_id), {**values, "updated_at": now})
            changed += 1
    return {**{number: row.item_id for number, row in held.items()}, **made}, changed


def _season_title(number: int, one: SeasonDetails | None) -> str:
    """The season's own name; without one the words that every source uses."""
    return (one.title if one else None) or ("Specials" if number == 0 else f"Season {number}")


def _insert_episodes(
    connection: Connection, title: Any, new: Sequence[EpisodeDetails], seasons: Mapping[int, int],
    monitored: Mapping[int, bool], now: datetime,
) -> dict[tuple[int, int], int]:  # fmt: skip
    rows = [
        {
            **_part(title, "episode", seasons[one.season_number], one.title, monitored[one.season_number], now),
            "overview": one.overview,
            "runtime_seconds": round(one.runtime_minutes * 60) if one.runtime_minutes else None,
        }
        for one in new
    ]
    ids = insert_items(connection, rows)
    if ids:
        connection.execute(
            insert(EPISODE),
            [
                {
                    "item_id": item_id, "series_id": title.id, "season_id": seasons[one.season_number],
                    "season_number": one.season_number, "episode_number": one.episode_number,
                    **{name: getattr(one, name) for name in _EPISODE_FIELDS},
                }
                for one, item_id in zip(new, ids, strict=True)
            ],
        )  # fmt: skip
    return {(one.season_number, one.episode_number): item_id for one, item_id in zip(new, ids, strict=True)}


def _update_episode(connection: Connection, row: Any, one: EpisodeDetails, now: datetime) -> bool:
    locked = row.locked_fields
    runtime = round(one.runtime_minutes * 60) if one.runtime_minutes else None
    texts = changed_values(row, {"title": one.title, "overview": one.overview, "runtime_seconds": runtime}, locked)
    own = changed_values(row, {name: getattr(one, name) for name in _EPISODE_FIELDS}, locked)
    if "title" in texts:
        texts |= {"sort_title": sort_title(texts["title"]), "clean_title": clean_title(texts["title"])}
    if texts:
        connection.execute(update(ITEM).where(ITEM.c.id == row.item_id), {**texts, "updated_at": now})
    if own:
        connection.execute(update(EPISODE).where(EPISODE.c.item_id == row.item_id), own)
    return bool(texts or own)


def _write_ids(connection: Connection, title: Any, ids: Mapping[int, Mapping[str, str]]) -> None:
    """Ids of all episodes. Where a source has swapped two, the old ones go first, so that no moment has one twice."""
    wanted: dict[tuple[str, str], int] = {}
    for item_id, own in ids.items():
        for provider, value in own.items():
            wanted.setdefault((provider, value), item_id)
    rows = connection.execute(
        select(EXTERNAL).join(EPISODE, EPISODE.c.item_id == EXTERNAL.c.item_id).where(EPISODE.c.series_id == title.id)
    )
    held = {(row.provider, row.value): row.item_id for row in rows}
    new = {key: item_id for key, item_id in wanted.items() if held.get(key) != item_id}
    replaced = {(item_id, provider) for (provider, _value), item_id in new.items()}
    old = [key for key, item_id in held.items() if key in new or (item_id, key[0]) in replaced]
    for provider, value in old:
        same = (EXTERNAL.c.provider == provider) & (EXTERNAL.c.value == value)
        connection.execute(delete(EXTERNAL).where(same, EXTERNAL.c.item_id == held[provider, value]))
    if new:
        connection.execute(
            insert(EXTERNAL),
            [
                {"item_id": item_id, "provider": provider, "value": value, "kind": "episode",
                 "library_id": title.library_id}
                for (provider, value), item_id in new.items()
            ],
        )  # fmt: skip


def _remove(connection: Connection, series_id: int, rows: Sequence[Any]) -> int:
    """Takes away episodes without a file, and seasons that are left with nothing."""
    if not rows:
        return 0
    with_files = set(connection.execute(_WITH_FILES, {"key": series_id}).scalars())
    gone = [row.item_id for row in rows if row.item_id not in with_files]
    if gone:
        connection.execute(delete(ITEM).where(ITEM.c.id.in_(gone)))
        kept = select(EPISODE.c.season_id).where(EPISODE.c.series_id == series_id)
        empty = select(SEASON.c.item_id).where(SEASON.c.series_id == series_id, SEASON.c.item_id.not_in(kept))
        connection.execute(delete(ITEM).where(ITEM.c.id.in_(empty)))
    return len(gone)


def apply_preset(connection: Connection, series_id: int, preset: MonitorPreset, now: datetime) -> int:
    """Monitors episodes and seasons as a preset says; returns how many episodes changed."""
    with_files = set(connection.execute(_WITH_FILES, {"key": series_id}).scalars())
    rows = list_episodes(connection, series_id)
    episodes = [
        MonitoredEpisode(
            id=row.item_id, season=row.season_number, number=row.episode_number, aired_at=aired_moment(row),
            has_file=row.item_id in with_files, monitored=row.monitored,
        )
        for row in rows
    ]  # fmt: skip
    chosen = choose_monitored(preset, episodes, now)
    on = [row.item_id for row in rows if row.item_id in chosen.episodes and not row.monitored]
    off = [row.item_id for row in rows if row.item_id not in chosen.episodes and row.monitored]
    if preset is not MonitorPreset.MONITORED_ONLY:
        seasons = list_seasons(connection, series_id)
        on += [row.item_id for row in seasons if row.season_number in chosen.seasons and not row.monitored]
        off += [row.item_id for row in seasons if row.season_number not in chosen.seasons and row.monitored]
    for ids, value in ((on, True), (off, False)):
        if ids:
            connection.execute(update(ITEM).where(ITEM.c.id.in_(ids)), {"monitored": value, "updated_at": now})
    return len(on) + len(off)


def aired_moment(row: Any) -> datetime | None:
    """When an episode aired: the moment, else the beginning of its date."""
    if row.aired_at is not None or row.air_date is None:
        return row.aired_at  # type: ignore[no-any-return]
    return datetime.fromisoformat(f"{row.air_date.isoformat()}T00:00:00+00:00")
