"""An import asks the file for the languages that the profile cannot do without, and waits for a title that is to come."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import update

from monarr.db.models import Episode, MediaItem, Movie, QualityProfileRow
from monarr.demo.media import AudioTrack, cached_video
from monarr.services.import_download import import_download
from tests.integration.imports.scene import CACHE, Scene, film_spec, video
from tests.integration.imports.test_refused import SINTEL

GERMAN: dict[str, Any] = {"audio_goals": [{"language": "German", "strength": "must"}]}


def wish(scene: Scene, settings: dict[str, Any]) -> None:
    scene.house.db.write_now(lambda c: c.execute(update(QualityProfileRow).values(settings=settings)))


async def test_a_release_that_promised_a_language_and_broke_it_fails(scene: Scene) -> None:
    wish(scene, GERMAN)
    download = scene.download(scene.film(), SINTEL.replace("1080p", "German.DL.1080p"), {"sintel.mkv": video()})
    report = await import_download(scene.house, download)
    assert (report.state, report.code) == ("failed", "language-broken")
    assert str(report.problem) == "It was said to have German; the file is in English."


async def test_one_that_promised_nothing_is_left_to_a_person(lite: Scene) -> None:
    wish(lite, GERMAN)
    download = lite.download(lite.film(), SINTEL, {"sintel.mkv": video()})
    assert (await import_download(lite.house, download)).code == "language"


async def test_the_wanted_language_comes_in(lite: Scene) -> None:
    wish(lite, GERMAN)
    spec = film_spec()
    both = cached_video(CACHE, type(spec)(seconds=spec.seconds, width=spec.width, height=spec.height,
                                          frames_per_second=4, audio=(AudioTrack(), AudioTrack(language="ger"))))  # fmt: skip
    download = lite.download(lite.film(), SINTEL, {"sintel.mkv": both})
    assert (await import_download(lite.house, download)).state == "imported"


async def test_a_language_that_was_waited_for_takes_the_place_of_what_lacks_it(scene: Scene) -> None:
    wish(scene, {"audio_goals": [{"language": "German", "strength": "must", "wait_days": 0}]})
    film = scene.film()
    spec = film_spec()
    both = cached_video(CACHE, type(spec)(seconds=spec.seconds, width=spec.width, height=spec.height,
                                          frames_per_second=4, audio=(AudioTrack(), AudioTrack(language="ger"))))  # fmt: skip
    scene.house.db.write_now(lambda c: c.execute(update(Movie).values(available_at=datetime(2011, 1, 1, tzinfo=UTC))))
    first = scene.download(film, SINTEL, {"sintel.mkv": video()})
    assert (await import_download(scene.house, first)).state == "imported"
    second = scene.download(film, SINTEL.replace("1080p", "German.DL.1080p"), {"sintel-de.mkv": both})
    assert (await import_download(scene.house, second)).state == "imported"
    third = scene.download(film, SINTEL, {"again.mkv": video()})
    report = await import_download(scene.house, third)
    assert (report.state, report.code) != ("imported", None)
    assert sum(file.deleted_at is None for file in scene.files()) == 1


async def test_subtitles_beside_the_film_count(lite: Scene) -> None:
    wish(lite, {"subtitle_goals": [{"language": "German", "strength": "must"}]})
    alone = lite.download(lite.film(), SINTEL, {"sintel.mkv": video()})
    assert (await import_download(lite.house, alone)).code == "subtitles"
    spring = {"spring.mkv": video(), "spring.de.srt": b"1\n00:00:01,000 --> 00:00:02,000\nHallo\n"}
    with_them = lite.download(lite.film("Spring", 2019), "Spring.2019.1080p.WEB-DL.x264-Durian", spring)
    assert (await import_download(lite.house, with_them)).state == "imported"


async def test_an_episode_without_a_title_waits_for_one_for_two_days(lite: Scene) -> None:
    series, episodes = lite.series()
    today = datetime.now(UTC).date()
    lite.house.db.write_now(
        lambda c: (
            c.execute(update(MediaItem).where(MediaItem.id == episodes[0]).values(title="TBA")),
            c.execute(update(Episode).where(Episode.item_id == episodes[0]).values(air_date=today)),
        )
    )
    name = "Pioneer.One.S01E01.1080p.WEB-DL.x264-Durian"
    download = lite.download(series, name, {f"{name}.mkv": video()}, items=episodes[:1])
    report = await import_download(lite.house, download)
    assert (report.state, report.code) == ("waiting", "title-required")
    lite.house.db.write_now(lambda c: c.execute(update(Episode).values(air_date=datetime(2020, 1, 1).date())))
    assert (await import_download(lite.house, download)).state == "imported"
