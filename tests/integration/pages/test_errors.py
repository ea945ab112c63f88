"""Errors nobody expected: kept without secrets, found by the id that was shown, opened, filtered and let go; on both databases."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from sqlalchemy import insert, select

from monarr.core.text import text
from monarr.db.models import ErrorEvent, Job
from monarr.db.queries.errors import ErrorGroup, ErrorsWanted, list_error_groups
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.health import Check
from monarr.providers.indexers.torznab import Torznab
from monarr.services import errors_log, health
from monarr.services.audit import list_audit
from monarr.services.context import MONARR
from monarr.services.errors_log import keep_error
from monarr.services.jobs import queue_job
from monarr.services.search import search_title
from monarr.web.pages import settings_errors, settings_tags
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People


async def lose_the_reel(*_: Any) -> Any:
    raise RuntimeError("the reel is lost, api_key=0123456789abcdef")


async def lose_the_lamp(*_: Any) -> Any:
    raise OSError("no lamp")


async def stumble(people: People, monkeypatch: pytest.MonkeyPatch, broken: Any = lose_the_reel, times: int = 1) -> str:
    """Opens a page that fails; gives the id that it shows."""
    with monkeypatch.context() as patch:
        patch.setattr(settings_tags, "list_tags", broken)
        for _ in range(times):
            answer = await people.ada.get("/settings/tags")
            assert answer.status_code == 500
    return str(answer.headers["x-correlation-id"])


async def groups(scene: Scene, **wanted: str) -> list[ErrorGroup]:
    return await scene.house.db.read(list_error_groups, ErrorsWanted(**wanted))


async def test_nothing_has_come_up(people: People, scene: Scene) -> None:
    page = (await people.ada.get("/settings/errors")).text
    assert "Nothing unexpected has come up." in page and 'class="error-filter"' not in page
    assert "unexpected error" not in (await people.ada.get("/status")).text
    assert (await people.ben.get("/settings/errors")).status_code == 403


async def test_the_same_in_one_place_counts_as_one(
    people: People, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stumble(people, monkeypatch, times=3)
    last = await stumble(people, monkeypatch, lose_the_lamp)
    lamp, reel = await groups(scene)
    assert (lamp.code, lamp.count, lamp.correlation_id) == ("OSError", 1, last)
    assert (reel.code, reel.count, reel.path, reel.method) == ("RuntimeError", 3, "/settings/tags", "GET")
    assert reel.place == "monarr.web.pages.settings_tags._list" and reel.first_at <= reel.last_at
    page = (await people.ada.get("/settings/errors")).text
    assert "3 times" in page and last in page and page.index("OSError</a>") < page.index("RuntimeError</a>")
    assert "4 unexpected errors in the last day" in (await people.ada.get("/status")).text


async def test_the_id_of_a_refusal_leads_to_the_error_with_its_trace_and_no_secret(
    people: People, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(settings_tags, "list_tags", lose_the_reel)
        refusal = await people.ada.get("/settings/tags")
    (found,) = re.findall(r'href="(/settings/errors\?q=[^"]+)"', refusal.text)
    page = (await people.ada.get(found)).text
    (path,) = set(re.findall(r'href="(/settings/errors/\d+)"', page))
    one = html.unescape((await people.ada.get(path)).text)
    assert "lose_the_reel" in one and "GET /settings/tags" in one and refusal.headers["x-correlation-id"] in one
    assert "By" in one and "Ada" in one
    assert "0123456789abcdef" not in page + one and "[hidden]" in one


async def test_a_filter_finds_by_kind_words_and_source(
    people: People, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stumble(people, monkeypatch)
    shown = await stumble(people, monkeypatch, lose_the_lamp)
    await keep_error(scene.house, ValueError("100 % wrong"), method="JOB", path="job:backup", status=500, job_id=3)
    ada = people.ada
    for query, codes in (
        ("", ["ValueError", "OSError", "RuntimeError"]),
        ("kind=OSError", ["OSError"]),
        ("q=REEL", ["RuntimeError"]),
        ("q=0+%25+w", ["ValueError"]),
        (f"q={shown.upper()}", ["OSError"]),
        ("show=job", ["ValueError"]),
        ("show=request&q=lamp", ["OSError"]),
        ("q=%25%25", []),
    ):
        page = (await ada.get(f"/settings/errors?{query}")).text
        assert re.findall(r'<a href="/settings/errors/\d+">(\w+)</a>', page) == codes, query
    assert "No error is like that." in page
    assert (await ada.get("/settings/errors?show=no&before=x")).status_code == 200


async def test_pages_go_on_from_the_last_line(people: People, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await stumble(people, monkeypatch, times=2)
    await stumble(people, monkeypatch, lose_the_lamp)
    monkeypatch.setattr(settings_errors, "PAGE_SIZE", 1)
    first = (await people.ada.get("/settings/errors?q=lo")).text
    (older,) = re.findall(r'href="(\?q=lo&amp;before=\d+)"', first) or [""]
    assert not older  # only the reel is lost
    first = (await people.ada.get("/settings/errors")).text
    (older,) = re.findall(r'href="(\?before=\d+)"', first)
    second = (await people.ada.get(f"/settings/errors{older}")).text
    assert "OSError</a>" in first and "RuntimeError</a>" in second and "OSError</a>" not in second
    assert 'href="?"' in second
    monkeypatch.setattr(settings_errors, "TIMES_SHOWN", 1)
    reel = (await groups(scene, code="RuntimeError"))[0]
    one = (await people.ada.get(f"/settings/errors/{reel.id}")).text
    assert f'href="?before={reel.id}"' in one and "2 times, first" in one
    assert (
        f"/settings/errors/{reel.id - 1}" in (await people.ada.get(f"/settings/errors/{reel.id}?before={reel.id}")).text
    )


async def test_an_error_is_let_go_with_its_like_and_the_audit_log_says_so(
    people: People, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stumble(people, monkeypatch, times=2)
    await stumble(people, monkeypatch, lose_the_lamp)
    reel = (await groups(scene, code="RuntimeError"))[0]
    assert (await people.ben.post(f"/settings/errors/{reel.id}/forget")).status_code == 403
    assert (await people.ada.post(f"/settings/errors/{reel.id}/forget")).status_code == 303
    assert [one.code for one in await groups(scene)] == ["OSError"]
    assert (await people.ada.get(f"/settings/errors/{reel.id}")).status_code == 404
    line = (await list_audit(scene.house, action="errors."))[0]
    assert line.changes == {"error": "RuntimeError", "place": reel.place, "count": 2}
    assert "let an error go" in (await people.ada.get("/settings/audit")).text


async def test_a_failed_job_and_its_error_lead_to_each_other(people: People, scene: Scene) -> None:
    house, correlation = scene.house, "00000000-0000-4000-8000-00000000c0de"
    job_id = await queue_job(house, "backup", {}, actor=MONARR)
    table: Any = Job.__table__
    failed = {"state": "failed", "error": "no lamp", "correlation_id": correlation}
    await house.db.write(
        lambda connection: connection.execute(table.update().where(table.c.id == job_id).values(failed)).close()
    )
    assert f"q={correlation}" not in (await people.ada.get("/status/tasks")).text
    row = {
        "occurred_at": house.clock.now(), "correlation_id": correlation, "code": "OSError", "message": "no lamp", "place": "a.b",
        "path": "job:backup", "method": "JOB", "status": 500, "stack": "", "details": {"job_id": job_id},
    }  # fmt: skip
    await house.db.write(lambda connection: connection.execute(insert(ErrorEvent), row).close())
    assert f'href="/settings/errors?q={correlation}"' in (await people.ada.get("/status/tasks")).text
    error_id = await house.db.read(lambda connection: connection.execute(select(ErrorEvent.id)).scalar_one())
    one = (await people.ada.get(f"/settings/errors/{error_id}")).text
    (path,) = re.findall(r'href="(/status/tasks\?before=[^"]+)"', one)
    assert "Job: Back up" in one and "No trace was kept of it." in one
    assert f'id="job-{job_id}"' in (await people.ada.get(path)).text


async def test_the_api_lists_groups_and_errors_opens_one_and_lets_it_go(
    people: People, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stumble(people, monkeypatch, times=2)
    shown = await stumble(people, monkeypatch, lose_the_lamp)
    client = people.ada.client
    first = (await client.get("/api/v1/errors/groups?limit=1")).json()
    assert [(one["code"], one["count"]) for one in first["items"]] == [("OSError", 1)]
    more = (await client.get(f"/api/v1/errors/groups?limit=1&cursor={first['next_cursor']}")).json()
    assert [(one["code"], one["count"]) for one in more["items"]] == [("RuntimeError", 2)] and not more["next_cursor"]
    (line,) = (await client.get(f"/api/v1/errors?correlation_id={shown}")).json()["items"]
    assert (line["code"], line["status"]) == ("OSError", 500) and "trace" not in line
    one = (await client.get(f"/api/v1/errors/{line['id']}")).json()
    assert "no lamp" in one["trace"] and one["count"] == 1 and one["user_name"] == "Ada"
    refused = await client.get("/api/v1/errors?source=none")
    assert refused.status_code in (400, 422) and refused.headers["content-type"] == "application/problem+json"
    assert (
        await client.delete(f"/api/v1/errors/{line['id']}", headers={"x-csrf-token": people.ada.csrf})
    ).status_code == 204
    missing = await client.get(f"/api/v1/errors/{line['id']}")
    assert (missing.status_code, missing.json()["code"]) == (404, "NotFound")
    assert (await people.ben.client.get("/api/v1/errors")).status_code == 403


async def test_a_statement_that_fails_is_kept_without_what_it_would_have_stored(scene: Scene) -> None:
    def write_twice(connection: Any) -> None:
        row = {
            "id": 7,
            "occurred_at": scene.house.clock.now(),
            "correlation_id": "x",
            "code": "E",
            "message": "swordfish",
        }
        for _ in range(2):
            connection.execute(insert(ErrorEvent), row | {"place": "", "details": {}})

    with pytest.raises(Exception, match="INSERT") as raised:
        await scene.house.db.write(write_twice)
    await keep_error(scene.house, raised.value, method="GET", path="/", status=500)
    row = await scene.house.db.read(lambda connection: connection.execute(select(ErrorEvent.__table__)).one())
    assert "swordfish" not in row.message + row.stack and "INSERT" in row.message


async def test_what_fails_by_itself_is_kept_once_in_a_while(
    people: People, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors_log, "_KEPT_AT", {})
    broken = Check("lamp", text("Lamp"), lose_the_reel)
    monkeypatch.setattr(health, "all_checks", lambda: (broken,))
    for _ in range(3):
        await health.check_health(scene.house)
    (found,) = await groups(scene, source="job")
    assert (found.path, found.count) == ("check:lamp", 1) and "0123456789abcdef" not in found.message
    assert "In the background: check lamp" in (await people.ada.get("/settings/errors")).text


async def test_an_indexer_that_cannot_be_read_is_kept(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors_log, "_KEPT_AT", {})
    async with FakeIndexer() as fake:
        scene.indexer(fake, "Archive")
        monkeypatch.setattr(Torznab, "search", lose_the_reel)
        report = await search_title(scene.house, scene.film())
    assert [str(one.problem) for one in report.problems] == ["Archive failed: RuntimeError"]
    (found,) = await groups(scene)
    assert (found.path, found.code) == ("indexer:Archive", "RuntimeError")
