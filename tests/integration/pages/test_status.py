"""Status and tasks: what is broken leads to where it is mended; jobs are run, stopped and tried again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from monarr.core.kinds import ContentType
from monarr.core.text import text
from monarr.db.health import record_failure, record_success
from monarr.db.job_queue import enqueue
from monarr.services.context import MONARR, House
from monarr.services.jobs import get_job
from monarr.services.libraries import use_folder
from monarr.services.schedules import ensure_schedules, get_schedule
from tests.integration.pages.test_settings import ada, browse, house, indexer
from tests.integration.web.conftest import Cast, cast

__all__ = ["ada", "browse", "cast", "house", "indexer"]


async def test_a_quiet_house_says_so(ada) -> None:
    assert "Everything works." in (await ada.get("/status")).text


async def test_a_broken_source_leads_to_where_it_is_mended(ada, house: House, indexer: int) -> None:
    sentence = text("Open films refused the key.")
    now = house.clock.now()
    await house.db.write(record_failure, f"indexer:{indexer}", "Open films", now, sentence)
    page = (await ada.get("/status")).text
    assert "One thing does not work." in page and "Open films refused the key." in page
    assert f'href="/settings/indexers/{indexer}">Mend it' in page
    part = await ada.get("/status", headers={"hx-request": "true", "hx-target": "status"})
    assert "<html" not in part.text and "Open films" in part.text


async def test_a_service_shows_how_it_has_answered_in_the_last_day(ada, house: House, indexer: int) -> None:
    subject, now = f"indexer:{indexer}", house.clock.now()
    for minutes in (300, 200, 100):
        await house.db.write(record_success, subject, "Open films", now - timedelta(minutes=minutes), 80)
    await house.db.write(record_failure, subject, "Open films", now, text("It was down."))
    page = (await ada.get("/status")).text
    assert "3 of 4 answers in the last 24 hours. In vain: " in page and page.count('class="down"') == 1
    lines = {line["subject"]: line for line in (await ada.get("/api/v1/health")).json()}
    last_day = lines[subject]["last_day"]
    assert (last_day["answers"], last_day["failures"], len(last_day["slots"])) == (4, 1, 48)
    assert last_day["slots"][-1] | {"at": ""} == {"at": "", "answers": 1, "failures": 1, "response_ms": None}


async def test_a_disk_says_what_it_will_be_in_a_month(ada, house: House, tmp_path: Path) -> None:
    films = tmp_path / "films"
    films.mkdir()
    await use_folder(house, ContentType.MOVIE, str(films), actor=MONARR)
    page = (await ada.get("/status")).text
    assert "In 30 days: " in page and str(films) in page
    [disk] = (await ada.get("/api/v1/disks")).json()
    assert disk["paths"] == [str(films)] and len(disk["forecast"]["levels_ahead"]) == 31


async def test_a_schedule_is_run_now_and_switched(ada, house: House) -> None:
    await house.db.write(ensure_schedules, house.clock.now(), ZoneInfo("UTC"))
    assert "Back up" in (await ada.get("/status/tasks")).text
    assert (await ada.post("/status/tasks/schedules/backup/run")).status_code == 303
    job_id = (await house.db.read(get_schedule, "backup")).last_job_id
    assert (await get_job(house, job_id)).state == "pending"
    await ada.post("/status/tasks/schedules/backup/switch", data={"on": "false"})
    assert (await house.db.read(get_schedule, "backup")).enabled is False


async def test_a_job_is_stopped_and_tried_again(ada, house: House) -> None:
    job_id = await house.db.write(lambda c: enqueue(c, "scan_path", {"path": "/media"}, now=house.clock.now()))
    assert f"/status/tasks/jobs/{job_id}/cancel" in (await ada.get("/status/tasks?show=pending")).text
    assert (await ada.post(f"/status/tasks/jobs/{job_id}/cancel")).status_code == 303
    assert (await get_job(house, job_id)).state == "cancelled"
    assert f"/status/tasks/jobs/{job_id}/retry" in (await ada.get("/status/tasks?show=cancelled")).text
    assert (await ada.post(f"/status/tasks/jobs/{job_id}/retry")).status_code == 303
    assert "Scan a folder" in (await ada.get("/status/tasks?show=pending")).text


async def test_a_moderator_looks_and_touches_nothing(browse, cast: Cast, house: House) -> None:
    mona = browse(token=cast.tokens["mona"], headers={"x-csrf-token": cast.csrf["mona"]})
    assert (await mona.get("/status")).status_code == 200
    assert (await mona.get("/status/tasks")).status_code == 200
    assert (await mona.post("/status/tasks/schedules/backup/run")).status_code == 403
