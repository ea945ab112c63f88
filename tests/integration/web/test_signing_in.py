"""Signing in: cookies, rotation, limits, lock-out, and what the words give away."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from sqlalchemy import select

from monarr.db.models import ApiKey, SessionRow, User
from monarr.services.accounts import create_user
from monarr.services.context import House
from tests.integration.web.conftest import PASSWORD, Cast, MovingClock, serving


async def _try(client, name: str, password: str):
    return await client.post("/api/v1/session", json={"username": name, "password": password})


async def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(browse, cast: Cast) -> None:
    cookie = (await _try(browse(), "ada", PASSWORD)).headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie
    assert "Secure" not in cookie  # plain HTTP on the home network


async def test_with_an_external_https_address_the_cookie_is_secure_and_bound_to_the_host(
    house: House, settings, cast: Cast
) -> None:
    outside = msgspec.structs.replace(settings, external_url="https://media.example")
    async with serving(house, outside) as browse:
        cookie = (await _try(browse(base_url="https://media.example"), "ada", PASSWORD)).headers["set-cookie"]
    assert cookie.startswith("__Host-monarr=") and "Secure" in cookie and "Path=/;" in cookie


async def test_each_sign_in_gets_a_fresh_session_and_ends_the_old_one(browse, cast: Cast) -> None:
    client = browse(token=cast.tokens["ada"])
    fresh = (await _try(client, "ada", PASSWORD)).headers["set-cookie"].split("=")[1].split(";")[0]
    assert fresh != cast.tokens["ada"]
    assert (await browse(token=cast.tokens["ada"]).get("/api/v1/account")).status_code == 401
    assert (await browse(token=fresh).get("/api/v1/account")).status_code == 200


async def test_only_hashes_are_stored(house: House, browse, cast: Cast) -> None:
    owner = await cast.visitor("ada")
    await create_user(house, owner, name="Dora", username="dora", password=PASSWORD, roles=["member"])
    key = (await browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"}).post(
        "/api/v1/account/keys", json={"name": "script"}
    )).json()["key"]  # fmt: skip

    def rows(connection):
        return [str(tuple(row)) for table in (SessionRow, ApiKey, User) for row in connection.execute(
            select(table.__table__)
        )]  # fmt: skip

    stored = " ".join(await house.db.read(rows))
    assert cast.tokens["ada"] not in stored and key not in stored and PASSWORD not in stored
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in stored
    assert key[:6] in stored


async def test_wrong_name_and_wrong_password_sound_alike(browse, cast: Cast) -> None:
    one = await _try(browse(), "ada", "wrong wrong")
    other = await _try(browse(), "nobody", "wrong wrong")
    assert one.status_code == other.status_code == 401
    assert one.json()["detail"] == other.json()["detail"]


async def test_five_failures_lock_the_account_for_fifteen_minutes(
    house: House, browse, cast: Cast, clock: MovingClock
) -> None:
    for number in range(5):
        await _try(browse(address=f"192.168.1.{number}", base_url="http://192.168.1.99"), "ben", "wrong wrong")
    elsewhere = browse(address="192.168.1.77", base_url="http://192.168.1.99")
    locked = await _try(elsewhere, "ben", PASSWORD)
    assert locked.status_code == 401 and "opens again in 15 min" in locked.json()["detail"]
    clock.ahead += timedelta(minutes=15, seconds=1)
    assert (await _try(elsewhere, "ben", PASSWORD)).status_code == 201


async def test_the_sixth_try_from_one_address_has_to_wait(browse, cast: Cast) -> None:
    client = browse()
    answers = [(await _try(client, "nobody", "wrong wrong")).status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]
    assert int((await _try(client, "nobody", "wrong wrong")).headers["retry-after"]) > 60
    assert (await _try(client, "ada", PASSWORD)).status_code == 201


async def test_a_session_ends_after_thirty_days(browse, cast: Cast, clock: MovingClock) -> None:
    clock.ahead += timedelta(days=30, seconds=1)
    assert (await browse(token=cast.tokens["ada"]).get("/api/v1/account")).status_code == 401


async def test_signing_out_ends_the_session_on_the_server(browse, cast: Cast) -> None:
    client = browse(token=cast.tokens["ben"], headers={"sec-fetch-site": "same-origin"})
    assert (await client.delete("/api/v1/session")).status_code == 204
    assert (await browse(token=cast.tokens["ben"]).get("/api/v1/account")).status_code == 401


async def test_a_new_password_ends_all_other_sessions(browse, cast: Cast) -> None:
    other = (await _try(browse(), "ben", PASSWORD)).headers["set-cookie"].split("=")[1].split(";")[0]
    here = browse(token=cast.tokens["ben"], headers={"sec-fetch-site": "same-origin"})
    body = {"old_password": PASSWORD, "new_password": "another long way"}
    assert (await here.post("/api/v1/account/password", json=body)).status_code == 204
    assert (await here.get("/api/v1/account")).status_code == 200
    assert (await browse(token=other).get("/api/v1/account")).status_code == 401


async def test_weak_passwords_are_refused_with_the_reason(browse, cast: Cast) -> None:
    here = browse(token=cast.tokens["ben"], headers={"sec-fetch-site": "same-origin"})
    for weak, reason in (
        ("short", "At least 8"),
        ("password123", "guessers"),
        ("xxben-xxben", "name"),
        ("x" * 129, "At most"),
    ):
        body = {"old_password": PASSWORD, "new_password": weak}
        answer = await here.post("/api/v1/account/password", json=body)
        assert answer.status_code == 422 and reason in answer.json()["fields"]["new_password"]


async def test_a_person_is_sent_to_sign_in_and_back(browse, cast: Cast) -> None:
    answer = await browse().get("/api/v1/account", headers={"accept": "text/html"})
    assert answer.status_code == 401  # the API never redirects


async def test_a_suspended_account_is_out_at_once(browse, cast: Cast) -> None:
    ada = browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})
    ben = browse(token=cast.tokens["ben"])
    ben_id = (await ben.get("/api/v1/account")).json()["id"]
    assert (await ada.patch(f"/api/v1/users/{ben_id}", json={"status": "suspended"})).status_code == 200
    assert (await ben.get("/api/v1/account")).status_code == 401
