"""Stored scores follow formats, points and profiles, and the states of titles follow the scores."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, event, insert, update

from monarr.core.quality import QualityProfile
from monarr.core.what_if import FormatChange
from monarr.db.models import (
    CustomFormatRow,
    Download,
    DownloadItem,
    MediaFile,
    MediaFileItem,
    MediaItem,
    Movie,
    ProfileFormat,
    Version,
)
from monarr.db.queries.wanted import list_cutoff_unmet
from monarr.db.statistics import check
from monarr.services import rescore
from monarr.services.context import MONARR
from monarr.services.edit import edit_title
from monarr.services.formats import delete_format, import_formats, save_format
from monarr.services.profiles import delete_profile, edit_profile, list_profiles
from monarr.services.rescore import rescore_files, start_rescoring
from monarr.services.versions import VersionChange, edit_version
from monarr.services.what_if import start_what_if, work_out
from monarr.services.what_if_saving import save_and_grab
from tests.integration.acquisition.scene import GB, NOW, Scene
from tests.integration.pages.conftest import People
from tests.integration.what_if.running import finish

PLAIN = "Sintel.2010.1080p.BluRay.x264-OPEN"
REPACKED = "Sintel.2010.1080p.BluRay.REMUX.x264-LIGHT"


def words(name: str, expression: str) -> dict[str, Any]:
    condition = {"name": name, "implementation": "ReleaseTitleSpecification", "fields": {"value": expression}}
    return {"name": name, "specifications": [condition]}


async def profile(scene: Scene, name: str = "Films 1080p") -> QualityProfile:
    return next(one for one in await list_profiles(scene.house) if one.name == name)


async def give_points(scene: Scene, name: str = "Films 1080p", **points: int) -> None:
    known = await profile(scene, name)
    await edit_profile(scene.house, known.id, replace(known, format_scores=points), MONARR)


def scores(scene: Scene) -> list[tuple[list[str], int]]:
    return [(row.formats, row.format_score) for row in scene.rows(MediaFile)]


def waiting(scene: Scene) -> list[dict[str, Any]]:
    return [row.payload for row in scene.jobs("rescore_files") if row.state == "pending"]


def change(scene: Scene, model: Any, key: int, **values: Any) -> None:
    table = model.__table__
    scene.db.write_now(lambda c: c.execute(update(table).where(table.c.id == key).values(values)))


async def unmet(scene: Scene) -> list[int]:
    return [row.title_id for row in await scene.db.read(list_cutoff_unmet, now=NOW)]


async def test_a_file_gets_its_points_and_its_title_is_content(scene: Scene) -> None:
    film = scene.film()
    scene.file(film, film, "Bluray-1080p", release_title=PLAIN)
    await save_format(scene.house, words("Open", "-OPEN$"), MONARR)
    await give_points(scene, Open=50)
    assert (scores(scene), await unmet(scene)) == ([([], 0)], [film])
    done = await rescore_files(scene.house, profile_id=scene.profiles["Films 1080p"])
    assert (done.file_count, done.changed_count) == (1, 1)
    assert (scores(scene), await unmet(scene)) == ([(["Open"], 50)], [])
    assert scene.rows(MediaItem, id=film)[0].state == "here"
    assert [one for one in await scene.db.read(check) if one.title_id is not None] == []
    assert (await rescore_files(scene.house)).changed_count == 0


async def test_points_that_are_out_of_reach_make_it_wanted_better(scene: Scene) -> None:
    film = scene.film()
    scene.file(film, film, "Bluray-1080p", release_title=PLAIN)
    for name in ("Open", "Light"):
        await save_format(scene.house, words(name, f"-{name.upper()}$"), MONARR)
    await give_points(scene, Open=50, Light=80)
    await rescore_files(scene.house)
    assert (scores(scene), await unmet(scene)) == ([(["Open"], 50)], [film])
    assert scene.rows(MediaItem, id=film)[0].state == scene.rows(Version, item_id=film)[0].state == "better"


async def test_every_change_that_moves_scores_queues_it_in_its_own_unit(scene: Scene) -> None:
    film = scene.film()
    format_id = await save_format(scene.house, words("Open", "-OPEN$"), MONARR)
    await import_formats(scene.house, [words("Light", "LIGHT"), words("Remux", "REMUX")], MONARR)
    assert waiting(scene) == [{}]
    films, uhd = scene.profiles["Films 1080p"], scene.profiles["Films 4K"]
    await give_points(scene, Open=5)
    await edit_version(scene.house, scene.version_of(film), VersionChange(quality_profile_id=uhd), MONARR)
    assert waiting(scene) == [{}]  # one for all is enough for each
    drop_jobs(scene)
    await give_points(scene, Open=6)
    known = await profile(scene)
    await edit_profile(scene.house, known.id, replace(known, upgrade_allowed=False), MONARR)
    assert waiting(scene) == [{"profile_id": films}]
    await edit_version(scene.house, scene.version_of(film), VersionChange(quality_profile_id=films), MONARR)
    await edit_version(scene.house, scene.version_of(film), VersionChange(name="Own"), MONARR)
    assert waiting(scene) == [{"profile_id": films}, {"title_id": film}]
    drop_jobs(scene)
    await delete_profile(scene.house, films, MONARR, move_to=uhd)
    assert waiting(scene) == [{"profile_id": uhd}]
    drop_jobs(scene)
    await delete_format(scene.house, format_id, MONARR)
    assert waiting(scene) == [{}]


async def test_what_formats_ask_of_a_title_queues_it_too(scene: Scene) -> None:
    film = scene.film(created_at=NOW)
    await edit_title(scene.house, film, {"year": 2012}, MONARR)  # it has no file yet
    scene.file(film, film, "Bluray-1080p")
    await edit_title(scene.house, film, {"overview": "A girl looks for a dragon."}, MONARR)
    assert waiting(scene) == []
    await edit_title(scene.house, film, {"year": 2011}, MONARR)
    assert waiting(scene) == [{"title_id": film}]


def drop_jobs(scene: Scene) -> None:
    from monarr.db.models import Job

    table: Any = Job.__table__
    scene.db.write_now(lambda c: c.execute(table.delete()))


async def test_a_profile_and_a_title_of_one_number_are_two_jobs(scene: Scene) -> None:
    film = scene.film()
    key = scene.profiles["Films 1080p"]
    for _ in range(2):
        await start_rescoring(scene.house, MONARR, profile_id=key)
        await start_rescoring(scene.house, MONARR, title_id=film)
    assert waiting(scene) == [{"profile_id": key}, {"title_id": film}]


async def test_a_title_without_files_is_left_as_it_is(scene: Scene) -> None:
    film = scene.film()
    await save_format(scene.house, words("Open", "-OPEN$"), MONARR)
    assert (await rescore_files(scene.house, title_id=film)).file_count == 0


async def test_killed_between_two_batches_it_goes_on(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rescore, "AT_ONCE", 2)
    for title in ("Sintel", "Charge", "Spring"):
        film = scene.film(title)
        scene.file(film, film, "Bluray-1080p", release_title=PLAIN.replace("Sintel", title))
    await save_format(scene.house, words("Open", "-OPEN$"), MONARR)
    await give_points(scene, Open=50)

    async def killed(fraction: float, message: Any = None) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await rescore_files(scene.house, tell=killed)
    assert [score for _, score in scores(scene)] == [50, 50, 0]
    assert (await rescore_files(scene.house)).changed_count == 1
    assert [score for _, score in scores(scene)] == [50, 50, 50]
    assert await unmet(scene) == []


async def test_a_file_that_was_replaced_meanwhile_is_not_overwritten(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = scene.film()
    file = scene.file(film, film, "Bluray-1080p", release_title=PLAIN)
    await save_format(scene.house, words("Open", "-OPEN$"), MONARR)
    await save_format(scene.house, words("Remux", "REMUX"), MONARR)
    await give_points(scene, Open=50, Remux=20)
    whole = rescore._score_all
    seen: list[tuple[list[str], int]] = []

    def meanwhile(*given: Any) -> Any:
        found = whole(*given)
        seen.extend(scores(scene))
        if len(seen) == 1:
            change(scene, MediaFile, file, release_title=REPACKED, format_score=7)
        return found

    monkeypatch.setattr(rescore, "_score_all", meanwhile)
    await rescore_files(scene.house)
    assert seen == [([], 0), ([], 7)]  # the second look is at what it has become
    assert scores(scene) == [(["Remux"], 20)]


async def test_what_the_indexer_stated_at_the_grab_still_counts(scene: Scene) -> None:
    film = scene.film()
    flag = {"name": "Free", "implementation": "IndexerFlagSpecification", "fields": {"value": 1}}
    spoken = {"name": "German", "implementation": "LanguageSpecification", "fields": {"value": 4}}
    await save_format(scene.house, {"name": "Free", "specifications": [flag]}, MONARR, kind="series")
    await save_format(scene.house, {"name": "Spoken", "specifications": [spoken]}, MONARR)
    series, [episode] = scene.series(episodes=1)
    release = "Pioneer.One.S01E01.1080p.WEB-DL.x264-OPEN"
    facts = {"flags": ["freeleech"], "languages": ["German"], "formats": []}
    download = scene.add(Download, release_title=release, title_id=series, grabbed_at=NOW, facts=facts,
                         version_id=scene.version_of(series), state="imported")  # fmt: skip
    scene.file(series, episode, "WEBDL-1080p", release_title=release, download_id=download, languages=["German"])
    scene.file(film, film, "WEBDL-1080p", release_title=PLAIN)
    await rescore_files(scene.house)
    assert [names for names, _ in scores(scene)] == [["Spoken", "Free"], []]


async def test_without_a_release_its_first_name_counts_else_its_own(scene: Scene) -> None:
    await save_format(scene.house, words("Open", "OPEN"), MONARR)
    await give_points(scene, Open=50)
    film, other = scene.film(), scene.film("Charge", 2022)
    scene.file(film, film, "Bluray-1080p", origin_path=f"/downloads/{PLAIN}.mkv")
    scene.file(other, other, "Bluray-1080p")
    change(scene, MediaFile, scene.rows(MediaFile)[1].id, path="/films/Charge (2022)/Charge.2022.1080p-OPEN.mkv")
    await rescore_files(scene.house)
    assert scores(scene) == [(["Open"], 50)] * 2


async def test_what_lies_in_the_trash_is_scored_along(scene: Scene) -> None:
    film = scene.film()
    await save_format(scene.house, words("Open", "-OPEN$"), MONARR)
    await give_points(scene, Open=50)
    shared = {"release_title": PLAIN, "deleted_at": NOW}
    scene.file(film, film, "Bluray-1080p", recycle_path="/trash/1.mkv", **shared)
    scene.file(film, film, "Bluray-1080p", **shared)
    await rescore_files(scene.house)
    assert [score for _, score in scores(scene)] == [50, 0]


async def test_a_download_on_its_way_brings_the_new_score(scene: Scene) -> None:
    film = scene.film()
    await save_format(scene.house, words("Open", "-OPEN$"), MONARR)
    await give_points(scene, Open=50)
    facts = {"flags": [], "formats": [["Gone", 5]], "parsed": None}
    given = {"release_title": PLAIN, "title_id": film, "grabbed_at": NOW, "facts": facts, "score": 5, "created_at": NOW,
             "version_id": scene.version_of(film)}  # fmt: skip
    for state in ("downloading", "imported"):
        scene.add(DownloadItem, download_id=scene.add(Download, state=state, **given), item_id=film)
    assert (await rescore_files(scene.house)).download_count == 1
    told = [(row.score, row.facts["formats"], row.facts["flags"]) for row in scene.downloads()]
    assert told == [(50, [["Open", 50]], []), (5, [["Gone", 5]], [])]


async def test_a_thousand_files_take_a_bounded_number_of_statements(scene: Scene) -> None:
    scene.db.write_now(_many_films, scene.library, scene.profiles["Films 1080p"])
    await save_format(scene.house, words("Open", "-OPEN$"), MONARR)
    await give_points(scene, Open=50)
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(scene.db.engine, "before_cursor_execute", note)
    try:
        done = await rescore_files(scene.house)
    finally:
        event.remove(scene.db.engine, "before_cursor_execute", note)
    assert (done.file_count, done.changed_count) == (1000, 1000)
    batches = 1000 // rescore.AT_ONCE
    assert len(seen) / batches < 25
    assert {row.state for row in scene.rows(MediaItem)} == {"here"}


def _many_films(connection: Connection, library: int, profile_id: int) -> None:
    keys = range(10_001, 11_001)
    stamps = {"created_at": NOW, "updated_at": NOW}
    connection.execute(insert(MediaItem), [
        {"id": key, "title": f"Film {key}", "sort_title": f"film {key}", "clean_title": f"film{key}", "kind": "movie",
         "library_id": library, "added_at": NOW, "year": 2010, **stamps}
        for key in keys
    ])  # fmt: skip
    connection.execute(insert(Movie), [{"item_id": key, "available_at": NOW} for key in keys])
    connection.execute(insert(Version), [
        {"id": key, "item_id": key, "name": "Standard", "is_default": True, "quality_profile_id": profile_id, **stamps}
        for key in keys
    ])  # fmt: skip
    connection.execute(insert(MediaFile), [
        {"id": key, "version_id": key, "title_id": key, "path": f"/films/{key}.mkv", "size_bytes": GB,
         "quality": "Bluray-1080p", "release_title": f"Film.{key}.2010.1080p.BluRay-OPEN", "imported_at": NOW, **stamps}
        for key in keys
    ])  # fmt: skip
    connection.execute(insert(MediaFileItem), [{"file_id": key, "item_id": key} for key in keys])


async def test_a_dry_run_counts_a_file_without_a_release_by_its_name(scene: Scene) -> None:
    film = scene.film()
    scene.file(film, film, "Bluray-1080p", origin_path=f"/downloads/{PLAIN}.mkv")
    custom = scene.add(CustomFormatRow, name="Open", conditions=words("Open", "-OPEN$")["specifications"])
    scene.add(ProfileFormat, profile_id=scene.profiles["Films 1080p"], format_id=custom, score=0)
    told = await work_out(scene.house, FormatChange(format_id=custom, spec=words("Open", "-OPEN$"),
                                                    scores={scene.profiles["Films 1080p"]: 50}))  # fmt: skip
    assert told.totals.under_goal == 0


async def test_grabs_of_a_dry_run_wait_for_the_scores(scene: Scene) -> None:
    film = scene.film()
    actor = scene.person("Ada")
    saved = FormatChange(spec=words("Open", "-OPEN$"), scores={scene.profiles["Films 1080p"]: 50})
    job_id = await start_what_if(scene.house, saved, actor)
    await finish(scene, job_id)
    await save_and_grab(scene.house, job_id, [], actor)
    [grabbing], [rescoring] = scene.jobs("grab_what_if"), scene.jobs("rescore_files")
    assert (grabbing.blocked_by, rescoring.state, film > 0) == (1, "pending", True)


async def test_a_person_may_ask_for_it(scene: Scene, people: People) -> None:
    film = scene.film()
    sent = {
        "url": "/api/v1/formats/rescore",
        "headers": {"origin": "http://localhost", "x-csrf-token": people.ada.csrf},
    }
    begun = await people.ada.client.post(**sent, json={"title_id": film})
    assert (begun.status_code, waiting(scene)) == (202, [{"title_id": film}])
    assert (await people.ada.client.post(**sent, json={"title_id": 9999})).status_code == 404
    sent["headers"]["x-csrf-token"] = people.ben.csrf
    assert (await people.ben.client.post(**sent, json={})).status_code == 403
