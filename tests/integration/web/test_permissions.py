"""Every route declares what it requires, and members and guests meet a closed door wherever the matrix says so."""

from __future__ import annotations

import re

import pytest
from litestar.routes import HTTPRoute

from monarr.core.access import PERMISSIONS, system_role
from monarr.services.context import House
from monarr.settings import StartupSettings
from monarr.web.app import create_app
from monarr.web.auth import permission_of
from tests.integration.web.conftest import Cast

PUBLIC = {"/ping", "/static/{file_path:path}", "/auth/sign-in", "/auth/sign-out", "/setup", "/setup/owner", "/api/v1/setup",
          "/api/v1/setup/owner", "/api/v1/session", "/api/v1/openapi.json", "/api/v1/docs"}  # fmt: skip


def _routes(house: House, settings: StartupSettings) -> list[tuple[str, str, str | None]]:
    app = create_app(house, settings).litestar
    return [
        (str(method), route.path, permission_of(handler))
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
        if str(method) != "OPTIONS"
    ]


async def test_every_route_declares_its_permission(house: House, settings: StartupSettings) -> None:
    declared = _routes(house, settings)
    assert [route for route in declared if route[2] is None] == []
    assert {name for _, _, name in declared} <= {*PERMISSIONS, "public"}


async def test_few_routes_are_public(house: House, settings: StartupSettings) -> None:
    assert {path for _, path, name in _routes(house, settings) if name == "public"} <= PUBLIC


@pytest.mark.parametrize(("name", "role"), [("ben", "member"), ("cleo", "guest")])
async def test_whoever_lacks_the_permission_is_refused_everywhere(
    house: House, settings: StartupSettings, browse, cast: Cast, name: str, role: str
) -> None:
    may = system_role(role).permissions
    client = browse(token=cast.tokens[name], headers={"sec-fetch-site": "same-origin"})
    tried = 0
    for method, path, permission in _routes(house, settings):
        if permission in may or permission == "public" or permission is None:
            continue
        address = re.sub(r"\{[^}]+:(\w+)\}", lambda match: "7" if match[1] == "int" else "x", path)
        answer = await client.request(method, address)
        assert answer.status_code == 403, (method, path, answer.status_code)
        tried += 1
    assert tried > 15


async def test_nobody_signed_in_reaches_anything_but_the_public_routes(
    house: House, settings: StartupSettings, browse, cast: Cast
) -> None:
    client = browse()
    for method, path, permission in _routes(house, settings):
        if permission == "public":
            continue
        address = re.sub(r"\{[^}]+:(\w+)\}", lambda match: "7" if match[1] == "int" else "x", path)
        assert (await client.request(method, address)).status_code == 401, (method, path)


async def test_an_administrator_does_not_make_administrators(browse, cast: Cast) -> None:
    adam = browse(token=cast.tokens["adam"], headers={"sec-fetch-site": "same-origin"})
    body = {"name": "Eve", "username": "eve", "password": "a long way home", "roles": ["admin"]}
    assert (await adam.post("/api/v1/users", json=body)).status_code == 403
    assert (await adam.post("/api/v1/users", json=body | {"roles": ["moderator"]})).status_code == 201


async def test_the_owner_can_neither_be_deleted_nor_closed_nor_doubled(browse, cast: Cast) -> None:
    ada = browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})
    me = (await ada.get("/api/v1/account")).json()["id"]
    assert (await ada.delete(f"/api/v1/users/{me}")).status_code == 409
    assert (await ada.patch(f"/api/v1/users/{me}", json={"status": "inactive"})).status_code == 409
    body = {"name": "Eve", "username": "eve", "password": "a long way home", "roles": ["owner"]}
    assert (await ada.post("/api/v1/users", json=body)).status_code == 409


async def test_a_denial_for_one_person_holds_at_once(browse, cast: Cast) -> None:
    ada = browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})
    mona = browse(token=cast.tokens["mona"])
    assert (await mona.get("/api/v1/jobs")).status_code == 200
    mona_id = (await mona.get("/api/v1/account")).json()["id"]
    denied = [{"permission": "jobs.read", "allowed": False}]
    assert (await ada.put(f"/api/v1/users/{mona_id}/overrides", json=denied)).status_code == 204
    assert (await mona.get("/api/v1/jobs")).status_code == 403
