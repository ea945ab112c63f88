"""The form of a quality profile: steps in groups, goals for languages, sizes of its own, copies, and giving its titles away."""

from __future__ import annotations

import html
import re

from monarr.core.quality import LanguageGoal, PackPolicy, QualityProfile, SizeLimits, Strength
from monarr.db.models import CustomFormatRow, LibraryDefault, Version
from monarr.services.goals import content_type_of
from monarr.services.profiles import list_profiles
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People

PATH = "/settings/profiles"
WEB = "WEBDL-1080p|WEBRip-1080p"


def fields_of(page: str) -> dict[str, object]:
    """What a browser would send of the form."""
    found: dict[str, object] = {
        "order": re.findall(r'name="order" value="([^"]+)"', page),
        "allowed": re.findall(r'name="allowed" value="([^"]+)" checked', page),
    }
    found |= {name: html.unescape(value) for name, value in re.findall(r'name="(group-[^"]+)" value="([^"]*)"', page)}
    chosen = re.search(r'id="cutoff".*?<option value="([^"]+)" selected', page)
    found["cutoff"] = chosen[1] if chosen else ""
    for name in ("name", "minimum_score", "cutoff_score", "minimum_upgrade", "reputation_weight"):
        value = re.search(rf'id="{name}" name="{name}" type="\w+" value="([^"]*)"', page)
        found[name] = html.unescape(value[1]) if value else ""
    return found


async def _opened(people: People, profile_id: int) -> dict[str, object]:
    return fields_of((await people.ada.get(f"{PATH}/{profile_id}")).text)


async def _stored(scene: Scene, profile_id: int) -> QualityProfile:
    return next(one for one in await list_profiles(scene.house) if one.id == profile_id)


async def test_what_is_shown_and_saved_again_is_the_same(people: People, scene: Scene) -> None:
    profile_id = scene.profiles["Films 1080p"]
    before = await _stored(scene, profile_id)
    fields = await _opened(people, profile_id)
    answer = await people.ada.post(f"{PATH}/{profile_id}", upgrades_allowed="true", **fields)
    assert answer.status_code == 303, answer.text[-2000:]
    assert await _stored(scene, profile_id) == before


async def test_a_group_is_made_named_and_dissolved(people: People, scene: Scene) -> None:
    profile_id = scene.profiles["Films 1080p"]
    path, fields = f"{PATH}/{profile_id}", await _opened(people, profile_id)
    made = await people.ada.post(path, **fields, do="join:Bluray-1080p")
    fields = fields_of(made.text)
    group = f"Bluray-1080p|{WEB}"
    assert group in fields["order"] and fields[f"group-{group}"] == "WEB 1080p" and fields["cutoff"] == group
    await people.ada.post(path, upgrades_allowed="true", **fields | {f"group-{group}": "Good enough"})
    assert (await _stored(scene, profile_id)).cutoff == "Good enough"
    parted = fields_of((await people.ada.post(path, **await _opened(people, profile_id), do=f"part:{group}")).text)
    assert {"Bluray-1080p", "WEBDL-1080p", "WEBRip-1080p"} <= set(parted["order"])
    out = await people.ada.post(path, **await _opened(people, profile_id), do=f"out:{group}/WEBRip-1080p")
    assert {"Bluray-1080p|WEBDL-1080p", "WEBRip-1080p"} <= set(fields_of(out.text)["order"])


async def test_a_press_in_the_list_brings_only_the_list(people: People, scene: Scene) -> None:
    profile_id = scene.profiles["Films 1080p"]
    fields = await _opened(people, profile_id)
    headers = {"accept": "text/html", "origin": "http://localhost", "hx-request": "true", "hx-target": "steps"}
    data = {"csrf_token": people.ada.csrf, "do": "join:Bluray-1080p", **fields}
    part = (await people.ada.client.post(f"{PATH}/{profile_id}", data=data, headers=headers)).text
    assert "<form" not in part and f'value="Bluray-1080p|{WEB}"' in part


async def test_goals_sizes_and_packs_are_kept(people: People, scene: Scene) -> None:
    profile_id = scene.profiles["Series 1080p"]
    more = {
        "audio_language": ["Original", "German", ""], "audio_strength": ["must", "nice", "must"],
        "audio_wait": ["", "14", ""], "subtitle_language": ["English"], "subtitle_strength": ["nice"],
        "subtitle_wait": [""], "language": ["German"], "minimum-WEBDL-1080p": "9", "preferred-WEBDL-1080p": "30",
        "maximum-WEBDL-1080p": "60.2", "pack_policy": "share", "pack_share_percent": "75",
    }  # fmt: skip
    answer = await people.ada.post(f"{PATH}/{profile_id}", **await _opened(people, profile_id) | more)
    assert answer.status_code == 303, answer.text[-2000:]
    made = await _stored(scene, profile_id)
    assert made.audio_goals == (LanguageGoal("Original"), LanguageGoal("German", Strength.NICE, 14))
    assert made.subtitle_goals == (LanguageGoal("English", Strength.NICE),) and made.languages == ("German",)
    assert made.sizes == {"WEBDL-1080p": SizeLimits(9, 30, 60.2)}
    assert (made.pack_policy, made.pack_share_percent) == (PackPolicy.SHARE, 75)
    page = (await people.ada.get(f"{PATH}/{profile_id}")).text
    assert 'name="maximum-WEBDL-1080p" value="60.2"' in page and "900 MB to 6.0 GB a film" in page


async def test_what_does_not_fit_is_said_and_what_was_typed_stays(people: People, scene: Scene) -> None:
    profile_id = scene.profiles["Films 1080p"]
    fields = await _opened(people, profile_id) | {"name": "Mine", "minimum-WEBDL-1080p": "many"}
    bad = await people.ada.post(f"{PATH}/{profile_id}", **fields)
    assert bad.status_code == 422 and "Sizes are numbers." in bad.text
    fields = await _opened(people, profile_id) | {"minimum-WEBDL-1080p": "50", "maximum-WEBDL-1080p": "20"}
    bad = await people.ada.post(f"{PATH}/{profile_id}", **fields)
    assert bad.status_code == 422 and "contradict each other" in bad.text and 'value="50"' in bad.text


async def test_formats_that_count_stand_first(people: People, scene: Scene) -> None:
    profile_id = scene.profiles["Films 1080p"]
    for name in ("Anne", "Bert", "Carl"):
        scene.add(CustomFormatRow, name=name)
    page = (await people.ada.get(f"{PATH}/{profile_id}")).text
    ids = dict(re.findall(r'<label for="(score-\d+)">(\w+)', page))
    by_name = {name: field for field, name in ids.items()}
    await people.ada.post(f"{PATH}/{profile_id}", **fields_of(page) | {by_name["Bert"]: "5", by_name["Carl"]: "-90"})
    again = (await people.ada.get(f"{PATH}/{profile_id}")).text
    assert re.findall(r'<li data-name="(Anne|Bert|Carl)">', again) == ["Carl", "Bert", "Anne"]


async def test_a_copy_is_a_profile_of_its_own(people: People, scene: Scene) -> None:
    profile_id = scene.profiles["Films 1080p"]
    first = await people.ada.post(f"{PATH}/{profile_id}/clone")
    second = await people.ada.post(f"{PATH}/{profile_id}/clone")
    names = {one.id: one.name for one in await list_profiles(scene.house)}
    made = [names[int(answer.headers["location"].rpartition("/")[2])] for answer in (first, second)]
    assert made == ["Films 1080p, a copy", "Films 1080p, copy 2"]


async def test_a_profile_in_use_goes_only_with_another_for_its_titles(people: People, scene: Scene) -> None:
    old, new = scene.profiles["Films 1080p"], scene.profiles["Films 4K"]
    film = scene.film("Sintel")
    scene.add(LibraryDefault, library_id=scene.library, quality_profile_id=old)
    page = (await people.ada.get(f"{PATH}/{old}")).text
    assert f'href="/title/{film}">Sintel (2010)</a>' in page and "New titles get it in" in page
    assert (await people.ada.client.delete(f"/api/v1/profiles/{old}", headers={"x-csrf-token": people.ada.csrf})).status_code == 409  # fmt: skip
    assert (await people.ada.post(f"{PATH}/{old}/delete", move_to=old)).headers["location"] == f"{PATH}/{old}"
    assert (await people.ada.post(f"{PATH}/{old}/delete", move_to=new)).headers["location"] == PATH
    assert [row.quality_profile_id for row in scene.rows(Version)] == [new]
    assert [row.quality_profile_id for row in scene.rows(LibraryDefault)] == [new]


async def test_a_copy_through_the_api(people: People, scene: Scene) -> None:
    path = f"/api/v1/profiles/{scene.profiles['Films 4K']}/clone"
    headers = {"x-csrf-token": people.ada.csrf}
    made = await people.ada.client.post(path, json={"name": "For the cinema"}, headers=headers)
    assert made.status_code == 201
    assert (await people.ada.client.post(path, json={"name": "for the cinema"}, headers=headers)).status_code == 409
    assert (await people.ben.client.post(path, json={"name": "x"}, headers={"x-csrf-token": people.ben.csrf})).status_code == 403  # fmt: skip


async def test_a_new_profile_is_for_films_alone_when_that_is_chosen(people: People, scene: Scene) -> None:
    fields = fields_of((await people.ada.get(f"{PATH}/new")).text) | {"name": "Small films", "content_type": "movie"}
    pressed = (await people.ada.post(f"{PATH}/new", **fields, do="up:DVD")).text
    assert '<option value="movie" selected>' in pressed
    answer = await people.ada.post(f"{PATH}/new", **fields)
    assert answer.status_code == 303, answer.text[-2000:]
    made = next(one for one in await list_profiles(scene.house) if one.name == "Small films")
    assert await scene.house.db.read(content_type_of, made.id) == "movie"
    page = (await people.ada.get(f"{PATH}/{made.id}")).text
    assert "For films" in page and 'name="content_type"' not in page and "Start from a goal" in page
