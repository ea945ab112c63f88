"""Errors as problems and as pages, live changes, the description of the API."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

from litestar import get
from sqlalchemy import select

from monarr.db.events import record_event
from monarr.db.models import ErrorEvent
from monarr.services.context import House
from monarr.settings import StartupSettings
from monarr.web.app import create_app
from monarr.web.auth import public
from tests.integration.web.conftest import Cast, browser


async def test_a_problem_says_what_is_wrong_and_carries_the_id(browse, cast: Cast) -> None:
    answer = await browse(token=cast.tokens["ada"]).get("/api/v1/users/4711")
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"], problem["code"]) == (404, 404, "NotFound")
    assert problem["detail"] == "There is no such account."
    assert problem["correlation_id"] == answer.headers["x-correlation-id"]


async def test_a_body_that_does_not_fit_names_the_field(browse, cast: Cast) -> None:
    client = browse(token=cast.tokens["ada"], headers={"sec-fetch-site": "same-origin"})
    answer = await client.post("/api/v1/users", json={"name": "Eve", "username": 7, "password": "a long way home"})
    assert answer.status_code == 422 and "username" in answer.json()["fields"]
    answer = await client.post("/api/v1/users", content=b"{", headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422) and "Traceback" not in answer.text


async def test_what_nobody_foresaw_is_kept_and_not_told(house: House, settings: StartupSettings, cast: Cast) -> None:
    @get("/boom", guards=[public])
    async def boom() -> None:
        raise RuntimeError("password=hunter2 in /secret/place")

    app = create_app(house, settings)
    app.litestar.register(boom)
    async with app.litestar.lifespan(), browser(app) as client:
        answer = await client.get("/boom")
        page = await client.get("/boom", headers={"accept": "text/html"})
    assert answer.status_code == page.status_code == 500
    for text in (answer.text, page.text):
        assert "hunter2" not in text and "/secret" not in text and "RuntimeError" not in text
    rows = await house.db.read(lambda connection: connection.execute(select(ErrorEvent.__table__)).all())
    assert [row.correlation_id for row in rows] == [a.headers["x-correlation-id"] for a in (answer, page)]
    assert all("hunter2" not in row.message + row.stack for row in rows)


async def test_a_browser_gets_a_page_with_the_id(browse) -> None:
    answer = await browse().get("/nothing/here", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["x-correlation-id"] in answer.text


async def test_no_answer_tells_secrets(browse, cast: Cast) -> None:
    ada = browse(token=cast.tokens["ada"])
    for path in ("account", "account/sessions", "users", "keys", "account/keys", "audit", "settings"):
        text = (await ada.get(f"/api/v1/{path}")).text
        assert "argon2" not in text and "hash" not in text and cast.tokens["ada"] not in text


async def test_the_description_knows_every_route_and_its_permission(browse) -> None:
    answer = await browse().get("/api/v1/openapi.json")
    described = answer.json()
    assert described["openapi"].startswith("3.1")
    assert described["paths"]["/api/v1/users"]["get"]["x-permission"] == "users.read"
    operations = [one for path in described["paths"].values() for one in path.values()]
    assert all(one["x-permission"] and (one.get("description") or one.get("summary")) for one in operations)
    assert (await browse().get("/api/v1/docs")).text.count("<section>") == len(operations)


async def _first_lines(house: House, settings: StartupSettings, token: str, headers: dict[str, str], act: Any) -> str:
    """What a stream says after `act`, read straight from the application, as HTTP test clients wait for the end."""
    app = create_app(house, settings)
    said: list[bytes] = []
    closed, begun = asyncio.Event(), asyncio.Event()

    async def receive() -> dict[str, Any]:
        if not begun.is_set():
            begun.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        await closed.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        said.append(message.get("body", b""))

    raw = {"host": "localhost", "cookie": f"monarr_session={token}", **headers}
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": "/api/v1/events", "raw_path": b"/api/v1/events", "query_string": b"", "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in raw.items()],
        "client": ("127.0.0.1", 1), "server": ("localhost", 80), "state": {},
    }  # fmt: skip
    async with app.litestar.lifespan():
        asking = asyncio.create_task(app(scope, receive, send))
        for _ in range(100):
            await asyncio.sleep(0.02)
            if b"retry" in b"".join(said):
                break
        await act()
        for _ in range(100):
            await asyncio.sleep(0.02)
            if b"event:" in b"".join(said):
                break
        closed.set()
        await asyncio.wait_for(asking, 5)
    return b"".join(said).decode()


async def test_a_change_arrives_live_with_its_id(house: House, settings: StartupSettings, cast: Cast) -> None:
    async def act() -> None:
        await house.db.write(record_event, "item.added", now=datetime.now(UTC), title="Sintel")

    said = await _first_lines(house, settings, cast.tokens["ada"], {}, act)
    lines = said[said.index("id: ") :].splitlines()
    assert lines[1] == "event: item.added"
    assert json.loads(lines[2].removeprefix("data: "))["title"] == "Sintel"


async def test_whoever_comes_back_misses_nothing(house: House, settings: StartupSettings, cast: Cast) -> None:
    first = await house.db.write(record_event, "item.added", now=datetime.now(UTC), title="Sintel")
    await house.db.write(record_event, "item.edited", now=datetime.now(UTC), title="Sintel")

    async def act() -> None:
        return None

    said = await _first_lines(house, settings, cast.tokens["ada"], {"last-event-id": str(first)}, act)
    assert "event: item.edited" in said and "event: item.added" not in said


async def test_a_member_hears_that_something_happened_but_not_what(
    house: House, settings: StartupSettings, cast: Cast
) -> None:
    async def act() -> None:
        payload = {"indexer": "Secret indexer"}
        await house.db.write(record_event, "release.grabbed", now=datetime.now(UTC), title="Sintel", payload=payload)

    said = await _first_lines(house, settings, cast.tokens["ben"], {}, act)
    assert "event: events" in said and "Secret indexer" not in said
