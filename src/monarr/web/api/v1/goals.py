"""Goals: whole profiles to choose from, and profiles that follow one."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from monarr.core.kinds import ContentType
from monarr.messages.goals import episode_words, film_words, goal_about, goal_name, goal_reasons
from monarr.services.goals import Preview, apply_goal, create_from_goal, goals_of_profiles, preview_goals
from monarr.web.api.v1._base import Api, Made
from monarr.web.auth import requires


class FromGoal(msgspec.Struct):
    """Without a name the profile bears that of the goal; without a content type it fits films and series alike."""

    name: str = ""
    content_type: ContentType | None = None
    library_id: int | None = None


class ChosenGoal(msgspec.Struct):
    goal: str


@get("/goals", guards=[requires("profiles.read")], tags=["Judging"])
async def goals(api: Api, content_type: FromQuery[ContentType | None] = None) -> list[dict[str, Any]]:
    """All goals that fit a kind of library: their rules, and what they mean in bytes for a minute."""
    return [api.shown(_told(one)) for one in await preview_goals(api.house, content_type)]


@post("/goals/{code:str}/profile", guards=[requires("profiles.edit")], status_code=201, tags=["Judging"])
async def make_profile(api: Api, code: FromPath[str], data: JSONBody[FromGoal]) -> Made:
    """Stores a profile made from a goal, with the formats that it uses."""
    made = await create_from_goal(
        api.house, code, api.actor, name=data.name, content_type=data.content_type, library_id=data.library_id
    )
    return Made(made)


@get("/profiles/goals", guards=[requires("profiles.read")], tags=["Judging"])
async def followed(api: Api) -> dict[str, Any]:
    """The goals of profiles that were made from one, by the profile's id: `same`, `newer` or `edited`."""
    found: dict[str, Any] = api.shown(await api.house.db.read(goals_of_profiles))
    return found


@put("/profiles/{profile_id:int}/goal", guards=[requires("profiles.edit")], status_code=204, tags=["Judging"])
async def choose(api: Api, profile_id: FromPath[int], data: JSONBody[ChosenGoal]) -> None:
    """Gives a profile the rules of a goal; its name, languages and weight of reputation stay."""
    await apply_goal(api.house, profile_id, data.goal, api.actor)


def _told(one: Preview) -> dict[str, Any]:
    return {
        "code": one.goal.code, "name": goal_name(one.goal.code), "about": goal_about(one.goal.code),
        "rules": list(goal_reasons(one.goal)), "profile": one.profile, "bytes_per_minute": one.weight,
        "film": film_words(one.weight) if one.weight else None,
        "episode": episode_words(one.weight) if one.weight else None,
    }  # fmt: skip


ROUTES = [goals, make_profile, followed, choose]
