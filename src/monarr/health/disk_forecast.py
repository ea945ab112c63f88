"""No disk of the libraries will be full within a month."""

from __future__ import annotations

from monarr.core.text import text
from monarr.health.model import Check, Finding
from monarr.messages.disks import forecast_sentence
from monarr.services.context import House
from monarr.services.disk_forecast import forecast_disks


async def run(house: House) -> Finding | None:
    filling = [line for line in await forecast_disks(house) if line.forecast.fills_soon]
    if not filling:
        return None
    first = min(filling, key=lambda line: line.forecast.full_in_days or 0)
    sentence = forecast_sentence(first.name, first.forecast, first.trash_bytes)
    return Finding(sentence, "/activity/trash" if first.forecast.emptying_helps else "/settings/quality", "warning")


CHECK = Check("disk_forecast", text("Room for the next month"), run)
