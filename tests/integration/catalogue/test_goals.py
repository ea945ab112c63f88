"""Profiles made from goals: their formats come along, they follow their goal until somebody edits them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import update

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.kinds import ContentType
from monarr.core.quality import QualityProfile
from monarr.db.models import CustomFormatRow, QualityProfileRow
from monarr.services.context import MONARR
from monarr.services.formats import delete_format, list_formats
from monarr.services.goals import apply_goal, create_from_goal, goals_of_profiles, preview_goals
from monarr.services.profiles import edit_profile, list_profiles
from tests.integration.acquisition.scene import GB, Scene


@pytest.fixture
async def scene(migrated_database_url: str, tmp_path: Path) -> Any:
    scene = Scene(migrated_database_url, tmp_path)
    yield scene
    await scene.close()


async def profile(scene: Scene, profile_id: int) -> QualityProfile:
    return next(one for one in await list_profiles(scene.house) if one.id == profile_id)


async def state(scene: Scene, profile_id: int) -> str | None:
    found = (await scene.house.db.read(goals_of_profiles)).get(profile_id)
    return found.state if found else None


async def test_a_goal_becomes_a_profile_with_its_formats(scene: Scene) -> None:
    made = await create_from_goal(scene.house, "4k-hdr-direct-play", MONARR, content_type=ContentType.MOVIE)
    found = await profile(scene, made)
    assert (found.name, found.cutoff, found.format_scores["Goal: HDR"]) == ("4K HDR, direct play", "WEB 2160p", 100)
    assert found.allows("WEBDL-2160p") and not found.allows("Remux-2160p")
    assert await state(scene, made) == "same"
    with pytest.raises(Conflict):
        await create_from_goal(scene.house, "4k-hdr-direct-play", MONARR, content_type=ContentType.MOVIE)


async def test_editing_detaches_and_choosing_a_goal_attaches_again(scene: Scene) -> None:
    made = await create_from_goal(scene.house, "1080p-small", MONARR, name="Mine", content_type=ContentType.MOVIE)
    found = await profile(scene, made)
    await edit_profile(scene.house, made, replace(found, name="Ours", reputation_weight=40.0), MONARR)
    assert await state(scene, made) == "same"
    await edit_profile(scene.house, made, replace(found, cutoff="Bluray-1080p"), MONARR)
    assert await state(scene, made) == "edited"
    await apply_goal(scene.house, made, "small-screens", MONARR)
    again = await profile(scene, made)
    assert (again.name, again.cutoff, await state(scene, made)) == ("Mine", "WEB 720p", "same")


async def test_a_goal_with_newer_rules_says_so(scene: Scene) -> None:
    made = await create_from_goal(scene.house, "1080p-small", MONARR, content_type=ContentType.MOVIE)
    await edit_profile(scene.house, made, replace(await profile(scene, made), cutoff="Bluray-1080p"), MONARR)
    from monarr.core.goals import print_of

    table: Any = QualityProfileRow.__table__
    older = {"goal": {"code": "1080p-small", "print": print_of(await profile(scene, made))}}
    scene.db.write_now(lambda c: c.execute(update(table).where(table.c.id == made).values(settings=older)))
    assert await state(scene, made) == "newer"


async def test_a_format_that_a_user_made_his_own_stays_so(scene: Scene) -> None:
    await create_from_goal(scene.house, "1080p-small", MONARR, name="One", content_type=ContentType.MOVIE)
    table: Any = CustomFormatRow.__table__
    mine = update(table).where(table.c.name == "Goal: H.265").values(conditions=[], source={})
    scene.db.write_now(lambda connection: connection.execute(mine))
    await create_from_goal(scene.house, "1080p-small", MONARR, name="Two", content_type=ContentType.MOVIE)
    assert [row.conditions for row in scene.rows(CustomFormatRow, name="Goal: H.265")] == [[]]


async def test_a_format_that_was_deleted_comes_back_with_its_goal(scene: Scene) -> None:
    made = await create_from_goal(scene.house, "1080p-small", MONARR, content_type=ContentType.MOVIE)
    gone = next(one for one in await list_formats(scene.house) if one.name == "Goal: AV1")
    await delete_format(scene.house, gone.id, MONARR)
    assert await state(scene, made) == "edited"
    await apply_goal(scene.house, made, "1080p-small", MONARR)
    assert await state(scene, made) == "same"


async def test_what_is_here_is_weighed_against_the_goal(scene: Scene) -> None:
    film = scene.film(minutes=100)
    scene.file(film, film, "Bluray-1080p")
    previews = {one.goal.code: one for one in await preview_goals(scene.house, ContentType.MOVIE)}
    held = previews["1080p-small"].held["movie"]
    assert (held.minutes, held.size_bytes) == (100, GB)
    weight = previews["1080p-small"].weight
    assert weight is not None and weight.of_minutes(held.minutes)[1] == 2 * GB


async def test_unknown_and_unfitting_goals_are_refused(scene: Scene) -> None:
    with pytest.raises(NotFound):
        await create_from_goal(scene.house, "8k-hologram", MONARR)
    with pytest.raises(InvalidInput):
        await create_from_goal(scene.house, "anime", MONARR, content_type=ContentType.MOVIE)
