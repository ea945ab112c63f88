"""The web application on a real house: Ada owns it, Ben is a member, Cleo a guest; each has a browser of their own."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx2
import pytest
from argon2 import PasswordHasher

from monarr.bootstrap import open_house
from monarr.ports.clock import SystemClock
from monarr.services import passwords
from monarr.services.accounts import create_user, sign_in
from monarr.services.context import House
from monarr.services.sessions import Visitor, find_by_session
from monarr.services.setup import create_owner
from monarr.settings import StartupSettings, load_settings
from monarr.web import app as web_app
from monarr.web.app import WebApp, create_app, make_routes
from monarr.web.limits import Limits
from monarr.web.parts import make_environment

PASSWORD = "a long way home"
web_app.WARM_UP_AFTER_SECONDS = 3600  # which is for a server that stays
make_routes, make_environment = functools.cache(make_routes), functools.cache(make_environment)


class MovingClock(SystemClock):
    """The machine's clock, put forward by hand."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def settings(tmp_path: Path, migrated_sqlite_url: str) -> StartupSettings:
    return load_settings({"data_dir": tmp_path / "data", "database_url": migrated_sqlite_url}, {})


@pytest.fixture
async def house(settings: StartupSettings, clock: MovingClock) -> AsyncIterator[House]:
    async with open_house(settings, clock=clock) as opened:
        yield opened


@asynccontextmanager
async def serving(
    house: House, settings: StartupSettings, *, limits: Limits | None = None
) -> AsyncIterator[Callable[..., httpx2.AsyncClient]]:
    """The application, started; gives a maker of browsers."""
    app = app_of(house, settings, limits=limits)
    clients: list[httpx2.AsyncClient] = []

    def browse(**more: Any) -> httpx2.AsyncClient:
        client = browser(app, **more)
        clients.append(client)
        return client

    async with started(app):
        yield browse
        for client in clients:
            await client.aclose()


def app_of(house: House, settings: StartupSettings, *, limits: Limits | None = None) -> WebApp:
    """The application of a house. All tests of a process share the routes and the compiled templates, which are most of
    the work of making one; so one house is served at a time."""
    app = create_app(house, settings, limits=limits, routes=make_routes())
    app.litestar.state["environment"] = make_environment(base_path=settings.base_path)
    return app


@contextmanager
def cheap_passwords() -> Iterator[None]:
    """Passwords are kept with next to no work: of ten that a scene makes, nobody waits for one."""
    with patch.object(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)):
        yield


@asynccontextmanager
async def started(app: WebApp) -> AsyncIterator[None]:
    """The application between its start and its end, both in one task of their own, as fixtures begin and end in
    different ones."""
    ready, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.litestar.lifespan():
            ready.set()
            await over.wait()

    living = asyncio.create_task(live())
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({living, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    try:
        yield
    finally:
        over.set()
        await living


def browser(
    app: WebApp,
    *,
    base_url: str = "http://localhost",
    address: str = "127.0.0.1",
    headers: dict[str, str] | None = None,
    token: str | None = None,
) -> httpx2.AsyncClient:
    """Somebody with an empty or a signed-in cookie jar. `address` is where they sit."""
    transport = httpx2.ASGITransport(app=app, client=(address, 40000), raise_app_exceptions=False)
    cookies = {"monarr_session": token} if token else None
    return httpx2.AsyncClient(transport=transport, base_url=base_url, headers=headers, cookies=cookies)


@pytest.fixture
async def browse(house: House, settings: StartupSettings) -> AsyncIterator[Callable[..., httpx2.AsyncClient]]:
    async with serving(house, settings) as maker:
        yield maker


class Cast:
    """Who lives here, with the tokens of their sessions."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.tokens: dict[str, str] = {}
        self.csrf: dict[str, str] = {}

    async def visitor(self, name: str) -> Visitor:
        found = await find_by_session(self.house, self.tokens[name])
        assert found is not None
        return found


@pytest.fixture
async def cast(house: House) -> Cast:
    with cheap_passwords():
        return await _cast(house)


async def _cast(house: House) -> Cast:
    people = Cast(house)
    ada = await create_owner(house, name="Ada", username="ada", password=PASSWORD, trusted=True)
    people.tokens["ada"], people.csrf["ada"] = ada.token, ada.csrf_token
    owner = await people.visitor("ada")
    for name, role in (("ben", "member"), ("cleo", "guest"), ("mona", "moderator"), ("adam", "admin")):
        await create_user(house, owner, name=name.title(), username=name, password=PASSWORD, roles=[role])
        session = await sign_in(house, name, PASSWORD)
        people.tokens[name], people.csrf[name] = session.token, session.csrf_token
    return people
