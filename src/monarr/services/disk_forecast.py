"""How full the disks of the root folders are, and how full they will be in a month."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

from monarr.core.disk_forecast import AHEAD_DAYS, DiskForecast, DiskNow, forecast, grown_by_days
from monarr.db.queries.disks import DiskFacts, RootFacts, load_disk_facts
from monarr.services.context import House


class DiskLine(msgspec.Struct, frozen=True, kw_only=True):
    """A disk with the root folders on it. `name` is that of its place, such as `tank` for `/mnt/tank`. `arriving_bytes`
    are still to be downloaded; `trash_gone_on` is when the last of the trash goes, None when it is empty or kept for
    ever."""

    name: str
    paths: tuple[str, ...]
    total_bytes: int
    free_bytes: int
    arriving_bytes: int
    trash_bytes: int
    trash_gone_on: date | None
    forecast: DiskForecast


async def forecast_disks(house: House) -> list[DiskLine]:
    """The disks under the root folders, each once: folders that share their room stand together. A folder that is not
    there is passed over."""
    now = house.clock.now()
    facts = await house.db.read(load_disk_facts, now - timedelta(days=AHEAD_DAYS), now)
    return await asyncio.to_thread(_lines, facts, now)


def _lines(facts: DiskFacts, now: datetime) -> list[DiskLine]:
    rooms: dict[tuple[int, int], list[RootFacts]] = {}
    free: dict[tuple[int, int], int] = {}
    for root in facts.roots:
        try:
            room = shutil.disk_usage(root.path)
        except OSError:
            continue
        key = (room.total, room.free // 1_000_000)
        rooms.setdefault(key, []).append(root)
        free.setdefault(key, room.free)
    return [_line(facts, roots, key[0], free[key], now) for key, roots in rooms.items()]


def _line(facts: DiskFacts, roots: Sequence[RootFacts], total: int, free: int, now: datetime) -> DiskLine:
    kept = timedelta(days=facts.kept_days)
    trash = [entry for root in roots for entry in root.trash]
    leaving = [(max((at + kept - now).days + 1, 0), size) for at, size in trash] if kept else []
    days = min(max((now - (facts.began_at or now)).days + 1, 1), AHEAD_DAYS)
    imports = [((now - at).days, size) for root in roots for at, size in root.imports]
    disk = DiskNow(
        total_bytes=total,
        free_bytes=free,
        arriving_bytes=sum(root.arriving_bytes for root in roots),
        grown_bytes=grown_by_days(imports, days),
        leaving=_by_day(leaving),
        trash_bytes=sum(size for _, size in trash),
    )
    return DiskLine(
        name=_name([root.path for root in roots]),
        paths=tuple(root.path for root in roots),
        total_bytes=total,
        free_bytes=free,
        arriving_bytes=disk.arriving_bytes,
        trash_bytes=disk.trash_bytes,
        trash_gone_on=(max(at for at, _ in trash) + kept).date() if trash and kept else None,
        forecast=forecast(disk),
    )


def _by_day(leaving: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    days: dict[int, int] = {}
    for day, size in leaving:
        days[day] = days.get(day, 0) + size
    return tuple(sorted(days.items()))


def _name(paths: Sequence[str]) -> str:
    """The last part of where the disk is mounted; on the disk of the system, the folder that holds them all."""
    place = Path(paths[0])
    while not os.path.ismount(place) and place != place.parent:
        place = place.parent
    return place.name or os.path.commonpath(paths)
