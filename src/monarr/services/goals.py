"""Profiles from goals. A profile remembers its goal and what its rules were; as long as they are the same it follows the
goal, and an edited one is the user's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, insert, select, update

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.goals import FORMATS, Goal, Weight, derive, find_goal, goals_for, print_of, weights_of
from monarr.core.goals.formats import VERSION
from monarr.core.kinds import ContentType
from monarr.core.quality import QualityProfile
from monarr.core.text import text
from monarr.db.models import CustomFormatRow, QualityProfileRow
from monarr.db.profiles import load_profiles
from monarr.db.queries.goals import Held, held_by_kind
from monarr.db.repositories.libraries import get_profile
from monarr.messages.goals import goal_name
from monarr.services._rescoring import queue_rescoring
from monarr.services.context import Actor, House
from monarr.services.indexing import recount
from monarr.services.profiles import create_profile_in, edit_profile_in
from monarr.services.quality import find_sizes

_PROFILE: Any = QualityProfileRow.__table__
_FORMAT: Any = CustomFormatRow.__table__
_KEY = "goal"  # in `quality_profile.settings`


class GoalLink(msgspec.Struct, frozen=True):
    """How a profile stands to its goal: `same`; `newer`, when this version of Monarr has other rules for the goal; or
    `edited`, when somebody changed the profile."""

    code: str
    state: str


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A goal as it would be: its profile, what that weighs, and what is here of films and series."""

    goal: Goal
    profile: QualityProfile
    weight: Weight | None
    held: dict[str, Held]


async def preview_goals(house: House, content_type: ContentType | None) -> list[Preview]:
    """All goals that fit a content type (None: films and series alike)."""
    return await house.db.read(_previews, content_type)


async def create_from_goal(
    house: House, code: str, actor: Actor, *, name: str = "", content_type: ContentType | None = None,
    library_id: int | None = None,
) -> int:  # fmt: skip
    """Stores a profile made from a goal, with the formats that it uses; returns its id. Without a name it bears the
    goal's. Raises NotFound for an unknown goal, InvalidInput for one of another content type, Conflict for a name that
    is taken."""
    goal = _find(code, content_type)
    profile = derive(goal, content_type, name=name.strip() or str(goal_name(code)))
    return await house.db.write(_create, goal, profile, content_type, library_id, actor, house.clock.now())


async def profile_from_goal(house: House, code: str, content_type: ContentType, actor: Actor) -> int | None:
    """The profile for a new library of that type whose owner picked a goal: one that follows it, made when there is none.
    Films and series share it. Anime gets its own goal, whatever was picked. Raises NotFound for an unknown goal."""
    anime = content_type is ContentType.ANIME
    code = "anime" if anime else code
    kind = ContentType.SERIES if anime else None
    _find(code, kind)
    held = await house.db.read(goals_of_profiles)
    made = next((key for key, link in held.items() if link.code == code and link.state != "edited"), None)
    return made if made is not None else await create_from_goal(house, code, actor, content_type=kind)


async def apply_goal(house: House, profile_id: int, code: str, actor: Actor) -> None:
    """Gives a profile the rules of a goal; its name, its languages and the weight of reputation stay. The states of its
    titles follow. Raises NotFound, InvalidInput."""
    titles = await house.db.write(_apply, profile_id, code, actor, house.clock.now())
    for title_id in titles:
        await house.db.write(recount, title_id, house.clock.now())


async def profile_for_goal(house: House, profile_id: int, code: str) -> QualityProfile:
    """A profile as it would be with the rules of a goal: for a dry run. Raises NotFound, InvalidInput."""
    return await house.db.write(_with_formats, profile_id, code, house.clock.now())


def content_type_of(connection: Connection, profile_id: int) -> ContentType | None:
    """What a profile is for; None: films and series alike. Raises NotFound."""
    row = get_profile(connection, profile_id)
    return ContentType(row.content_type) if row.content_type else None


def goals_of_profiles(connection: Connection) -> dict[int, GoalLink]:
    """The goals of profiles that were made from one, by the profile's id."""
    rows = connection.execute(select(_PROFILE.c.id, _PROFILE.c.content_type, _PROFILE.c.settings)).all()
    linked = {row.id: row for row in rows if _KEY in row.settings}
    profiles = load_profiles(connection, set(linked))
    return {
        key: GoalLink(row.settings[_KEY]["code"], _state(profiles[key], row.settings[_KEY], row.content_type))
        for key, row in linked.items()
    }


def _state(profile: QualityProfile, stored: dict[str, str], content_type: str | None) -> str:
    if print_of(profile) != stored["print"]:
        return "edited"
    goal = find_goal(stored["code"])
    kind = ContentType(content_type) if content_type else None
    current = goal is None or print_of(derive(goal, kind, name="")) == stored["print"]
    return "same" if current else "newer"


def _find(code: str, content_type: ContentType | None) -> Goal:
    goal = find_goal(code)
    if goal is None:
        raise NotFound(text("There is no goal called “{name}”.", name=code))
    if goal not in goals_for(content_type):
        problem = text("“{name}” is not for this kind of library.", name=goal_name(code))
        raise InvalidInput(problem, fields={"goal": problem})
    return goal


def _previews(connection: Connection, content_type: ContentType | None) -> list[Preview]:
    sizes, held = find_sizes(connection, None), held_by_kind(connection)
    found = []
    for goal in goals_for(content_type):
        profile = derive(goal, content_type, name=str(goal_name(goal.code)))
        found.append(Preview(goal=goal, profile=profile, weight=weights_of(profile, sizes), held=held))
    return found


def _create(
    connection: Connection, goal: Goal, profile: QualityProfile, content_type: ContentType | None,
    library_id: int | None, actor: Actor, now: datetime,
) -> int:  # fmt: skip
    _ensure_formats(connection, goal, now)
    profile_id = create_profile_in(connection, profile, content_type, library_id, actor, now)
    _link(connection, profile_id, goal)
    return profile_id


def _apply(connection: Connection, profile_id: int, code: str, actor: Actor, now: datetime) -> list[int]:
    wanted = _with_formats(connection, profile_id, code, now)
    titles: list[int] = edit_profile_in(connection, profile_id, wanted, actor, now)
    goal = find_goal(code)
    if goal is not None:
        _link(connection, profile_id, goal)
    return titles


def _with_formats(connection: Connection, profile_id: int, code: str, now: datetime) -> QualityProfile:
    """The goal's rules in the profile's frame. Its formats are stored: they count nothing until a profile uses them."""
    row = get_profile(connection, profile_id)
    kind = ContentType(row.content_type) if row.content_type else None
    goal = _find(code, kind)
    _ensure_formats(connection, goal, now)
    before = load_profiles(connection, {profile_id})[profile_id]
    after = derive(goal, kind, name=before.name)
    return replace(
        after, id=profile_id, languages=before.languages, audio_goals=before.audio_goals,
        subtitle_goals=before.subtitle_goals, reputation_weight=before.reputation_weight,
        pack_policy=before.pack_policy, pack_share_percent=before.pack_share_percent,
    )  # fmt: skip


def _link(connection: Connection, profile_id: int, goal: Goal) -> None:
    profile = load_profiles(connection, {profile_id})[profile_id]
    stored = connection.execute(select(_PROFILE.c.settings).where(_PROFILE.c.id == profile_id)).scalar_one()
    settings = {**stored, _KEY: {"code": goal.code, "print": print_of(profile)}}
    connection.execute(update(_PROFILE).where(_PROFILE.c.id == profile_id), {"settings": settings})


def _ensure_formats(connection: Connection, goal: Goal, now: datetime) -> None:
    """The goal's formats are there, as this version has them; what a user made of one stays the user's."""
    changed = False
    for code in (*goal.formats, *goal.refused):
        shipped = FORMATS[code]
        row = connection.execute(select(_FORMAT).where(_FORMAT.c.name == shipped.name)).first()
        values = {
            "conditions": shipped.spec["specifications"], "source": {"goal": code, "version": VERSION}, "updated_at": now,
        }  # fmt: skip
        if row is None:
            connection.execute(insert(_FORMAT), values | {"name": shipped.name, "created_at": now})
            changed = True
        elif row.source.get("goal") == code and row.source.get("version", 0) < VERSION:
            connection.execute(update(_FORMAT).where(_FORMAT.c.id == row.id), values)
            changed = True
    if changed:
        queue_rescoring(connection, now)
