"""First run: one owner, made once, with the token from the log unless it is this very machine."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import httpx2

from monarr.bootstrap import open_house
from monarr.core.errors import Conflict
from monarr.services.context import House
from monarr.services.setup import create_owner, prepare_first_run
from monarr.settings import load_settings

OWNER = {"name": "Ada", "username": "ada", "password": "a long way home"}
ELSEWHERE = {"address": "192.168.1.30", "base_url": "http://192.168.1.5"}


async def test_from_this_machine_no_token_is_asked(browse) -> None:
    client: httpx2.AsyncClient = browse()
    assert (await client.get("/api/v1/setup")).json() == {"needs_owner": True, "needs_token": False}
    assert (await client.post("/api/v1/setup/owner", json=OWNER)).status_code == 201
    assert (await client.get("/api/v1/account")).json()["roles"] == ["owner"]


async def test_it_works_once(browse) -> None:
    assert (await browse().post("/api/v1/setup/owner", json=OWNER)).status_code == 201
    again = await browse().post("/api/v1/setup/owner", json=OWNER | {"username": "eve"})
    assert again.status_code == 409 and "has an owner already" in again.json()["detail"]


async def test_from_another_machine_only_the_token_from_the_log_opens(house: House, browse, caplog) -> None:
    with caplog.at_level(logging.WARNING):
        token = await prepare_first_run(house)
    assert token is not None
    assert token in [getattr(record, "enter_on_the_first_page", None) for record in caplog.records]
    client = browse(**ELSEWHERE)
    assert (await client.get("/api/v1/setup")).json()["needs_token"] is True
    assert (await client.post("/api/v1/setup/owner", json=OWNER)).status_code == 403
    assert (await client.post("/api/v1/setup/owner", json=OWNER | {"token": "wrong"})).status_code == 403
    assert (await client.post("/api/v1/setup/owner", json=OWNER | {"token": token.upper()})).status_code == 201


async def test_a_proxy_on_this_machine_does_not_make_strangers_local(browse) -> None:
    answer = await browse().get("/api/v1/setup", headers={"x-forwarded-for": "203.0.113.7"})
    assert answer.json()["needs_token"] is True


async def test_tokens_cannot_be_guessed_by_the_dozen(browse) -> None:
    client = browse(**ELSEWHERE)
    answers = [
        (await client.post("/api/v1/setup/owner", json=OWNER | {"token": str(number)})).status_code
        for number in range(11)
    ]
    assert answers == [403] * 10 + [429]


async def test_of_many_at_the_same_moment_exactly_one_becomes_owner(migrated_database_url: str, tmp_path: Path) -> None:
    settings = load_settings({"data_dir": tmp_path / "data", "database_url": migrated_database_url}, {})
    async with open_house(settings) as house:
        await prepare_first_run(house)
        tries = [
            create_owner(house, name="Ada", username=f"ada{number}", password="a long way home", trusted=True)
            for number in range(6)
        ]
        results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(not isinstance(result, Exception) for result in results) == 1
    assert all(isinstance(result, Conflict) for result in results if isinstance(result, Exception))
