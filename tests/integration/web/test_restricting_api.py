"""Release and delay profiles through the API: for those who may change profiles, errors by field."""

from __future__ import annotations

from tests.integration.web.conftest import Cast


async def test_a_release_profile_is_made_changed_and_taken_away(browse, cast: Cast) -> None:
    ada = browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})
    made = await ada.post("/api/v1/release-profiles", json={"name": "No cams", "forbidden": ["cam"], "tags": ["kids"]})
    path = f"/api/v1/release-profiles/{made.json()['id']}"
    assert made.status_code == 201
    assert (await ada.put(path, json={"name": "No cams", "required": ["/hdr/"]})).status_code == 204
    stored = (await ada.get("/api/v1/release-profiles")).json()[0]
    assert (stored["required"], stored["forbidden"], stored["tags"]) == (["/hdr/"], [], [])
    broken = await ada.put(path, json={"name": "No cams", "required": ["/(/"]})
    assert broken.status_code == 422 and "required" in broken.text
    assert (await ada.delete(path)).status_code == 204
    assert (await ada.get("/api/v1/release-profiles")).json() == []


async def test_delay_profiles_are_put_in_order(browse, cast: Cast) -> None:
    ada = browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})
    ids = []
    for name in ("One", "Two"):
        made = await ada.post("/api/v1/delay-profiles", json={"name": name, "torrent_minutes": 60})
        ids.append(made.json()["id"])
    assert (await ada.put("/api/v1/delay-profiles/order", json={"ids": ids[::-1]})).status_code == 204
    assert [one["name"] for one in (await ada.get("/api/v1/delay-profiles")).json()] == ["Two", "One"]
    changed = await ada.put(f"/api/v1/delay-profiles/{ids[0]}", json={"name": "One", "preferred_protocol": "usenet"})
    assert changed.status_code == 204
    assert (await ada.delete(f"/api/v1/delay-profiles/{ids[1]}")).status_code == 204
    assert [one["preferred_protocol"] for one in (await ada.get("/api/v1/delay-profiles")).json()] == ["usenet"]


async def test_a_member_neither_sees_nor_changes_them(browse, cast: Cast) -> None:
    ben = browse(token=cast.tokens["ben"], headers={"sec-fetch-site": "same-origin"})
    assert (await ben.get("/api/v1/release-profiles")).status_code == 403
    assert (await ben.post("/api/v1/delay-profiles", json={"name": "Mine"})).status_code == 403
