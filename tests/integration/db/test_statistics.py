"""States and counts that are kept: right after each change, found and mended when forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, select, update

from monarr.db.models import (
    GenreStats,
    MediaFile,
    MediaItem,
    Movie,
    QualityProfileRow,
    SeasonStats,
    TableCount,
    Version,
)
from monarr.db.queries.wanted import list_cutoff_unmet
from monarr.db.statistics import (
    check,
    rating_changed,
    recount_aired,
    recount_season,
    recount_title,
    recount_uncounted,
    repair,
    set_genres,
    title_added,
    title_removed,
)
from tests.integration.db import samples
from tests.integration.db.samples import NOW


def state(connection: Connection, item_id: int) -> Any:
    return connection.execute(select(MediaItem.state).where(MediaItem.id == item_id)).scalar()


def genres(connection: Connection) -> list[tuple[int, int, float]]:
    rows = connection.execute(select(GenreStats.title_count, GenreStats.rated_count, GenreStats.rating_sum))
    return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("quality", "says"),
    [("Bluray-1080p", "here"), ("HDTV-1080p", "better"), ("Remux-1080p", "here"), (None, "missing")],
)
def test_a_film_is_what_its_file_says(connection: Connection, quality: str | None, says: str) -> None:
    title_id, version_id = samples.film(connection)
    if quality is not None:
        samples.file(connection, title_id, version_id, quality=quality, size=7)
    assert recount_title(connection, title_id, NOW) == says
    assert state(connection, title_id) == says
    assert connection.execute(select(Version.state).where(Version.id == version_id)).scalar() == says
    counts = select(MediaItem.file_count, MediaItem.size_bytes).where(MediaItem.id == title_id)
    assert tuple(connection.execute(counts).one()) == ((1, 7) if quality else (0, 0))


@pytest.mark.parametrize(
    ("streams", "told", "says"),
    [
        (["deu"], [], "here"),
        (["eng"], [], "better"),
        ([None], ["German"], "here"),
        ([], ["English"], "better"),
        ([], [], "here"),
    ],
)
def test_a_language_that_must_be_heard_is_wanted(
    connection: Connection, streams: list[str | None], told: list[str], says: str
) -> None:
    title_id, version_id = samples.film(connection, library_id=samples.library(connection), original_language="en")
    goals = {"audio_goals": [{"language": "German", "strength": "must"}]}
    connection.execute(update(QualityProfileRow).values(settings=goals))
    media = {"audio": [{"language": code} for code in streams]}
    samples.file(connection, title_id, version_id, quality="Bluray-1080p", media=media, languages=told)
    assert recount_title(connection, title_id, NOW) == says
    assert connection.execute(select(MediaFile.goal_met)).scalar_one() is (says == "here")
    listed = list_cutoff_unmet(connection, now=NOW)
    assert [row.item_id for row in listed] == ([title_id] if says == "better" else [])


def test_files_that_nobody_counted_are_found(connection: Connection) -> None:
    titles = [samples.film(connection, f"Film {number}") for number in range(3)]
    for title_id, version_id in titles:
        samples.file(connection, title_id, version_id, quality="HDTV-1080p")
    first = recount_uncounted(connection, 0, NOW, most=2)
    assert first == [titles[0][0], titles[1][0]]
    assert recount_uncounted(connection, first[-1], NOW) == [titles[2][0]]
    assert recount_uncounted(connection, 0, NOW) == []
    assert connection.execute(select(MediaFile.goal_met)).scalars().all() == [False] * 3


def test_a_film_that_is_not_monitored_is_not_missing(connection: Connection) -> None:
    title_id, _ = samples.film(connection, monitored=False)
    assert recount_title(connection, title_id, NOW) == "unmonitored"


def test_a_film_comes_out_when_its_day_comes(connection: Connection) -> None:
    title_id, _ = samples.film(connection)
    day = (NOW + timedelta(days=3)).date()
    connection.execute(update(Movie).where(Movie.item_id == title_id).values(digital_on=day))
    assert recount_title(connection, title_id, NOW) == "unreleased"
    later = NOW + timedelta(days=4)
    assert recount_aired(connection, NOW, later) == 1
    assert state(connection, title_id) == "missing"
    assert recount_aired(connection, later, later + timedelta(hours=1)) == 0


def test_one_version_here_and_one_missing_means_better_wanted(connection: Connection) -> None:
    title_id, version_id = samples.film(connection)
    wide = samples.version(connection, title_id, "4K", wants="4K")
    samples.file(connection, title_id, version_id)
    assert recount_title(connection, title_id, NOW) == "better"
    assert connection.execute(select(Version.state).where(Version.id == wide)).scalar() == "missing"


def test_a_deleted_file_no_longer_counts(connection: Connection) -> None:
    title_id, version_id = samples.film(connection)
    file_id = samples.file(connection, title_id, version_id)
    recount_title(connection, title_id, NOW)
    connection.execute(update(MediaFile).where(MediaFile.id == file_id).values(deleted_at=NOW))
    assert recount_title(connection, title_id, NOW) == "missing"


def test_a_series_counts_its_season(connection: Connection) -> None:
    title_id, _season_id, episodes = samples.series(connection, "Harbour Lights", aired=4, coming=2)
    version_id = samples.version(connection, title_id, wants="1080p")
    samples.file(connection, title_id, version_id, *episodes[:2], size=500)
    assert recount_title(connection, title_id, NOW) == "partly"
    stats = connection.execute(select(SeasonStats.__table__)).one()
    assert (stats.episode_count, stats.aired_count, stats.monitored_count) == (6, 4, 4)
    assert (stats.file_count, stats.size_bytes) == (2, 500)
    assert stats.next_airing_at == NOW + timedelta(days=6)
    assert stats.previous_airing_at == NOW - timedelta(days=1)
    assert [state(connection, episode) for episode in episodes] == [
        "here", "here", "missing", "missing", "unreleased", "unreleased",
    ]  # fmt: skip


def test_a_series_with_all_aired_episodes_is_here(connection: Connection) -> None:
    title_id, _, episodes = samples.series(connection, "Harbour Lights", aired=2, coming=1)
    version_id = samples.version(connection, title_id)
    samples.file(connection, title_id, version_id, *episodes[:2])
    assert recount_title(connection, title_id, NOW) == "here"


def test_an_episode_airs_by_time_alone(connection: Connection) -> None:
    title_id, season_id, episodes = samples.series(connection, "Harbour Lights", aired=1, coming=1)
    samples.version(connection, title_id)
    recount_season(connection, season_id, NOW)
    later = NOW + timedelta(days=7)
    assert recount_aired(connection, NOW, later) == 1
    assert state(connection, episodes[1]) == "missing"


def test_genres_and_counts_follow_titles(connection: Connection) -> None:
    library_id = samples.library(connection)
    first, _ = samples.film(connection, "Sintel", library_id, rating=7.5)
    second, _ = samples.film(connection, "Spring", library_id)
    for title_id in (first, second):
        title_added(connection, title_id)
        set_genres(connection, title_id, ["Fantasy"])
    assert genres(connection) == [(2, 1, 7.5)]
    counts = {row.name: row[1] for row in connection.execute(select(TableCount.name, TableCount.count))}
    assert counts == {"movie": 2, f"movie:{library_id}": 2}


def test_a_rating_changes_the_sum(connection: Connection) -> None:
    title_id, _ = samples.film(connection)
    set_genres(connection, title_id, ["Fantasy", "Short"])
    rating_changed(connection, title_id, None, 6.0)
    rating_changed(connection, title_id, 6.0, 8.0)
    assert genres(connection) == [(1, 1, 8.0), (1, 1, 8.0)]
    rating_changed(connection, title_id, 8.0, None)
    assert genres(connection) == [(1, 0, 0.0), (1, 0, 0.0)]


def test_a_title_that_changes_genres_leaves_the_old_one(connection: Connection) -> None:
    title_id, _ = samples.film(connection, rating=5.0)
    set_genres(connection, title_id, ["Fantasy", "Short"])
    set_genres(connection, title_id, ["Short", "Drama"])
    assert sorted(genres(connection)) == [(0, 0, 0.0), (1, 1, 5.0), (1, 1, 5.0)]
    assert connection.execute(select(MediaItem.primary_genre).where(MediaItem.id == title_id)).scalar() == "Short"


def test_a_removed_title_counts_no_more(connection: Connection) -> None:
    title_id, _ = samples.film(connection, rating=5.0)
    title_added(connection, title_id)
    set_genres(connection, title_id, ["Short"])
    title_removed(connection, title_id)
    connection.execute(update(MediaItem).where(MediaItem.id == title_id).values(deleted_at=NOW))
    assert genres(connection) == [(0, 0, 0.0)]
    assert check(connection) == []


def test_what_was_forgotten_is_found_and_mended(connection: Connection) -> None:
    title_id, version_id = samples.film(connection, rating=5.0)
    set_genres(connection, title_id, ["Short"])
    series_id, _season_id, episodes = samples.series(connection, "Harbour Lights", aired=2)
    series_version = samples.version(connection, series_id)
    samples.file(connection, title_id, version_id)
    samples.file(connection, series_id, series_version, episodes[0])
    connection.execute(update(GenreStats).values(title_count=9))
    assert {drift.what for drift in check(connection)} == {"season", "title", "genre", "count"}
    assert repair(connection, NOW) > 0
    assert check(connection) == []
    assert state(connection, title_id) == "here"


def test_an_untouched_title_is_not_written_again(connection: Connection) -> None:
    title_id, version_id = samples.film(connection)
    samples.file(connection, title_id, version_id)
    recount_title(connection, title_id, NOW)
    statements: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda *given: statements.append(given[2]))
    recount_title(connection, title_id, NOW)
    assert [text for text in statements if not text.lstrip().startswith("SELECT")] == []


def test_an_episode_of_the_trash_is_not_counted(connection: Connection) -> None:
    title_id, _season_id, episodes = samples.series(connection, "Harbour Lights", aired=3)
    samples.version(connection, title_id)
    connection.execute(update(MediaItem).where(MediaItem.id == episodes[2]).values(deleted_at=NOW))
    recount_title(connection, title_id, NOW)
    assert connection.execute(select(SeasonStats.episode_count)).scalar() == 2
