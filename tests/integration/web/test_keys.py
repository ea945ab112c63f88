"""API keys: how they are sent, what they may, when they end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.integration.web.conftest import Cast, MovingClock


@pytest.fixture
def ada(browse, cast: Cast):
    return browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})


async def _key(client, **more) -> str:
    made = await client.post("/api/v1/account/keys", json={"name": "script", **more})
    assert made.status_code == 201, made.text
    return made.json()["key"]


async def test_a_key_has_32_hexadecimal_characters_and_is_shown_once(ada) -> None:
    key = await _key(ada)
    assert len(key) == 32 and set(key) <= set("0123456789abcdef")
    listed = await ada.get("/api/v1/account/keys")
    assert key not in listed.text and listed.json()[0]["prefix"] == key[:6]


async def test_both_headers_are_read_and_the_address_is_not(ada, browse) -> None:
    key = await _key(ada)
    assert (await browse(headers={"x-api-key": key}).get("/api/v1/account")).status_code == 200
    assert (await browse(headers={"authorization": f"Bearer {key}"}).get("/api/v1/account")).status_code == 200
    assert (await browse().get(f"/api/v1/account?apikey={key}&api_key={key}")).status_code == 401


async def test_a_scope_narrows_what_the_key_may(ada, browse) -> None:
    reader = browse(headers={"x-api-key": await _key(ada, permissions=["account.read"])})
    assert (await reader.get("/api/v1/account")).json()["permissions"] == ["account.read"]
    assert (await reader.get("/api/v1/users")).status_code == 403


async def test_a_key_never_makes_one_that_may_more(ada, browse) -> None:
    narrow = browse(headers={"x-api-key": await _key(ada, permissions=["account.keys"])})
    assert (await narrow.post("/api/v1/account/keys", json={"name": "all"})).status_code == 403
    more = {"name": "more", "permissions": ["account.keys", "users.edit"]}
    assert (await narrow.post("/api/v1/account/keys", json=more)).status_code == 403


async def test_a_key_ends_at_its_moment(ada, browse, clock: MovingClock) -> None:
    key = await _key(ada, expires_at=(clock.now() + timedelta(hours=1)).isoformat())
    clock.ahead += timedelta(hours=2)
    assert (await browse(headers={"x-api-key": key}).get("/api/v1/account")).status_code == 401


async def test_a_deleted_key_is_out_at_once(ada, browse) -> None:
    script = browse(headers={"x-api-key": await _key(ada)})
    assert (await script.get("/api/v1/account")).status_code == 200
    key_id = (await ada.get("/api/v1/account/keys")).json()[0]["id"]
    assert (await ada.delete(f"/api/v1/keys/{key_id}")).status_code == 204
    assert (await script.get("/api/v1/account")).status_code == 401


async def test_nobody_ends_another_persons_key_without_the_right_to(ada, browse, cast: Cast) -> None:
    await _key(ada)
    key_id = (await ada.get("/api/v1/account/keys")).json()[0]["id"]
    ben = browse(token=cast.tokens["ben"], headers={"sec-fetch-site": "same-origin"})
    assert (await ben.delete(f"/api/v1/keys/{key_id}")).status_code == 404


async def test_ten_unknown_keys_are_followed_by_a_pause(ada, browse) -> None:
    key = await _key(ada)
    guesser = browse(address="192.168.1.66", base_url="http://192.168.1.99")
    answers = [
        (await guesser.get("/api/v1/account", headers={"x-api-key": f"{n:032x}"})).status_code for n in range(11)
    ]
    assert answers == [401] * 10 + [429]
    assert (await guesser.get("/api/v1/account", headers={"x-api-key": key})).status_code == 429
    assert (await browse(headers={"x-api-key": key}).get("/api/v1/account")).status_code == 200
