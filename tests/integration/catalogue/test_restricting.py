"""Release profiles and delay profiles: checked, stored, put in order, taken away."""

from __future__ import annotations

import msgspec
import pytest

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.kinds import Protocol
from monarr.core.quality import LanguageGoal, PackPolicy, SizeLimits, Strength
from monarr.core.restricting import DelayInput, ReleaseProfileInput
from monarr.db.models import AuditEvent
from monarr.services.context import MONARR, House
from monarr.services.delays import delete_delay, list_delays, order_delays, save_delay
from monarr.services.profiles import create_profile, edit_profile, list_profiles
from monarr.services.release_profiles import (
    delete_release_profile,
    list_release_profiles,
    save_release_profile,
)
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import rows


async def test_a_delay_is_stored_changed_and_taken_away(house: House) -> None:
    given = DelayInput(name="Two hours", torrent_minutes=120, tags=("patient",), preferred_protocol=Protocol.TORRENT)
    made = await save_delay(house, given, MONARR)
    stored = (await list_delays(house))[0]
    assert (stored.name, stored.torrent_minutes, stored.tags, stored.position) == ("Two hours", 120, ("patient",), 0)
    await save_delay(house, msgspec.structs.replace(given, tags=(), bypass_above_score=40), MONARR, delay_id=made)
    changed = (await list_delays(house))[0]
    assert (changed.id, changed.tags, changed.bypass_above_score) == (made, (), 40)
    await delete_delay(house, made, MONARR)
    assert await list_delays(house) == []
    with pytest.raises(NotFound):
        await delete_delay(house, made, MONARR)


async def test_delays_are_asked_in_the_order_that_they_are_put_in(house: House) -> None:
    ids = [await save_delay(house, DelayInput(name=name), MONARR) for name in ("One", "Two", "Three")]
    await order_delays(house, [ids[2], ids[0], ids[1]], MONARR)
    assert [one.name for one in await list_delays(house)] == ["Three", "One", "Two"]
    for wrong in ([ids[0]], [ids[0], ids[0], ids[1]]):
        with pytest.raises(InvalidInput):
            await order_delays(house, wrong, MONARR)
    await save_delay(house, DelayInput(name="Four"), MONARR)
    assert (await list_delays(house))[-1].name == "Four"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"enable_torrent": False, "enable_usenet": False}, "enable_torrent"),
        ({"usenet_minutes": -1}, "usenet_minutes"),
        ({"enable_usenet": False, "preferred_protocol": Protocol.USENET}, "preferred_protocol"),
        ({"library_id": 999}, "library_id"),
    ],
)
async def test_a_delay_that_contradicts_itself_is_refused_by_field(house: House, changes, field: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InvalidInput) as raised:
        await save_delay(house, DelayInput(**({"name": "Mine"} | changes)), MONARR)
    assert set(raised.value.fields) == {field}


async def test_names_are_taken_within_a_library_and_among_the_shared(house: House, shelves: Shelves) -> None:
    for library in (None, shelves.movies, shelves.series):
        await save_delay(house, DelayInput(name="Patient", library_id=library), MONARR)
        await save_release_profile(house, words(library_id=library), MONARR)
    with pytest.raises(Conflict):
        await save_delay(house, DelayInput(name="patient"), MONARR)
    with pytest.raises(Conflict):
        await save_release_profile(house, words(library_id=shelves.movies), MONARR)


def words(**changes: object) -> ReleaseProfileInput:
    given: dict[str, object] = {"name": "No cams", "forbidden": ("/\\bcam\\b/",)}
    return ReleaseProfileInput(**(given | changes))  # type: ignore[arg-type]


async def test_a_release_profile_is_stored_with_its_tags_changed_and_taken_away(house: House) -> None:
    made = await save_release_profile(
        house, words(required=("HDR", " HDR ", ""), tags=("cinema",), excluded_tags=("kids",)), MONARR
    )
    stored = (await list_release_profiles(house))[0]
    assert (stored.required, stored.tags, stored.excluded_tags) == (("HDR",), ("cinema",), ("kids",))
    await save_release_profile(house, words(refuse_before_air=True, grace_days=2), MONARR, profile_id=made)
    changed = (await list_release_profiles(house))[0]
    assert (changed.required, changed.tags, changed.refuse_before_air, changed.grace_days) == ((), (), True, 2)
    assert [row.action for row in await rows(house, AuditEvent)][-1] == "settings.release_profile.edited"
    await delete_release_profile(house, made, MONARR)
    assert await list_release_profiles(house) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"forbidden": ("/(open/",)}, "forbidden"),
        ({"required": ("x265",), "forbidden": ("X265",)}, "forbidden"),
        ({"forbidden": ()}, "required"),
        ({"grace_days": -1}, "grace_days"),
        ({"tags": ("a",), "excluded_tags": ("A",)}, "excluded_tags"),
        ({"indexer_ids": (999,)}, "indexer_ids"),
    ],
)
async def test_a_release_profile_that_cannot_work_is_refused_by_field(house: House, changes, field: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InvalidInput) as raised:
        await save_release_profile(house, words(**changes), MONARR)
    assert set(raised.value.fields) == {field}


async def test_goals_sizes_and_policies_stay_on_the_profile(house: House) -> None:
    plain = (await list_profiles(house))[0]
    goals = (LanguageGoal("Original"), LanguageGoal("German", Strength.NICE, 14))
    wanted = msgspec.structs.replace(
        plain, name="Mine", audio_goals=goals, subtitle_goals=(LanguageGoal("English"),), pack_policy=PackPolicy.SHARE,
        pack_share_percent=70, sizes={"Bluray-1080p": SizeLimits(10, 40, 80)},
    )  # fmt: skip
    profile_id = await create_profile(house, wanted, MONARR)
    stored = next(one for one in await list_profiles(house) if one.id == profile_id)
    assert stored == msgspec.structs.replace(wanted, id=profile_id)
    await edit_profile(house, profile_id, msgspec.structs.replace(stored, audio_goals=(), pack_policy=None), MONARR)
    changed = next(one for one in await list_profiles(house) if one.id == profile_id)
    assert (changed.audio_goals, changed.pack_policy, changed.pack_share_percent) == ((), None, 70)


async def test_goals_that_contradict_each_other_are_refused_by_field(house: House) -> None:
    plain = (await list_profiles(house))[0]
    wrong = msgspec.structs.replace(
        plain, name="Mine", audio_goals=(LanguageGoal("German"), LanguageGoal("German", Strength.NICE)),
        subtitle_goals=(LanguageGoal("English", Strength.REFUSE),), pack_share_percent=0,
        sizes={"Bluray-1080p": SizeLimits(10, 90, 80)},
    )  # fmt: skip
    with pytest.raises(InvalidInput) as raised:
        await create_profile(house, wrong, MONARR)
    assert set(raised.value.fields) == {"audio_goals", "subtitle_goals", "pack_share_percent", "sizes"}
