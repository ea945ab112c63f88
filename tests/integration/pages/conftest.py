"""Pages on a furnished house, on both databases: Ada owns it, Ben is a member; each has a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from monarr.services.accounts import create_user, sign_in
from monarr.services.context import House
from monarr.services.sessions import find_by_session
from monarr.services.setup import create_owner
from monarr.settings import load_settings
from tests.integration.acquisition.scene import Scene
from tests.integration.web.conftest import app_of, browser, cheap_passwords, started

PASSWORD = "a long way home"


class Visit:
    """A browser of somebody who is signed in."""

    def __init__(self, client: httpx2.AsyncClient, csrf: str) -> None:
        self.client, self.csrf = client, csrf

    async def get(self, path: str, **headers: str) -> httpx2.Response:
        return await self.client.get(path, headers={"accept": "text/html"} | headers)

    async def part(self, path: str, target: str) -> httpx2.Response:
        return await self.get(path, **{"hx-request": "true", "hx-target": target})

    async def post(self, path: str, /, *, htmx: bool = False, **fields: Any) -> httpx2.Response:
        headers = {"accept": "text/html", "origin": "http://localhost"} | ({"hx-request": "true"} if htmx else {})
        return await self.client.post(path, data={"csrf_token": self.csrf} | fields, headers=headers)


class People:
    def __init__(self, scene: Scene, make: Callable[..., Any]) -> None:
        self.scene, self._make = scene, make
        self.ada: Visit
        self.ben: Visit

    async def arrive(self) -> None:
        with cheap_passwords():
            await self._arrive(self.scene.house)

    async def _arrive(self, house: House) -> None:
        ada = await create_owner(house, name="Ada", username="ada", password=PASSWORD, trusted=True)
        owner = await find_by_session(house, ada.token)
        assert owner is not None
        await create_user(house, owner, name="Ben", username="ben", password=PASSWORD, roles=["member"])
        ben = await sign_in(house, "ben", PASSWORD)
        self.ada = Visit(self._make(token=ada.token), ada.csrf_token)
        self.ben = Visit(self._make(token=ben.token), ben.csrf_token)


@pytest.fixture
async def scene(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    scene = Scene(migrated_database_url, tmp_path)
    scene.clock.moment = datetime.now(UTC) + timedelta(hours=1)  # rows bear the machine's time of their making
    yield scene
    await scene.close()


@pytest.fixture
async def people(scene: Scene, tmp_path: Path, migrated_database_url: str) -> AsyncIterator[People]:
    settings = load_settings({"data_dir": tmp_path / "data", "database_url": migrated_database_url}, {})
    app = app_of(scene.house, settings)
    clients: list[httpx2.AsyncClient] = []

    def make(**more: Any) -> httpx2.AsyncClient:
        clients.append(browser(app, **more))
        return clients[-1]

    async with started(app):
        found = People(scene, make)
        await found.arrive()
        yield found
        for client in clients:
            await client.aclose()
