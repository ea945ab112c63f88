"""What holds releases back: release profiles (words, dates) and delay profiles."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import delete, get, post, put
from litestar.params import FromPath, JSONBody

from monarr.core.restricting import DelayInput, ReleaseProfileInput
from monarr.services.delays import delete_delay, list_delays, order_delays, save_delay
from monarr.services.release_profiles import (
    delete_release_profile,
    list_release_profiles,
    save_release_profile,
)
from monarr.web.api.v1._base import Api, Made
from monarr.web.auth import requires


class Order(msgspec.Struct):
    """All ids, the first asked first."""

    ids: list[int]


@get("/release-profiles", guards=[requires("profiles.read")], tags=["Judging"])
async def release_profiles(api: Api) -> list[dict[str, Any]]:
    """All release profiles by name."""
    return list(api.shown(await list_release_profiles(api.house)))


@post("/release-profiles", guards=[requires("profiles.edit")], status_code=201, tags=["Judging"])
async def make_release_profile(api: Api, data: JSONBody[ReleaseProfileInput]) -> Made:
    """Stores a release profile: words that names must, or must not, have."""
    return Made(await save_release_profile(api.house, data, api.actor))


@put("/release-profiles/{profile_id:int}", guards=[requires("profiles.edit")], status_code=204, tags=["Judging"])
async def change_release_profile(api: Api, profile_id: FromPath[int], data: JSONBody[ReleaseProfileInput]) -> None:
    """Replaces a release profile."""
    await save_release_profile(api.house, data, api.actor, profile_id=profile_id)


@delete("/release-profiles/{profile_id:int}", guards=[requires("profiles.edit")], status_code=204, tags=["Judging"])
async def drop_release_profile(api: Api, profile_id: FromPath[int]) -> None:
    """Takes a release profile away."""
    await delete_release_profile(api.house, profile_id, api.actor)


@get("/delay-profiles", guards=[requires("profiles.read")], tags=["Judging"])
async def delays(api: Api) -> list[dict[str, Any]]:
    """All delay profiles, in the order in which they are asked."""
    return list(api.shown(await list_delays(api.house)))


@post("/delay-profiles", guards=[requires("profiles.edit")], status_code=201, tags=["Judging"])
async def make_delay(api: Api, data: JSONBody[DelayInput]) -> Made:
    """Stores a delay profile; it is asked last."""
    return Made(await save_delay(api.house, data, api.actor))


@put("/delay-profiles/order", guards=[requires("profiles.edit")], status_code=204, tags=["Judging"])
async def put_in_order(api: Api, data: JSONBody[Order]) -> None:
    """Puts the delay profiles into an order. The first that fits a title holds for it."""
    await order_delays(api.house, data.ids, api.actor)


@put("/delay-profiles/{delay_id:int}", guards=[requires("profiles.edit")], status_code=204, tags=["Judging"])
async def change_delay(api: Api, delay_id: FromPath[int], data: JSONBody[DelayInput]) -> None:
    """Replaces a delay profile."""
    await save_delay(api.house, data, api.actor, delay_id=delay_id)


@delete("/delay-profiles/{delay_id:int}", guards=[requires("profiles.edit")], status_code=204, tags=["Judging"])
async def drop_delay(api: Api, delay_id: FromPath[int]) -> None:
    """Takes a delay profile away."""
    await delete_delay(api.house, delay_id, api.actor)


ROUTES = [
    release_profiles, make_release_profile, change_release_profile, drop_release_profile, delays, make_delay,
    put_in_order, change_delay, drop_delay,
]  # fmt: skip
