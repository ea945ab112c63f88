"""Disks as the status page shows them: a sentence, what comes and goes, and the line of a month back and a month ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from monarr.core.disk_forecast import AHEAD_DAYS, DiskForecast
from monarr.core.text import Text, text
from monarr.messages.disks import forecast_sentence
from monarr.services.disk_forecast import DiskLine
from monarr.web.figures import size
from monarr.web.pages._words import day
from monarr.web.templating import PageContext

_WIDTH, _HEIGHT, _TOP = 460, 112, 8
_SCARCE_BYTES = 2_000_000_000


def disk_row(page: PageContext, line: DiskLine) -> dict[str, Any]:
    ahead = line.forecast
    urgent = ahead.fills_soon or line.free_bytes < _SCARCE_BYTES
    moving = ahead.bytes_per_day or ahead.levels_ahead[0] != ahead.levels_ahead[-1]
    return {
        "name": line.name, "paths": line.paths, "used_bytes": line.total_bytes - line.free_bytes,
        "total_bytes": line.total_bytes, "free_bytes": line.free_bytes, "urgent": urgent,
        "sentence": page.say(_sentence(line)), "notes": [page.say(note) for note in _notes(page, line)],
        "chart": _chart(page, line) if moving else None, "acts": _acts(page, line) if urgent else [],
    }  # fmt: skip


def _sentence(line: DiskLine) -> Text:
    if not line.forecast.fills_soon and line.free_bytes < _SCARCE_BYTES:
        return text("Room is running out on “{name}”.", name=line.name)
    return forecast_sentence(line.name, line.forecast, line.trash_bytes)


def _notes(page: PageContext, line: DiskLine) -> list[Text]:
    notes = []
    if line.arriving_bytes:
        notes.append(text("{size} on its way.", size=size(line.arriving_bytes)))
    if line.trash_bytes and line.trash_gone_on:
        gone = day(page, line.trash_gone_on)
        notes.append(text("{size} in the trash, the last of it until {day}.", size=size(line.trash_bytes), day=gone))
    elif line.trash_bytes:
        notes.append(text("{size} in the trash, kept until somebody empties it.", size=size(line.trash_bytes)))
    return notes


def _acts(page: PageContext, line: DiskLine) -> list[dict[str, Any]]:
    """What makes room: the trash, where it holds something, and smaller files from now on."""
    acts: list[dict[str, Any]] = []
    if line.trash_bytes and page.may("trash.read"):
        acts.append({"words": text("Empty the trash"), "href": "/activity/trash", "decide": True})
    if page.may("settings.read"):
        acts.append({"words": text("Change sizes"), "href": "/settings/quality", "decide": not acts})
    return acts


def _chart(page: PageContext, line: DiskLine) -> dict[str, Any]:
    """The used part of the disk by days: what was, as a line over an area, and what will be, dashed. Its foot is not
    nought, or a large disk would show nothing of a month."""
    ahead = line.forecast
    levels = [*ahead.past_levels, *ahead.levels_ahead]
    lowest = min(levels)
    foot = max(0, lowest - (line.total_bytes - lowest) // 2)
    middle = _WIDTH // 2
    past = _points(ahead.past_levels, 0, middle, foot, line.total_bytes)
    coming = _points(_until_full(ahead, line.total_bytes), middle, _WIDTH, foot, line.total_bytes)
    today = page.viewer.present().date()
    first, last = today - timedelta(days=len(ahead.past_levels) - 1), today + timedelta(days=AHEAD_DAYS)
    return {
        "width": _WIDTH, "height": _TOP + _HEIGHT, "full_y": _TOP, "urgent": ahead.fills_soon,
        "area": f"0,{_TOP + _HEIGHT} {_said(past)} {middle},{_TOP + _HEIGHT}", "past": _said(past),
        "ahead": _said(coming), "here": past[-1], "end": coming[-1],
        "first_day": day(page, first), "last_day": day(page, last),
    }  # fmt: skip


def _until_full(ahead: DiskForecast, total: int) -> list[int]:
    """The levels up to the day on which the disk is full: it cannot be fuller."""
    levels = list(ahead.levels_ahead)
    if ahead.full_in_days is not None and ahead.full_in_days < len(levels):
        levels = [*levels[: ahead.full_in_days], total]
    return levels


def _points(levels: Sequence[int], left: int, right: int, foot: int, total: int) -> list[tuple[float, float]]:
    """Places in the chart; levels ahead are a day each, those of the past fill their half."""
    days = AHEAD_DAYS if left else max(len(levels) - 1, 1)
    step, room = (right - left) / days, max(total - foot, 1)
    start = left if left else right - step * (len(levels) - 1)
    return [
        (round(start + step * n, 1), round(_TOP + _HEIGHT * (1 - (min(level, total) - foot) / room), 1))
        for n, level in enumerate(levels)
    ]


def _said(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)
