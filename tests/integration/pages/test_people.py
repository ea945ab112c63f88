"""People: roles of the house's own, several roles, sessions and keys of others, and who changed what; on both databases."""

from __future__ import annotations

import re

import pytest

from monarr.core.access import system_role
from monarr.core.errors import NotAllowed
from monarr.db.queries.page_settings import list_libraries
from monarr.services.accounts import get_user, list_users, sign_in
from monarr.services.api_keys import create_key, delete_key, list_keys
from monarr.services.roles import list_roles
from monarr.services.sessions import Visitor, find_by_session
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import PASSWORD, People


async def ben_id(scene: Scene) -> int:
    return next(one.id for one in await list_users(scene.house) if one.username == "ben")


async def test_roles_are_listed_and_those_of_monarr_are_only_looked_at(people: People, scene: Scene) -> None:
    page = (await people.ada.get("/settings/roles")).text
    assert "Owner" in page and "gives 53 of 53 · 1 person" in re.sub(r"gives \d+ of \d+", "gives 53 of 53", page)
    guest = next(role for role in await list_roles(scene.house) if role.name == "guest")
    page = (await people.ada.get(f"/settings/roles/{guest.id}")).text
    assert "See titles" in page and "<form" not in page.partition('class="settings-page"')[2].partition("</main>")[0]
    form = {"label": "Visitor", "permission": "titles.read"}
    assert (await people.ada.post(f"/settings/roles/{guest.id}", **form)).status_code == 422


async def test_a_role_is_made_given_beside_another_changed_and_deleted(people: People, scene: Scene) -> None:
    form = {"label": "Film club", "permission": ["titles.add", "titles.search", "no.such"]}
    assert (await people.ada.post("/settings/roles/new", **form)).status_code == 303
    role = next(one for one in await list_roles(scene.house) if one.label == "Film club")
    assert (role.name, role.permissions) == ("film-club", ["titles.add", "titles.search"])
    ben = await ben_id(scene)
    given = {"name": "Ben", "username": "ben", "enabled": "true", "role": ["member", role.name]}
    assert (await people.ada.post(f"/settings/users/{ben}", **given)).status_code == 303
    assert sorted((await get_user(scene.house, ben)).roles) == ["film-club", "member"]
    assert "Held by Ben." in (await people.ada.get(f"/settings/roles/{role.id}")).text
    await people.ada.post(f"/settings/roles/{role.id}", label="Club", permission="titles.add")
    role = next(one for one in await list_roles(scene.house) if one.id == role.id)
    assert (role.label, role.permissions) == ("Club", ["titles.add"])
    assert (await people.ada.post(f"/settings/roles/{role.id}/delete")).status_code == 303
    assert (await get_user(scene.house, ben)).roles == ["member"]


async def test_a_role_without_a_name_is_asked_again_with_what_was_ticked(people: People, scene: Scene) -> None:
    answer = await people.ada.post("/settings/roles/new", label="", permission="titles.add")
    assert answer.status_code == 422 and re.search(r'value="titles.add" checked', answer.text)


async def test_an_account_needs_a_role(people: People, scene: Scene) -> None:
    given = {"name": "Ben", "username": "ben", "enabled": "true"}
    answer = await people.ada.post(f"/settings/users/{await ben_id(scene)}", **given)
    assert answer.status_code == 422 and "Choose at least one role." in answer.text


async def test_the_owner_changes_their_own_name_and_stays_the_owner(people: People, scene: Scene) -> None:
    ada = next(one for one in await list_users(scene.house) if one.username == "ada")
    given = {"name": "Ada L.", "username": "ada", "enabled": "true"}
    assert (await people.ada.post(f"/settings/users/{ada.id}", **given)).status_code == 303
    after = await get_user(scene.house, ada.id)
    assert (after.name, after.roles) == ("Ada L.", ["owner"])


async def test_somebody_is_signed_out_and_their_key_revoked(people: People, scene: Scene) -> None:
    ben = await ben_id(scene)
    visitor = Visitor(user_id=ben, username="ben", name="Ben", roles=())
    key = await create_key(scene.house, visitor, "Script")
    page = (await people.ada.get(f"/settings/users/{ben}")).text
    assert "Script" in page
    (end,) = re.findall(rf'action="(/settings/users/{ben}/sessions/\d+/end)"', page)
    assert (await people.ben.get("/")).status_code == 200
    assert (await people.ada.post(end)).status_code == 303
    assert (await people.ben.get("/")).status_code in (303, 401)
    assert (await people.ada.post(f"/settings/users/{ben}/keys/{key.id}/revoke")).status_code == 303
    assert await list_keys(scene.house, ben) == []


async def test_an_administrator_does_not_end_what_is_the_owners(people: People, scene: Scene) -> None:
    house, now = scene.house, scene.house.clock.now()
    ada = next(one for one in await list_users(house) if one.username == "ada")
    owner = Visitor(user_id=ada.id, username="ada", name="Ada", roles=())
    key = await create_key(house, owner, "Owner's script")
    role = system_role("admin")
    admin = Visitor(user_id=await ben_id(scene), username="ben", name="Ben", roles=(role,))
    assert admin.may("users.edit", now) and not admin.may("users.admins", now)
    with pytest.raises(NotAllowed):
        await delete_key(house, admin, key.id)
    assert [one.id for one in await list_keys(house, ada.id)] == [key.id]


async def test_a_key_is_bound_to_a_library_and_a_day(people: People, scene: Scene) -> None:
    scene.film("Sintel")
    library = (await scene.house.db.read(list_libraries))[0]
    form = {"name": "Feed", "scope": "read", "library": str(library.id), "until": "2199-01-31"}
    page = (await people.ada.post("/settings/api-keys", **form)).text
    assert f"reads only, in {library.name}, until" in page
    (key,) = await list_keys(scene.house)
    assert key.library_id == library.id and key.expires_at is not None and key.expires_at.year == 2199
    wrong = await people.ada.post("/settings/api-keys", **{**form, "until": "soon"})
    assert wrong.status_code == 422 and "A day is written as 2026-12-31." in wrong.text


async def test_the_log_says_who_changed_what(people: People, scene: Scene) -> None:
    await people.ada.post("/settings/roles/new", label="Club", permission="titles.add")
    page = (await people.ada.get("/settings/audit")).text
    assert "made a role" in page and "signed in" in page
    page = (await people.ada.get("/settings/audit?show=user")).text
    assert "signed in" in page and "made a role" not in page
    ben = await ben_id(scene)
    assert "made a role" not in (await people.ada.get(f"/settings/audit?who={ben}")).text
    assert (await people.ada.get("/settings/audit?show=x&who=9&before=nonsense")).status_code == 200


@pytest.mark.parametrize("path", ["/settings/roles", "/settings/roles/new", "/settings/roles/1", "/settings/audit"])
async def test_members_see_none_of_it(people: People, path: str) -> None:
    assert (await people.ben.get(path)).status_code == 403


async def test_all_other_sessions_are_ended_at_once(people: People, scene: Scene) -> None:
    other = await sign_in(scene.house, "ada", PASSWORD)
    assert "End all others" in (await people.ada.get("/settings/preferences")).text
    assert (await people.ada.post("/settings/preferences/sessions/end")).status_code == 303
    assert await find_by_session(scene.house, other.token) is None
    assert "End all others" not in (await people.ada.get("/settings/preferences")).text
