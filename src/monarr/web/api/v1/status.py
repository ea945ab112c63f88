"""How the house is: what is watched, folders, counts."""

from __future__ import annotations

from typing import Any

from litestar import get, post

from monarr.db.queries.home import load_frame
from monarr.services.disk_forecast import forecast_disks
from monarr.services.health import check_health, list_health
from monarr.version import __version__
from monarr.web.api.v1._base import Api
from monarr.web.auth import requires


@get("/status", guards=[requires("status.read")], tags=["This server"])
async def status(api: Api) -> dict[str, Any]:
    """Version, and counts of what is going on."""
    frame = await api.house.db.read(load_frame)
    return {
        "version": __version__,
        "time_zone": api.house.time_zone,
        "database": "sqlite" if api.house.db.is_sqlite else "postgresql",
        **api.shown(frame),
    }


@get("/health", guards=[requires("status.read")], tags=["This server"])
async def health(api: Api) -> list[dict[str, Any]]:
    """Everything that is watched, what is broken first, with what to do; and how each service has answered in the last
    day, by half hours."""
    return list(api.shown(await api.house.db.read(list_health, api.house.clock.now())))


@post("/health/check", guards=[requires("jobs.edit")], status_code=200, tags=["This server"])
async def check(api: Api) -> dict[str, int]:
    """Looks at everything now; the answer counts how much is in each state."""
    return await check_health(api.house)


@get("/disks", guards=[requires("status.read")], tags=["This server"])
async def disks(api: Api) -> list[dict[str, Any]]:
    """The disks of the root folders: what is free, on its way and in the trash, and how full they will be in 30 days."""
    return list(api.shown(await forecast_disks(api.house)))


ROUTES = [status, health, check, disks]
