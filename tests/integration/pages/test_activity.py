"""The queue, wanted, history, blocklist, trash, search and adding."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from monarr.db.models import BlocklistEntry, Download, DownloadItem, EventRow, Job, MediaItem
from tests.integration.acquisition.scene import GB, NOW, Scene
from tests.integration.pages.conftest import People

RELEASE = "Sintel.2010.1080p.WEB-DL.x265-MANGO"


def download(scene: Scene, film: int, state: str, **changes: object) -> int:
    made = scene.add(
        Download, title_id=film, version_id=scene.version_of(film), release_title=RELEASE, indexer_name="Archive",
        client_name="Memory", protocol="torrent", quality="WEBDL-1080p", state=state, size_bytes=GB,
        left_bytes=GB // 2, grabbed_at=NOW, **changes,
    )  # fmt: skip
    scene.add(DownloadItem, download_id=made, item_id=film)
    return made


@pytest.mark.parametrize(
    "path",
    ["/", "/activity", "/activity/history", "/activity/blocklist", "/activity/trash", "/wanted", "/wanted?show=cutoff",
     "/search", "/search?q=sin", "/add", "/add?q=sintel", "/pulse"],
)  # fmt: skip
async def test_every_page_answers_the_owner(people: People, scene: Scene, path: str) -> None:
    scene.film("Sintel")
    answer = await people.ada.get(path)
    assert answer.status_code == 200, answer.text


async def test_the_queue_says_what_comes_next(people: People, scene: Scene) -> None:
    download(scene, scene.film("Sintel"), "downloading", rate_bytes=1000, eta_seconds=60)
    answer = await people.ada.get("/activity")
    assert "Then checked and imported" in answer.text and "50" in answer.text and RELEASE[:10] in answer.text
    part = await people.ada.part("/activity", "queue")
    assert "<html" not in part.text and "Then checked" in part.text


async def test_a_blocked_import_waits_on_home_and_can_be_tried_again(people: People, scene: Scene) -> None:
    made = download(scene, scene.film("Sintel"), "blocked", problem={"template": "It has no sound."})
    answer = await people.ada.get("/")
    assert "It has no sound." in answer.text and f"/activity/{made}/retry" in answer.text
    tried = await people.ada.post(f"/activity/{made}/retry")
    assert tried.status_code == 303 and tried.headers["location"] == "/activity"
    assert scene.rows(Download)[0].state == "completed"


async def test_searching_queues_a_job_with_and_without_htmx(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    plain = await people.ada.post(f"/title/{film}/search")
    assert (plain.status_code, plain.headers["location"]) == (303, f"/title/{film}")
    swapped = await people.ada.post(f"/title/{film}/search", htmx=True)
    assert (swapped.status_code, swapped.headers["hx-redirect"]) == (200, f"/title/{film}")
    assert [row.title_id for row in scene.rows(Job, type="search_title")] == [film]


async def test_monitoring_changes_and_can_be_undone(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    await people.ada.post(f"/title/{film}/monitor", monitored="false")
    assert scene.rows(MediaItem, id=film)[0].monitored is False
    after = await people.ada.get(f"/title/{film}")
    assert "is no longer monitored" in after.text and "Undo" in after.text
    await people.ada.post(f"/title/{film}/monitor?monitored=true")
    assert scene.rows(MediaItem, id=film)[0].monitored is True


async def test_a_deleted_title_lies_in_the_trash_and_comes_back(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    await people.ada.post(f"/title/{film}/delete", delete_files="true")
    assert (await people.ada.get(f"/title/{film}")).status_code == 404
    assert "Sintel" in (await people.ada.get("/activity/trash")).text
    await people.ada.post(f"/title/{film}/restore")
    assert (await people.ada.get(f"/title/{film}")).status_code == 200


async def test_a_blocked_release_can_be_freed(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    made = scene.add(BlocklistEntry, title_id=film, release_title=RELEASE, indexer_name="Archive", reason="user",
                     created_at=NOW)  # fmt: skip
    assert "MANGO" in (await people.ada.get("/activity/blocklist")).text
    await people.ada.post(f"/activity/blocklist/{made}/free")
    assert scene.rows(BlocklistEntry) == []


async def test_members_see_titles_without_releases_scores_or_paths(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    scene.file(film, film, "WEBDL-1080p", format_score=4711, release_group="MANGO", release_title=RELEASE)
    download(scene, film, "downloading")
    scene.add(EventRow, type="release.grabbed", occurred_at=NOW, title_id=film, title="Sintel", actor="monarr",
              payload={"indexer": "Archive", "release": RELEASE})  # fmt: skip
    for path in ("/", "/library/films?view=table", f"/title/{film}", "/search?q=sintel"):
        answer = await people.ben.get(path)
        assert answer.status_code == 200
        for hidden in ("4,711", "MANGO", "Archive", "/films/"):
            assert hidden not in answer.text.replace("/library/films", ""), path
    for path in ("/activity", "/wanted", "/add", f"/title/{film}/files", f"/title/{film}/releases"):
        assert (await people.ben.get(path)).status_code == 403


@pytest.mark.parametrize("path", ["/", "/library/films"])
async def test_statements_do_not_grow_with_the_library(people: People, scene: Scene, path: str) -> None:
    counted: list[str] = []

    async def ask() -> int:
        counted.clear()
        await people.ada.get(path)
        return len(counted)

    event.listen(scene.db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    scene.film("Film 0")
    await ask()
    few = await ask()
    for number in range(1, 12):
        scene.film(f"Film {number}")
    assert await ask() == few
    assert 0 < few <= 40


async def test_members_are_not_offered_what_they_may_not_do(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    series, episodes = scene.series("Pioneer One", 2)
    for path in ("/library/films", f"/title/{film}", f"/title/{series}", f"/title/{episodes[0]}"):
        offered = (await people.ben.get(path)).text
        assert '/search"' not in offered.replace('action="/search"', "").replace('href="/search"', "").replace(
            'data-source="/search"', ""
        ).replace('hx-get="/search"', ""), path
        for verb in ("/monitor", "/delete", "/releases", "/bulk", "/scan"):
            assert f'{verb}"' not in offered, (path, verb)
