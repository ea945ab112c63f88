"""What a download promised and did not keep, and what comes of it."""

from __future__ import annotations

import asyncio

from sqlalchemy import select

from monarr.db.models import BlocklistEntry, Download, Job
from monarr.demo.media import write_video
from monarr.services.import_download import import_download
from tests.integration.imports.scene import Scene, film_spec, video

SINTEL = "Sintel.2010.1080p.WEB-DL.x264-Durian"


async def test_a_fake_fails_is_blocklisted_and_the_next_is_searched(scene: Scene) -> None:
    download = scene.download(scene.film(), SINTEL, {"sintel.mkv": video(480, sound=False)})
    report = await import_download(scene.house, download)
    assert (report.state, report.code) == ("failed", "fake")
    assert str(report.problem) == "Says 1080p; the file is 854×480 and has no sound."
    assert scene.files() == [] and scene.library_files() == {}
    assert scene.events() == ["download.failed", "release.blocklisted"]
    reasons = scene.house.db.read_now(lambda c: c.execute(select(BlocklistEntry.reason)).scalars().all())
    jobs = scene.house.db.read_now(lambda c: c.execute(select(Job.type)).scalars().all())
    assert (list(reasons), list(jobs)) == (["fake"], ["search_title"])


async def test_a_program_among_the_files_is_refused_unseen(lite: Scene) -> None:
    download = lite.download(lite.film(), SINTEL, {"sintel.mkv": video(), "codec/Setup.EXE": b"MZ"})
    report = await import_download(lite.house, download)
    assert (report.state, str(report.problem)) == ("failed", "It holds a program: Setup.EXE. Films need none.")


async def test_a_sample_is_no_film(lite: Scene) -> None:
    download = lite.download(lite.film(seconds=5400), SINTEL, {"sintel.mkv": video()})
    report = await import_download(lite.house, download)
    assert (report.state, str(report.problem)) == ("failed", "A sample: it runs 1 min of 1 h 30 min.")


async def test_a_film_of_another_length_waits_for_a_person(lite: Scene) -> None:
    download = lite.download(lite.film(seconds=180), SINTEL, {"sintel.mkv": video()})
    report = await import_download(lite.house, download)
    assert (report.state, str(report.problem)) == ("blocked", "It runs 1 min; 3 min were expected.")
    assert lite.events() == ["file.import_blocked"]


async def test_a_file_with_the_name_of_another_known_title_is_refused(lite: Scene) -> None:
    lite.film("Cosmos Laundromat", 2015)
    download = lite.download(lite.film(), SINTEL, {"Cosmos.Laundromat.2015.1080p.WEB.mkv": video()})
    report = await import_download(lite.house, download)
    assert (report.state, report.code) == ("blocked", "title")


async def test_what_is_no_video_is_refused(lite: Scene) -> None:
    download = lite.download(lite.film(), SINTEL, {"sintel.mkv": b"\0" * 50_000})
    assert (await import_download(lite.house, download)).code == "not-media"


async def test_packed_and_empty_downloads_wait_for_a_person(lite: Scene) -> None:
    packed = lite.download(lite.film(), SINTEL, {"sintel.rar": b"Rar!", "sintel.r00": b"x"})
    empty = lite.download(lite.film("Spring", 2019), "Spring.2019.1080p.WEB-DL", {"readme.txt": b"hello"})
    assert [(await import_download(lite.house, one)).code for one in (packed, empty)] == ["archive", "no-video"]


async def test_two_downloads_of_one_film_leave_the_better_one(scene: Scene) -> None:
    film = scene.film()
    better = scene.download(film, SINTEL, {"a.mkv": video(1080)})
    worse = scene.download(film, "Sintel.2010.720p.WEB-DL.x264-Durian", {"b.mkv": video(720)})
    assert (await import_download(scene.house, better)).state == "imported"
    report = await import_download(scene.house, worse)
    assert (report.state, str(report.problem)) == ("ignored", "The WEBDL-1080p here is as good or better.")
    [file] = scene.files()
    assert file.quality == "WEBDL-1080p" and scene.state(worse) == "ignored"


async def test_a_season_pack_with_one_bad_file_brings_the_good_ones(scene: Scene) -> None:
    series, episodes = scene.series()
    pack = "Pioneer.One.S01.720p.WEB-DL.x264-VODO"
    files = {f"Pioneer.One.S01E0{n}.720p.WEB-DL.mkv": video(720) for n in (1, 3)}
    files["Pioneer.One.S01E02.720p.WEB-DL.mkv"] = video(480)
    download = scene.download(series, pack, files, items=episodes)
    report = await import_download(scene.house, download)
    assert report.state == "imported"
    assert sorted(item for file in scene.files() for item in scene.items_of(file.id)) == [episodes[0], episodes[2]]
    assert str(report.problem) == (
        "2 of 3 files are here. Pioneer.One.S01E02.720p.WEB-DL.mkv: Says 720p; the file is 854×480."
    )
    assert sorted(scene.events()) == ["file.import_blocked", "file.imported", "file.imported"]
    payloads = scene.house.db.read_now(
        lambda c: c.execute(select(Job.payload).where(Job.type == "search_title")).scalars().all()
    )
    assert [one["episode_ids"] for one in payloads] == [[episodes[1]]]


async def test_two_episodes_in_one_file_are_one_file(scene: Scene) -> None:
    series, episodes = scene.series(seconds=30)
    release = "Pioneer.One.S01E01E02.720p.WEB-DL.x264-VODO"
    download = scene.download(series, release, {f"{release}.mkv": video(720)}, items=episodes[:2])
    assert (await import_download(scene.house, download)).state == "imported"
    [file] = scene.files()
    assert scene.items_of(file.id) == episodes[:2]


async def test_an_episode_does_not_push_out_a_file_that_holds_more(lite: Scene) -> None:
    series, episodes = lite.series(seconds=30)
    double = "Pioneer.One.S01E01E02.720p.WEB-DL.x264-VODO"
    await import_download(lite.house, lite.download(series, double, {f"{double}.mkv": video(720)}, items=episodes[:2]))
    single = "Pioneer.One.S01E01.1080p.WEB-DL.x264-VODO"
    download = lite.download(series, single, {"e1.mkv": video(1080, seconds=30)}, items=episodes[:1])
    report = await import_download(lite.house, download)
    assert (report.state, report.code) == ("blocked", "covers-more")


async def test_an_unfinished_file_is_waited_for(lite: Scene) -> None:
    download = lite.download(lite.film(), SINTEL, {"sintel.mkv.!qB": b"half", "other.mkv": video()})
    report = await import_download(lite.house, download)
    assert (report.state, lite.state(download)) == ("waiting", "completed")
    [job] = lite.house.db.read_now(lambda c: c.execute(select(Job.type, Job.run_at)).all())
    assert job.type == "import_download" and job.run_at > lite.house.clock.now()
    (lite.downloads / SINTEL / "sintel.mkv.!qB").unlink()
    assert (await import_download(lite.house, download)).state == "imported"


async def test_subtitles_come_along_with_their_marks(lite: Scene) -> None:
    files = {"sintel.mkv": video(), "Subs/2_English.srt": b"x", "Subs/3_German.forced.srt": b"y"}
    download = lite.download(lite.film(), SINTEL, files)
    await import_download(lite.house, download)
    names = {path.rpartition("/")[2] for path in lite.library_files()}
    stem = "Sintel (2010) WEBDL-1080p"
    assert names == {f"{stem}.mkv", f"{stem}.en.srt", f"{stem}.de.forced.srt"}


async def test_a_retry_after_the_trouble_is_gone_clears_the_problem(lite: Scene) -> None:
    download = lite.download(lite.film(seconds=180), SINTEL, {"sintel.mkv": video()})
    await import_download(lite.house, download)
    path = lite.downloads / SINTEL / "sintel.mkv"
    path.unlink()
    write_video(path, film_spec(1080, seconds=175))
    assert (await import_download(lite.house, download)).state == "imported"
    row = lite.row(Download, download)
    assert (row.problem, row.problem_code) == (None, None)


async def test_two_imports_of_one_film_at_once_leave_the_better_one(scene: Scene) -> None:
    film = scene.film()
    worse = scene.download(film, "Sintel.2010.720p.WEB-DL.x264-Durian", {"b.mkv": video(720)})
    better = scene.download(film, SINTEL, {"a.mkv": video(1080)})
    reports = await asyncio.gather(*(import_download(scene.house, one) for one in (worse, better)))
    assert reports[1].state == "imported" and reports[0].state in ("imported", "ignored")
    [file] = scene.files()
    assert file.quality == "WEBDL-1080p"
    assert len(scene.library_files()) == len(scene.files()) + len(scene.files(deleted=True))
