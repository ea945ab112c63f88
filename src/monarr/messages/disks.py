"""What is said of a disk that fills."""

from __future__ import annotations

from monarr.core.disk_forecast import AHEAD_DAYS, DiskForecast
from monarr.core.text import Text, ntext, text
from monarr.messages.human import size


def forecast_sentence(name: str, ahead: DiskForecast, trash_bytes: int) -> Text:
    """One sentence: when the disk is full, and whether the trash would help; else what will be free in 30 days."""
    if not ahead.fills_soon:
        if not ahead.bytes_per_day:
            return text("In {days} days: {free} free.", days=AHEAD_DAYS, free=size(ahead.free_then_bytes))
        free, pace = size(ahead.free_then_bytes), size(ahead.bytes_per_day)
        return text("In {days} days: {free} free, at {pace} a day.", days=AHEAD_DAYS, free=free, pace=pace)
    days = ahead.full_in_days or 0
    full = (
        ntext("“{name}” is full in a day.", "“{name}” is full in {count} days.", days, name=name)
        if days
        else text("“{name}” is full.", name=name)
    )
    if not ahead.emptying_helps:
        return full
    return text("{sentence} The trash could go first, {trash}.", sentence=full, trash=size(trash_bytes))
