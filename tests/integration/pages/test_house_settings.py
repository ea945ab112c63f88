"""Tags, path mappings, groups of players and what one person may do: pages and their twins in the API."""

from __future__ import annotations

from typing import Any

import httpx2

from monarr.db.models import (
    DownloadClientRow,
    IndexerRow,
    IndexerTag,
    ItemTag,
    PathMapping,
    PlayerGroup,
    PlayerRow,
    Tag,
    User,
    UserPermission,
)  # fmt: skip
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People, Visit


async def api(visit: Visit, verb: str, path: str, **more: Any) -> httpx2.Response:
    return await visit.client.request(verb, f"/api/v1{path}", headers={"origin": "http://localhost"}, **more)


def ben(scene: Scene) -> int:
    return int(scene.rows(User, username="ben")[0].id)


async def test_a_tag_is_made_renamed_and_deleted_and_says_what_bears_it(people: People, scene: Scene) -> None:
    await people.ada.post("/settings/tags", label="Open")
    [tag] = scene.rows(Tag)
    scene.add(ItemTag, item_id=scene.film("Sintel"), tag_id=tag.id)
    indexer = scene.add(IndexerRow, name="Archive", implementation="torznab", protocol="torrent")
    scene.add(IndexerTag, indexer_id=indexer, tag_id=tag.id)
    assert "1 title, 1 indexer" in (await people.ada.get("/settings/tags")).text
    assert (await api(people.ada, "GET", "/tags")).json()[0]["uses"] == {"titles": 1, "indexers": 1}
    await people.ada.post(f"/settings/tags/{tag.id}", label="Free")
    assert "It goes from 1 title, 1 indexer." in (await people.ada.get(f"/settings/tags/{tag.id}")).text
    await people.ada.post(f"/settings/tags/{tag.id}/delete")
    assert scene.rows(Tag) == [] and scene.rows(ItemTag) == []


async def test_two_tags_do_not_get_one_label(people: People, scene: Scene) -> None:
    for label in ("Open", "Kids"):
        await people.ada.post("/settings/tags", label=label)
    kids = scene.rows(Tag, label="Kids")[0].id
    answer = await people.ada.post(f"/settings/tags/{kids}", label="open")
    assert answer.status_code == 422 and "Another tag is called" in answer.text
    assert (await api(people.ada, "PATCH", f"/tags/{kids}", json={"label": "OPEN"})).status_code == 409
    assert (await people.ada.post("/settings/tags", label=" ")).status_code == 422


async def test_a_path_is_mapped_for_a_client(people: People, scene: Scene) -> None:
    empty = await people.ada.get("/settings/path-mappings")
    assert "nobody to map for" in empty.text
    client = scene.add(DownloadClientRow, name="Box", implementation="memory", protocol="torrent", settings={})
    fields = {"subject": f"client:{client}", "remote_path": "/data/", "local_path": "/srv/data"}
    wrong = await people.ada.post("/settings/path-mappings/new", **fields | {"local_path": "srv", "subject": ""})
    assert wrong.status_code == 422 and "whole path" in wrong.text and "Choose a download client" in wrong.text
    await people.ada.post("/settings/path-mappings/new", **fields)
    [row] = scene.rows(PathMapping)
    assert (row.download_client_id, row.remote_path, row.local_path) == (client, "/data", "/srv/data")
    shown = (await people.ada.get("/settings/path-mappings")).text
    assert "Box" in shown and "/srv/data" in shown
    assert (await people.ada.post("/settings/path-mappings/new", **fields)).status_code == 422
    await people.ada.post(f"/settings/path-mappings/{row.id}", **fields | {"remote_path": "/downloads"})
    assert (await api(people.ada, "GET", "/path-mappings")).json()[0]["remote_path"] == "/downloads"
    await people.ada.post(f"/settings/path-mappings/{row.id}/delete")
    assert scene.rows(PathMapping) == []


async def test_players_are_put_together_and_apart(people: People, scene: Scene) -> None:
    groups = [scene.add(PlayerGroup, name=name, implementation="kodi") for name in ("Lounge", "Attic")]
    players = [
        scene.add(PlayerRow, name=name, group_id=group, implementation="kodi", settings={})
        for name, group in zip(("Lounge", "Attic"), groups, strict=True)
    ]
    fields = {"name": "Whole house", "enabled": "true", "skip_while_playing": "true"}
    await people.ada.post(f"/settings/player-groups/{groups[0]}", player=[str(one) for one in players], **fields)
    [group] = scene.rows(PlayerGroup)
    assert (group.name, group.skip_while_playing) == ("Whole house", True)
    assert {row.group_id for row in scene.rows(PlayerRow)} == {groups[0]}
    assert "Attic, Lounge" in (await people.ada.get("/settings/player-groups")).text
    await people.ada.post(f"/settings/player-groups/{groups[0]}", player=[str(players[0])], **fields)
    assert sorted(row.name for row in scene.rows(PlayerGroup)) == ["Attic", "Whole house"]
    sheet = await people.ada.part(f"/settings/player-groups/{groups[0]}", "sheet")
    assert "<html" not in sheet.text and "One that leaves" in sheet.text
    await people.ada.post(f"/settings/player-groups/{groups[0]}/delete")
    assert [row.name for row in scene.rows(PlayerRow)] == ["Attic"]


async def test_a_group_needs_a_name_of_its_own_and_players_of_its_kind(people: People, scene: Scene) -> None:
    made = await people.ada.post("/settings/player-groups/new", name="Lounge", implementation="kodi", enabled="true")
    assert made.status_code == 303
    again = await people.ada.post("/settings/player-groups/new", name="lounge", implementation="kodi")
    assert again.status_code == 422 and "is taken" in again.text
    group = scene.rows(PlayerGroup)[0].id
    body = {"name": "Lounge", "implementation": "kodi", "player_ids": [99]}
    assert (await api(people.ada, "PUT", f"/player-groups/{group}", json=body)).status_code == 422


async def test_what_a_person_may_do_is_shown_with_its_reason(people: People, scene: Scene) -> None:
    person = ben(scene)
    shown = (await people.ada.get(f"/settings/users/{person}/permissions")).text
    assert "by the role Member" in shown and "no role gives it" in shown
    assert (await people.ben.get("/activity")).status_code == 403
    await people.ada.post(f"/settings/users/{person}/permissions", permission="queue.read", verdict="allow")
    assert (await people.ben.get("/activity")).status_code == 200
    assert "allowed for this person" in (await people.ada.get(f"/settings/users/{person}/permissions")).text
    await people.ada.post(f"/settings/users/{person}/permissions/remove", permission="queue.read", library="")
    assert (await people.ben.get("/activity")).status_code == 403 and scene.rows(UserPermission) == []


async def test_a_denial_in_one_library_leaves_the_others(people: People, scene: Scene) -> None:
    person, film = ben(scene), scene.film("Sintel")
    series, _ = scene.series("Pioneer One", 1)
    fields = {"permission": "titles.read", "verdict": "deny", "library": str(scene.library), "until": "2099-12-31"}
    await people.ada.post(f"/settings/users/{person}/permissions", **fields)
    found = {one["permission"]: one for one in (await api(people.ada, "GET", f"/users/{person}/permissions")).json()}
    assert found["titles.read"]["denied_in"] == [scene.library] and found["titles.read"]["because"] == "role"
    assert "not in Films" in (await people.ada.get(f"/settings/users/{person}/permissions")).text
    assert (await people.ben.get(f"/title/{film}")).status_code == 404
    assert (await people.ben.get("/library/films")).status_code == 404
    assert (await people.ben.get(f"/title/{series}")).status_code == 200
    home = (await people.ben.get("/")).text
    assert "Pioneer One" in home and "Sintel" not in home and "/library/films" not in home


async def test_an_override_that_does_not_fit_is_told(people: People, scene: Scene) -> None:
    person, path = ben(scene), f"/settings/users/{ben(scene)}/permissions"
    assert "Choose one." in (await people.ada.post(path, permission="", verdict="allow")).text
    wrong = await people.ada.post(path, permission="queue.read", verdict="allow", until="soon")
    assert wrong.status_code == 422 and "2026-12-31" in wrong.text
    nowhere = [{"permission": "queue.read", "allowed": True, "library_id": 999}]
    assert (await api(people.ada, "PUT", f"/users/{person}/overrides", json=nowhere)).status_code == 404
    owner = scene.rows(User, username="ada")[0].id
    everything = [{"permission": "queue.read", "allowed": False}]
    assert (await api(people.ada, "PUT", f"/users/{owner}/overrides", json=everything)).status_code == 409


async def test_members_open_none_of_these(people: People, scene: Scene) -> None:
    for path in ("tags", "path-mappings", "player-groups", f"users/{ben(scene)}/permissions"):
        assert (await people.ben.get(f"/settings/{path}")).status_code == 403
    for path in ("/tags", "/path-mappings", "/player-groups", f"/users/{ben(scene)}/permissions"):
        assert (await api(people.ben, "GET", path)).status_code == 403
